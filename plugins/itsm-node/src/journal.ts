import type { Audience } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';

/** A journal entry as followers read it. */
export interface JournalRow {
  /** Grows with commit order: whoever read up to a position has missed nothing before it. */
  position: number;
  /** `record`, `definition`, … */
  subjectType: string;
  subjectId: string;
  kind: string;
  actorRef?: string;
  onBehalfOfRef?: string;
  audience: Audience;
  /** `observe` for history from elsewhere. */
  mode: 'enforce' | 'observe';
  commandId: string;
  /** Position of the entry that led to this one. */
  causedBy?: number;
  /** When it happened, milliseconds since the epoch. */
  at: number;
  /** When we learned it. */
  recordedAt: number;
  /** Status of a record after the entry. */
  status?: string;
  payload: Readonly<Record<string, unknown>>;
}

/**
 * Follows the journal after commit, in order, and saves its position with its effect: after a
 * crash it goes on where it was, with nothing lost and nothing twice. What it derives can be
 * emptied and built again to the same value.
 */
export interface Projection {
  /** Unique and stable: the position is kept under it. */
  id: string;
  /** For people who look after the system. */
  title: string;
  /** The kinds of entries it wants; it is not called for others. All if absent. */
  kinds?: readonly string[];
  /**
   * Starts with the next entry instead of the first: for what must not be told anew, e.g.
   * notifications.
   */
  fromNow?: boolean;
  /** Takes up a batch of entries, oldest first, in the transaction that saves the position. */
  apply(tx: Knex.Transaction, entries: readonly JournalRow[]): Promise<void>;
  /** Empties what it derived, before a rebuild. Absent if it cannot be rebuilt. */
  reset?(tx: Knex.Transaction): Promise<void>;
}
