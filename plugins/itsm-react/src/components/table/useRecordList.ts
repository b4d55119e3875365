import type {
  QueryValues,
  ResponseOf,
  SavedView,
} from '@callboard/plugin-itsm-common';
import { useEffect, useRef } from 'react';
import { useItsmQuery } from '../../api/useItsmQuery';
import type { AnyRoute } from '../../api/useItsmQuery';
import { useUrlValues } from '../../routing';
import type { UrlValues } from '../../routing';
import {
  queryOf,
  questionOf,
  queueOf,
  showsView,
  sortOf,
  valuesOfView,
  viewQueryOf,
} from '../views/listAddress';
import type { ListSpec } from '../views/listAddress';
import { useSavedViews } from '../views/useSavedViews';
import { useStartView } from '../views/useStartView';
import { PAGE_SIZES } from './PageTurner';
import type { ListItem, ListPage } from './types';
import { useColumnChoice } from './useColumnChoice';
import { useChangedRows } from './useChangedRows';
import { useRowSelection } from './useRowSelection';

const NO_ROWS: readonly never[] = [];

/** The item of the list that a route answers with. */
type ItemOf<C> = ResponseOf<C> extends ListPage<infer T>
  ? T extends ListItem
    ? T
    : never
  : never;

function sizeOf(url: UrlValues): number {
  const size = Number(url.get('size'));
  return (PAGE_SIZES as readonly number[]).includes(size) ? size : 25;
}

/**
 * A list of records as its address asks for it: the rows, what can be changed about the question,
 * the saved view it came from, its columns, its selection, and what is open beside it.
 *
 * @param spec - what lists of the type have in common
 * @param route - the list's route
 * @param fixed - what holds whatever the address says, e.g. the entity whose page it stands on
 */
export function useRecordList<C extends AnyRoute>(
  spec: ListSpec,
  route: C,
  fixed: QueryValues = {},
) {
  type Item = ItemOf<C>;
  const url = useUrlValues();
  // Views belong to the list's own page.
  const isOwnPage = Object.keys(fixed).length === 0;
  const saved = useSavedViews(spec.type, isOwnPage);
  const view = saved.find(url.get('saved'));
  useStartView(spec, url, saved, isOwnPage);

  const sort = sortOf(spec, url);
  const pageSize = sizeOf(url);
  const question = { ...queryOf(questionOf(spec, url)), ...fixed };
  const [kept, keep] = useColumnChoice(spec.type);
  const inUrl = url.list('columns');
  const columns = inUrl.length > 0 ? inUrl : kept ?? spec.columns;
  const asked = {
    ...question,
    ...spec.askFor?.(columns),
    sort: sort.by || undefined,
    order: sort.by ? sort.order : undefined,
    limit: pageSize,
    cursor: url.get('cursor') || undefined,
  };
  const result = useItsmQuery(route, {
    query: asked,
    live: true,
    keepPrevious: true,
  });
  const answer = result.data as (ListPage<Item> & ResponseOf<C>) | undefined;

  // A page behind a cursor may be empty by now, because what stood there was changed and moved:
  // that is not a list in which there is nothing.
  const isPastEnd =
    answer?.items.length === 0 &&
    !answer.pageInfo.nextCursor &&
    Boolean(asked.cursor) &&
    !result.isPlaceholderData;
  const page = isPastEnd ? undefined : answer;
  const toBeginning = useRef(() => {});
  toBeginning.current = () => url.set({ cursor: undefined }, { replace: true });
  useEffect(() => {
    if (isPastEnd) toBeginning.current();
  }, [isPastEnd]);

  // A cursor belongs to the question it came from: any other question starts at its beginning.
  const change = (changes: Parameters<UrlValues['set']>[0]) =>
    url.set({ cursor: undefined, ...changes });
  const isFiltered = [...spec.filters, 'filter'].some(name => url.get(name));
  const isChanged = Boolean(view && !showsView(spec, url, view, columns));

  const rows: readonly Item[] = page?.items ?? NO_ROWS;
  const changed = useChangedRows<Item>(
    result.isPlaceholderData ? undefined : page?.items,
    JSON.stringify(asked),
  );
  return {
    spec,
    url,
    result,
    page,
    /** The question without sorting and paging, as exports ask it. */
    question,
    sort,
    pageSize,
    change,
    queue: queueOf(spec, url),
    isFiltered,
    reset: () =>
      change(
        Object.fromEntries(
          [...spec.filters, 'filter'].map(name => [name, undefined]),
        ),
      ),
    saved,
    /** The saved view in view. */
    view,
    /** Whether the address shows something else than its saved view keeps. */
    isChanged,
    isWorthSaving: view
      ? isChanged
      : isFiltered || Boolean(url.get('sort')) || kept !== undefined,
    viewQuery: () => viewQueryOf(spec, url, columns),
    showView: (shown: SavedView) =>
      url.set({ cursor: undefined, ...valuesOfView(spec, shown) }),
    columns,
    /** Chooses columns: for the saved view in view, else for this browser. */
    setColumns: (next: readonly string[] | undefined) => {
      if (view) {
        url.set({ columns: next ?? spec.columns });
        return;
      }
      keep(next);
      if (inUrl.length > 0) url.set({ columns: undefined });
    },
    selection: useRowSelection<Item>(rows),
    changed,
    /** The number of the record that is open beside the list. */
    open: url.get('open') || undefined,
    /** Opens a record beside the list, or closes what is open. */
    setOpen: (number: string | undefined, options?: { replace?: boolean }) =>
      url.set({ open: number }, options),
  };
}

/** What {@link useRecordList} gives. */
export type RecordList<C extends AnyRoute> = ReturnType<
  typeof useRecordList<C>
>;
