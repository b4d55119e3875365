import type { Knex } from 'knex';
import type { Caller } from './caller';
import type { ChangedRecord, RecordChange } from './records';

/** Something that is to happen at an instant. */
export interface DueItem {
  id: string;
  /** The handler's kind, e.g. `incident.auto-close`. */
  kind: string;
  /** Unique within its kind; scheduling again under the same key moves it. */
  key: string;
  /** Milliseconds since the epoch. */
  dueAt: number;
  payload: Readonly<Record<string, unknown>>;
  /** What it must not overtake; see {@link NewDueItem.lane}. */
  lane?: string;
  /** Position of the journal entry that led to it. */
  causedBy?: number;
  /** How many commands of due work led to it, one through the other. */
  depth: number;
  /** How often it was tried before. */
  attempts: number;
}

/** What is to be scheduled. */
export interface NewDueItem {
  kind: string;
  key: string;
  dueAt: number;
  payload?: Readonly<Record<string, unknown>>;
  /**
   * Items of a lane are handled one at a time. Of mode `once` they happen in the order in which
   * they are due, and one that is tried again holds up those after it; of mode `leased` it holds
   * up nothing while it waits. Default: `payload.recordId` for mode `once`, none for `leased`.
   */
  lane?: string;
  /** Default: that of the item being handled, if it is scheduled by one. */
  causedBy?: number;
  /** Default: counted along the journal and from the item being handled, within a minute each. */
  depth?: number;
}

/** What a handler finishes its item with. */
export interface DueContext {
  /** Milliseconds since the epoch. */
  now: number;
  /**
   * Ends the item: its removal and the effect commit together, so that both happen once or not at
   * all. Throws if it was ended, moved or taken back meanwhile; the effect is undone then. The
   * effect uses no connection but its transaction: on SQLite there is only one.
   */
  finish(effect: (tx: Knex.Transaction) => Promise<void>): Promise<void>;
  /**
   * Ends the item with a command through the door, journalled as caused by the item's cause.
   *
   * @param alongside - what else is written in its transaction, after all checks
   */
  command(
    caller: Caller,
    changes: readonly RecordChange[],
    alongside?: (
      tx: Knex.Transaction,
      changed: readonly ChangedRecord[],
    ) => Promise<void>,
  ): Promise<ChangedRecord[]>;
}

/**
 * Does what is due. A handler that returns has ended its item. One that throws is called again
 * later, with growing pauses; after the last attempt the item stays as failed until an operator
 * retries it. Items that were taken back while the handler runs cannot be stopped any more: what
 * must still hold is checked in the effect or by the guard of the command.
 */
export interface DueHandler {
  kind: string;
  /** For people who look after the system. */
  title: string;
  /**
   * `once` (default): the effect is in our database and happens exactly once.
   * `leased`: the effect leaves the system, e.g. a mail; it happens at least once, with the item's
   * id as its name, and no lock is held meanwhile.
   */
  mode?: 'once' | 'leased';
  /** Attempts before it is left for an operator. Default 8. */
  attempts?: number;
  /**
   * How many items of this kind a backend handles at a time, at most; for mode `leased` only.
   * Default: as many as `itsm.dueWork.sends` allows for all kinds together.
   */
  atOnce?: number;
  /**
   * Milliseconds to wait after each failed attempt, the last one again and again; spread by a
   * fifth to either side. Default 5 s, 20 s, 80 s, … up to an hour.
   */
  pauses?: readonly number[];
  handle(item: DueItem, context: DueContext): Promise<void>;
}

/** Takes what is to happen later. */
export interface DueWork {
  /**
   * Schedules or moves items. Inside a transaction they are there when it commits.
   *
   * @param executor - the transaction that decides it, if there is one
   */
  schedule(items: readonly NewDueItem[], executor?: Knex): Promise<void>;
  /** Takes back what has not happened yet. */
  cancel(
    items: readonly { kind: string; key: string }[],
    executor?: Knex,
  ): Promise<void>;
}
