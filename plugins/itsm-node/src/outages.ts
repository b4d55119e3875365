import type { Knex } from 'knex';
import { createTypedServiceRef } from './services';

/** An outage as it follows from a record. Instants are milliseconds since the epoch. */
export interface KeptOutage {
  /** Who keeps it, e.g. the name of a bridge: one outage of a record each. */
  keeper: string;
  recordId: string;
  /** Absent if the record says that there was none: one that was recorded is withdrawn. */
  outage?: {
    /** As the catalog calls it now. */
    entityRef: string;
    begin: number;
    /** Absent while it goes on. */
    end?: number;
    /** Instead of an end: it is over since then, unless it was over before. */
    over?: number;
  };
}

/** Outages that follow what happens to records. What people put right about one stays. */
export interface OutageKeeper {
  /** Those of the records that have an outage of this keeper. */
  kept(
    keeper: string,
    recordIds: readonly string[],
    executor?: Knex,
  ): Promise<ReadonlySet<string>>;
  /**
   * Records, ends, reopens or withdraws the outage of a record, or leaves it as it is, so that it is what
   * the record says. The last step of the transaction: nothing but the commit may follow.
   */
  keep(tx: Knex.Transaction, kept: KeptOutage): Promise<void>;
}

/** Outages, of the practice `service-levels`. */
export const outagesServiceRef = createTypedServiceRef<OutageKeeper>(
  'service-levels.outages',
);
