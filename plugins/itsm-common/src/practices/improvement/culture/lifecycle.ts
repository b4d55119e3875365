import type { Lifecycle } from '../../../kernel/lifecycle';

/** The states of a suggestion. */
export const SUGGESTION_STATES = [
  'new',
  'considering',
  'accepted',
  'done',
  'declined',
  'withdrawn',
] as const;
export type SuggestionState = (typeof SUGGESTION_STATES)[number];

/**
 * The lifecycle of a suggestion. Each answer says why: what nobody answers, nobody makes a second
 * time (Imai, Kaizen, 1986, on suggestion systems).
 */
export const suggestionLifecycle: Lifecycle<SuggestionState> = {
  initial: 'new',
  states: {
    new: {
      label: 'New',
      category: 'open',
      description: 'Nobody has answered it yet.',
      plain: {
        label: 'We have it',
        next: 'Somebody looks at it and answers. Others can say that they want it too.',
      },
    },
    considering: {
      label: 'Considering',
      category: 'open',
      description: 'It is looked into.',
      plain: {
        label: 'Being considered',
        next: 'You get an answer that says why.',
      },
    },
    accepted: {
      label: 'Accepted',
      category: 'waiting',
      description: 'It will be done.',
      plain: {
        label: 'It will be done',
        next: 'You hear from us when it is done.',
      },
    },
    done: {
      label: 'Done',
      category: 'closed',
      description: 'It was done.',
      plain: { label: 'Done', next: 'Thank you. Read what came of it.' },
    },
    declined: {
      label: 'Declined',
      category: 'cancelled',
      description: 'It is not done, for the reason that is said.',
      plain: {
        label: 'Not now',
        next: 'Read why. If things change it can be looked at again.',
      },
    },
    withdrawn: {
      label: 'Withdrawn',
      category: 'cancelled',
      description: 'Whoever suggested it took it back.',
      plain: { label: 'Withdrawn', next: 'Nothing more happens.' },
      final: true,
    },
  },
  transitions: [
    {
      name: 'consider',
      label: 'Consider',
      from: ['new'],
      to: 'considering',
      who: ['worker'],
      required: ['assigneeRef'],
      defaults: { assigneeRef: 'caller' },
    },
    {
      name: 'accept',
      label: 'Accept',
      from: ['new', 'considering'],
      to: 'accepted',
      who: ['worker'],
      required: ['answer'],
    },
    {
      name: 'finish',
      label: 'It is done',
      from: ['accepted'],
      to: 'done',
      who: ['worker'],
      required: ['answer'],
      tasksDone: true,
    },
    {
      name: 'decline',
      label: 'Decline',
      from: ['new', 'considering', 'accepted'],
      to: 'declined',
      who: ['worker'],
      required: ['answer'],
    },
    {
      name: 'look-again',
      label: 'Look at it again',
      from: ['declined', 'done'],
      to: 'considering',
      who: ['worker'],
      required: ['assigneeRef'],
      defaults: { assigneeRef: 'caller' },
    },
    {
      name: 'withdraw',
      label: 'Withdraw',
      from: ['new', 'considering'],
      to: 'withdrawn',
      who: ['requester'],
      required: ['withdrawReason'],
    },
  ],
};

/** The states of a retrospective. */
export const RETROSPECTIVE_STATES = [
  'collecting',
  'discussing',
  'closed',
  'cancelled',
] as const;
export type RetrospectiveState = (typeof RETROSPECTIVE_STATES)[number];

/** States in which notes are written. */
export const NOTES_IN: readonly RetrospectiveState[] = [
  'collecting',
  'discussing',
];

/** The lifecycle of a retrospective. Its actions go on after it is closed. */
export const retrospectiveLifecycle: Lifecycle<RetrospectiveState> = {
  initial: 'collecting',
  states: {
    collecting: {
      label: 'Collecting',
      category: 'open',
      description: 'Everybody writes notes.',
    },
    discussing: {
      label: 'Discussing',
      category: 'open',
      description: 'The team talks about them and agrees on actions.',
    },
    closed: {
      label: 'Closed',
      category: 'closed',
      description: 'It was held; actions are followed up.',
    },
    cancelled: {
      label: 'Cancelled',
      category: 'cancelled',
      description: 'It is not held.',
      final: true,
    },
  },
  transitions: [
    {
      name: 'discuss',
      label: 'Discuss',
      from: ['collecting'],
      to: 'discussing',
      who: ['worker'],
    },
    {
      name: 'collect-again',
      label: 'Collect again',
      from: ['discussing'],
      to: 'collecting',
      who: ['worker'],
    },
    {
      name: 'close',
      label: 'Close',
      from: ['collecting', 'discussing'],
      to: 'closed',
      who: ['worker'],
      optional: ['summary'],
    },
    {
      name: 'reopen',
      label: 'Reopen',
      from: ['closed'],
      to: 'discussing',
      who: ['worker'],
    },
    {
      name: 'cancel',
      label: 'Cancel',
      from: ['collecting', 'discussing'],
      to: 'cancelled',
      who: ['worker'],
      required: ['cancelReason'],
    },
  ],
};
