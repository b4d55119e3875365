import type { FieldDefinition } from '../../../kernel/fields';

/** What money is spent on. */
export const COST_KINDS = [
  'people',
  'infrastructure',
  'licences',
  'suppliers',
  'other',
] as const;
export type CostKind = (typeof COST_KINDS)[number];

/** Words for what money is spent on. */
export const COST_KIND_LABELS: Readonly<Record<CostKind, string>> = {
  people: 'People',
  infrastructure: 'Infrastructure',
  licences: 'Licences',
  suppliers: 'Suppliers',
  other: 'Other',
};

/** What was to be spent, and what was. */
export const COST_PLANS = ['actual', 'budget'] as const;
export type CostPlan = (typeof COST_PLANS)[number];

/** A definition of how a service that others use is paid for by them. */
export const COST_SHARING = 'cost-sharing';
/** A definition of what other currencies are worth. */
export const EXCHANGE_RATES = 'exchange-rates';

/** What costs that somebody wrote by hand come from. */
export const MANUAL_COSTS = 'manual';

/** Of how many bad lines an import tells. */
export const MOST_BAD_LINES = 5_000;
/** The most rows of one import. */
export const MOST_COST_ROWS = 50_000;

/** How a contract goes on when it ends. */
export const RENEWALS = ['automatic', 'manual', 'none'] as const;
export type Renewal = (typeof RENEWALS)[number];

/** Words for how contracts go on. */
export const RENEWAL_LABELS: Readonly<Record<Renewal, string>> = {
  automatic: 'Renews by itself',
  manual: 'Has to be renewed',
  none: 'Ends for good',
};

/** For what time the value of a contract is. */
export const VALUE_PER = ['month', 'year', 'term'] as const;
export type ValuePer = (typeof VALUE_PER)[number];

/** Words for the time that a value is for. */
export const VALUE_PER_LABELS: Readonly<Record<ValuePer, string>> = {
  month: 'a month',
  year: 'a year',
  term: 'for all of its time',
};

/**
 * Whether a contract counts as a cost of its services: unless the books or a cost model say the same already,
 * in any case, or not at all.
 */
export const CONTRACT_COUNTS = ['automatic', 'always', 'never'] as const;
export type ContractCounts = (typeof CONTRACT_COUNTS)[number];

/** Words for whether contracts count as costs. */
export const CONTRACT_COUNTS_LABELS: Readonly<Record<ContractCounts, string>> =
  {
    automatic: 'Unless it is in the costs already',
    always: 'Always',
    never: 'No',
  };

const choices = <T extends string>(
  words: Readonly<Record<T, string>>,
): { value: T; label: string }[] =>
  (Object.keys(words) as T[]).map(value => ({ value, label: words[value] }));

/** What a supplier has beside what every record has. */
export const SUPPLIER_FIELDS: readonly FieldDefinition[] = [
  {
    key: 'provides',
    column: 'provides',
    label: 'What we get from them',
    type: 'text',
  },
  {
    key: 'contact',
    column: 'contact',
    label: 'Contact',
    type: 'text',
    help: 'Who to call, and how. It goes when they are erased.',
  },
  { key: 'website', column: 'website', label: 'Website', type: 'string' },
  {
    key: 'reviewAt',
    column: 'review_at',
    label: 'Next review',
    type: 'instant',
    ahead: 'months',
  },
  {
    key: 'endReason',
    column: 'end_reason',
    label: 'Why we buy from them no longer',
    type: 'text',
  },
];

/** What a contract has beside what every record has. */
export const CONTRACT_FIELDS: readonly FieldDefinition[] = [
  {
    key: 'supplier',
    column: 'supplier_number',
    label: 'Supplier',
    type: 'string',
    capitals: true,
    help: 'The number of the supplier, e.g. SUP-2',
  },
  { key: 'terms', column: 'terms', label: 'What was agreed', type: 'text' },
  {
    key: 'startAt',
    column: 'start_at',
    label: 'Begins',
    type: 'instant',
    ahead: 'months',
  },
  {
    key: 'endAt',
    column: 'end_at',
    label: 'Ends',
    type: 'instant',
    ahead: 'months',
  },
  {
    key: 'renewal',
    column: 'renewal',
    label: 'When it ends',
    type: 'choice',
    choices: choices(RENEWAL_LABELS),
  },
  {
    key: 'renewalMonths',
    column: 'renewal_months',
    label: 'Renews for',
    type: 'number',
    unit: 'months',
  },
  {
    key: 'noticeDays',
    column: 'notice_days',
    label: 'Notice period',
    type: 'number',
    unit: 'days',
  },
  {
    key: 'noticeBy',
    column: 'notice_by',
    label: 'Notice by',
    type: 'instant',
    computed: true,
    setBy: [],
    help: 'The last instant at which notice can be given before it ends or renews',
  },
  {
    key: 'valueMinor',
    column: 'value_minor',
    label: 'Value, in the smallest unit',
    type: 'number',
    currencyIn: 'currency',
    // What contracts are worth takes a permission of its own; lists of all records know none of it.
    audience: 'internal',
  },
  {
    key: 'currency',
    column: 'currency',
    label: 'Currency',
    type: 'string',
    audience: 'internal',
  },
  {
    key: 'valuePer',
    column: 'value_per',
    label: 'Value is',
    type: 'choice',
    choices: choices(VALUE_PER_LABELS),
    audience: 'internal',
  },
  {
    key: 'agreement',
    column: 'agreement_key',
    label: 'Underpins',
    type: 'string',
    help: 'Key of the service level agreement that it holds up',
  },
  {
    key: 'countsAs',
    column: 'counts_as',
    label: 'Counts as cost',
    type: 'choice',
    choices: choices(CONTRACT_COUNTS_LABELS),
    audience: 'internal',
    help: 'Whether what it is worth is a cost of its services by itself',
  },
  {
    key: 'costKind',
    column: 'cost_kind',
    label: 'Kind of cost',
    type: 'choice',
    choices: choices(COST_KIND_LABELS),
    audience: 'internal',
  },
  {
    key: 'costWeights',
    column: 'cost_weights',
    label: 'Cost is split by',
    type: 'string',
    audience: 'internal',
    sortable: false,
    help: 'Weights of services; in equal parts if there are none',
  },
  {
    key: 'costsUntil',
    column: 'costs_until',
    label: 'Costs until',
    type: 'instant',
    audience: 'internal',
    computed: true,
    setBy: [],
    help: 'When it was terminated',
  },
  {
    key: 'endReason',
    column: 'end_reason',
    label: 'Why it was ended',
    type: 'text',
  },
];
