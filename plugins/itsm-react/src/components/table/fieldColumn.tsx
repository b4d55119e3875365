import type { FieldDefinition } from '@callboard/plugin-itsm-common';
import { FieldValueText } from '../fields/FieldValueText';
import { RefLabel } from '../text/RefLabel';
import type { Refs } from '../text/RefLabel';
import type { ListItem, RecordColumn } from './types';

/** Widths that fit what fields of a type hold, in CSS pixels. */
const WIDTHS: Partial<Record<FieldDefinition['type'], number>> = {
  boolean: 100,
  number: 110,
  user: 140,
  group: 140,
  entity: 150,
  choice: 150,
};
const USUAL_WIDTH = 140;

const CUSTOM = 'custom.';
const REFS = ['user', 'group', 'entity'];

/** What a row has for a field. */
export function rowValue(item: ListItem, key: string) {
  const row = item as unknown as Record<string, unknown>;
  const custom = row.custom as Record<string, unknown> | undefined;
  const value = key.startsWith(CUSTOM)
    ? custom?.[key.slice(CUSTOM.length)]
    : row[key];
  return value as string | number | boolean | undefined;
}

/** A column that shows a field the way its type asks for. */
export function fieldColumn<T extends ListItem>(
  field: Pick<FieldDefinition, 'key' | 'label' | 'type' | 'choices'> & {
    sortable?: boolean;
  },
  refs: Refs | undefined,
): RecordColumn<T> {
  return {
    id: field.key,
    label: field.label,
    sortsBy: field.sortable ? field.key : undefined,
    width: WIDTHS[field.type] ?? USUAL_WIDTH,
    align: field.type === 'number' ? 'right' : undefined,
    render: item => {
      const value = rowValue(item, field.key);
      return REFS.includes(field.type) ? (
        <RefLabel entityRef={value as string | undefined} refs={refs} plain />
      ) : (
        <FieldValueText
          field={field as FieldDefinition}
          value={value}
          refs={refs}
        />
      );
    },
  };
}
