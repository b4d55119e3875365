import { useApi } from '@backstage/frontend-plugin-api';
import { kernelRoutes } from '@callboard/plugin-itsm-common';
import { useInfiniteQuery } from '@tanstack/react-query';
import { itsmApiRef } from '../../api/itsmApiRef';
import { itsmQueryKey, LIVE_INTERVAL_MS } from '../../api/useItsmQuery';

/** What part of a timeline is shown. */
export type TimelineShow = 'all' | 'comments' | 'changes';

const PAGE = 30;

/** The timeline of a record, newest first, page by page, following changes by others. */
export function useJournal(number: string, show: TimelineShow) {
  const api = useApi(itsmApiRef);
  const params = { id: number };
  return useInfiniteQuery({
    queryKey: itsmQueryKey(kernelRoutes.listJournal, {
      params,
      query: { show },
    }),
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call(kernelRoutes.listJournal, {
        params,
        query: { show, limit: PAGE, cursor: pageParam },
        signal,
      }),
    getNextPageParam: page => page.pageInfo.nextCursor,
    refetchInterval: LIVE_INTERVAL_MS,
  });
}
