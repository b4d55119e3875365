import {
  RECORD_FIELDS,
  SERVICE_FIELDS,
  type FieldDefinition,
} from '@callboard/plugin-itsm-common';

/** All fields of a service of the portfolio: those of every record and its own. */
export const SERVICE_RECORD_FIELDS: readonly FieldDefinition[] = [
  ...RECORD_FIELDS,
  ...SERVICE_FIELDS,
];

/** The definition of one of its fields. */
export function serviceField(key: string): FieldDefinition {
  const field = SERVICE_RECORD_FIELDS.find(f => f.key === key);
  if (!field) throw new Error(`Services have no field "${key}"`);
  return field;
}
