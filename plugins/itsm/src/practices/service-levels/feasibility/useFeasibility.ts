import { useApi } from '@backstage/frontend-plugin-api';
import { feasibilityRoutes } from '@callboard/plugin-itsm-common';
import type { FeasibilityVerdict } from '@callboard/plugin-itsm-common';
import {
  ITSM_QUERY_ROOT,
  itsmApiRef,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { useInfiniteQuery } from '@tanstack/react-query';

const PAGE = 50;

/** Which promises are asked for. */
export interface PromiseFilters {
  verdict?: FeasibilityVerdict;
  agreement?: string;
  objective?: string;
}

/** Promises, the worst first, page by page. */
export function usePromises(filters: PromiseFilters) {
  const api = useApi(itsmApiRef);
  return useInfiniteQuery({
    queryKey: [ITSM_QUERY_ROOT, feasibilityRoutes.list.name, filters],
    queryFn: ({ pageParam, signal }) =>
      api.call(feasibilityRoutes.list, {
        query: { ...filters, limit: PAGE, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.pageInfo.nextCursor,
    staleTime: 60_000,
  });
}

/** How the verdicts about an item come about. */
export function useExplanation(entityRef: string) {
  return useItsmQuery(feasibilityRoutes.explain, {
    query: { entity: entityRef },
    staleTime: 60_000,
  });
}
