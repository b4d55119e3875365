import {
  RECORD_FIELDS,
  RETROSPECTIVE_FIELDS,
  SUGGESTION_FIELDS,
} from '@callboard/plugin-itsm-common';
import type { FieldDefinition } from '@callboard/plugin-itsm-common';

/** All fields of a suggestion: those of every record and its own. */
export const SUGGESTION_RECORD_FIELDS: readonly FieldDefinition[] = [
  ...RECORD_FIELDS,
  ...SUGGESTION_FIELDS,
];

/** All fields of a retrospective. */
export const RETROSPECTIVE_RECORD_FIELDS: readonly FieldDefinition[] = [
  ...RECORD_FIELDS,
  ...RETROSPECTIVE_FIELDS,
];
