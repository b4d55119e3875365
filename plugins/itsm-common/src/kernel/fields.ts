import type { Audience } from './record';

/**
 * How the value of a field is stored, compared and shown.
 *
 * `text` is free text and `user` a person's reference: both are personal data, so the journal
 * keeps them in its side tables. `instant` is a UTC instant in milliseconds since the epoch.
 */
export type FieldType =
  | 'text'
  | 'string'
  | 'number'
  | 'boolean'
  | 'instant'
  | 'choice'
  | 'user'
  | 'group'
  | 'entity';

/** One field of a record, contributed by the kernel or by a practice. */
export interface FieldDefinition {
  /** The name in the API and the journal, e.g. `holdReason`. */
  key: string;
  /** The column that holds it, e.g. `hold_reason`. */
  column: string;
  /** The field's name for people, sentence case. */
  label: string;
  type: FieldType;
  /** For `choice`: the values with their words. */
  choices?: ReadonlyArray<{ value: string | number; label: string }>;
  /** Who may see the field's changes in a timeline. Default `requester`. */
  audience?: Audience;
}

/** The fields that every record has and that a command may set. */
export const RECORD_FIELDS: readonly FieldDefinition[] = [
  { key: 'title', column: 'title', label: 'Title', type: 'text' },
  { key: 'priority', column: 'priority', label: 'Priority', type: 'number' },
  {
    key: 'serviceRef',
    column: 'service_ref',
    label: 'Service',
    type: 'entity',
  },
  { key: 'ownerRef', column: 'owner_ref', label: 'Owner group', type: 'group' },
  {
    key: 'assigneeRef',
    column: 'assignee_ref',
    label: 'Assignee',
    type: 'user',
  },
  {
    key: 'requesterRef',
    column: 'requester_ref',
    label: 'Requester',
    type: 'user',
  },
  {
    key: 'requestedForRef',
    column: 'requested_for_ref',
    label: 'Requested for',
    type: 'user',
  },
  {
    key: 'customerRef',
    column: 'customer_ref',
    label: 'Customer',
    type: 'entity',
  },
  { key: 'subtype', column: 'subtype', label: 'Subtype', type: 'string' },
  { key: 'channel', column: 'channel', label: 'Channel', type: 'string' },
  {
    key: 'visibility',
    column: 'visibility',
    label: 'Visibility',
    type: 'choice',
    choices: [
      { value: 'internal', label: 'Internal' },
      { value: 'restricted', label: 'Restricted' },
    ],
  },
];
