import { useApi } from '@backstage/frontend-plugin-api';
import { cmdbHealthRoutes } from '@callboard/plugin-itsm-common';
import type { Health } from '@callboard/plugin-itsm-common';
import { ITSM_QUERY_ROOT, itsmApiRef } from '@callboard/plugin-itsm-react';
import type { UseViewCounts } from '@callboard/plugin-itsm-react';
import { useQueries } from '@tanstack/react-query';

const FRESH_MS = 30_000;
/** What scores can be asked by, so that findings need not be counted one by one. */
const COUNTED: ReadonlySet<string> = new Set([
  'class',
  'owner',
  'system',
  'excused',
]);

/**
 * How many findings each view of the list shows, as far as scores are added up by what it asks;
 * views that ask for more, as for a check, have no number.
 */
export const useFindingCounts: UseViewCounts = questions => {
  const api = useApi(itsmApiRef);
  const names = Object.keys(questions).filter(name =>
    Object.keys(questions[name].params).every(param => COUNTED.has(param)),
  );
  const results = useQueries({
    queries: names.map(name => {
      const { excused, ...query } = questions[name].params;
      return {
        queryKey: [ITSM_QUERY_ROOT, cmdbHealthRoutes.health.name, {}, query],
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          api.call(cmdbHealthRoutes.health, { query, signal }),
        select: (health: Health) => ({
          count:
            excused === 'yes'
              ? health.overall.findings.excused
              : health.overall.findings.total,
          more: health.truncated,
        }),
        meta: { live: true },
        staleTime: FRESH_MS,
      };
    }),
  });
  return Object.fromEntries(
    names.flatMap((name, i) => {
      const { data } = results[i];
      return data ? [[name, data]] : [];
    }),
  );
};
