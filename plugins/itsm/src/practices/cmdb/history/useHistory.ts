import { useApi } from '@backstage/frontend-plugin-api';
import { cmdbRoutes } from '@callboard/plugin-itsm-common';
import {
  itsmApiRef,
  itsmQueryKey,
  useLiveInterval,
} from '@callboard/plugin-itsm-react';
import { useInfiniteQuery } from '@tanstack/react-query';

const PAGE = 30;
/** What is new is read within a minute: whoever waits for it sees it come. */
const SOON_MS = 10_000;

/** What became of an entity, newest first, page by page. */
export function useHistory(ref: string) {
  const api = useApi(itsmApiRef);
  const interval = useLiveInterval();
  const query = { ref, limit: PAGE };
  const pages = useInfiniteQuery({
    queryKey: [...itsmQueryKey(cmdbRoutes.history, { query }), 'pages'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call(cmdbRoutes.history, {
        query: { ...query, cursor: pageParam },
        signal,
      }),
    getNextPageParam: page => page.pageInfo.nextCursor,
    refetchInterval: ({ state }) =>
      state.data?.pages[0].items.length ? interval : SOON_MS,
    meta: { live: true },
  });
  const read = pages.data?.pages;
  return {
    events: read?.flatMap(page => page.items),
    knownSince: read?.[0].knownSince,
    refs: Object.assign({}, ...(read ?? []).map(page => page.refs)),
    error: pages.error,
    refetch: pages.refetch,
    hasEarlier: pages.hasNextPage,
    isLoadingEarlier: pages.isFetchingNextPage,
    showEarlier: pages.fetchNextPage,
  };
}
