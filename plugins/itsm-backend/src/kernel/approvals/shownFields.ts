import type {
  FieldDefinition,
  SeatToDecide,
} from '@callboard/plugin-itsm-common';
import type { StoredRecord } from '@callboard/plugin-itsm-node';
import { toIso } from '../database';
import type { RegisteredType } from '../RecordTypes';

function shown(
  field: FieldDefinition,
  value: unknown,
): SeatToDecide['fields'][number] {
  const { key, label, type } = field;
  const said = type === 'instant' ? toIso(value as number) : value;
  const choice = field.choices?.find(c => c.value === value);
  return {
    key,
    label,
    type,
    value: said as string | number | boolean,
    valueLabel: choice?.label,
  };
}

/** What is asked to be approved of a record: what must stay as it is, where it says something. */
export function shownFields(
  record: StoredRecord,
  type: RegisteredType,
  internal: boolean,
): SeatToDecide['fields'] {
  return (type.approval?.protects ?? []).flatMap(key => {
    const field = type.fields.get(key);
    const value = record[key];
    if (!field || value === undefined || value === '') return [];
    if (!internal && field.audience === 'internal') return [];
    return [shown(field, value)];
  });
}
