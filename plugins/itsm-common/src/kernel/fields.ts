import type { Standing } from './lifecycle';
import type { Audience, StatusCategory } from './record';

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
  /**
   * Who may see it. `internal` fields are empty for whoever does not work on the record: on pages,
   * in timelines, filters and exports. Default `requester`.
   */
  audience?: Audience;
  /**
   * Who may set it. Default: whoever works on the record, and the requester while it is new. Empty:
   * nobody, the product keeps it by itself.
   */
  setBy?: readonly Standing[];
  /**
   * Whether the product works it out. No form and no template offers it, and a change of nothing else
   * is nobody's edit: it makes no version stale.
   */
  computed?: boolean;
  /** The status categories in which it may be set. Default: all. */
  setIn?: readonly StatusCategory[];
  /** What numbers are in, for people, e.g. `days`. */
  unit?: string;
  /**
   * Of a number that is a sum of money, in the smallest unit of its currency: the field that says which
   * currency that is.
   */
  currencyIn?: string;
  /** The currency that most sums of the field are in: lists that are sorted by it begin with those. */
  usualCurrency?: string;
  /**
   * Whether stories of the record leave its changes out: what the product keeps for itself, and what a
   * field says that people know.
   */
  untold?: boolean;
  /** Whether a record has any number of values, as of watchers. Default one or none. */
  multiple?: boolean;
  /** Whether lists can be sorted by it. Default: every field with one value but free text and internal ones. */
  sortable?: boolean;
  /** Whether its values are kept in capital letters, as record numbers are. */
  capitals?: boolean;
  /** Whether people defined it here, as a definition of the kind `custom-field`. */
  custom?: boolean;
  /** Whether a person who files a record must give it. */
  required?: boolean;
  /** What to write into it, for people. */
  help?: string;
  /** Of an instant: how far ahead it usually is, so that forms offer what fits. Default `hours`. */
  ahead?: 'hours' | 'months';
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
  {
    key: 'ownerRef',
    column: 'owner_ref',
    label: 'Owner group',
    type: 'group',
    // Who names themselves would work on what they asked for, and read what is internal.
    setBy: ['worker'],
  },
  {
    key: 'assigneeRef',
    column: 'assignee_ref',
    label: 'Assignee',
    type: 'user',
    setBy: ['worker'],
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
