import { CI_TASK_FIELDS, RECORD_FIELDS } from '@callboard/plugin-itsm-common';
import type { FieldDefinition } from '@callboard/plugin-itsm-common';

/** All fields of a CI task: those of every record and its own. */
export const CI_TASK_RECORD_FIELDS: readonly FieldDefinition[] = [
  ...RECORD_FIELDS,
  ...CI_TASK_FIELDS,
];

/** The definition of one of a CI task's fields. */
export function ciTaskField(key: string): FieldDefinition {
  const field = CI_TASK_RECORD_FIELDS.find(f => f.key === key);
  if (!field) throw new Error(`CI tasks have no field "${key}"`);
  return field;
}
