import { useApi } from '@backstage/frontend-plugin-api';
import type { QueryValues } from '@callboard/plugin-itsm-common';
import {
  ITSM_QUERY_ROOT,
  itsmApiRef,
  useLiveInterval,
} from '@callboard/plugin-itsm-react';
import type { AnyRoute, Refs } from '@callboard/plugin-itsm-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';

const PAGE = 200;
/** More than these nobody looks at in one picture. */
export const MOST_SHOWN = 1_000;

/** All rows that a picture shows. */
export interface AllRows<R> {
  items: readonly R[];
  refs: Refs;
  /** Whether there are more than are shown. */
  cut: boolean;
}

/** Rows as the list asks for them, all pages of them up to a limit, the highest by a field first. */
export function useAllRows<R>(
  route: AnyRoute,
  question: QueryValues,
  sort: string,
) {
  const api = useApi(itsmApiRef);
  const interval = useLiveInterval();
  return useQuery<AllRows<R>>({
    queryKey: [ITSM_QUERY_ROOT, `${route.name}.all`, question, sort],
    queryFn: async ({ signal }) => {
      const items: R[] = [];
      let refs: Refs = {};
      let cursor: string | undefined;
      do {
        const page = (await api.call(route, {
          query: { ...question, sort, order: 'desc', limit: PAGE, cursor },
          signal,
        })) as {
          items: R[];
          refs: Refs;
          pageInfo: { nextCursor?: string };
        };
        items.push(...page.items);
        refs = { ...refs, ...page.refs };
        cursor = page.pageInfo.nextCursor;
      } while (cursor && items.length < MOST_SHOWN);
      return { items, refs, cut: cursor !== undefined };
    },
    refetchInterval: interval,
    meta: { live: true },
    placeholderData: keepPreviousData,
  });
}
