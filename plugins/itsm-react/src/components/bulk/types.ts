import type {
  BulkResult,
  FieldDefinition,
  Lifecycle,
} from '@callboard/plugin-itsm-common';
import type { ListItem } from '../table/types';

/** What is done to many records: fields are changed, or a transition is taken. */
export type BulkDeed =
  | { patch: Readonly<Record<string, string | number | null>> }
  | { transition: { transition: string } & Record<string, string | number> };

/** A row that can be changed together with others. */
export interface BulkItem extends ListItem {
  number: string;
  title: string;
  status: string;
}

/** How a record type is changed in bulk. */
export interface BulkSpec {
  lifecycle: Lifecycle;
  /** All fields, so that transitions can ask for theirs. */
  fields: readonly FieldDefinition[];
  /** The keys of those that may be changed in bulk. */
  editable: readonly string[];
  /** The keys of those that may be emptied. */
  clearable: readonly string[];
  /** Sends one request for at most 100 records. */
  send: (
    items: readonly { id: string; version?: number }[],
    deed: BulkDeed,
    idempotencyKey: string,
  ) => Promise<BulkResult>;
}
