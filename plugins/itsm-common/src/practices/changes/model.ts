import type { FieldDefinition } from '../../kernel/fields';
import type { LinkKind } from '../../kernel/schema';

/** The three kinds of change of ITIL 4: pre-authorised and proven, decided, and decided afterwards. */
export const CHANGE_TYPES = [
  { value: 'standard', label: 'Standard' },
  { value: 'normal', label: 'Normal' },
  { value: 'emergency', label: 'Emergency' },
] as const;
export type ChangeType = (typeof CHANGE_TYPES)[number]['value'];

/** What happens to the affected items while the change is carried out. */
export const EXPECTED_IMPACTS = [
  { value: 'none', label: 'None' },
  { value: 'degraded', label: 'Degraded' },
  { value: 'down', label: 'Down' },
] as const;
export type ExpectedImpact = (typeof EXPECTED_IMPACTS)[number]['value'];

/** How a change ended. */
export const CHANGE_OUTCOMES = [
  { value: 'successful', label: 'Successful' },
  { value: 'issues', label: 'Successful with issues' },
  { value: 'rolled-back', label: 'Rolled back' },
  { value: 'failed', label: 'Failed' },
] as const;
export type ChangeOutcome = (typeof CHANGE_OUTCOMES)[number]['value'];

/** How risky a change is, from least to most. */
export const RISK_LEVELS = [
  { value: 'low', label: 'Low' },
  { value: 'medium', label: 'Medium' },
  { value: 'high', label: 'High' },
  { value: 'very-high', label: 'Very high' },
] as const;
export type RiskLevel = (typeof RISK_LEVELS)[number]['value'];

/** Why a change has to be reviewed before it closes. */
export const REVIEW_REASONS = [
  { value: 'failed', label: 'It failed or was rolled back' },
  { value: 'emergency', label: 'It was an emergency' },
  { value: 'sampled', label: 'It is one of the sample' },
  { value: 'asked', label: 'Somebody asked for it' },
] as const;
export type ReviewReason = (typeof REVIEW_REASONS)[number]['value'];

const valuesOf = <T extends string>(choices: readonly { value: T }[]) =>
  choices.map(c => c.value) as [T, ...T[]];

/** The values alone, for schemas. */
export const CHANGE_TYPE_VALUES = valuesOf<ChangeType>(CHANGE_TYPES);
export const EXPECTED_IMPACT_VALUES =
  valuesOf<ExpectedImpact>(EXPECTED_IMPACTS);
export const CHANGE_OUTCOME_VALUES = valuesOf<ChangeOutcome>(CHANGE_OUTCOMES);
export const RISK_LEVEL_VALUES = valuesOf<RiskLevel>(RISK_LEVELS);
export const REVIEW_REASON_VALUES = valuesOf<ReviewReason>(REVIEW_REASONS);

/** Days after which a finished change with nothing to review closes, unless configured otherwise. */
export const DEFAULT_CHANGE_AUTO_CLOSE_DAYS = 3;

/** The most items that one change may name as affected. */
export const MOST_AFFECTED = 100;

/** The kind of link that says which configuration items a change affects. */
export const AFFECTS: LinkKind = 'affects';

/** What was decided on: changing any of these asks for a new decision. */
export const CHANGE_PROTECTED_FIELDS = [
  'title',
  'changeType',
  'description',
  'plan',
  'rollbackPlan',
  'plannedStart',
  'plannedEnd',
  'expectedImpact',
  'serviceRef',
  'risk',
  'inFreeze',
] as const;

/** What a change has beside what every record has. */
export const CHANGE_FIELDS: readonly FieldDefinition[] = [
  {
    key: 'changeType',
    column: 'change_type',
    label: 'Type of change',
    type: 'choice',
    choices: CHANGE_TYPES,
  },
  {
    key: 'description',
    column: 'description',
    label: 'What is changed',
    type: 'text',
  },
  {
    key: 'justification',
    column: 'justification',
    label: 'Why',
    type: 'text',
  },
  { key: 'plan', column: 'plan', label: 'Implementation plan', type: 'text' },
  {
    key: 'testEvidence',
    column: 'test_evidence',
    label: 'Test evidence',
    type: 'text',
  },
  {
    key: 'rollbackPlan',
    column: 'rollback_plan',
    label: 'Rollback plan',
    type: 'text',
  },
  {
    key: 'plannedStart',
    column: 'planned_start',
    label: 'Planned start',
    type: 'instant',
  },
  {
    key: 'plannedEnd',
    column: 'planned_end',
    label: 'Planned end',
    type: 'instant',
  },
  {
    key: 'actualStart',
    column: 'actual_start',
    label: 'Actual start',
    type: 'instant',
    setBy: ['worker'],
  },
  {
    key: 'actualEnd',
    column: 'actual_end',
    label: 'Actual end',
    type: 'instant',
    setBy: ['worker'],
  },
  {
    key: 'expectedImpact',
    column: 'expected_impact',
    label: 'Expected impact',
    type: 'choice',
    choices: EXPECTED_IMPACTS,
  },
  {
    key: 'outcome',
    column: 'outcome',
    label: 'Outcome',
    type: 'choice',
    choices: CHANGE_OUTCOMES,
    setBy: ['worker'],
  },
  {
    key: 'outcomeNote',
    column: 'outcome_note',
    label: 'How it went',
    type: 'text',
    setBy: ['worker'],
  },
  // These are computed: no schema of the API takes them.
  {
    key: 'risk',
    column: 'risk',
    label: 'Risk',
    type: 'choice',
    choices: RISK_LEVELS,
    setBy: ['worker'],
    computed: true,
  },
  {
    key: 'riskScore',
    column: 'risk_score',
    label: 'Risk score',
    type: 'number',
    setBy: ['worker'],
    computed: true,
  },
  {
    key: 'conflictCount',
    column: 'conflict_count',
    label: 'Conflicts',
    type: 'number',
    setBy: ['worker'],
    computed: true,
  },
  {
    key: 'inFreeze',
    column: 'in_freeze',
    label: 'Within a freeze',
    type: 'boolean',
    setBy: ['worker'],
    computed: true,
  },
  {
    key: 'templateKey',
    column: 'template_key',
    label: 'Standard change template',
    type: 'string',
    setBy: ['worker'],
    computed: true,
  },
  {
    key: 'preApproved',
    column: 'pre_approved',
    label: 'Pre-approved',
    type: 'boolean',
    setBy: ['worker'],
    computed: true,
  },
  {
    key: 'reviewReason',
    column: 'review_reason',
    label: 'Why it is reviewed',
    type: 'choice',
    choices: REVIEW_REASONS,
    setBy: ['worker'],
    computed: true,
  },
  {
    key: 'reviewedAt',
    column: 'reviewed_at',
    label: 'Reviewed',
    type: 'instant',
    setBy: ['worker'],
    computed: true,
  },
  {
    key: 'sentBackReason',
    column: 'sent_back_reason',
    label: 'What is missing',
    type: 'text',
    setBy: ['worker'],
  },
  {
    key: 'cancelReason',
    column: 'cancel_reason',
    label: 'Reason for cancelling',
    type: 'text',
  },
];
