import type { KpiUnit } from '../../../kernel/kpi/model';
import type { GuardSubject, Lifecycle } from '../../../kernel/lifecycle';
import { kpiWords } from '../../../kernel/kpi/words';
import { reaches } from './judge';
import type { InitiativeDirection, MeasureEvery } from './model';
import { targetWords, windowWords } from './words';

/** The states of an initiative. */
export const INITIATIVE_STATES = [
  'identify',
  'define',
  'gather',
  'analyse',
  'present',
  'implement',
  'achieved',
  'closed',
  'abandoned',
] as const;
export type InitiativeState = (typeof INITIATIVE_STATES)[number];

/** Taken by the product when it has measured, never by a button. */
export const MEASURED_TRANSITIONS: readonly string[] = ['reopen', 'close'];

const UNDER_WAY: readonly InitiativeState[] = [
  'identify',
  'define',
  'gather',
  'analyse',
  'present',
  'implement',
];

/** What guards look at. Instants are numbers in the door and texts in the API. */
interface Promised {
  target: number;
  direction: InitiativeDirection;
  unit: KpiUnit;
}

const numberOf = (value: unknown) =>
  typeof value === 'number' ? value : undefined;
const instantOf = (value: unknown) =>
  typeof value === 'string' ? Date.parse(value) : numberOf(value);

function promiseOf(s: GuardSubject): Promised | undefined {
  const target = numberOf(s.target);
  if (target === undefined || !s.direction || !s.kpiUnit) return undefined;
  return {
    target,
    direction: s.direction as InitiativeDirection,
    unit: s.kpiUnit as KpiUnit,
  };
}

/** Why there is nothing yet to compare with; undefined if there is. */
export function baselineRefusal(s: GuardSubject): string | undefined {
  if (!s.kpi) return 'Choose the KPI that says whether it worked first.';
  if (s.baselineFrom === undefined || s.baselineTo === undefined)
    return 'Choose the time that is compared with, the baseline, first.';
  if (numberOf(s.baselineValue) === undefined)
    return 'Nothing was counted in the time of the baseline; choose another one.';
  return undefined;
}

/** Why implementing cannot begin; undefined if it can. */
export function implementRefusal(s: GuardSubject): string | undefined {
  const without = baselineRefusal(s);
  if (without) return without;
  const promise = promiseOf(s);
  if (!promise) return 'Set the target first.';
  const { target, direction, unit } = promise;
  const baseline = numberOf(s.baselineValue)!;
  if (!reaches(baseline, target, direction)) return undefined;
  return `The baseline, ${kpiWords(
    baseline,
    unit,
  )}, is as good as the target, ${targetWords(
    target,
    direction,
    unit,
  )}; set one that is better.`;
}

/** Why an initiative is not achieved, with the numbers; undefined if it is. */
export function achieveRefusal(s: GuardSubject): string | undefined {
  const without = implementRefusal(s);
  if (without) return without;
  const { target, direction, unit } = promiseOf(s)!;
  const every = (s.measureEvery ?? 'month') as MeasureEvery;
  const from = instantOf(s.currentFrom);
  const since = instantOf(s.implementingSince);
  const wanted = `The target is ${targetWords(target, direction, unit)}`;
  if (s.verdict === 'failed')
    return `${wanted}; it could not be measured, so see why first.`;
  if (from === undefined || since === undefined || from < since)
    return `${wanted}; the first whole ${every} since implementing began is not over yet.`;
  const when = windowWords(from, every);
  const value = numberOf(s.currentValue);
  const was = value === undefined ? '' : kpiWords(value, unit);
  switch (s.verdict) {
    case 'met':
      return undefined;
    case 'too-few':
      return `${wanted}; it was ${was} in ${when}, of too few values to say anything.`;
    case 'not-met':
      return `${wanted}; it was ${was} in ${when}.`;
    default:
      return `${wanted}; nothing was counted in ${when}.`;
  }
}

/** How far the product has come with an initiative, for people who see it for the first time. */
const state = (
  label: string,
  description: string,
  plain: { label: string; next: string },
) => ({ label, category: 'open' as const, description, plain });

/**
 * The lifecycle of an initiative: the seven-step improvement process of ITIL's Continual Service
 * Improvement (2011), of which the product does the fourth, and what comes after: the target is reached,
 * watched, and the initiative closes by itself or is taken up again.
 */
