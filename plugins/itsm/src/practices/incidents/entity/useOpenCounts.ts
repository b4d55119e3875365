import { ACTIVE_CATEGORIES, PRIORITIES } from '@callboard/plugin-itsm-common';
import type { CountQuery } from '@callboard/plugin-itsm-common';
import { useCounts } from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';

/** What is open on an entity. */
export interface OpenCounts {
  all: number;
  /** Priorities of which there are any, the most urgent first. */
  byPriority: ReadonlyArray<{ priority: number; count: number }>;
  major: number;
}

/**
 * Counts what is open on an entity, be it the service or the affected CI, in one request.
 *
 * @returns undefined until known; counts above 1000 as 1001
 */
export function useOpenCounts(entityRef: string): OpenCounts | undefined {
  const queries = useMemo(() => {
    const touches = { $any: [{ serviceRef: entityRef }, { ciRef: entityRef }] };
    const open = { type: ['incident'], category: [...ACTIVE_CATEGORIES] };
    const asked: Record<string, CountQuery> = {
      all: { ...open, filter: touches },
      major: { ...open, filter: { $all: [touches, { major: true }] } },
    };
    for (const priority of PRIORITIES) {
      asked[`p${priority}`] = {
        ...open,
        priority: [priority],
        filter: touches,
      };
    }
    return asked;
  }, [entityRef]);
  const counts = useCounts(queries);
  return useMemo(
    () =>
      counts && {
        all: counts.all,
        major: counts.major,
        byPriority: PRIORITIES.map(priority => ({
          priority,
          count: counts[`p${priority}`],
        })).filter(({ count }) => count > 0),
      },
    [counts],
  );
}
