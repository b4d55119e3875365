import type { FieldDefinition } from '../../../kernel/fields';
import { KPI_BASES, KPI_STATISTICS } from '../../../kernel/kpi/model';

/** Days for which an achieved target is watched, unless an initiative says otherwise. */
export const DEFAULT_WATCH_DAYS = 90;
/** A watch shorter than this sees no whole week. */
export const SHORTEST_WATCH_DAYS = 7;
export const LONGEST_WATCH_DAYS = 730;

/** A share or a percentile of fewer values than this says nothing: one more would make it another. */
export const LEAST_VALUES = 5;

/** How long the windows are in which an initiative is measured. */
export const MEASURE_EVERY = [
  { value: 'month', label: 'Every month' },
  { value: 'week', label: 'Every week' },
] as const;
export type MeasureEvery = (typeof MEASURE_EVERY)[number]['value'];

/** Which way the number is to go. */
export const INITIATIVE_DIRECTIONS = [
  { value: 'down', label: 'Less is better' },
  { value: 'up', label: 'More is better' },
] as const;
export type InitiativeDirection =
  (typeof INITIATIVE_DIRECTIONS)[number]['value'];

/** Where an initiative came from. */
export const INITIATIVE_ORIGINS = [
  { value: 'own', label: 'Written here' },
  { value: 'proposal', label: 'Proposed by the numbers' },
  { value: 'suggestion', label: 'A suggestion' },
  { value: 'retrospective', label: 'A retrospective' },
  { value: 'demand', label: 'A need' },
] as const;
export type InitiativeOrigin = (typeof INITIATIVE_ORIGINS)[number]['value'];

/** What a window that was measured says about the target. */
export const TARGET_VERDICTS = [
  { value: 'met', label: 'Target met' },
  { value: 'not-met', label: 'Target not met' },
  { value: 'too-few', label: 'Too few values' },
  { value: 'no-value', label: 'Nothing to count' },
  { value: 'failed', label: 'Could not be measured' },
] as const;
export type TargetVerdict = (typeof TARGET_VERDICTS)[number]['value'];

const valuesOf = <T extends string>(choices: readonly { value: T }[]) =>
  choices.map(c => c.value) as [T, ...T[]];

/** The values alone, for schemas. */
export const MEASURE_EVERY_VALUES = valuesOf<MeasureEvery>(MEASURE_EVERY);
export const INITIATIVE_DIRECTION_VALUES = valuesOf<InitiativeDirection>(
  INITIATIVE_DIRECTIONS,
);
export const INITIATIVE_ORIGIN_VALUES =
  valuesOf<InitiativeOrigin>(INITIATIVE_ORIGINS);
export const TARGET_VERDICT_VALUES = valuesOf<TargetVerdict>(TARGET_VERDICTS);

/**
 * The seven-step improvement process of ITIL's Continual Service Improvement (2011, chapter 4). The
 * fourth step is the product's: it has counted before anybody asks.
 */
export const IMPROVEMENT_STEPS = [
  {
    key: 'identify',
    title: 'Identify the strategy',
    question: 'What is it for, and what is it part of?',
    field: 'strategy',
  },
  {
    key: 'define',
    title: 'Define what is measured',
    question: 'Which number says whether it worked, and why that one?',
    field: 'measureNote',
  },
  {
    key: 'gather',
    title: 'Gather the data',
    question: 'Which time is compared with, and is it a usual one?',
    field: 'gatherNote',
  },
  {
    key: 'process',
    title: 'Process the data',
    question: 'Callboard counts; nothing is to be done.',
    field: undefined,
  },
  {
    key: 'analyse',
    title: 'Analyse the information',
    question: 'Why is it as it is?',
    field: 'analysis',
  },
  {
    key: 'present',
    title: 'Present and use it',
    question: 'Who was told, and what was decided?',
    field: 'presented',
  },
  {
    key: 'implement',
    title: 'Implement the improvement',
    question: 'What is done?',
    field: 'plan',
  },
] as const;
export type ImprovementStep = (typeof IMPROVEMENT_STEPS)[number]['key'];

/** Which number is measured and against what: fixed once implementing has begun. */
export const MEASURE_KEYS = [
  'kpi',
  'kpiWhere',
  'statistic',
  'basis',
  'measureEvery',
  'baselineFrom',
  'baselineTo',
  'target',
  'direction',
] as const;
export type MeasureKey = (typeof MEASURE_KEYS)[number];

const statistics = KPI_STATISTICS.map(value => ({ value, label: value }));
const bases = KPI_BASES.map(value => ({ value, label: value }));
const text = (key: string, column: string, label: string) =>
  ({ key, column, label, type: 'text' } as const);
/** What the product works out: no schema of the API takes it. */
const computed = { setBy: ['worker'], computed: true } as const;

