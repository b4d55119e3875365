import type { GuardSubject, Lifecycle } from '../../../kernel/lifecycle';

/** The states of a service in the portfolio. */
export const SERVICE_STATES = [
  'idea',
  'assessed',
  'deciding',
  'chartered',
  'design',
  'transition',
  'operation',
  'retiring',
  'retired',
  'rejected',
] as const;
export type ServiceState = (typeof SERVICE_STATES)[number];

/**
 * The three parts of a portfolio of services, after ITIL's Service Strategy (2011): the pipeline, what is
 * being made or runs, and what does not run any more.
 */
export const PORTFOLIO_PARTS = {
  pipeline: ['idea', 'assessed', 'deciding', 'chartered'],
  live: ['design', 'transition', 'operation', 'retiring'],
  retired: ['retired', 'rejected'],
} as const satisfies Record<string, readonly ServiceState[]>;
export type PortfolioPartName = keyof typeof PORTFOLIO_PARTS;

/** States in which people use the service. */
export const RUNNING_STATES: readonly ServiceState[] = [
  'operation',
  'retiring',
];

/** States in which a record holds its entity: no other one may have it. */
export const HOLDING_STATES: readonly ServiceState[] = [
  ...PORTFOLIO_PARTS.pipeline,
  ...PORTFOLIO_PARTS.live,
];

/** States in which a service that the catalog does not have is given to it, if it has a name for that. */
export const GIVING_STATES: readonly ServiceState[] = [
  'chartered',
  ...PORTFOLIO_PARTS.live,
];

/** Taken with the decision about the charter, never by a button. */
export const CHARTER_TRANSITIONS: readonly string[] = ['charter', 'decline'];

/** What a charter is decided by, beside the cost: amounts are not typed in between. */
export const CASE_FIELDS = [
  'purpose',
  'businessOwnerRef',
  'valueScore',
  'riskScore',
] as const;

const isThere = (value: unknown) =>
  value !== undefined && value !== null && value !== '';

/** Why nobody can decide about the charter yet; undefined if they can. Objectives are links: the server looks. */
export function charterRefusal(s: GuardSubject): string | undefined {
  if (!isThere(s.ownerRef))
    return 'Name the group that will own the service first.';
  return isThere(s.estimatedCost)
    ? undefined
    : 'Estimate what it costs a year first.';
}

/** Why a chartered service goes no further; undefined if it may. */
export function decidedRefusal(s: GuardSubject): string | undefined {
  // What was imported as chartered was decided elsewhere.
  if (s.approval === undefined || s.approval === 'approved') return undefined;
  return s.approval === 'rejected'
    ? 'The charter was rejected; stop it, or change the business case.'
    : 'What was chartered has changed; it is decided about again first.';
}

/** Why a service cannot run yet; undefined if it can. */
export function operateRefusal(s: GuardSubject): string | undefined {
  if (!isThere(s.entityRef))
    return isThere(s.givenRef)
      ? 'The catalog does not have its entity yet; that takes a minute or two.'
      : 'Bind it to its entity in the catalog first, or give it a name there.';
  return decidedRefusal(s);
}

const state = (
  label: string,
  category: 'open' | 'waiting' | 'resolved' | 'closed' | 'cancelled',
  description: string,
  plain: { label: string; next: string },
) => ({ label, category, description, plain });

/**
 * The lifecycle of a service, after the service portfolio of ITIL: ideas are assessed and chartered, what
 * is chartered is designed and brought in, and what runs is retired one day. What runs already is taken in.
 */
