import {
  createApiRef,
  createExtensionBlueprint,
  createExtensionDataRef,
  ExtensionBoundary,
  useApiHolder,
} from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import type { ReactElement } from 'react';
import type { ListItem, RecordColumn } from '../components/table/types';

/** What a cell of a column is told. */
export interface RecordColumnCellProps {
  /** The record of the row. */
  id: string;
  /** All records of the page, so that what is shown of them is asked for once. */
  ids: readonly string[];
}

/** A column that somebody adds to the lists of another practice's records. */
export interface AddedRecordColumn {
  /** The records' type in the API, e.g. `incident`. */
  type: string;
  id: string;
  title: string;
  /** In CSS pixels. */
  width: number;
  /** The column that it stands behind; the last place if that is not shown. */
  after?: string;
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

/**
 * The columns that were added to lists of a type.
 *
 * @param items - the records of the page, undefined while it loads
 */
export function useAddedColumns<T extends ListItem>(
  type: string,
  items: readonly T[] | undefined,
): (RecordColumn<T> & { after?: string })[] {
  const added = useApiHolder().get(recordColumnsApiRef)?.of(type);
  const known = added && added.length > 0 ? added : NONE;
  // The same ids are the same question, whatever else of the rows changed.
  const key = items?.map(({ id }) => id).join(',') ?? '';
  return useMemo(() => {
    const ids = key === '' ? [] : key.split(',');
    return known.map(({ id, title, width, after, Cell }) => ({
      id,
      label: title,
      width,
      after,
      render: (item: T) => <Cell id={item.id} ids={ids} />,
    }));
    // What was added is the same as long as the portal is open.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [type, key, known.length]);
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
