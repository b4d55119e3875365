import { cmdbItemRoutes } from '@callboard/plugin-itsm-common';
import { useItsmQuery } from '@callboard/plugin-itsm-react';

const FRESH_MS = 30_000;

/** How many configuration items there are of each kind and type. */
export function useFacets() {
  return useItsmQuery(cmdbItemRoutes.facets, { staleTime: FRESH_MS });
}
