import type { QueryClient } from '@tanstack/react-query';
import type { CiLoadResult } from '@callboard/plugin-itsm-common';

const key = (id: string) => ['itsm-load-outcome', id];

/**
 * Keeps what a load did item by item while the portal is open; the server keeps counts and problems,
 * and the items' histories the rest.
 */
export function keepOutcome(queries: QueryClient, result: CiLoadResult) {
  if (!result.id) return;
  queries.setQueryDefaults(key(result.id), { gcTime: Infinity });
  queries.setQueryData(key(result.id), result);
}

/** What a load did item by item, if it was kept. */
export function keptOutcome(
  queries: QueryClient,
  id: string,
): CiLoadResult | undefined {
  return queries.getQueryData<CiLoadResult>(key(id));
}
