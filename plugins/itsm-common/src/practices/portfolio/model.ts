/** A service in the portfolio, from the idea to its retirement: a record, `SVC-7`. */
export const SERVICE = 'service';
/** What the business wants to reach: a record, `OBJ-3`. Service level objectives are another thing. */
export const BUSINESS_OBJECTIVE = 'business-objective';
/** A need of customers or teams: a record, `DEM-12`. */
export const DEMAND = 'demand';
/** What changes in the market: a record, `TRD-4`. */
export const TREND = 'trend';
/** What could happen and would hurt: a record, `RSK-5`. */
export const RISK = 'risk';
/** Who is paid for something that services need: a record, `SUP-2`. */
export const SUPPLIER = 'supplier';
/** What was agreed with a supplier: a record, `CTR-9`. */
export const CONTRACT = 'contract';

/** What a service, demand, change or initiative serves: a kind of link to a business objective. */
export const SERVES = 'serves';

/**
 * How critical a service is to the business: tier 1 is mission critical. The same values as the CMDB's
 * attribute `tier`, which services that are in the catalog have as a fact.
 */
export const TIERS = ['tier-1', 'tier-2', 'tier-3', 'tier-4'] as const;
export type Tier = (typeof TIERS)[number];

/** Words for tiers. */
export const TIER_LABELS: Readonly<Record<Tier, string>> = {
  'tier-1': 'Tier 1, mission critical',
  'tier-2': 'Tier 2, business critical',
  'tier-3': 'Tier 3, business operational',
  'tier-4': 'Tier 4, administrative',
};

/** Kinds of entities of the catalog that can be a service, with no extra file. */
export const SERVICE_KINDS = [
  'system',
  'component',
  'api',
  'resource',
] as const;
