import type { FieldDefinition } from '../../../kernel/fields';
import { TIER_LABELS, TIERS } from '../model';

/** How a service came into the portfolio. */
export const SERVICE_ORIGINS = [
  { value: 'idea', label: 'An idea' },
  { value: 'running', label: 'It ran already' },
  { value: 'demand', label: 'A need' },
] as const;
export type ServiceOrigin = (typeof SERVICE_ORIGINS)[number]['value'];
export const SERVICE_ORIGIN_VALUES = SERVICE_ORIGINS.map(o => o.value) as [
  ServiceOrigin,
  ...ServiceOrigin[],
];

/** From 1 to 5: what a service is worth, and what it risks. */
export const VALUE_SCORES = [
  { value: 1, label: '1, hardly any' },
  { value: 2, label: '2, some' },
  { value: 3, label: '3, clear' },
  { value: 4, label: '4, high' },
  { value: 5, label: '5, vital' },
] as const;
export const RISK_SCORES = [
  { value: 1, label: '1, very low' },
  { value: 2, label: '2, low' },
  { value: 3, label: '3, moderate' },
  { value: 4, label: '4, high' },
  { value: 5, label: '5, very high' },
] as const;

/** How many customers a service names, at most, and how long each may be. */
export const MOST_CUSTOMERS = 50;

/** What was decided with the charter: a change of it is decided about again. */
export const CHARTER_FIELDS = [
  'purpose',
  'businessOwnerRef',
  'customers',
  'valueScore',
  'expectedValue',
  'riskScore',
  'estimatedCost',
  'costCurrency',
  'fitReason',
] as const;

const text = (key: string, column: string, label: string) =>
  ({ key, column, label, type: 'text' } as const);
const instant = (key: string, column: string, label: string) =>
  ({ key, column, label, type: 'instant', ahead: 'months' } as const);
/** What the product keeps by itself. */
const kept = { setBy: [], computed: true } as const;
/** What it keeps for itself: the binding is told by the entity. */
const keptForItself = { ...kept, untold: true } as const;

/** What a service of the portfolio has beside what every record has. */
export const SERVICE_FIELDS: readonly FieldDefinition[] = [
  text('purpose', 'purpose', 'Purpose'),
  {
    key: 'entityRef',
    column: 'entity_ref',
    label: 'Entity in the catalog',
    type: 'entity',
    setBy: ['worker'],
  },
  {
    key: 'entityName',
    column: 'entity_name',
    label: 'Name in the catalog',
    type: 'string',
    setBy: ['worker'],
  },
  {
    key: 'businessOwnerRef',
    column: 'business_owner_ref',
    label: 'Business owner',
    type: 'user',
    setBy: ['worker'],
  },
  text('customers', 'customers', 'Customers'),
  {
    key: 'tier',
    column: 'tier',
    label: 'Tier',
    type: 'choice',
    choices: TIERS.map(value => ({ value, label: TIER_LABELS[value] })),
  },
  {
    key: 'valueScore',
    column: 'value_score',
    label: 'Value',
    type: 'choice',
    choices: VALUE_SCORES,
  },
  text('expectedValue', 'expected_value', 'Expected value'),
  {
    key: 'riskScore',
    column: 'risk_score',
    label: 'Risk',
    type: 'choice',
    choices: RISK_SCORES,
  },
  {
    key: 'estimatedCost',
    column: 'estimated_cost',
    label: 'Estimated cost a year',
    type: 'number',
    unit: 'in the smallest unit, e.g. cents',
    currencyIn: 'costCurrency',
  },
  {
    key: 'costCurrency',
    column: 'cost_currency',
    label: 'Currency of the cost',
    type: 'string',
    capitals: true,
  },
  instant('plannedStart', 'planned_start', 'Planned start'),
  instant('plannedLive', 'planned_live', 'Planned to be live'),
  instant('plannedRetire', 'planned_retire', 'Planned retirement'),
  instant('reviewAt', 'review_at', 'Next review'),
  text('fitReason', 'fit_reason', 'Why it serves no objective'),
  text('rejectReason', 'reject_reason', 'Reason for not pursuing it'),
  text('retireReason', 'retire_reason', 'Reason for retiring it'),
  {
    key: 'successorRef',
    column: 'successor_ref',
    label: 'Successor',
    type: 'entity',
    setBy: ['worker'],
  },
  {
    key: 'origin',
    column: 'origin',
    label: 'Origin',
    type: 'choice',
    choices: SERVICE_ORIGINS,
    setBy: ['worker'],
    computed: true,
  },
  { ...instant('charteredAt', 'chartered_at', 'Chartered'), ...kept },
  { ...instant('liveAt', 'live_at', 'Live since'), ...kept },
  {
    key: 'givenRef',
    column: 'given_ref',
    label: 'Given to the catalog',
    type: 'string',
    ...keptForItself,
  },
  {
    key: 'boundRef',
    column: 'bound_ref',
    label: 'Holds the entity',
    type: 'string',
    ...keptForItself,
  },
];

/** How the service of a record does, as far as the caller may know: a field of services of the portfolio. */
export const SERVICE_HEALTH_FIELD = 'service.health';
/**
 * What the service of a record cost in the last whole month, in the portfolio's currency, for whoever has
 * `itsm.cost.read`: a field of services of the portfolio.
 */
export const SERVICE_COST_FIELD = 'service.cost';
