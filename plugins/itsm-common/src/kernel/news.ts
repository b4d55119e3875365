/**
 * What people hear of records of all types. The topic of a notification is
 * `<record type>.<key>`, e.g. `incident.assigned`; practices add their own.
 */
export const NEWS_TOPICS = {
  mentioned: {
    title: 'Mentioned',
    description: 'Somebody mentions you in a comment.',
  },
  assigned: {
    title: 'Assigned to you',
    description: 'A record becomes yours to work on.',
  },
  queued: {
    title: 'New in your group’s queue',
    description: 'A record comes to your group and nobody has taken it.',
  },
  'waiting-for-you': {
    title: 'Waiting for you',
    description: 'Work on what you asked for waits for your answer.',
  },
  resolved: {
    title: 'Resolved',
    description: 'What you asked for or watch is done.',
  },
  closed: {
    title: 'Closed',
    description: 'What you asked for or watch is over.',
  },
  reopened: {
    title: 'Reopened',
    description: 'What was done is worked on again.',
  },
  cancelled: {
    title: 'Cancelled',
    description: 'What you asked for or watch will not be done.',
  },
  followed: {
    title: 'New on a service you follow',
    description: 'Something is filed about a service that you follow.',
  },
  'approval-asked': {
    title: 'Approval wanted',
    description: 'You or your group are asked to approve something.',
  },
  'approval-reminded': {
    title: 'Approval still wanted',
    description: 'What you are asked to approve still waits.',
  },
  'approval-decided': {
    title: 'Approved or rejected',
    description: 'What you asked for, work on or watch is decided about.',
  },
  'approval-stale': {
    title: 'To be approved anew',
    description: 'What was approved has changed, so it is asked again.',
  },
  comment: {
    title: 'New comment',
    description: 'Somebody comments on a record that you take part in.',
  },
} as const;

/** A key of {@link NEWS_TOPICS}. */
export type NewsTopicKey = keyof typeof NEWS_TOPICS;

/** The topic under which news of a record type are sent, and can be switched off. */
export function newsTopic(recordType: string, key: NewsTopicKey): string {
  return `${recordType}.${key}`;
}

/** Where the portal shows a record: below the practice that brings its type. */
export function recordPath(practice: string, number: string): string {
  return `/itsm/${practice}/${number}`;
}

/** The channel on which the backend says "records changed, look again": `{topic, type}`. */
export const RECORDS_SIGNAL_CHANNEL = 'itsm';

/** What is said on {@link RECORDS_SIGNAL_CHANNEL}. */
export interface RecordsSignal {
  topic: 'records';
  /** The record type. */
  type: string;
}

/** The channel on which the backend says `{}` when a record, or who is at it, changed. */
export function recordSignalChannel(recordId: string): string {
  return `itsm:record:${recordId}`;
}
