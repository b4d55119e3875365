import { useApi } from '@backstage/frontend-plugin-api';
import { fieldRoutes } from '@callboard/plugin-itsm-common';
import type { CountQuery } from '@callboard/plugin-itsm-common';
import { useQuery } from '@tanstack/react-query';
import { isBadInput, isForbidden } from '../../api/errors';
import { itsmApiRef } from '../../api/itsmApiRef';
import { useLiveInterval } from '../../api/live';
import { ITSM_QUERY_ROOT } from '../../api/useItsmQuery';

/**
 * How many records meet each of some questions, asked in one request and followed.
 *
 * @param queries - the questions by name, at most 20
 * @param sure - the names that are asked for alone if the server refuses the rest: a view that
 *   somebody saved may name a field that is there no more, or that the viewer may not know
 * @returns counts by name; above 1000 as 1001
 */
export function useCounts(
  queries: Record<string, CountQuery>,
  sure: readonly string[] = [],
): Readonly<Record<string, number>> | undefined {
  const api = useApi(itsmApiRef);
  const interval = useLiveInterval();
  const { data } = useQuery({
    queryKey: [ITSM_QUERY_ROOT, fieldRoutes.countRecords.name, queries],
    queryFn: async ({ signal }) => {
      const ask = async (asked: Record<string, CountQuery>) =>
        api.call(fieldRoutes.countRecords, {
          body: { queries: asked } as never,
          signal,
        });
      try {
        return await ask(queries);
      } catch (e) {
        const isRefused = isBadInput(e) || isForbidden(e);
        if (!isRefused || sure.length === Object.keys(queries).length) throw e;
        return await ask(
          Object.fromEntries(sure.map(name => [name, queries[name]])),
        );
      }
    },
    refetchInterval: interval,
    meta: { live: true },
    staleTime: 10_000,
    placeholderData: previous => previous,
  });
  return data?.counts;
}
