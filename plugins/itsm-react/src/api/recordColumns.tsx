import {
  createApiRef,
  createExtensionBlueprint,
  createExtensionDataRef,
  ExtensionBoundary,
  useApiHolder,
} from '@backstage/frontend-plugin-api';
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { useHiddenColumns } from '../components/table/hiddenColumns';
import type { ListItem, RecordColumn } from '../components/table/types';
import { itsmApiRef } from './itsmApiRef';
import type { ItsmApi } from './itsmApiRef';

/** What a cell of a column is told. */
export interface RecordColumnCellProps {
  /** The record of the row. */
  id: string;
  /** All records of the page, so that what is shown of them is asked for once. */
  ids: readonly string[];
}

/** A column that somebody adds to the lists of another practice's records. */
export interface AddedRecordColumn {
  /** The records' type in the API, e.g. `incident`, or `*` for all of them. */
  type: string;
  /** Whether it has anything to show of a type; asked once in a while. If it is left out, it has. */
  isFor?: (type: string, api: ItsmApi) => Promise<boolean>;
  /** Stands beside records where there are no columns, too. */
  isBadge?: boolean;
  id: string;
  title: string;
  /** In CSS pixels. */
  width: number;
  /** The column that it stands behind; the last place if that is not shown. */
  after?: string;
  /** The field that says the same: lists are sorted by it, and files have it. */
  field?: string;
  Cell: (props: RecordColumnCellProps) => ReactElement;
}

/** Knows the columns that were added to lists of records. */
export interface RecordColumnsApi {
  of(type: string): readonly AddedRecordColumn[];
}

/** The columns that bridges and other plugins added. */
export const recordColumnsApiRef = createApiRef<RecordColumnsApi>().with({
  id: 'plugin.itsm.record-columns',
  pluginId: 'itsm',
});

const recordColumnDataRef = createExtensionDataRef<AddedRecordColumn>().with({
  id: 'itsm.record-column',
});

/**
 * Adds a column to the lists of records, and to their cards on a phone. The practice of the records
 * need not know it, and it goes with whoever brought it. A cell that has nothing to show is empty.
 */
export const RecordColumnBlueprint = createExtensionBlueprint({
  kind: 'itsm-record-column',
  attachTo: { id: 'api:itsm/record-columns', input: 'columns' },
  output: [recordColumnDataRef],
  dataRefs: { recordColumn: recordColumnDataRef },
  *factory(
    params: Omit<AddedRecordColumn, 'Cell'> & {
      loader: () => Promise<AddedRecordColumn['Cell']>;
    },
    { node },
  ) {
    const { loader, ...column } = params;
    yield recordColumnDataRef({
      ...column,
      Cell: ExtensionBoundary.lazyComponent(node, loader),
    });
  },
});

const NONE: readonly AddedRecordColumn[] = [];
/** How long it is not asked again whether a column is of any use. */
const KEPT_MS = 300_000;

/** The columns that were added to lists of a type and that have something to show there. */
export function useColumnsOf(type: string): readonly AddedRecordColumn[] {
  const holder = useApiHolder();
  const all = holder.get(recordColumnsApiRef)?.of(type) ?? NONE;
  const api = holder.get(itsmApiRef);
  const asked = useQueries({
    queries: all.map(({ id, isFor }) => ({
      queryKey: ['itsm-column', id, type],
      enabled: Boolean(isFor && api),
      staleTime: KEPT_MS,
      retry: false,
      queryFn: () => isFor!(type, api!),
    })),
  });
  // Where nobody can say, it is shown.
  const key = all
    .map(({ isFor }, i) => !isFor || asked[i].isError || asked[i].data === true)
    .join();
  return useMemo(() => {
    const shown = key.split(',');
    return all.filter((_, i) => shown[i] === 'true');
    // What was added is the same as long as the portal is open.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [type, key]);
}

/**
 * The columns that were added to lists of a type, without those that were switched off.
 *
 * @param items - the records of the page, undefined while it loads
 */
export function useAddedColumns<T extends ListItem>(
  type: string,
  items: readonly T[] | undefined,
): (RecordColumn<T> & { after?: string })[] {
  const known = useColumnsOf(type);
  const [hidden] = useHiddenColumns(type);
  // The same ids are the same question, whatever else of the rows changed.
  const key = items?.map(({ id }) => id).join(',') ?? '';
  return useMemo(() => {
    const ids = key === '' ? [] : key.split(',');
    return known
      .filter(({ id }) => !hidden.has(id))
      .map(({ id, title, width, after, field, Cell }) => ({
        id,
        label: title,
        sortsBy: field,
        width,
        after,
        render: (item: T) => <Cell id={item.id} ids={ids} />,
      }));
  }, [key, known, hidden]);
}

/** The fields that columns which were added and are shown say: they stand in files of the list as well. */
export function useAddedFields(type: string): readonly string[] {
  const known = useColumnsOf(type);
  const [hidden] = useHiddenColumns(type);
  return useMemo(
    () => known.flatMap(({ id, field }) => (hidden.has(id) ? [] : field ?? [])),
    [known, hidden],
  );
}

/**
 * What was added to lists and is short enough to stand beside a record elsewhere, e.g. in what is mine
 * to do.
 */
export function RecordBadges(props: RecordColumnCellProps & { type: string }) {
  const { type, ...told } = props;
  return (
    <>
      {useColumnsOf(type)
        .filter(({ isBadge }) => isBadge)
        .map(({ id, Cell }) => (
          <Cell key={id} {...told} />
        ))}
    </>
  );
}

/** Puts columns that were added behind those that they ask for. */
export function withAdded<T>(
  columns: readonly RecordColumn<T>[],
  added: readonly (RecordColumn<T> & { after?: string })[],
): RecordColumn<T>[] {
  const all = [...columns];
  for (const column of added) {
    const place = all.findIndex(({ id }) => id === column.after);
    all.splice(place < 0 ? all.length : place + 1, 0, column);
  }
  return all;
}
