/** What a service offers, and how to ask for it: a kind of definition. */
export const OFFERING_KIND = 'offering';
/** What a managed service has, and how much each of it counts: a kind of definition. */
export const MANAGED_SERVICE_KIND = 'managed-service';

/** Where an offering stands: being written, there for everybody, or no longer. */
export const OFFERING_STATES = ['draft', 'offered', 'withdrawn'] as const;
export type OfferingState = (typeof OFFERING_STATES)[number];

/** What a price is for. */
export const OFFERING_PRICE_PERIODS = [
  'month',
  'year',
  'person-month',
  'use',
  'once',
] as const;
export type OfferingPricePeriod = (typeof OFFERING_PRICE_PERIODS)[number];

/** Words for how a service stands to what a managed service has, best first. */
export const MANAGED_LEVELS = [
  { value: 'well', label: 'Well managed', from: 80 },
  { value: 'partly', label: 'Partly managed', from: 50 },
  { value: 'hardly', label: 'Hardly managed', from: 0 },
] as const;
export type ManagedLevel = (typeof MANAGED_LEVELS)[number]['value'];
export const MANAGED_LEVEL_VALUES = MANAGED_LEVELS.map(l => l.value) as [
  ManagedLevel,
  ...ManagedLevel[],
];

/** The word for a score. */
export const managedLevelOf = (score: number): ManagedLevel =>
  MANAGED_LEVELS.find(({ from }) => score >= from)!.value;

/** How the list of services can be sorted; the worst managed first unless asked otherwise. */
export const MANAGED_SORTS = ['score', 'title', 'owner'] as const;
export type ManagedSort = (typeof MANAGED_SORTS)[number];

/** Columns of the list and of its file, in their order. */
export const MANAGED_COLUMNS = [
  'title',
  'ref',
  'kind',
  'type',
  'lifecycle',
  'ownerRef',
  'systemRef',
  'tier',
  'record',
  'score',
  'level',
  'missing',
  'computedAt',
] as const;
export type ManagedColumn = (typeof MANAGED_COLUMNS)[number];

/** How a service stands to one thing that a managed service has. */
export const CHECK_STATES = ['met', 'missing', 'not-needed'] as const;
export type CheckState = (typeof CHECK_STATES)[number];

/** The score of a record's service, from 0 to 100: a field of records of all types. */
export const SERVICE_SCORE_FIELD = 'service.score';
/** The highest risk of a record's service, from 1 to 25: a field of records of all types. */
export const SERVICE_RISK_FIELD = 'service.risk';
