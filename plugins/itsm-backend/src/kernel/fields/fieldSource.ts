import type { FieldDefinition } from '@callboard/plugin-itsm-common';
import type { ContributedField } from '@callboard/plugin-itsm-node';

/** Where the value of a field comes from. Table and column names are ours, never a client's. */
export type FieldSource =
  /** A column of `records`. */
  | { from: 'record' }
  /** A column of the practice's table. */
  | { from: 'detail'; table: string }
  /** A row of `custom_values`. */
  | { from: 'custom' }
  /** Worked out of columns of `records` and the time. */
  | { from: 'derived' }
  /** What a practice knows from its own tables. */
  | { from: 'contributed'; field: ContributedField }
  /** The people who take part in a role. */
  | { from: 'participants'; role: string }
  /** Rows of a table beside `records`. */
  | { from: 'rows'; table: string; key: string };

/** A field with where it comes from. */
export interface RegisteredField {
  definition: FieldDefinition;
  source: FieldSource;
}
