import {
  CONTRACT_FIELDS,
  RECORD_FIELDS,
  SUPPLIER_FIELDS,
} from '@callboard/plugin-itsm-common';
import type { FieldDefinition } from '@callboard/plugin-itsm-common';

/** All fields of a supplier: those of every record and its own. */
export const SUPPLIER_RECORD_FIELDS: readonly FieldDefinition[] = [
  ...RECORD_FIELDS,
  ...SUPPLIER_FIELDS,
];

/** All fields of a contract. */
export const CONTRACT_RECORD_FIELDS: readonly FieldDefinition[] = [
  ...RECORD_FIELDS,
  ...CONTRACT_FIELDS,
];
