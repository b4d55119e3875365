import type { FieldDefinition } from '../../../kernel/fields';
import { LIKELIHOODS, RISK_IMPACTS, RISK_SCORE_LEVELS } from './score';

/** What is done about a risk: the four ways of ISO 31000 in the words of ITIL. */
export const TREATMENTS = [
  { value: 'avoid', label: 'Avoid', means: 'Do not do what leads to it' },
  { value: 'reduce', label: 'Reduce', means: 'Make it rarer, or hurt less' },
  {
    value: 'transfer',
    label: 'Transfer',
    means: 'Let somebody else bear it: a supplier, an insurance',
  },
  { value: 'accept', label: 'Accept', means: 'Live with it, until a day' },
] as const;
export type Treatment = (typeof TREATMENTS)[number]['value'];
export const TREATMENT_VALUES = TREATMENTS.map(t => t.value) as [
  Treatment,
  ...Treatment[],
];

/** What kind of thing could happen. */
export const RISK_CATEGORIES = [
  { value: 'availability', label: 'Availability' },
  { value: 'security', label: 'Security' },
  { value: 'capacity', label: 'Capacity' },
  { value: 'supplier', label: 'Supplier' },
  { value: 'people', label: 'People and knowledge' },
  { value: 'compliance', label: 'Compliance' },
  { value: 'business', label: 'Business' },
] as const;
export type RiskCategory = (typeof RISK_CATEGORIES)[number]['value'];
export const RISK_CATEGORY_VALUES = RISK_CATEGORIES.map(c => c.value) as [
  RiskCategory,
  ...RiskCategory[],
];

/** Days between two reviews that a form offers; any number of days can be said. */
export const REVIEW_EVERY = [30, 90, 180, 365] as const;
export const DEFAULT_REVIEW_DAYS = 90;
export const LONGEST_REVIEW_DAYS = 730;
/** Nobody can answer for what they accepted longer ago than this. */
export const LONGEST_ACCEPTANCE_DAYS = 730;

/** What an approval of an acceptance stands for: if it changes, it is asked for again. */
export const RISK_PROTECTED_FIELDS = [
  'likelihood',
  'impact',
  'cause',
  'effect',
  'acceptReason',
  'acceptUntil',
  'serviceRef',
] as const;

/** The role in approval policies of whoever may accept risks of a service. */
export const RISK_ACCEPTOR = 'risk-acceptor';

/** A number says little without its word, and a word little of where it stands. */
const numbers = (choices: readonly { value: number; label: string }[]) =>
  choices.map(({ value, label }) => ({
    value,
    label: `${value}, ${label.toLowerCase()}`,
  }));
const scale = (
  key: string,
  column: string,
  label: string,
  choices: readonly { value: number; label: string }[],
): FieldDefinition => ({
  key,
  column,
  label,
  type: 'choice',
  choices: numbers(choices),
});
const worked = (
  key: string,
  column: string,
  label: string,
): FieldDefinition => ({
  key,
  column,
  label,
  type: 'number',
  setBy: ['worker'],
  computed: true,
});
const words = (key: string, column: string, label: string) =>
  ({ key, column, label, type: 'text' } as const);

/** What a risk has beside what every record has. */
export const RISK_FIELDS: readonly FieldDefinition[] = [
  {
    key: 'riskCategory',
    column: 'risk_category',
    label: 'Kind of risk',
    type: 'choice',
    choices: RISK_CATEGORIES,
  },
  words('cause', 'cause', 'Cause'),
  words('effect', 'effect', 'Effect'),
  scale('likelihood', 'likelihood', 'Likelihood', LIKELIHOODS),
  scale('impact', 'impact', 'Impact', RISK_IMPACTS),
  {
    key: 'treatment',
    column: 'treatment',
    label: 'Treatment',
    type: 'choice',
    choices: TREATMENTS,
  },
  words('treatmentPlan', 'treatment_plan', 'What is done'),
  scale(
    'residualLikelihood',
    'residual_likelihood',
    'Likelihood with treatment',
    LIKELIHOODS,
  ),
  scale(
    'residualImpact',
    'residual_impact',
    'Impact with treatment',
    RISK_IMPACTS,
  ),
  {
    ...words('acceptReason', 'accept_reason', 'Why it is accepted'),
    setBy: ['worker', 'requester'],
  },
  {
    key: 'acceptUntil',
    column: 'accept_until',
    label: 'Accepted until',
    type: 'instant',
    ahead: 'months',
    setBy: ['worker', 'requester'],
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
    label: 'Review due',
    type: 'instant',
  },
  {
    ...words('closeReason', 'close_reason', 'Why it is closed'),
    setBy: ['worker'],
  },
  worked('score', 'score', 'Score'),
  worked('residualScore', 'residual_score', 'Score with treatment'),
  worked('currentScore', 'current_score', 'Score now'),
  {
    key: 'level',
    column: 'level',
    label: 'Level',
    type: 'choice',
    choices: RISK_SCORE_LEVELS.map(({ value, label }) => ({ value, label })),
    setBy: ['worker'],
    computed: true,
  },
  {
    key: 'candidateId',
    column: 'candidate_id',
    label: 'Came from the data',
    type: 'string',
    setBy: ['worker', 'requester'],
    computed: true,
    sortable: false,
  },
];
