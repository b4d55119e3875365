/**
 * What a status means to somebody who does not know the practice.
 *
 * `draft` is not filed yet, `open` is being worked, `waiting` is open but waits for
 * somebody else, `resolved` is done and may be reopened, `closed` and `cancelled` are over.
 */
export const STATUS_CATEGORIES = [
  'draft',
  'open',
  'waiting',
  'resolved',
  'closed',
  'cancelled',
] as const;
export type StatusCategory = (typeof STATUS_CATEGORIES)[number];

/** The categories in which somebody still has something to do. */
export const ACTIVE_CATEGORIES: readonly StatusCategory[] = [
  'draft',
  'open',
  'waiting',
];

/**
 * `internal` records are seen by whoever the permission policy lets see them;
 * `restricted` ones by participants with read and by named roles only, under any policy.
 */
export const VISIBILITIES = ['internal', 'restricted'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** Who may read a comment or a journal entry: only who works on the record, or its requester too. */
export const AUDIENCES = ['internal', 'requester'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** What a principal is to a record beside owner, assignee and requester. */
export const PARTICIPANT_ROLES = [
  'named',
  'approver',
  'collaborator',
  'watcher',
] as const;
export type ParticipantRole = (typeof PARTICIPANT_ROLES)[number];

/** How a record came in. */
export const CHANNELS = [
  'portal',
  'api',
  'phone',
  'ivr',
  'email',
  'chat',
  'event',
  'import',
] as const;
export type Channel = (typeof CHANNELS)[number];

/** Words for channels. */
export const CHANNEL_LABELS: Readonly<Record<Channel, string>> = {
  portal: 'Portal',
  api: 'API',
  phone: 'Phone',
  ivr: 'Voice menu (IVR)',
  email: 'Email',
  chat: 'Chat',
  event: 'Monitoring',
  import: 'Import',
};

/** Priority from 1 (most urgent) to 5, as in ITIL. */
export const PRIORITIES = [1, 2, 3, 4, 5] as const;
export type Priority = (typeof PRIORITIES)[number];

/** Words for priorities, shown beside the number. */
export const PRIORITY_LABELS: Record<Priority, string> = {
  1: 'Critical',
  2: 'High',
  3: 'Moderate',
  4: 'Low',
  5: 'Planning',
};
