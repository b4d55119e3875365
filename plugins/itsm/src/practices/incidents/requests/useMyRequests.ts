import { useApi } from '@backstage/frontend-plugin-api';
import { incidentRoutes } from '@callboard/plugin-itsm-common';
import {
  itsmApiRef,
  itsmQueryKey,
  useLiveInterval,
} from '@callboard/plugin-itsm-react';
import { useInfiniteQuery } from '@tanstack/react-query';

const PAGE = 10;

// What is solved still waits for the word of whoever asked for it.
const OPEN = ['draft', 'open', 'waiting', 'resolved'];
const OVER = ['closed', 'cancelled'];

/** What the reader asked for, latest change first, page by page. */
export function useMyRequests(over: boolean) {
  const api = useApi(itsmApiRef);
  const interval = useLiveInterval();
  const query = {
    requester: 'me',
    category: over ? OVER : OPEN,
    sort: 'updated',
    order: 'desc',
    limit: PAGE,
  };
  const pages = useInfiniteQuery({
    queryKey: [...itsmQueryKey(incidentRoutes.list, { query }), 'pages'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call(incidentRoutes.list, {
        query: { ...query, cursor: pageParam },
        signal,
      }),
    getNextPageParam: page => page.pageInfo.nextCursor,
    refetchInterval: interval,
    meta: { live: true },
  });
  return {
    items: pages.data?.pages.flatMap(page => page.items),
    refs: Object.assign({}, ...(pages.data?.pages ?? []).map(p => p.refs)),
    isPending: pages.isPending,
    error: pages.error,
    refetch: pages.refetch,
    hasMore: pages.hasNextPage,
    isLoadingMore: pages.isFetchingNextPage,
    loadMore: pages.fetchNextPage,
  };
}
