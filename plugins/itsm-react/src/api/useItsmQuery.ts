import { useApi } from '@backstage/frontend-plugin-api';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import type {
  BodyInputOf,
  ParamsOf,
  QueryValues,
  ResponseOf,
  RouteContract,
} from '@callboard/plugin-itsm-common';
import { itsmApiRef } from './itsmApiRef';
import { useLiveInterval } from './live';

/** Any route of the contract. */
export type AnyRoute = RouteContract<any, any, any, any>;

/** What a query may carry. */
export interface ItsmQueryOptions<C> {
  params?: ParamsOf<C>;
  query?: QueryValues;
  /** Of routes that only read but are asked with more than an address holds. */
  body?: BodyInputOf<C>;
  enabled?: boolean;
  /** Follow changes by others: look again when told, or now and then, unless held still. */
  live?: boolean;
  /** Show the previous answer while the next one loads, e.g. when turning a page. */
  keepPrevious?: boolean;
  /** How long an answer counts as fresh; 5 seconds unless said otherwise. */
  staleTime?: number;
}

/** Root of the keys of all answers of the server. */
export const ITSM_QUERY_ROOT = 'itsm';

/** The key under which an answer is kept: the contract's name and what it was asked with. */
export function itsmQueryKey<C extends AnyRoute>(
  contract: C,
  options: Pick<ItsmQueryOptions<C>, 'params' | 'query' | 'body'> = {},
): unknown[] {
  return [
    ITSM_QUERY_ROOT,
    contract.name,
    options.params ?? {},
    options.query ?? {},
    ...(options.body === undefined ? [] : [options.body]),
  ];
}

/** Asks a route of the server and keeps the answer fresh. */
export function useItsmQuery<C extends AnyRoute>(
  contract: C,
  options: ItsmQueryOptions<C> = {},
): UseQueryResult<ResponseOf<C>> {
  const api = useApi(itsmApiRef);
  const interval = useLiveInterval();
  return useQuery<ResponseOf<C>>({
    queryKey: itsmQueryKey(contract, options),
    queryFn: ({ signal }) =>
      api.call(contract, {
        params: options.params,
        query: options.query,
        body: options.body,
        signal,
      }),
    enabled: options.enabled,
    refetchInterval: options.live ? interval : false,
    meta: { live: options.live ?? false },
    placeholderData: options.keepPrevious ? keepPreviousData : undefined,
    // Given as undefined it would take the place of the client's own, and every mount ask again.
    ...(options.staleTime !== undefined && { staleTime: options.staleTime }),
  });
}
