import type { FieldDefinition } from '../../../kernel/fields';

/** How the score of demand is reckoned here: a definition, `standard` if there is no other. */
export const DEMAND_SCORE = 'demand-score';
/** The key of the definition that holds. */
export const DEMAND_SCORE_KEY = 'standard';

/** The points that people gave, by the weight of each: a field of lists, exports and filters. */
export const DEMAND_POINTS_FIELD = 'portfolio.demandPoints';
/** From 0 to 100: a field of lists, exports and filters, and the order of the ranking. */
export const DEMAND_SCORE_FIELD = 'portfolio.demandScore';

/** Where a need comes from. */
export const DEMAND_SOURCES = [
  { value: 'customer', label: 'Customers' },
  { value: 'team', label: 'A team' },
  { value: 'trend', label: 'A market trend' },
  { value: 'incident-history', label: 'What went wrong before' },
] as const;
export type DemandSource = (typeof DEMAND_SOURCES)[number]['value'];
export const DEMAND_SOURCE_VALUES = DEMAND_SOURCES.map(s => s.value) as [
  DemandSource,
  ...DemandSource[],
];

/** What is looked at before it is decided, each from 1 to 5. */
export const DEMAND_CRITERIA = [
  {
    key: 'value',
    label: 'Value',
    question: 'How much is it worth to those who need it?',
    low: 'Nice to have',
    high: 'They cannot do without',
    /** Whether more of it speaks for doing it. */
    speaksFor: true,
  },
  {
    key: 'cost',
    label: 'Cost',
    question: 'How much does it take to do and to run?',
    low: 'A few days',
    high: 'A team for a year',
    speaksFor: false,
  },
  {
    key: 'risk',
    label: 'Risk',
    question: 'How much could go wrong with it?',
    low: 'We did this before',
    high: 'Nobody knows whether it works',
    speaksFor: false,
  },
  {
    key: 'fit',
    label: 'Fit',
    question: 'How well does it fit what we want to reach?',
    low: 'Off our way',
    high: 'It is our way',
    speaksFor: true,
  },
] as const;
export type DemandCriterion = (typeof DEMAND_CRITERIA)[number]['key'];

/** What a need can become. */
export const DEMAND_BECOMES = [
  { value: 'service', label: 'A new service' },
  { value: 'change', label: 'A change of a service' },
  { value: 'initiative', label: 'An improvement initiative' },
] as const;
export type DemandBecomes = (typeof DEMAND_BECOMES)[number]['value'];
export const DEMAND_BECOMES_VALUES = DEMAND_BECOMES.map(b => b.value) as [
  DemandBecomes,
  ...DemandBecomes[],
];

/** What was approved: a change of it must be decided anew. */
export const DEMAND_PROTECTED_FIELDS: readonly string[] = [
  'title',
  'whoFor',
  'why',
  'serviceRef',
  ...DEMAND_CRITERIA.map(({ key }) => `${key}Score`),
];

/** What a value of a criterion means: the ends of the scale are said in words. */
export function ratingWords(
  { low, high }: Pick<(typeof DEMAND_CRITERIA)[number], 'low' | 'high'>,
  value: number,
): string {
  if (value === 1) return `1, ${low.toLowerCase()}`;
  return value === 5 ? `5, ${high.toLowerCase()}` : String(value);
}

const criterionFields: FieldDefinition[] = DEMAND_CRITERIA.flatMap(
  ({ key, label, question, low, high }) => [
    {
      key: `${key}Score`,
      column: `${key}_score`,
      label,
      type: 'choice',
      setBy: ['worker'],
      help: question,
      choices: [1, 2, 3, 4, 5].map(value => ({
        value,
        label: ratingWords({ low, high }, value),
      })),
    } satisfies FieldDefinition,
    {
      key: `${key}Reason`,
      column: `${key}_reason`,
      label: `Why this ${label.toLowerCase()}`,
      type: 'text',
      setBy: ['worker'],
    } satisfies FieldDefinition,
  ],
);

/** What a need has beside what every record has; its title says in a sentence what is needed. */
export const DEMAND_FIELDS: readonly FieldDefinition[] = [
  { key: 'whoFor', column: 'who_for', label: 'Who needs it', type: 'text' },
  { key: 'why', column: 'why', label: 'Why they need it', type: 'text' },
  {
    key: 'source',
    column: 'source',
    label: 'Source',
    type: 'choice',
    choices: DEMAND_SOURCES,
  },
  {
    key: 'desiredBy',
    column: 'desired_by_at',
    label: 'Wanted by',
    type: 'instant',
    ahead: 'months',
  },
  {
    key: 'customers',
    column: 'customers',
    label: 'Customers who asked',
    type: 'number',
  },
  {
    key: 'evidence',
    column: 'evidence',
    label: 'Evidence',
    type: 'text',
    help: 'What shows that it is needed: numbers, quotes, links. Files go to attachments.',
  },
  ...criterionFields,
  {
    key: 'answer',
    column: 'answer',
    label: 'Answer',
    type: 'text',
    setBy: ['worker'],
    help: 'What becomes of it and why, for whoever asked',
  },
  {
    key: 'deferredUntil',
    column: 'deferred_until_at',
    label: 'Deferred until',
    type: 'instant',
    ahead: 'months',
    setBy: ['worker'],
  },
  {
    key: 'withdrawReason',
    column: 'withdraw_reason',
    label: 'Reason for withdrawing',
    type: 'text',
  },
  {
    key: 'realizedSince',
    column: 'realized_since_at',
    label: 'In progress since',
    type: 'instant',
    setBy: ['worker'],
    computed: true,
  },
  {
    key: 'mergedAt',
    column: 'merged_at',
    label: 'Merged',
    type: 'instant',
    setBy: ['worker'],
    computed: true,
  },
];
