import type { GuardSubject, Lifecycle } from '../../kernel/lifecycle';

/** The states of a change. */
export const CHANGE_STATES = [
  'draft',
  'assess',
  'authorize',
  'scheduled',
  'implement',
  'review',
  'closed',
  'cancelled',
  'rejected',
] as const;
export type ChangeState = (typeof CHANGE_STATES)[number];

/** States before anything is done: the change may still be called off. */
const BEFORE_WORK: readonly ChangeState[] = [
  'draft',
  'assess',
  'authorize',
  'scheduled',
];

/** What must be said before others spend time on it. */
const ASKED_FOR = [
  'justification',
  'plan',
  'rollbackPlan',
  'plannedStart',
  'plannedEnd',
] as const;

/** Transitions that are taken with the decision of an approval, never by a button. */
export const DECIDED_TRANSITIONS: readonly string[] = ['authorize', 'reject'];

const isEmergency = (s: GuardSubject) => s.changeType === 'emergency';
const isApproved = (s: GuardSubject) => s.approval === 'approved';

/** Whether a standard change may be done without asking anybody: not within a freeze. */
const isPreApproved = (s: GuardSubject) =>
  s.changeType === 'standard' && s.preApproved === true && s.inFreeze !== true;

/** Why a change may not be begun, by what was decided about it; undefined if it may. */
export function authorizationRefusal(s: GuardSubject): string | undefined {
  if (isApproved(s) || isPreApproved(s)) return undefined;
  if (s.approval === 'stale')
    return 'What was approved has changed since; it is asked for again.';
  if (s.inFreeze === true)
    return 'The change stands in a freeze and needs an exception; ask for approval.';
  return 'The change is not approved; ask for approval first.';
}

/** Why a change may not be closed; undefined if it may. */
export function closeRefusal(s: GuardSubject): string | undefined {
  if (s.reviewReason && s.reviewedAt === undefined)
    return 'The change has to be reviewed before it is closed.';
  if (isEmergency(s) && !['approved', 'rejected'].includes(String(s.approval)))
    return 'An emergency change is decided about afterwards; it closes when that is done.';
  return undefined;
}

/**
 * The lifecycle of a change, after the change enablement practice of ITIL 4.
 *
 * A normal change is assessed and authorised before its window; a pre-approved standard change goes
 * straight onto the schedule; an emergency change may begin at once and is decided about afterwards.
 */
