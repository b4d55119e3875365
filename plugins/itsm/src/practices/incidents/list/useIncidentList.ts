import { incidentRoutes } from '@callboard/plugin-itsm-common';
import type { QueryValues } from '@callboard/plugin-itsm-common';
import {
  PAGE_SIZES,
  useItsmQuery,
  useUrlValues,
} from '@callboard/plugin-itsm-react';
import type { ListSort, UrlValues } from '@callboard/plugin-itsm-react';
import { INCIDENT_VIEWS, viewOf } from './views';

/** The filters that an address may carry beside its view. */
export const FILTERS = [
  'q',
  'service',
  'status',
  'priority',
  'assignee',
  'owner',
] as const;

function sizeOf(url: UrlValues): number {
  const size = Number(url.get('size'));
  return (PAGE_SIZES as readonly number[]).includes(size) ? size : 25;
}

function sortOf(url: UrlValues): ListSort {
  return {
    by: url.get('sort') || 'updated',
    order: url.get('order') === 'asc' ? 'asc' : 'desc',
  };
}

/** What the server is asked for by an address. */
export function listQuery(url: UrlValues): QueryValues {
  const query: QueryValues = { ...INCIDENT_VIEWS[viewOf(url.get('view'))] };
  for (const name of FILTERS) {
    const value = url.get(name);
    if (value) query[name] = value;
  }
  // Who names states means them, whatever the view would have shown.
  if (query.status) delete query.category;
  const sort = sortOf(url);
  return {
    ...query,
    sort: sort.by,
    order: sort.order,
    limit: sizeOf(url),
    cursor: url.get('cursor') || undefined,
  };
}

/**
 * The list of incidents as its address asks for it.
 *
 * @param entity - only those that touch this entity
 */
export function useIncidentList(entity?: string) {
  const url = useUrlValues();
  const result = useItsmQuery(incidentRoutes.list, {
    query: { ...listQuery(url), entity },
    live: true,
    keepPrevious: true,
  });
  // A cursor belongs to the question it came from: any other question starts at its beginning.
  const change = (changes: Parameters<UrlValues['set']>[0]) =>
    url.set({ cursor: undefined, ...changes });
  return {
    url,
    result,
    sort: sortOf(url),
    pageSize: sizeOf(url),
    change,
    isFiltered: FILTERS.some(name => url.get(name)),
    reset: () =>
      change(Object.fromEntries(FILTERS.map(name => [name, undefined]))),
  };
}

/** What {@link useIncidentList} gives. */
export type IncidentList = ReturnType<typeof useIncidentList>;
