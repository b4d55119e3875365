import type { Knex } from 'knex';
import { isPostgres, toInstant } from '../database';

/** How far a projection has read, as it is stored. */
export interface FollowerRow {
  id: string;
  position: number;
  rebuildingTo?: number;
  attempts: number;
}

/** What an operator is told of a follower. */
export interface FollowerView extends FollowerRow {
  head: number;
  /** When the oldest entry that it has not read was written. */
  unreadSince?: number;
  failure?: {
    position?: number;
    kind?: string;
    subjectType?: string;
    subjectId?: string;
    message: string;
    failedAt: number;
    nextTryAt?: number;
  };
}

const LONGEST_ERROR = 2_000;
const HEALTHY = {
  failed_position: null,
  last_error: null,
  failed_at: null,
  next_try_at: null,
  attempts: 0,
};

const toRow = (row: any): FollowerRow => ({
  id: row.id,
  position: Number(row.position),
  rebuildingTo: toInstant(row.rebuilding_to),
  attempts: row.attempts,
});

/** The SQL of `followers`. */
export class FollowerStore {
  constructor(readonly knex: Knex) {}

  /** The position of the newest entry; 0 for an empty journal. */
  async head(executor: Knex = this.knex): Promise<number> {
    const row = await executor('journal').max({ head: 'position' }).first();
    return Number(row?.head ?? 0);
  }

  /** Makes a row for those that are new. */
  async add(rows: readonly { id: string; position: number }[]): Promise<void> {
    if (rows.length === 0) return;
    await this.knex('followers')
      .insert([...rows])
      .onConflict('id')
      .ignore();
  }

  async known(): Promise<Set<string>> {
    return new Set(await this.knex('followers').pluck('id'));
  }

  /**
   * Followers that have not read all and may try, by id, and how far each is. Those that failed may
   * once their pause is over, or if it is longer than any pause: then the clock was set back.
   */
  async behind(
    ids: readonly string[],
    now: number,
    longestPause: number,
  ): Promise<{ id: string; position: number }[]> {
    const rows = await this.knex('followers')
      .whereIn('id', [...ids])
      .whereRaw('position < (select max(position) from journal)')
      .where(q =>
        q
          .whereNull('next_try_at')
          .orWhere('next_try_at', '<=', now)
          .orWhere('next_try_at', '>', now + longestPause),
      )
      .orderBy('id')
      .select('id', 'position');
    return rows.map(row => ({ id: row.id, position: Number(row.position) }));
  }

  /**
   * Moves followers on that are equally far and want nothing of what comes next, in one statement.
   * Left as they are: one that another backend has in hand or has moved, one that failed, and one
   * whose rebuild would be over with it.
   */
  async pass(
    ids: readonly string[],
    from: number,
    to: number,
  ): Promise<Set<string>> {
    const free = this.knex('followers')
      .whereIn('id', [...ids])
      .where({ position: from, attempts: 0 })
      .where(q =>
        q.whereNull('rebuilding_to').orWhere('rebuilding_to', '>', to),
      )
      .select('id');
    if (isPostgres(this.knex)) free.forUpdate().skipLocked();
    const passed = await this.knex('followers')
      .whereIn('id', free)
      .update({ position: to })
      .returning('id');
    return new Set(passed.map(({ id }) => id));
  }

  /** The row under its lock; undefined while another backend has it. */
  async hold(
    tx: Knex.Transaction,
    id: string,
  ): Promise<FollowerRow | undefined> {
    const query = tx('followers').where('id', id);
    if (isPostgres(tx)) query.forUpdate().skipLocked();
    const row = await query.first();
    return row && toRow(row);
  }

  /** Saves the position in the transaction of the effect. */
  async advance(
    tx: Knex.Transaction,
    row: FollowerRow,
    position: number,
  ): Promise<void> {
    const rebuilt =
      row.rebuildingTo !== undefined && position >= row.rebuildingTo;
    await tx('followers')
      .where('id', row.id)
      .update({
        position,
        ...(row.attempts > 0 ? HEALTHY : {}),
        ...(rebuilt ? { rebuilding_to: null } : {}),
      });
  }

  /** Notes what failed, unless another backend got further meanwhile. */
  async noteFailure(
    row: FollowerRow,
    failure: {
      position?: number;
      message: string;
      at: number;
      nextTryAt: number;
    },
  ): Promise<void> {
    await this.knex('followers')
      .where({ id: row.id, position: row.position })
      .update({
        failed_position: failure.position ?? null,
        last_error: failure.message.slice(0, LONGEST_ERROR),
        failed_at: failure.at,
        next_try_at: failure.nextTryAt,
        attempts: row.attempts + 1,
      });
  }

  /** Ends the pause after a failure. */
  async tryNow(id: string): Promise<void> {
    await this.knex('followers').where('id', id).update('next_try_at', null);
  }

  /** Sends a follower back to the beginning, in the transaction that empties what it derived. */
  async restart(tx: Knex.Transaction, id: string): Promise<void> {
    const head = await this.head(tx);
    await tx('followers')
      .where('id', id)
      .update({
        position: 0,
        rebuilding_to: head > 0 ? head : null,
        ...HEALTHY,
      });
  }

  /** One statement for all. */
  async views(ids: readonly string[]): Promise<FollowerView[]> {
    const rows = await this.knex('followers as f')
      .leftJoin('journal as j', 'j.position', 'f.failed_position')
      .whereIn('f.id', [...ids])
      .select('f.*', 'j.kind', 'j.subject_type', 'j.subject_id')
      .select(
        this.knex.raw('(select max(position) from journal) as head'),
        this.knex.raw(
          `(select u.recorded_at from journal u where u.position > f.position
            order by u.position limit 1) as unread_since`,
        ),
      );
    return rows.map(row => ({
      ...toRow(row),
      head: Number(row.head ?? 0),
      unreadSince: toInstant(row.unread_since),
      failure:
        row.last_error === null
          ? undefined
          : {
              position: toInstant(row.failed_position),
              kind: row.kind ?? undefined,
              subjectType: row.subject_type ?? undefined,
              subjectId: row.subject_id ?? undefined,
              message: row.last_error,
              failedAt: Number(row.failed_at),
              nextTryAt: toInstant(row.next_try_at),
            },
    }));
  }
}
