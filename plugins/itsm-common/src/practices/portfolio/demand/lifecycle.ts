import type { GuardSubject, Lifecycle } from '../../../kernel/lifecycle';
import { DEMAND_CRITERIA } from './model';

/** The states of a need. */
export const DEMAND_STATES = [
  'new',
  'assessing',
  'assessed',
  'approved',
  'deferred',
  'realizing',
  'done',
  'rejected',
  'merged',
  'withdrawn',
] as const;
export type DemandState = (typeof DEMAND_STATES)[number];

/** States in which people vote. Once it is decided their points are theirs again. */
export const VOTED_IN: readonly DemandState[] = [
  'new',
  'assessing',
  'assessed',
  'deferred',
];

/** States from which it can become something else: it was decided for. */
export const BECOMES_IN: readonly DemandState[] = ['approved', 'realizing'];

/** Transitions that are taken with a decision, or with what it becomes; never by a button. */
export const DEMAND_LED_TRANSITIONS: readonly string[] = [
  'approve',
  'reject',
  'ask-again',
  'realize',
  'merge',
];

/** What has to be said of each criterion before it can be decided. */
const ASSESSMENT = DEMAND_CRITERIA.flatMap(({ key }) => [
  `${key}Score`,
  `${key}Reason`,
]);

const isApproved = (s: GuardSubject) => s.approval === 'approved';

/**
 * The lifecycle of a need. What is decided is decided with reasons, by those whom approval policies
 * name; then it follows what it became.
 */
export const demandLifecycle: Lifecycle<DemandState> = {
  initial: 'new',
  states: {
    new: {
      label: 'New',
      category: 'open',
      description: 'Nobody has looked at it yet.',
      plain: {
        label: 'We have it',
        next: 'Somebody looks at it. Others can give it their points.',
      },
    },
    assessing: {
      label: 'Assessing',
      category: 'open',
      description: 'Value, cost, risk and fit are worked out.',
      plain: {
        label: 'Being looked at',
        next: 'It is worked out what it is worth and what it takes.',
      },
    },
    assessed: {
      label: 'Assessed',
      category: 'waiting',
      description: 'Waits for those who decide about it.',
      plain: {
        label: 'Waiting for a decision',
        next: 'You get an answer that says why.',
      },
    },
    approved: {
      label: 'Approved',
      category: 'waiting',
      description: 'Will be done; it is not yet said by what.',
      plain: {
        label: 'It will be done',
        next: 'You hear from us when it begins and when it is there.',
      },
    },
    deferred: {
      label: 'Deferred',
      category: 'waiting',
      description: 'Not now; it is looked at again on the day that is said.',
      plain: {
        label: 'Not now',
        next: 'It is looked at again on the day that is said.',
      },
    },
    realizing: {
      label: 'Realizing',
      category: 'waiting',
      description: 'What it became is under way.',
      plain: {
        label: 'It is being done',
        next: 'You hear from us when it is there.',
      },
    },
    done: {
      label: 'Done',
      category: 'closed',
      description: 'What it became is there.',
      plain: { label: 'Done', next: 'Thank you. Read what came of it.' },
    },
    rejected: {
      label: 'Rejected',
      category: 'cancelled',
      description: 'It is not done, for the reason that is said.',
      plain: {
        label: 'It is not done',
        next: 'Read why. If things change it can be looked at again.',
      },
    },
    merged: {
      label: 'Merged',
      category: 'cancelled',
      description: 'Another one says the same; its votes went there.',
      plain: {
        label: 'Part of another need',
        next: 'Others asked for the same before. Follow that one.',
      },
      final: true,
    },
    withdrawn: {
      label: 'Withdrawn',
      category: 'cancelled',
      description: 'Whoever asked for it took it back.',
      plain: { label: 'Withdrawn', next: 'Nothing more happens.' },
      final: true,
    },
  },
  transitions: [
    {
      name: 'assess',
      label: 'Assess',
      from: ['new', 'deferred'],
      to: 'assessing',
      who: ['worker'],
      required: ['assigneeRef'],
      defaults: { assigneeRef: 'caller' },
      clears: ['deferredUntil'],
    },
    {
      // Nobody looks at it after all: it stands with what waits to be looked at.
      name: 'put-back',
      label: 'Back to new',
      from: ['assessing'],
      to: 'new',
      who: ['worker'],
      clears: ['assigneeRef'],
      back: true,
    },
    {
      name: 'submit',
      label: 'Ask for a decision',
      from: ['assessing'],
      to: 'assessed',
      who: ['worker'],
      required: ASSESSMENT,
    },
    {
      name: 'approve',
      label: 'Approve',
      from: ['assessed'],
      to: 'approved',
      who: ['worker'],
      guard: s =>
        isApproved(s)
          ? undefined
          : 'It is approved by those who are asked to decide.',
    },
    {
      name: 'reject',
      label: 'Reject',
      from: ['assessed'],
      to: 'rejected',
      who: ['worker'],
      guard: s =>
        s.approval === 'rejected'
          ? undefined
          : 'It is rejected by those who are asked to decide.',
    },
    {
      name: 'ask-again',
      label: 'Ask for a decision again',
      from: ['approved'],
      to: 'assessed',
      who: ['worker'],
      guard: s => (isApproved(s) ? 'It is approved as it is.' : undefined),
    },
    {
      // What was approved is protected; whoever wants to change it has it decided anew.
      name: 'decide-again',
      label: 'Decide again',
      from: ['approved'],
      to: 'assessed',
      who: ['worker'],
      back: true,
    },
    {
      name: 'reassess',
      label: 'Assess again',
      from: ['assessed'],
      to: 'assessing',
      who: ['worker'],
      back: true,
    },
    {
      name: 'defer',
      label: 'Defer',
      from: ['new', 'assessing', 'assessed'],
      to: 'deferred',
      who: ['worker'],
      required: ['deferredUntil', 'answer'],
    },
    {
      name: 'decline',
      label: 'Decline',
      from: ['new', 'assessing'],
      to: 'rejected',
      who: ['worker'],
      required: ['answer'],
    },
    {
      name: 'realize',
      label: 'Realize',
      from: ['approved'],
      to: 'realizing',
      who: ['worker'],
      required: ['realizedSince'],
    },
    {
      name: 'fall-through',
      label: 'Back to approved',
      from: ['realizing'],
      to: 'approved',
      who: ['worker'],
      clears: ['realizedSince'],
      back: true,
    },
    {
      name: 'finish',
      label: 'Mark as done',
      from: ['approved', 'realizing'],
      to: 'done',
      who: ['worker'],
      required: ['answer'],
      ends: true,
    },
    {
      name: 'reopen',
      label: 'Reopen',
      from: ['done'],
      to: 'realizing',
      who: ['worker'],
      required: ['realizedSince'],
      defaults: { realizedSince: 'now' },
      back: true,
    },
    {
      name: 'look-again',
      label: 'Reconsider',
      from: ['rejected'],
      to: 'assessing',
      who: ['worker'],
      required: ['assigneeRef'],
      defaults: { assigneeRef: 'caller' },
    },
    {
      name: 'resume',
      label: 'Resume',
      from: ['deferred'],
      to: 'new',
      who: ['worker'],
      clears: ['deferredUntil'],
    },
    {
      name: 'merge',
      label: 'Merge',
      from: ['new', 'assessing', 'deferred'],
      to: 'merged',
      who: ['worker'],
      required: ['mergedAt'],
    },
    {
      name: 'withdraw',
      label: 'Withdraw',
      from: ['new', 'assessing'],
      to: 'withdrawn',
      who: ['requester'],
      required: ['withdrawReason'],
    },
  ],
};
