import { useApi } from '@backstage/frontend-plugin-api';
import { catalogueRoutes } from '@callboard/plugin-itsm-common';
import {
  itsmApiRef,
  itsmQueryKey,
  useUrlValues,
  type Refs,
} from '@callboard/plugin-itsm-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';

const PAGE = 24;

/** The services that the address asks for, page by page. */
export function useCatalogue() {
  const api = useApi(itsmApiRef);
  const url = useUrlValues();
  const query = {
    q: url.get('q') || undefined,
    category: url.get('category') || undefined,
    health: url.get('health') || undefined,
    limit: PAGE,
  };
  const pages = useInfiniteQuery({
    queryKey: [...itsmQueryKey(catalogueRoutes.list, { query }), 'pages'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call(catalogueRoutes.list, {
        query: { ...query, cursor: pageParam },
        signal,
      }),
    getNextPageParam: page => page.pageInfo.nextCursor,
    placeholderData: keepPreviousData,
  });
  const refs: Refs = Object.assign(
    {},
    ...(pages.data?.pages ?? []).map(page => page.refs),
  );
  return {
    url,
    items: pages.data?.pages.flatMap(page => page.items),
    categories: pages.data?.pages[0]?.categories ?? [],
    refs,
    error: pages.error,
    refetch: pages.refetch,
    /** Asks once more for what failed: the next page, or those that are there. */
    again: () =>
      pages.isFetchNextPageError ? pages.fetchNextPage() : pages.refetch(),
    isFiltered: Boolean(query.q || query.category || query.health),
    /** What is shown is the answer to what was asked before. */
    isStale: pages.isPlaceholderData,
    more: pages.hasNextPage ? () => pages.fetchNextPage() : undefined,
    isLoadingMore: pages.isFetchingNextPage,
  };
}