export const serviceLifecycle: Lifecycle<ServiceState> = {
  initial: 'idea',
  states: {
    idea: state('Idea', 'open', 'Somebody thinks that it is worth having.', {
      label: 'Written down',
      next: 'It is looked at what it would be worth, cost and risk.',
    }),
    assessed: state(
      'Assessed',
      'open',
      'It is known what it is worth and what it risks.',
      {
        label: 'Assessed',
        next: 'It is decided whether it is made.',
      },
    ),
    deciding: state(
      'Awaiting charter',
      'waiting',
      'Those who decide about the charter were asked.',
      {
        label: 'Waiting for a decision',
        next: 'You hear from us when it is decided.',
      },
    ),
    chartered: state(
      'Chartered',
      'open',
      'It will be made; people and money are there for it.',
      { label: 'Decided on', next: 'It is designed.' },
    ),
    design: state('Design', 'open', 'It is being designed.', {
      label: 'Being designed',
      next: 'What was designed is built and brought in.',
    }),
    transition: state(
      'Transition',
      'open',
      'It is being built, tried and brought in.',
      { label: 'Being brought in', next: 'You can use it soon.' },
    ),
    operation: state('Operation', 'resolved', 'People use it.', {
      label: 'Running',
      next: 'You can use it.',
    }),
    retiring: state(
      'Retiring',
      'open',
      'It still runs; its users are led elsewhere.',
      { label: 'Ends soon', next: 'It will be switched off.' },
    ),
    retired: {
      ...state('Retired', 'closed', 'It does not run any more.', {
        label: 'Switched off',
        next: 'Nothing more happens.',
      }),
      final: true,
    },
    rejected: state(
      'Rejected',
      'cancelled',
      'It is not pursued; the reason is said.',
      {
        label: 'Not pursued',
        next: 'Read why. It can be taken up again.',
      },
    ),
  },
  transitions: [
    {
      name: 'assess',
      label: 'Assess',
      from: ['idea'],
      to: 'assessed',
      who: ['worker'],
      required: ['purpose', 'valueScore', 'riskScore'],
      optional: ['expectedValue', 'tier'],
    },
    {
      name: 'ask-charter',
      label: 'Ask for the charter',
      from: ['assessed'],
      to: 'deciding',
      who: ['worker', 'requester'],
      required: CASE_FIELDS,
      optional: ['fitReason', 'plannedStart', 'plannedLive'],
      guard: charterRefusal,
    },
    {
      name: 'charter',
      label: 'Charter',
      from: ['deciding'],
      to: 'chartered',
      who: ['worker'],
      defaults: { charteredAt: 'now' },
      guard: s =>
        s.approval === 'approved'
          ? undefined
          : 'It is chartered when those who were asked approve.',
    },
    {
      name: 'design',
      label: 'Begin the design',
      from: ['chartered'],
      to: 'design',
      who: ['worker'],
      optional: ['plannedStart', 'plannedLive'],
      guard: decidedRefusal,
    },
    {
      name: 'to-transition',
      label: 'Begin the transition',
      from: ['design'],
      to: 'transition',
      who: ['worker'],
      optional: ['plannedLive'],
      guard: decidedRefusal,
    },
    {
      name: 'operate',
      label: 'Go live',
      from: ['transition'],
      to: 'operation',
      who: ['worker'],
      optional: ['reviewAt'],
      defaults: { liveAt: 'now' },
      guard: operateRefusal,
    },
    {
      name: 'take-in',
      label: 'It runs already',
      from: ['idea'],
      to: 'operation',
      who: ['worker'],
      required: ['entityRef'],
      optional: ['purpose', 'businessOwnerRef', 'tier'],
      defaults: { liveAt: 'now' },
    },
    {
      name: 'begin-retiring',
      label: 'Begin to retire',
      from: ['operation'],
      to: 'retiring',
      who: ['worker'],
      required: ['retireReason'],
      optional: ['plannedRetire', 'successorRef'],
      // What runs is usually left running: the way to its end is not offered as what comes next.
      back: true,
    },
    {
      name: 'retire',
      label: 'Retired',
      from: ['retiring'],
      to: 'retired',
      who: ['worker'],
      tasksDone: true,
    },
    {
      name: 'reject',
      label: 'Reject',
      from: ['idea', 'assessed'],
      to: 'rejected',
      who: ['worker'],
      required: ['rejectReason'],
    },
    {
      name: 'decline',
      label: 'Decline the charter',
      from: ['deciding', 'chartered'],
      to: 'rejected',
      who: ['worker'],
      guard: s =>
        s.approval === 'rejected'
          ? undefined
          : 'It is declined by those who are asked about the charter.',
    },
    {
      name: 'stop',
      label: 'Stop',
      from: ['chartered', 'design', 'transition'],
      to: 'rejected',
      who: ['worker'],
      required: ['rejectReason'],
    },
    {
      name: 'withdraw',
      label: 'Withdraw',
      from: ['idea'],
      to: 'rejected',
      who: ['requester'],
      required: ['rejectReason'],
    },
    {
      name: 'take-back',
      label: 'Take back to the assessment',
      from: ['deciding'],
      to: 'assessed',
      who: ['worker', 'requester'],
      back: true,
    },
    {
      name: 'think-again',
      label: 'Back to the idea',
      from: ['assessed'],
      to: 'idea',
      who: ['worker'],
      back: true,
    },
    {
      name: 'shelve',
      label: 'Back to chartered',
      from: ['design'],
      to: 'chartered',
      who: ['worker'],
      back: true,
    },
    {
      name: 'bring-back',
      label: 'Back to the transition',
      from: ['operation'],
      to: 'transition',
      who: ['worker'],
      clears: ['liveAt'],
      back: true,
    },
    {
      name: 'redesign',
      label: 'Back to the design',
      from: ['transition', 'operation'],
      to: 'design',
      who: ['worker'],
      clears: ['liveAt'],
      back: true,
    },
    {
      name: 'keep',
      label: 'Keep it after all',
      from: ['retiring'],
      to: 'operation',
      who: ['worker'],
      clears: ['retireReason', 'plannedRetire', 'successorRef'],
      back: true,
    },
    {
      name: 'reconsider',
      label: 'Take up again',
      from: ['rejected'],
      to: 'idea',
      who: ['worker', 'requester'],
      clears: ['rejectReason', 'charteredAt'],
      back: true,
    },
  ],
};