/** What an initiative has beside what every record has. */
export const INITIATIVE_FIELDS: readonly FieldDefinition[] = [
  text('objective', 'objective', 'Objective'),
  { key: 'kpi', column: 'kpi', label: 'KPI', type: 'string' },
  {
    key: 'kpiWhere',
    column: 'kpi_where',
    label: 'Measured of',
    type: 'string',
    sortable: false,
  },
  {
    key: 'statistic',
    column: 'statistic',
    label: 'Statistic',
    type: 'choice',
    choices: statistics,
  },
  {
    key: 'basis',
    column: 'basis',
    label: 'Basis',
    type: 'choice',
    choices: bases,
  },
  {
    key: 'measureEvery',
    column: 'measure_every',
    label: 'Measured',
    type: 'choice',
    choices: MEASURE_EVERY,
  },
  {
    key: 'baselineFrom',
    column: 'baseline_from',
    label: 'Baseline from',
    type: 'instant',
  },
  {
    key: 'baselineTo',
    column: 'baseline_to',
    label: 'Baseline to',
    type: 'instant',
  },
  { key: 'target', column: 'target', label: 'Target', type: 'number' },
  {
    key: 'direction',
    column: 'direction',
    label: 'Direction',
    type: 'choice',
    choices: INITIATIVE_DIRECTIONS,
  },
  { key: 'dueAt', column: 'due_at', label: 'Due', type: 'instant' },
  {
    key: 'watchDays',
    column: 'watch_days',
    label: 'Watched for',
    type: 'number',
    unit: 'days',
  },
  {
    key: 'hoursEach',
    column: 'hours_each',
    label: 'Hours saved by each',
    type: 'number',
    unit: 'h',
  },
  {
    key: 'hourlyRate',
    column: 'hourly_rate',
    label: 'Hourly rate',
    type: 'number',
  },
  {
    key: 'origin',
    column: 'origin',
    label: 'Origin',
    type: 'choice',
    choices: INITIATIVE_ORIGINS,
    ...computed,
  },
  {
    key: 'originId',
    column: 'origin_id',
    label: 'Came from',
    type: 'string',
    ...computed,
  },
  text('evidence', 'evidence', 'Evidence'),
  text('strategy', 'strategy', 'Strategy'),
  text('measureNote', 'measure_note', 'Why this number'),
  text('gatherNote', 'gather_note', 'About the data'),
  text('analysis', 'analysis', 'Analysis'),
  text('presented', 'presented', 'What was decided'),
  text('plan', 'plan', 'What is done'),
  text('abandonReason', 'abandon_reason', 'Reason for abandoning'),
  {
    key: 'kpiUnit',
    column: 'kpi_unit',
    label: 'Unit',
    type: 'string',
    ...computed,
  },
  {
    key: 'baselineValue',
    column: 'baseline_value',
    label: 'Baseline',
    type: 'number',
    ...computed,
  },
  {
    key: 'baselineCount',
    column: 'baseline_count',
    label: 'Counted for the baseline',
    type: 'number',
    ...computed,
  },
  {
    key: 'kpiVersion',
    column: 'kpi_version',
    label: 'Version of the definition',
    type: 'number',
    ...computed,
  },
  {
    key: 'implementingSince',
    column: 'implementing_since',
    label: 'Implementing since',
    type: 'instant',
    ...computed,
  },
  {
    key: 'currentValue',
    column: 'current_value',
    label: 'Measured last',
    type: 'number',
    ...computed,
  },
  {
    key: 'currentCount',
    column: 'current_count',
    label: 'Counted for it',
    type: 'number',
    ...computed,
  },
  {
    key: 'currentFrom',
    column: 'current_from',
    label: 'Measured from',
    type: 'instant',
    ...computed,
  },
  {
    key: 'currentTo',
    column: 'current_to',
    label: 'Measured to',
    type: 'instant',
    ...computed,
  },
  {
    key: 'currentAt',
    column: 'current_at',
    label: 'Measured at',
    type: 'instant',
    ...computed,
  },
  {
    key: 'verdict',
    column: 'verdict',
    label: 'Verdict',
    type: 'choice',
    choices: TARGET_VERDICTS,
    ...computed,
  },
  {
    key: 'achievedAt',
    column: 'achieved_at',
    label: 'Achieved',
    type: 'instant',
    ...computed,
  },
  {
    key: 'watchUntil',
    column: 'watch_until',
    label: 'Watched until',
    type: 'instant',
    ...computed,
  },
  {
    key: 'slips',
    column: 'slips',
    label: 'Times slipped',
    type: 'number',
    ...computed,
  },
  {
    key: 'savedHours',
    column: 'saved_hours',
    label: 'Hours saved',
    type: 'number',
    unit: 'hours',
    ...computed,
  },
  {
    key: 'savedMoney',
    column: 'saved_money',
    label: 'Money saved',
    type: 'number',
    ...computed,
  },
];
