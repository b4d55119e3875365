import { INCIDENT_FIELDS, RECORD_FIELDS } from '@callboard/plugin-itsm-common';
import type { FieldDefinition } from '@callboard/plugin-itsm-common';

/** All fields of an incident: those of every record and its own. */
export const INCIDENT_RECORD_FIELDS: readonly FieldDefinition[] = [
  ...RECORD_FIELDS,
  ...INCIDENT_FIELDS,
];

/** The definition of one of an incident's fields. */
export function incidentField(key: string): FieldDefinition {
  const field = INCIDENT_RECORD_FIELDS.find(f => f.key === key);
  if (!field) throw new Error(`Incidents have no field "${key}"`);
  return field;
}
