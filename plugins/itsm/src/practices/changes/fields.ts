import { CHANGE_FIELDS, RECORD_FIELDS } from '@callboard/plugin-itsm-common';
import type { FieldDefinition } from '@callboard/plugin-itsm-common';

/** All fields of a change: those of every record and its own. */
export const CHANGE_RECORD_FIELDS: readonly FieldDefinition[] = [
  ...RECORD_FIELDS,
  ...CHANGE_FIELDS,
];

/** The definition of one of a change's fields. */
export function changeField(key: string): FieldDefinition {
  const field = CHANGE_RECORD_FIELDS.find(f => f.key === key);
  if (!field) throw new Error(`Changes have no field "${key}"`);
  return field;
}

/** What a value of one of a change's choices is called. */
export function choiceLabel(key: string, value: unknown): string {
  const choice = changeField(key).choices?.find(c => c.value === value);
  return choice?.label ?? String(value ?? '');
}
