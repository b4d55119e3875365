import { useApi } from '@backstage/frontend-plugin-api';
import { breachingRoutes } from '@callboard/plugin-itsm-common';
import type { BreachingPage, QueryValues } from '@callboard/plugin-itsm-common';
import {
  ITSM_QUERY_ROOT,
  itsmApiRef,
  useLiveInterval,
} from '@callboard/plugin-itsm-react';
import type { UseViewCounts } from '@callboard/plugin-itsm-react';
import { useQueries } from '@tanstack/react-query';

const FRESH_MS = 10_000;

/** How many records each view of the queue shows. */
export const useBreachingCounts: UseViewCounts = questions => {
  const api = useApi(itsmApiRef);
  const interval = useLiveInterval();
  const names = Object.keys(questions);
  const results = useQueries({
    queries: names.map(name => {
      // The shortest page: the counts come with it.
      const query: QueryValues = { ...questions[name].params, limit: '1' };
      return {
        queryKey: [ITSM_QUERY_ROOT, breachingRoutes.list.name, {}, query],
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          api.call(breachingRoutes.list, { query, signal }),
        select: ({ counts }: BreachingPage) =>
          query.within === 'late' ? counts.late : counts.late + counts.soon,
        refetchInterval: interval,
        meta: { live: true },
        staleTime: FRESH_MS,
      };
    }),
  });
  return Object.fromEntries(
    names.flatMap((name, i) => {
      const { data } = results[i];
      return data === undefined ? [] : [[name, data]];
    }),
  );
};
