import type { Audience } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import type { Caller } from './caller';

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
  /**
   * How many entries it takes at a time at most while it catches up; 2,000 if absent. For what adds up
   * much to little: more at a time write less.
   */
  batch?: number;
  /**
   * Looks up what a batch needs and what is not read in its transaction, before it begins: inside it
   * there is no other connection, on SQLite.
   */
  prepare?(): Promise<void>;
  /** Takes up a batch of entries, oldest first, in the transaction that saves the position. */
  apply(tx: Knex.Transaction, entries: readonly JournalRow[]): Promise<void>;
  /** Empties what it derived, before a rebuild. Absent if it cannot be rebuilt. */
  reset?(tx: Knex.Transaction): Promise<void>;
}

/** What a practice tells the journal of something of its own that is no record. */
export interface NewEntry {
  /** E.g. `ci`. `record`, `definition` and `entity` are the kernel's. */
  subjectType: string;
  /** At most 64 characters. */
  subjectId: string;
  kind: string;
  /** When it happened, milliseconds since the epoch; now if absent. */
  at?: number;
  /** `observe` for what was brought in from elsewhere; default `enforce`. */
  mode?: 'enforce' | 'observe';
  /** Neither people nor free text of people: entries stay when somebody is erased. */
  payload: Readonly<Record<string, unknown>>;
}

/** Entries that have their place in the chains of their subjects. */
export interface PreparedEntries {
  /** The end of the chain of each subject, to be kept with it in the same transaction. */
  heads: ReadonlyMap<string, string>;
  /** Writes them: the last statement of the transaction, nothing may follow but the commit. */
  append(): Promise<void>;
}

/** Writes what happens to things of a practice that are no records into the journal. */
export interface JournalWriter {
  /**
   * Chains entries behind what the journal knows of their subjects.
   *
   * @param caller - who does it
   * @param heads - the end of the chain of each subject as it was kept, by id; absent for new ones
   */
  prepare(
    tx: Knex.Transaction,
    caller: Caller,
    entries: readonly NewEntry[],
    heads: ReadonlyMap<string, string | undefined>,
  ): Promise<PreparedEntries>;
}
