import type { GuardSubject, Lifecycle } from '../../../kernel/lifecycle';

/** The states of a risk. */
export const RISK_STATES = [
  'identified',
  'analysed',
  'treating',
  'accepting',
  'watching',
  'closed',
] as const;
export type RiskState = (typeof RISK_STATES)[number];

/** States in which the treatment is in place, so that what is left counts. */
export const TREATED_RISK_STATES: readonly RiskState[] = ['watching', 'closed'];

/** Taken with the decision of an approval, or by the product when a day has come; never by a button. */
export const RISK_MOVED_TRANSITIONS: readonly string[] = [
  'accept',
  'refuse',
  'ask-again',
  'lapse',
];

const isAccepted = (s: GuardSubject) => s.treatment === 'accept';

/**
 * The lifecycle of a risk, after the process of ISO 31000: identified, analysed, treated or accepted,
 * then watched and reviewed until it is closed.
 */
export const riskLifecycle: Lifecycle<RiskState> = {
  initial: 'identified',
  states: {
    identified: {
      label: 'Identified',
      // Whatever was decided about it before is decided anew: a draft is approved by nobody.
      category: 'draft',
      description: 'Somebody sees it; how high it is has to be worked out.',
      plain: {
        label: 'We have it',
        next: 'Somebody works out how likely it is and how much it would hurt.',
      },
    },
    analysed: {
      label: 'Analysed',
      category: 'open',
      description: 'How likely it is and how much it hurts is known.',
      plain: {
        label: 'Being decided',
        next: 'It is decided what is done about it.',
      },
    },
    treating: {
      label: 'Treating',
      category: 'open',
      description: 'What was decided is being done.',
      plain: { label: 'Being treated', next: 'What was decided is done.' },
    },
    accepting: {
      label: 'Accepting',
      category: 'waiting',
      description:
        'Whoever answers for the service decides whether to bear it.',
      plain: {
        label: 'Waiting for a decision',
        next: 'It is decided whether we live with it.',
      },
    },
    watching: {
      label: 'Watched',
      // Nothing has to be done until the next review; the risk is there all the same.
      category: 'resolved',
      description: 'Treated or accepted; what is left is reviewed.',
      plain: { label: 'Watched', next: 'It is looked at again on a day.' },
    },
    closed: {
      label: 'Closed',
      category: 'closed',
      description: 'It cannot happen any more, or no longer matters.',
      plain: { label: 'Closed', next: 'Nothing more happens.' },
    },
  },
  transitions: [
    {
      name: 'analyse',
      label: 'Analyse',
      from: ['identified'],
      to: 'analysed',
      who: ['worker'],
      required: ['likelihood', 'impact'],
      optional: ['cause', 'effect'],
    },
    {
      name: 'treat',
      label: 'Treat',
      from: ['analysed', 'watching'],
      to: 'treating',
      who: ['worker'],
      required: ['treatment', 'treatmentPlan'],
      clears: ['acceptUntil', 'acceptReason'],
      guard: s =>
        isAccepted(s)
          ? 'The treatment is to accept it; ask for acceptance, or analyse it again and choose another one.'
          : undefined,
    },
    {
      name: 'watch',
      label: 'Treatment is in place',
      from: ['treating'],
      to: 'watching',
      who: ['worker'],
      required: ['residualLikelihood', 'residualImpact'],
      tasksDone: true,
    },
    {
      name: 'request-acceptance',
      label: 'Ask for acceptance',
      from: ['analysed', 'treating', 'watching'],
      to: 'accepting',
      who: ['worker', 'requester'],
      required: ['acceptReason', 'acceptUntil'],
    },
    {
      name: 'accept',
      label: 'Accept',
      from: ['accepting'],
      to: 'watching',
      who: ['worker'],
      guard: s =>
        s.approval === 'approved'
          ? undefined
          : 'The risk is accepted when those who answer for the service approve that.',
    },
    {
      name: 'refuse',
      label: 'Refuse',
      from: ['accepting'],
      to: 'analysed',
      who: ['worker'],
      guard: s =>
        s.approval === 'rejected'
          ? undefined
          : 'Acceptance is refused by those who are asked to approve it.',
    },
    {
      name: 'ask-again',
      label: 'Ask for acceptance again',
      from: ['watching'],
      to: 'accepting',
      who: ['worker'],
      guard: s =>
        isAccepted(s) && s.approval !== 'approved'
          ? undefined
          : 'It is asked again by itself when what was accepted changed.',
    },
    {
      name: 'lapse',
      label: 'Acceptance ran out',
      from: ['watching'],
      to: 'identified',
      who: ['worker'],
      clears: ['acceptUntil', 'treatment'],
    },
    {
      name: 'analyse-again',
      label: 'Analyse again',
      from: ['analysed', 'treating', 'accepting', 'watching'],
      to: 'identified',
      who: ['worker'],
      clears: ['acceptUntil', 'treatment'],
      back: true,
    },
    {
      name: 'close',
      label: 'Close',
      from: ['identified', 'analysed', 'treating', 'watching'],
      to: 'closed',
      who: ['worker'],
      required: ['closeReason'],
      clears: ['reviewAt'],
    },
    {
      name: 'reopen',
      label: 'Reopen',
      from: ['closed'],
      to: 'identified',
      who: ['worker'],
      clears: ['closeReason', 'acceptUntil', 'acceptReason'],
    },
  ],
};
