import {
  BUSINESS_OBJECTIVE_FIELDS,
  RECORD_FIELDS,
  TREND_FIELDS,
} from '@callboard/plugin-itsm-common';
import type { FieldDefinition } from '@callboard/plugin-itsm-common';

/** All fields of an objective: those of every record and its own. */
export const OBJECTIVE_RECORD_FIELDS: readonly FieldDefinition[] = [
  ...RECORD_FIELDS,
  ...BUSINESS_OBJECTIVE_FIELDS,
];

/** All fields of a trend. */
export const TREND_RECORD_FIELDS: readonly FieldDefinition[] = [
  ...RECORD_FIELDS,
  ...TREND_FIELDS,
];