export const initiativeLifecycle: Lifecycle<InitiativeState> = {
  initial: 'identify',
  states: {
    identify: state('Identify', 'What is to be better, and what for.', {
      label: 'Written down',
      next: 'It is said what is to be better, then which number says so.',
    }),
    define: state('Define', 'Which number says whether it worked.', {
      label: 'Being defined',
      next: 'The number that says whether it worked is chosen.',
    }),
    gather: state('Gather', 'Which time is compared with.', {
      label: 'Being measured',
      next: 'The time that is compared with is chosen.',
    }),
    analyse: state('Analyse', 'Why it is as it is.', {
      label: 'Being looked into',
      next: 'It is found out why it is as it is.',
    }),
    present: state(
      'Present',
      'It is decided what is done, and for which target.',
      {
        label: 'Being decided',
        next: 'It is decided what is done.',
      },
    ),
    implement: state('Implement', 'The improvement is made and measured.', {
      label: 'Being improved',
      next: 'What was decided is done, and measured.',
    }),
    achieved: {
      label: 'Achieved',
      category: 'resolved',
      description: 'The target was met; it is watched whether it holds.',
      plain: {
        label: 'Achieved',
        next: 'It is watched for a while whether it stays so.',
      },
    },
    closed: {
      label: 'Closed',
      category: 'closed',
      description: 'The target was met and held.',
      plain: { label: 'Closed', next: 'Nothing more happens.' },
      final: true,
    },
    abandoned: {
      label: 'Abandoned',
      category: 'cancelled',
      description: 'No longer followed; the reason is said.',
      plain: { label: 'Abandoned', next: 'Nothing more happens.' },
      final: true,
    },
  },
  transitions: [
    {
      name: 'define',
      label: 'Define what is measured',
      from: ['identify'],
      to: 'define',
      who: ['worker'],
      required: ['objective'],
      optional: ['strategy'],
    },
    {
      name: 'gather',
      label: 'Gather the data',
      from: ['define'],
      to: 'gather',
      who: ['worker'],
      optional: ['measureNote'],
      guard: s =>
        s.kpi ? undefined : 'Choose the KPI that says whether it worked first.',
    },
    {
      name: 'analyse',
      label: 'Analyse',
      from: ['gather'],
      to: 'analyse',
      who: ['worker'],
      optional: ['gatherNote'],
      guard: baselineRefusal,
    },
    {
      name: 'present',
      label: 'Present it',
      from: ['analyse'],
      to: 'present',
      who: ['worker'],
      required: ['analysis'],
    },
    {
      name: 'implement',
      label: 'Begin to implement',
      from: ['present'],
      to: 'implement',
      who: ['worker'],
      required: ['plan', 'dueAt'],
      optional: ['presented'],
      defaults: { implementingSince: 'now' },
      guard: implementRefusal,
    },
    {
      name: 'measure-else',
      label: 'Measure something else',
      from: ['gather', 'analyse', 'present', 'implement'],
      to: 'define',
      who: ['worker'],
      clears: ['implementingSince'],
      back: true,
    },
    {
      name: 'achieve',
      label: 'Target reached',
      from: ['implement'],
      to: 'achieved',
      who: ['worker'],
      clears: ['achievedAt'],
      defaults: { achievedAt: 'now' },
      tasksDone: true,
      guard: achieveRefusal,
    },
    {
      name: 'reopen',
      label: 'Take up again',
      from: ['achieved'],
      to: 'implement',
      who: ['worker'],
      clears: ['achievedAt', 'watchUntil', 'implementingSince'],
      defaults: { implementingSince: 'now' },
    },
    {
      name: 'close',
      label: 'Close',
      from: ['achieved'],
      to: 'closed',
      who: ['worker'],
    },
    {
      name: 'abandon',
      label: 'Abandon',
      from: UNDER_WAY,
      to: 'abandoned',
      who: ['worker'],
      required: ['abandonReason'],
    },
    {
      name: 'withdraw',
      label: 'Withdraw',
      from: ['identify', 'define'],
      to: 'abandoned',
      who: ['requester'],
      required: ['abandonReason'],
    },
  ],
};
