import type { Knex } from 'knex';
import { createTypedServiceRef } from './services';

/** Alerts of objectives, and the records that were filed for them. */
export interface AlertsOfObjectives {
  /** An alert, and the record that was filed for it. */
  find(
    id: string,
  ): Promise<
    { objective: string; recordId?: string; running: boolean } | undefined
  >;
  /** The record that was last filed for any alert of an objective. */
  lastRecord(objective: string): Promise<string | undefined>;
  /**
   * Notes the record that an alert led to, in the transaction that files it.
   *
   * @throws ConflictError if there is one already
   */
  note(tx: Knex.Transaction, id: string, recordId: string): Promise<void>;
}

/** The alerts of the practice `service-levels`. */
export const alertsOfObjectivesRef = createTypedServiceRef<AlertsOfObjectives>(
  'service-levels.alerts-of-objectives',
);
