import { RECORD_FIELDS, type FieldDefinition } from './fields';
import { STATUS_CATEGORIES } from './record';

const day = 'days';

/** How the approval of a record stands; empty: nobody was asked. */
export const APPROVAL_STATES = [
  'requested',
  'approved',
  'rejected',
  'stale',
] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];

/** Words for how an approval stands. */
export const APPROVAL_STATE_LABELS: Record<ApprovalState, string> = {
  requested: 'Requested',
  approved: 'Approved',
  rejected: 'Rejected',
  stale: 'Changed since it was asked',
};

/** The field that the product keeps of approvals; nobody sets it. */
export const APPROVAL_FIELD: FieldDefinition = {
  key: 'approval',
  column: 'approval',
  label: 'Approval',
  type: 'choice',
  choices: APPROVAL_STATES.map(value => ({
    value,
    label: APPROVAL_STATE_LABELS[value],
  })),
  setBy: [],
  computed: true,
};

/**
 * What every record can be filtered, sorted, shown and exported by, beside what a command may set:
 * facts that the kernel keeps, and what follows from them.
 */
export const KEPT_FIELDS: readonly FieldDefinition[] = [
  {
    key: 'number',
    column: 'number',
    label: 'Number',
    type: 'string',
    capitals: true,
  },
  { key: 'type', column: 'type', label: 'Type', type: 'choice' },
  { key: 'status', column: 'status', label: 'Status', type: 'choice' },
  {
    key: 'statusCategory',
    column: 'status_category',
    label: 'State of work',
    type: 'choice',
    choices: STATUS_CATEGORIES.map(value => ({
      value,
      label: value[0].toLocaleUpperCase('en-US') + value.slice(1),
    })),
  },
  APPROVAL_FIELD,
  { key: 'version', column: 'version', label: 'Version', type: 'number' },
  { key: 'createdAt', column: 'created_at', label: 'Created', type: 'instant' },
  { key: 'updatedAt', column: 'updated_at', label: 'Updated', type: 'instant' },
  {
    key: 'resolvedAt',
    column: 'resolved_at',
    label: 'Resolved',
    type: 'instant',
  },
  { key: 'closedAt', column: 'closed_at', label: 'Closed', type: 'instant' },
];

/** What is worked out of other fields when it is asked for. */
export const DERIVED_FIELDS: readonly FieldDefinition[] = [
  {
    key: 'openForDays',
    column: '',
    label: 'Open for',
    type: 'number',
    unit: day,
    help: 'Whole days from filing until it was resolved or closed, or until now',
  },
];

/** What a record has any number of. They can be filtered by, with `$contains`. */
export const MULTIPLE_FIELDS: readonly FieldDefinition[] = [
  {
    key: 'watcher',
    column: 'principal_ref',
    label: 'Watchers',
    type: 'user',
    multiple: true,
    audience: 'internal',
    help: 'Who watches it. Whether oneself does, everybody may ask',
  },
  {
    key: 'collaborator',
    column: 'principal_ref',
    label: 'Collaborators',
    type: 'user',
    multiple: true,
    audience: 'internal',
  },
  {
    key: 'linkedRef',
    column: 'to_ref',
    label: 'Linked entities',
    type: 'entity',
    multiple: true,
  },
  {
    key: 'externalId',
    column: 'external_id',
    label: 'Number elsewhere',
    type: 'string',
    multiple: true,
  },
];

/** All fields of every record, in the order in which people expect them. */
export const BUILT_IN_FIELDS: readonly FieldDefinition[] = [
  KEPT_FIELDS[0],
  RECORD_FIELDS[0],
  ...KEPT_FIELDS.slice(1, 4),
  ...RECORD_FIELDS.slice(1),
  ...KEPT_FIELDS.slice(4),
  ...DERIVED_FIELDS,
  ...MULTIPLE_FIELDS,
];
