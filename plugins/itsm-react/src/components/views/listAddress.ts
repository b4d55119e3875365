import type {
  CountQuery,
  QueryValues,
  ViewQuery,
} from '@callboard/plugin-itsm-common';
import type { UrlValues } from '../../routing';
import type { ListSort } from '../table/types';

/** What a ready-made view, or queue, lets through: parameters of the list, and a predicate. */
export interface QueueQuery {
  params: Readonly<Record<string, string | readonly string[]>>;
  filter?: Readonly<Record<string, unknown>>;
  /** How the queue is sorted unless somebody sorts it otherwise. */
  sort?: ListSort;
}

/** What the lists of a record type have in common, in data. */
export interface ListSpec {
  /** The record type, which is also the page that saved views belong to. */
  type: string;
  /** The ready-made views by id, in their order. */
  queues: Readonly<Record<string, QueueQuery>>;
  /** The one that the list opens with. */
  defaultQueue: string;
  /** Parameters that an address may carry as they are, e.g. `q`. */
  filters: readonly string[];
  /** By the empty word where the server knows one order only. */
  sort: ListSort;
  columns: readonly string[];
  /** What else the server is asked for, so that rows have what the columns show. */
  askFor?: (columns: readonly string[]) => QueryValues;
}

/** Everything of an address that a saved view keeps, beside its filters. */
const VIEW_VALUES = ['view', 'filter', 'columns', 'sort', 'order'] as const;

/** The queue that an address names, or the default one if the name is none. */
export function queueOf(spec: ListSpec, url: Pick<UrlValues, 'get'>): string {
  const name = url.get('view');
  return Object.keys(spec.queues).includes(name) ? name : spec.defaultQueue;
}

/** A predicate as an address carries it; undefined if there is none or it is no JSON object. */
export function readFilter(
  text: string,
): Readonly<Record<string, unknown>> | undefined {
  if (!text) return undefined;
  try {
    const value = JSON.parse(text);
    const isObject =
      typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject && Object.keys(value).length > 0 ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Both predicates hold. */
function both(
  a: QueueQuery['filter'],
  b: QueueQuery['filter'],
): QueueQuery['filter'] {
  return a && b ? { $all: [a, b] } : a ?? b;
}

/** How an address sorts. */
export function sortOf(spec: ListSpec, url: Pick<UrlValues, 'get'>): ListSort {
  const usual = spec.queues[queueOf(spec, url)].sort ?? spec.sort;
  const by = url.get('sort') || usual.by;
  const order = url.get('order');
  if (order === 'asc' || order === 'desc') return { by, order };
  return { by, order: by === usual.by ? usual.order : 'desc' };
}

/** What an address lets through, before sorting and paging: its queue and its filters. */
export function questionOf(
  spec: ListSpec,
  url: Pick<UrlValues, 'get'>,
): QueueQuery {
  const queue = spec.queues[queueOf(spec, url)];
  const params: Record<string, string | readonly string[]> = {
    ...queue.params,
  };
  for (const name of spec.filters) {
    const value = url.get(name);
    if (value) params[name] = value;
  }
  // Who names states means them, whatever the queue would have shown.
  if (url.get('status')) delete params.category;
  return { params, filter: both(queue.filter, readFilter(url.get('filter'))) };
}

/** A question as the query of a list or an export. */
export function queryOf(question: QueueQuery): QueryValues {
  return {
    ...question.params,
    filter: question.filter && JSON.stringify(question.filter),
  };
}

/** A question as one of several that are counted in one request. */
export function countOf(type: string, question: QueueQuery): CountQuery {
  const count: Record<string, unknown> = { type: [type] };
  for (const [name, value] of Object.entries(question.params)) {
    const list =
      typeof value === 'string' ? value.split(',').filter(Boolean) : value;
    if (name === 'q') count.q = value;
    else if (name === 'priority') count.priority = list.map(Number);
    else count[name] = list;
  }
  if (question.filter) count.filter = question.filter;
  return count as CountQuery;
}

/** What a saved view keeps of an address. */
export function viewQueryOf(
  spec: ListSpec,
  url: Pick<UrlValues, 'get' | 'list'>,
  columns: readonly string[],
): ViewQuery {
  const params: Record<string, string> = { view: queueOf(spec, url) };
  for (const name of spec.filters) {
    if (url.get(name)) params[name] = url.get(name);
  }
  const sort = sortOf(spec, url);
  const predicate = readFilter(url.get('filter'));
  return {
    params,
    ...(predicate ? { predicate } : {}),
    columns: [...columns],
    ...(sort.by ? { sort: { field: sort.by, order: sort.order } } : {}),
  };
}

/** The values of an address that shows a saved view; empty ones leave the address. */
export function valuesOfView(
  spec: ListSpec,
  view: { id: string; query: ViewQuery },
): Record<string, string> {
  const { params, predicate, columns, sort } = view.query;
  const values: Record<string, string> = { saved: view.id };
  const kept = { view: spec.defaultQueue, ...params };
  for (const name of ['view', ...spec.filters]) {
    const value = kept[name as keyof typeof kept] as
      | string
      | string[]
      | undefined;
    values[name] = Array.isArray(value) ? value.join(',') : value ?? '';
  }
  values.filter = predicate ? JSON.stringify(predicate) : '';
  values.columns = columns?.join(',') ?? '';
  values.sort = sort?.field ?? '';
  values.order = sort?.order ?? '';
  return values;
}

/** The query part of an address from its values, without the empty ones. */
export function searchOf(values: Readonly<Record<string, string>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value) search.set(name, value);
  }
  return `?${search}`;
}

/** Gives the values of a plain record the face of an address. */
export function asUrl(
  values: Readonly<Record<string, string>>,
): Pick<UrlValues, 'get' | 'list'> {
  return {
    get: name => values[name] ?? '',
    list: name => (values[name] ?? '').split(',').filter(Boolean),
  };
}

/** The question of a saved view, as it is counted. */
export function questionOfView(
  spec: ListSpec,
  view: { id: string; query: ViewQuery },
): QueueQuery {
  return questionOf(spec, asUrl(valuesOfView(spec, view)));
}

/** Whether an address still shows what its saved view keeps. */
export function showsView(
  spec: ListSpec,
  url: Pick<UrlValues, 'get' | 'list'>,
  view: { id: string; query: ViewQuery },
  columns: readonly string[],
): boolean {
  const saved = asUrl(valuesOfView(spec, view));
  const savedColumns = saved.list('columns');
  const face = (from: typeof saved, shown: readonly string[]) =>
    JSON.stringify(viewQueryOf(spec, from, shown));
  return (
    face(url, columns) ===
    face(saved, savedColumns.length > 0 ? savedColumns : columns)
  );
}

/** Whether an address asks for anything; one that does not gets the view one starts with. */
export function isBare(spec: ListSpec, url: Pick<UrlValues, 'get'>): boolean {
  return ![...VIEW_VALUES, ...spec.filters, 'saved', 'cursor'].some(name =>
    url.get(name),
  );
}
