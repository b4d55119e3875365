import type { JournalRow } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { toInstant } from '../database';
import type { PrincipalStore } from '../journal/PrincipalStore';

const KEPT_WINDOWS = 4;
/** An erased person must not stay in memory for long. */
const KEEP_MS = 10_000;

interface Window {
  readAt: number;
  /** At most so many were asked for. */
  limit: number;
  /** Shared by those who ask while it is under way. */
  entries: Promise<readonly JournalRow[]>;
}

/** A row of the journal with the names of those who acted. */
export function toJournalRow(
  row: any,
  refs: ReadonlyMap<number, string>,
): JournalRow {
  return {
    position: Number(row.position),
    subjectType: row.subject_type,
    subjectId: row.subject_id,
    kind: row.kind,
    actorRef: refs.get(row.actor_id),
    onBehalfOfRef: refs.get(row.on_behalf_of_id),
    audience: row.audience,
    mode: row.mode,
    commandId: row.command_id,
    causedBy: toInstant(row.caused_by),
    at: Number(row.at),
    recordedAt: Number(row.recorded_at),
    status: row.status ?? undefined,
    payload:
      typeof row.payload === 'string' ? JSON.parse(row.payload) : row.payload,
  };
}

/**
 * Reads the journal in order. The last windows are kept: projections that are equally far read
 * the same entries, and one of them asks the database for all.
 */
export class JournalReader {
  readonly #windows = new Map<number, Window>();

  constructor(private readonly principals: PrincipalStore) {}

  /**
   * Entries after a position, oldest first; at least one if there is any. The journal is
   * append-only and positions become visible in their own order: what was read stays true.
   */
  async read(
    executor: Knex,
    after: number,
    limit: number,
  ): Promise<readonly JournalRow[]> {
    const kept = this.#windows.get(after);
    if (kept && kept.readAt + KEEP_MS > performance.now()) {
      const read = await kept.entries;
      // A window that is not full ends where the journal ended.
      if (kept.limit >= limit || read.length < kept.limit)
        return read.slice(0, limit);
    }
    const entries = this.#read(executor, after, limit);
    this.#keep(after, { entries, limit, readAt: performance.now() });
    // Neither an error nor the end of the journal stays as it is.
    const forget = () => this.#windows.delete(after);
    const read = await entries.catch(error => {
      forget();
      throw error;
    });
    if (read.length === 0) forget();
    return read;
  }

  async #read(
    executor: Knex,
    after: number,
    limit: number,
  ): Promise<readonly JournalRow[]> {
    const rows = await executor('journal')
      .where('position', '>', after)
      .orderBy('position')
      .limit(limit);
    const people = rows.flatMap(r =>
      r.on_behalf_of_id === null
        ? [r.actor_id]
        : [r.actor_id, r.on_behalf_of_id],
    );
    const refs = await this.principals.refs(people, executor);
    return rows.map(row => toJournalRow(row, refs));
  }

  #keep(after: number, window: Window): void {
    this.#windows.delete(after);
    this.#windows.set(after, window);
    if (this.#windows.size <= KEPT_WINDOWS) return;
    const [oldest] = this.#windows.keys();
    this.#windows.delete(oldest);
  }
}
