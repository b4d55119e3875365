import type {
  Audience,
  FieldDefinition,
  TaskState,
} from '@callboard/plugin-itsm-common';
import { TASK_STATES, TASK_STATE_LABELS } from '@callboard/plugin-itsm-common';
import type { TextReference } from '../journal/entries';

/** A task as it is stored. Instants are milliseconds since the epoch. */
export interface StoredTask {
  id: string;
  recordId: string;
  number: number;
  position: number;
  /** Absent once erased. */
  title?: string;
  /** The words beside the journal. Without a hash they were erased. */
  text: { text: string; hash?: string };
  state: TaskState;
  audience: Audience;
  assigneeRef?: string;
  ownerRef?: string;
  dueAt?: number;
  blockedBy: readonly string[];
  doneAt?: number;
  doneByRef?: string;
  version: number;
  createdAt: number;
}

/** What the journal and a timeline say of tasks, in the words of fields. */
export const TASK_FIELDS: readonly FieldDefinition[] = [
  { key: 'title', column: 'text_id', label: 'Task', type: 'text' },
  {
    key: 'state',
    column: 'state',
    label: 'State',
    type: 'choice',
    choices: TASK_STATES.map(value => ({
      value,
      label: TASK_STATE_LABELS[value],
    })),
  },
  {
    key: 'assigneeRef',
    column: 'assignee_ref',
    label: 'Assignee',
    type: 'user',
  },
  { key: 'ownerRef', column: 'owner_ref', label: 'Owner group', type: 'group' },
  { key: 'dueAt', column: 'due_at', label: 'Due', type: 'instant' },
  {
    key: 'audience',
    column: 'audience',
    label: 'Audience',
    type: 'choice',
    choices: [
      { value: 'internal', label: 'Internal' },
      { value: 'requester', label: 'Requester' },
    ],
  },
  {
    key: 'blockedBy',
    column: 'blocked_by',
    label: 'After tasks',
    type: 'string',
    audience: 'internal',
  },
];

/** A task in the payload of a journal entry. Other tasks of the record go by their numbers. */
export interface TaskPayload {
  id: string;
  number: number;
  version: number;
  title?: TextReference;
  /** Of a new task: its values by field. */
  values?: Record<string, unknown>;
  /** Of a changed one. */
  changes?: { field: string; before?: unknown; after?: unknown }[];
}
