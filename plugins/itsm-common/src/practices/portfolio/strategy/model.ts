import type { FieldDefinition } from '../../../kernel/fields';

/** The kind of definition that says where the business wants to go. */
export const STRATEGY_KIND = 'strategy';
/** There is one strategy: the key of its definition. */
export const STRATEGY_KEY = 'strategy';
/** How far an objective is, in percent: a field of lists, exports and filters. */
export const OBJECTIVE_PROGRESS_FIELD = 'portfolio.objective-progress';

/** The most key results of one objective. Three to five are usual. */
export const MOST_KEY_RESULTS = 12;
/** The most pieces of evidence of one trend. */
export const MOST_TREND_EVIDENCE = 100;
/** How many objectives the alignment shows at most. */
export const MOST_ALIGNED = 200;
/** Days of changes and initiatives that the alignment looks at, unless asked for others. */
export const ALIGNMENT_DAYS = 90;
export const LONGEST_ALIGNMENT_DAYS = 730;

/** Which way a key result gets better. */
export const KEY_RESULT_DIRECTIONS = [
  { value: 'up', label: 'More is better' },
  { value: 'down', label: 'Less is better' },
] as const;
export type KeyResultDirection =
  (typeof KEY_RESULT_DIRECTIONS)[number]['value'];

/** How sure its owner is that a key result will be reached. */
export const CONFIDENCES = [
  { value: 'on-track', label: 'On track' },
  { value: 'at-risk', label: 'At risk' },
  { value: 'off-track', label: 'Off track' },
] as const;
export type Confidence = (typeof CONFIDENCES)[number]['value'];

/** Where the value of a key result comes from. */
export const MEASURED_BY = [
  { value: 'manual', label: 'Written down by its owner' },
  { value: 'kpi', label: 'Measured by a KPI' },
] as const;
export type MeasuredBy = (typeof MEASURED_BY)[number]['value'];

/** The windows of which a KPI is told. */
export const MEASURED_EVERY = [
  { value: 'week', label: 'Weekly' },
  { value: 'month', label: 'Monthly' },
] as const;
export type KeyResultWindow = (typeof MEASURED_EVERY)[number]['value'];

/** Of what sort something in the market is for us. */
export const TREND_IMPACTS = [
  { value: 'opportunity', label: 'Opportunity' },
  { value: 'threat', label: 'Threat' },
] as const;
export type TrendImpact = (typeof TREND_IMPACTS)[number]['value'];

/** When it matters. */
export const TREND_HORIZONS = [
  { value: 'now', label: 'Now' },
  { value: 'next', label: 'Next' },
  { value: 'later', label: 'Later' },
] as const;
export type TrendHorizon = (typeof TREND_HORIZONS)[number]['value'];

/** How sure we are that it is so. */
export const TREND_CONFIDENCES = [
  { value: 'low', label: 'Low' },
  { value: 'medium', label: 'Medium' },
  { value: 'high', label: 'High' },
] as const;
export type TrendConfidence = (typeof TREND_CONFIDENCES)[number]['value'];

/** Days after which a trend is looked at again, unless it says otherwise. */
export const TREND_REVIEW_DAYS = 90;
export const LONGEST_TREND_REVIEW_DAYS = 730;

const valuesOf = <T extends string>(
  all: readonly { value: T }[],
): [T, ...T[]] => all.map(({ value }) => value) as [T, ...T[]];
export const KEY_RESULT_DIRECTION_VALUES = valuesOf(KEY_RESULT_DIRECTIONS);
export const CONFIDENCE_VALUES = valuesOf(CONFIDENCES);
export const MEASURED_BY_VALUES = valuesOf(MEASURED_BY);
export const MEASURED_EVERY_VALUES = valuesOf(MEASURED_EVERY);
export const TREND_IMPACT_VALUES = valuesOf(TREND_IMPACTS);
export const TREND_HORIZON_VALUES = valuesOf(TREND_HORIZONS);
export const TREND_CONFIDENCE_VALUES = valuesOf(TREND_CONFIDENCES);

/** What a business objective has beside what every record has. */
export const BUSINESS_OBJECTIVE_FIELDS: readonly FieldDefinition[] = [
  { key: 'intent', column: 'intent', label: 'Why it matters', type: 'text' },
  { key: 'theme', column: 'theme', label: 'Theme', type: 'string' },
  {
    key: 'periodFrom',
    column: 'period_from',
    label: 'From',
    type: 'instant',
    ahead: 'months',
  },
  {
    key: 'periodTo',
    column: 'period_to',
    label: 'Until',
    type: 'instant',
    ahead: 'months',
  },
  {
    key: 'reviewAt',
    column: 'review_at',
    label: 'Next review',
    type: 'instant',
    ahead: 'months',
  },
  {
    key: 'outcome',
    column: 'outcome',
    label: 'What came of it',
    type: 'text',
    setBy: ['worker'],
  },
];

/** What a market trend has beside what every record has. */
export const TREND_FIELDS: readonly FieldDefinition[] = [
  { key: 'what', column: 'what', label: 'What changes', type: 'text' },
  {
    key: 'trendImpact',
    column: 'trend_impact',
    label: 'Impact',
    type: 'choice',
    choices: TREND_IMPACTS,
  },
  {
    key: 'trendHorizon',
    column: 'trend_horizon',
    label: 'Horizon',
    type: 'choice',
    choices: TREND_HORIZONS,
  },
  {
    key: 'trendConfidence',
    column: 'trend_confidence',
    label: 'Confidence',
    type: 'choice',
    choices: TREND_CONFIDENCES,
  },
  {
    key: 'answer',
    column: 'answer',
    label: 'What we do about it',
    type: 'text',
    setBy: ['worker'],
  },
  {
    key: 'reviewEvery',
    column: 'review_every',
    label: 'Reviewed every',
    type: 'number',
    unit: 'days',
  },
  {
    key: 'reviewedAt',
    column: 'reviewed_at',
    label: 'Reviewed last',
    type: 'instant',
    setBy: ['worker'],
    computed: true,
  },
  {
    key: 'reviewAt',
    column: 'review_at',
    label: 'Next review',
    type: 'instant',
    ahead: 'months',
    setBy: ['worker'],
    computed: true,
  },
  {
    key: 'closeReason',
    column: 'close_reason',
    label: 'Why it is closed',
    type: 'text',
    setBy: ['worker'],
  },
];
