import type { StatusCategory, Tier } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import type { Caller } from './caller';
import { createTypedServiceRef } from './services';

/** A record of the portfolio as other parts show it. */
export interface PortfolioServiceBrief {
  id: string;
  number: string;
  title: string;
  status: string;
  /** For people, e.g. `Operation`. */
  statusLabel: string;
  statusCategory: StatusCategory;
  /** The entity that it is in the catalog; absent while it is an idea. */
  entityRef?: string;
  /** Whether the catalog had it and has it no longer. */
  entityGone?: boolean;
  tier?: Tier;
  businessOwnerRef?: string;
  /** The group that answers for it. */
  ownerRef?: string;
  /** The person who does, the record's assignee. */
  assigneeRef?: string;
  /** What it does for whom, in Markdown. */
  purpose?: string;
  /** Who uses it, in words. */
  customers?: readonly string[];
}

/** A service that another part leads somebody to put into the portfolio. */
export interface ProposedService {
  title: string;
  /** What it does for whom, in Markdown. */
  purpose?: string;
  entityRef?: string;
  ownerRef?: string;
  /** The number of the record that it came from; it is linked with `leads-to`. */
  cameFrom?: string;
}

/** The services of the portfolio. */
export interface PortfolioServices {
  /**
   * Those that the entities are in the catalog, retired ones last, whoever asks: for decisions of the
   * product. What is shown asks {@link readable}; what is told to everybody, as facts of a service, takes
   * those that are `open`, without the restricted ones.
   */
  ofEntities(
    refs: readonly string[],
    which?: 'open' | 'all',
  ): Promise<ReadonlyMap<string, PortfolioServiceBrief>>;
  /** Those of the records, by id, whoever asks. */
  briefs(
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, PortfolioServiceBrief>>;
  /** Those of the records that the caller may read, by id. It asks for the permission itself. */
  readable(
    caller: Caller,
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, PortfolioServiceBrief>>;
  /**
   * Files an idea for the caller, with `itsm.service.create`.
   *
   * @throws InputError for what it names that is not there for the caller
   */
  propose(
    caller: Caller,
    proposed: ProposedService,
  ): Promise<PortfolioServiceBrief>;
}

/** The records of the practice `portfolio`. */
export const portfolioServicesRef =
  createTypedServiceRef<PortfolioServices>('portfolio.services');

/** A sum of money in one currency, in its smallest unit. */
export interface Money {
  /** A whole number of the currency's smallest unit, e.g. cents. */
  minor: number;
  /** Three letters of ISO 4217. */
  currency: string;
}

/** What a service costs a month, its share of what is shared included. */
export interface MonthlyCost {
  /** Of each currency that was written; never added up across them. */
  amounts: readonly Money[];
  /** In the portfolio's currency, where rates are stated for all of the amounts. */
  converted?: Money;
  /** The month, e.g. `2026-11`, in the zone of the portal's numbers. */
  month: string;
}

/** What services cost. */
export interface ServiceCosts {
  /**
   * Of a month, the last whole one if absent; of a system with what is part of it. Whoever asks must have
   * asked for `itsm.cost.read`.
   *
   * @param caller - whom it is told to: what they may not see in the catalog is no part of it. Absent where
   *   it is told to nobody
   */
  monthly(
    refs: readonly string[],
    month?: string,
    caller?: Caller,
  ): Promise<ReadonlyMap<string, MonthlyCost>>;
}

/** The costs of the practice `portfolio`. */
export const serviceCostsRef =
  createTypedServiceRef<ServiceCosts>('portfolio.costs');

/** The risks of a service that are not closed. */
export interface ServiceRiskSum {
  open: number;
  /** Likelihood times impact of the highest, from 1 to 25. */
  highest: number;
}

/** What services risk. */
export interface ServiceRisks {
  /**
   * Of services that have any; restricted ones do not count.
   *
   * @param executor - a transaction that it is read in, so that it is what holds there
   */
  sums(
    refs: readonly string[],
    executor?: Knex,
  ): Promise<ReadonlyMap<string, ServiceRiskSum>>;
}

/** The risks of the practice `portfolio`. */
export const serviceRisksRef =
  createTypedServiceRef<ServiceRisks>('portfolio.risks');

/** A business objective as other parts show it. */
export interface ObjectiveBrief {
  id: string;
  number: string;
  title: string;
  statusLabel: string;
  statusCategory: StatusCategory;
  /** How far its key results are, from 0 to 1; absent if nothing was measured. */
  progress?: number;
}

/** What records serve. */
export interface BusinessObjectives {
  /**
   * The objectives that each of the records serves itself, as far as the caller may read them. It asks for
   * the permission itself.
   */
  servedBy(
    caller: Caller,
    recordIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly ObjectiveBrief[]>>;
}

/** The business objectives of the practice `portfolio`. */
export const businessObjectivesRef = createTypedServiceRef<BusinessObjectives>(
  'portfolio.objectives',
);

/** What stands between a service and its next state. */
export interface ReadinessGate {
  /** Whether nothing does. */
  passes: boolean;
  /** What is missing, a sentence each. */
  missing: readonly string[];
}

/** The gates of services that are being designed and brought in. */
export interface ReadinessGates {
  /**
   * How a record of the portfolio stands to the gate of a transition of its lifecycle.
   *
   * @param recordId - the id of the record
   */
  of(recordId: string, transition: string): Promise<ReadinessGate>;
}

/** The gates of the practice `portfolio`. */
export const readinessGatesRef =
  createTypedServiceRef<ReadinessGates>('portfolio.gates');