export const changeLifecycle: Lifecycle<ChangeState> = {
  initial: 'draft',
  states: {
    draft: {
      label: 'Draft',
      category: 'draft',
      description: 'Being written; nobody is asked to do anything yet.',
      plain: {
        label: 'Being written',
        next: 'Complete it and submit it.',
      },
    },
    assess: {
      label: 'Assess',
      category: 'open',
      description: 'Risk, conflicts and plan are looked at.',
      plain: {
        label: 'Being looked at',
        next: 'Its risk and its plan are checked, then it is decided about.',
      },
    },
    authorize: {
      label: 'Authorize',
      category: 'waiting',
      description: 'Waits for those who decide about it.',
      plain: {
        label: 'Waiting for a decision',
        next: 'You hear from us when it is decided.',
      },
    },
    scheduled: {
      label: 'Scheduled',
      category: 'waiting',
      description: 'May be done; waits for its window.',
      plain: {
        label: 'Scheduled',
        next: 'It is done in its planned window.',
      },
    },
    implement: {
      label: 'Implement',
      category: 'open',
      description: 'Being carried out.',
      plain: {
        label: 'Being carried out',
        next: 'You hear from us when it is done.',
      },
    },
    review: {
      label: 'Review',
      category: 'resolved',
      description: 'Carried out; what came of it is looked at.',
      plain: {
        label: 'Done',
        next: 'What came of it is looked at; without anything to look at it closes by itself.',
      },
    },
    closed: {
      label: 'Closed',
      category: 'closed',
      description: 'Done and looked at.',
      plain: { label: 'Closed', next: 'Nothing more happens.' },
      final: true,
    },
    cancelled: {
      label: 'Cancelled',
      category: 'cancelled',
      description: 'No longer wanted.',
      plain: { label: 'Cancelled', next: 'Nothing more happens.' },
      final: true,
    },
    rejected: {
      label: 'Rejected',
      category: 'cancelled',
      description: 'Decided against; it may be revised.',
      plain: {
        label: 'Rejected',
        next: 'Read why. You can revise it and submit it again.',
      },
    },
  },
  transitions: [
    {
      name: 'submit',
      label: 'Submit',
      from: ['draft'],
      to: 'assess',
      who: ['worker', 'requester'],
      required: ASKED_FOR,
      clears: ['sentBackReason'],
      guard: s =>
        isPreApproved(s)
          ? 'A pre-approved standard change needs no decision; schedule it.'
          : undefined,
    },
    {
      name: 'schedule',
      label: 'Schedule',
      from: ['draft'],
      to: 'scheduled',
      who: ['worker', 'requester'],
      required: ['plan', 'rollbackPlan', 'plannedStart', 'plannedEnd'],
      clears: ['sentBackReason'],
      guard: s =>
        isPreApproved(s)
          ? undefined
          : 'Only a pre-approved standard change is scheduled without a decision; submit it instead.',
    },
    {
      name: 'request-approval',
      label: 'Ask for approval',
      from: ['assess'],
      to: 'authorize',
      // Also whoever asked for it: whoever asks for approval cannot approve, and in a small team that
      // may be the only other one.
      who: ['worker', 'requester'],
      required: ASKED_FOR,
    },
    {
      name: 'send-back',
      label: 'Send back',
      from: ['assess', 'authorize'],
      to: 'draft',
      who: ['worker'],
      required: ['sentBackReason'],
    },
    {
      name: 'authorize',
      label: 'Authorize',
      from: ['authorize'],
      to: 'scheduled',
      who: ['worker'],
      guard: s =>
        isApproved(s)
          ? undefined
          : 'The change is authorised when it is approved.',
    },
    {
      name: 'reject',
      label: 'Reject',
      from: ['authorize'],
      to: 'rejected',
      who: ['worker'],
      guard: s =>
        s.approval === 'rejected'
          ? undefined
          : 'The change is rejected by those who are asked to approve it.',
    },
    {
      name: 'ask-again',
      label: 'Ask for approval again',
      from: ['scheduled'],
      to: 'authorize',
      who: ['worker'],
      guard: s =>
        isApproved(s) || isPreApproved(s)
          ? 'The change may be done as it is.'
          : undefined,
    },
    {
      name: 'start-emergency',
      label: 'Start now',
      from: ['draft', 'assess', 'authorize'],
      to: 'implement',
      who: ['worker'],
      required: ['assigneeRef', 'actualStart'],
      defaults: { assigneeRef: 'caller', actualStart: 'now' },
      guard: s =>
        isEmergency(s)
          ? undefined
          : 'Only an emergency change is begun before it is decided about.',
    },
    {
      name: 'start',
      label: 'Start',
      from: ['scheduled'],
      to: 'implement',
      who: ['worker'],
      required: ['assigneeRef', 'actualStart'],
      defaults: { assigneeRef: 'caller', actualStart: 'now' },
      guard: authorizationRefusal,
    },
    {
      name: 'finish',
      label: 'Finish',
      from: ['implement'],
      to: 'review',
      who: ['worker'],
      required: ['outcome', 'actualEnd'],
      optional: ['outcomeNote'],
      defaults: { actualEnd: 'now' },
      tasksDone: true,
    },
    {
      name: 'close',
      label: 'Close',
      from: ['review'],
      to: 'closed',
      who: ['worker'],
      guard: closeRefusal,
    },
    {
      name: 'cancel',
      label: 'Cancel',
      from: BEFORE_WORK,
      to: 'cancelled',
      who: ['worker'],
      required: ['cancelReason'],
    },
    {
      name: 'withdraw',
      label: 'Withdraw',
      from: ['draft', 'assess'],
      to: 'cancelled',
      who: ['requester'],
      required: ['cancelReason'],
    },
    {
      name: 'revise',
      label: 'Revise',
      from: ['rejected'],
      to: 'draft',
      who: ['worker', 'requester'],
    },
  ],
};

/**
 * Whether a transition is one for people to choose on this change at all, whatever its state: what
 * is taken with a decision is not, nor what is for another type of change.
 */
export function concernsChange(
  transition: string,
  change: {
    changeType?: unknown;
    preApproved?: unknown;
    approval?: unknown;
    inFreeze?: unknown;
  },
): boolean {
  switch (transition) {
    case 'start-emergency':
      return isEmergency(change);
    case 'schedule':
      return isPreApproved(change);
    case 'submit':
      return !isPreApproved(change);
    case 'ask-again':
      return authorizationRefusal(change) !== undefined;
    default:
      return !DECIDED_TRANSITIONS.includes(transition);
  }
}
