import { useApi } from '@backstage/frontend-plugin-api';
import { cmdbItemRoutes } from '@callboard/plugin-itsm-common';
import {
  isBadInput,
  ITSM_QUERY_ROOT,
  itsmApiRef,
  queryOf,
  useLiveInterval,
} from '@callboard/plugin-itsm-react';
import type { UseViewCounts } from '@callboard/plugin-itsm-react';
import { useQuery } from '@tanstack/react-query';

/** Changes less than work does; to count costs more where somebody may see a part only. */
const FRESH_MS = 30_000;

/** How many configuration items each view of the list shows, asked in one request. */
export const useCiCounts: UseViewCounts = (questions, sure) => {
  const api = useApi(itsmApiRef);
  const interval = useLiveInterval();
  const { data } = useQuery({
    queryKey: [ITSM_QUERY_ROOT, cmdbItemRoutes.counts.name, questions],
    queryFn: async ({ signal }) => {
      const ask = (names: readonly string[]) =>
        api.call(cmdbItemRoutes.counts, {
          body: {
            queries: Object.fromEntries(
              names.map(name => [name, queryOf(questions[name])]),
            ),
          } as never,
          signal,
        });
      const names = Object.keys(questions);
      try {
        return await ask(names);
      } catch (e) {
        if (!isBadInput(e) || sure.length === names.length) throw e;
        return await ask(sure);
      }
    },
    refetchInterval: interval && Math.max(interval, FRESH_MS),
    meta: { live: true },
    staleTime: FRESH_MS,
    placeholderData: previous => previous,
  });
  return data?.counts;
};
