import type { GuardSubject, Lifecycle } from '../../../kernel/lifecycle';

/** The states of a business objective. */
export const BUSINESS_OBJECTIVE_STATES = [
  'draft',
  'active',
  'achieved',
  'missed',
  'dropped',
] as const;
export type BusinessObjectiveState = (typeof BUSINESS_OBJECTIVE_STATES)[number];

/** Why an objective is not pursued yet; undefined if it can be. */
export function activateRefusal(o: GuardSubject): string | undefined {
  return o.ownerRef
    ? undefined
    : 'Name the group that answers for the objective first.';
}

/** The lifecycle of a business objective. How it ended is said in words; its numbers stay. */
export const businessObjectiveLifecycle: Lifecycle<BusinessObjectiveState> = {
  initial: 'draft',
  states: {
    draft: {
      label: 'Draft',
      category: 'draft',
      description: 'It is being written down.',
    },
    active: {
      label: 'Active',
      category: 'open',
      description: 'It is worked towards, and measured.',
    },
    achieved: {
      label: 'Achieved',
      category: 'closed',
      description: 'What was wanted is there.',
    },
    missed: {
      label: 'Missed',
      category: 'closed',
      description: 'Its time is over and it was not reached.',
    },
    dropped: {
      label: 'Dropped',
      category: 'cancelled',
      description: 'It is not wanted any more.',
    },
  },
  transitions: [
    {
      name: 'activate',
      label: 'Pursue it',
      from: ['draft'],
      to: 'active',
      who: ['worker'],
      required: ['periodTo'],
      optional: ['periodFrom', 'reviewAt'],
      guard: activateRefusal,
    },
    {
      name: 'achieve',
      label: 'Achieved',
      from: ['active'],
      to: 'achieved',
      who: ['worker'],
      required: ['outcome'],
    },
    {
      name: 'miss',
      label: 'Missed',
      from: ['active'],
      to: 'missed',
      who: ['worker'],
      required: ['outcome'],
    },
    {
      name: 'drop',
      label: 'Drop',
      from: ['draft', 'active'],
      to: 'dropped',
      who: ['worker'],
      required: ['outcome'],
    },
    {
      name: 'pursue-again',
      label: 'Pursue it again',
      from: ['achieved', 'missed', 'dropped'],
      to: 'active',
      who: ['worker'],
      required: ['periodTo'],
      clears: ['outcome'],
      back: true,
      guard: activateRefusal,
    },
    {
      name: 'back-to-draft',
      label: 'Back to the draft',
      from: ['active'],
      to: 'draft',
      who: ['worker'],
      back: true,
    },
  ],
};

/** The states of a market trend. */
export const TREND_STATES = ['watching', 'acting', 'closed'] as const;
export type TrendState = (typeof TREND_STATES)[number];

/** The lifecycle of a market trend. */
export const trendLifecycle: Lifecycle<TrendState> = {
  initial: 'watching',
  states: {
    watching: {
      label: 'Watching',
      category: 'open',
      description: 'It is looked at again and again.',
    },
    acting: {
      label: 'Acting',
      category: 'open',
      description: 'Something is done about it.',
    },
    closed: {
      label: 'Closed',
      category: 'closed',
      description: 'It does not matter any more, or is dealt with.',
    },
  },
  transitions: [
    {
      name: 'act',
      label: 'Act on it',
      from: ['watching'],
      to: 'acting',
      who: ['worker'],
      required: ['answer'],
    },
    {
      name: 'watch',
      label: 'Only watch it again',
      from: ['acting'],
      to: 'watching',
      who: ['worker'],
      back: true,
    },
    {
      name: 'close',
      label: 'Close',
      from: ['watching', 'acting'],
      to: 'closed',
      who: ['worker'],
      required: ['closeReason'],
    },
    {
      name: 'reopen',
      label: 'Watch it again',
      from: ['closed'],
      to: 'watching',
      who: ['worker'],
      clears: ['closeReason'],
      back: true,
    },
  ],
};
