import type { FieldInfo } from '@callboard/plugin-itsm-common';
import { useMemo } from 'react';
import { useFields } from '../../api/useFields';
import type { Refs } from '../text/RefLabel';
import { fieldColumn } from './fieldColumn';
import type { ListItem, RecordColumn } from './types';

/**
 * The columns of a list in the order chosen: those that a practice draws itself, and for all other
 * fields what their type asks for.
 *
 * @param type - the record type
 * @param chosen - keys of fields
 * @param drawn - columns that the practice draws itself
 * @param refs - what references in the rows are called
 */
export function useListColumns<T extends ListItem>(
  type: string,
  chosen: readonly string[],
  drawn: readonly RecordColumn<T>[],
  refs: Refs | undefined,
): RecordColumn<T>[] {
  const known = drawn.map(column => column.id);
  // Whoever keeps to the usual columns need not wait for what fields there are.
  const { fields } = useFields(
    type,
    chosen.some(key => !known.includes(key)),
  );
  return useMemo(
    () =>
      chosen.flatMap(key => {
        const own = drawn.find(column => column.id === key);
        if (own) return own;
        const field = fields?.find((f: FieldInfo) => f.key === key);
        return field ? fieldColumn<T>(field, refs) : [];
      }),
    [chosen, drawn, fields, refs],
  );
}
