import { useApi } from '@backstage/frontend-plugin-api';
import type {
  ParamsOf,
  QueryValues,
  ResponseOf,
} from '@callboard/plugin-itsm-common';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { Refs } from '../components/text/RefLabel';
import { itsmApiRef } from './itsmApiRef';
import { itsmQueryKey } from './useItsmQuery';
import type { AnyRoute } from './useItsmQuery';

/** What every keyset page has. */
export interface KeysetPage {
  items: readonly unknown[];
  pageInfo: { nextCursor?: string };
  refs?: Refs;
}

/**
 * A list that begins with one page and grows by the next ones when somebody asks for more. After a change
 * all of its pages are asked for again, as every answer in view is.
 */
export function useItsmPages<C extends AnyRoute>(
  contract: C,
  options: { params?: ParamsOf<C>; query?: QueryValues; enabled?: boolean },
) {
  const api = useApi(itsmApiRef);
  const { params, query, enabled } = options;
  const asked = useInfiniteQuery({
    queryKey: [...itsmQueryKey(contract, { params, query }), 'pages'],
    queryFn: ({ signal, pageParam }) =>
      api.call(contract, {
        params,
        query: { ...query, cursor: pageParam } as QueryValues,
        signal,
      }) as Promise<ResponseOf<C> & KeysetPage>,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ pageInfo }) => pageInfo.nextCursor,
    placeholderData: keepPreviousData,
    enabled,
  });
  const pages = asked.data?.pages;
  return {
    /** The first page, with the rows and the names of all that are shown. */
    data: pages && {
      ...pages[0],
      items: pages.flatMap(({ items }) => items) as ResponseOf<C>['items'],
      refs: Object.assign({}, ...pages.map(({ refs }) => refs)) as Refs,
    },
    error: asked.error,
    refetch: asked.refetch,
    hasMore: asked.hasNextPage,
    grow: () => asked.fetchNextPage(),
    isGrowing: asked.isFetchingNextPage,
    /** Why the next page could not be had. */
    growError: asked.isFetchNextPageError ? asked.error : undefined,
  };
}
