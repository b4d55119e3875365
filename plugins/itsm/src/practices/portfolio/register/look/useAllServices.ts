import { useApi } from '@backstage/frontend-plugin-api';
import { portfolioServiceRoutes } from '@callboard/plugin-itsm-common';
import type {
  PortfolioServicePage,
  PortfolioServiceSummary,
  QueryValues,
} from '@callboard/plugin-itsm-common';
import {
  ITSM_QUERY_ROOT,
  itsmApiRef,
  useLiveInterval,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';

const PAGE = 200;
/** More than these nobody looks at in one picture. */
export const MOST_SHOWN = 1_000;

/** All services that a picture shows. */
export interface AllServices {
  items: readonly PortfolioServiceSummary[];
  refs: Refs;
  /** Whether there are more than are shown. */
  cut: boolean;
}

/** Services as the list asks for them, all pages of them up to a limit, in the order of value. */
export function useAllServices(question: QueryValues) {
  const api = useApi(itsmApiRef);
  const interval = useLiveInterval();
  return useQuery<AllServices>({
    queryKey: [ITSM_QUERY_ROOT, 'portfolioServices.all', question],
    queryFn: async ({ signal }) => {
      const items: PortfolioServiceSummary[] = [];
      let refs: Refs = {};
      let cursor: string | undefined;
      do {
        const page: PortfolioServicePage = await api.call(
          portfolioServiceRoutes.list,
          {
            query: {
              ...question,
              sort: 'valueScore',
              order: 'desc',
              limit: PAGE,
              cursor,
            },
            signal,
          },
        );
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
