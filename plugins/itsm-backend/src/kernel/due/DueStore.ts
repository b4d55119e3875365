import type { DueItem, NewDueItem } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';
import { isPostgres, toInstant } from '../database';
import { readyQuery, type Ready } from './readyQuery';

/** An item with what the operator sees of it. */
export interface StoredDueItem extends DueItem {
  state: 'waiting' | 'failed';
  nextAt: number;
  lastError?: string;
  failedAt?: number;
}

/** A row of `due_work` as it is read. */
export function toDueItem(row: any): StoredDueItem {
  return {
    id: row.id,
    kind: row.kind,
    key: row.key,
    lane: row.lane ?? undefined,
    dueAt: Number(row.due_at),
    nextAt: Number(row.next_at),
    payload:
      typeof row.payload === 'string' ? JSON.parse(row.payload) : row.payload,
    causedBy: toInstant(row.caused_by),
    depth: row.depth,
    attempts: row.attempts,
    state: row.state,
    lastError: row.last_error ?? undefined,
    failedAt: toInstant(row.failed_at),
  };
}

/** Half of the key of the advisory locks under which items are handled; the other is the item. */
const HANDLING_LOCK = 4_117_003;
/** More than all backends together handle at a time. */
const CANDIDATES = 200;
/** Below the 500 rows that SQLite takes in one insert. */
const CHUNK = 200;
const LONGEST_ERROR = 2_000;

const nameOf = (item: { kind: string; key: string }) =>
  `${item.kind} ${item.key}`;

/** In the order of their names, so that two transactions never wait for each other in a circle. */
const inOrder = <T extends { kind: string; key: string }>(items: T[]): T[] =>
  items.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));

const COLUMNS = `id, kind, key, lane, due_at, next_at, payload, caused_by, depth, state, attempts,
  last_error, failed_at, lease_until, lease_token`;
const PUT_ALL = `insert into due_work (${COLUMNS})
  select ${COLUMNS} from jsonb_populate_recordset(null::due_work, ?::jsonb)
  on conflict (kind, key) do update set (${COLUMNS}) = (${COLUMNS.replace(
  /\w+/g,
  column => `excluded.${column}`,
)})`;
// Locked in order first: a join may come by the rows in any other one.
const REMOVE_ALL = `delete from due_work where id in (
  select d.id from due_work d
  join jsonb_to_recordset(?::jsonb) as n (kind text, key text)
    on d.kind = n.kind and d.key = n.key
  order by d.kind, d.key for update of d)`;

/** The SQL of due work: what schedules, takes and ends its rows. */
export class DueStore {
  constructor(readonly knex: Knex) {}

  /**
   * Inserts items. One of the same kind and key is replaced and gets a new id, so that whoever
   * handles the old one cannot end it any more.
   */
  async put(
    executor: Knex,
    items: readonly (NewDueItem & { depth: number })[],
  ): Promise<void> {
    // The last one wins, as it would if they came one after the other.
    const unique = new Map(items.map(item => [nameOf(item), item]));
    const rows = inOrder([...unique.values()]).map(item => ({
      id: uuidv7(),
      kind: item.kind,
      key: item.key,
      lane: item.lane ?? null,
      due_at: item.dueAt,
      next_at: item.dueAt,
      payload: item.payload ?? {},
      caused_by: item.causedBy ?? null,
      depth: item.depth,
      state: 'waiting',
      attempts: 0,
      last_error: null,
      failed_at: null,
      lease_until: null,
      lease_token: null,
    }));
    if (isPostgres(executor)) {
      await executor.raw(PUT_ALL, [JSON.stringify(rows)]);
      return;
    }
    for (let i = 0; i < rows.length; i += CHUNK) {
      await executor('due_work')
        .insert(
          rows
            .slice(i, i + CHUNK)
            .map(row => ({ ...row, payload: JSON.stringify(row.payload) })),
        )
        .onConflict(['kind', 'key'])
        .merge();
    }
  }

  /** Takes items back, failed ones too. */
  async remove(
    executor: Knex,
    items: readonly { kind: string; key: string }[],
  ): Promise<void> {
    const names = inOrder(items.map(({ kind, key }) => ({ kind, key })));
    if (isPostgres(executor)) {
      await executor.raw(REMOVE_ALL, [JSON.stringify(names)]);
      return;
    }
    for (let i = 0; i < names.length; i += CHUNK) {
      await executor('due_work')
        .whereIn(
          ['kind', 'key'],
          names.slice(i, i + CHUNK).map(({ kind, key }) => [kind, key]),
        )
        .delete();
    }
  }

  /**
   * When the next item can be taken, if only the time keeps it waiting.
   *
   * @param after - leaves out what can be taken by that instant
   */
  async nextAt(ready: Ready, after?: number): Promise<number | undefined> {
    const query = readyQuery(this.knex, ready);
    if (after !== undefined) query.where('c.next_at', '>', after);
    return toInstant((await query.first('c.next_at'))?.next_at);
  }

  /**
   * The next item that is due and that nobody handles. On PostgreSQL the transaction holds it,
   * as long as it is open, by an advisory lock that nobody ever waits for.
   */
  async take(executor: Knex, ready: Ready): Promise<StoredDueItem | undefined> {
    const due = readyQuery(executor, ready)
      .where('c.next_at', '<=', ready.now)
      .select('c.*');
    const row = isPostgres(executor)
      ? await executor
          .from(due.limit(CANDIDATES).as('d'))
          .whereRaw('pg_try_advisory_xact_lock(?, hashtext(d.id))', [
            HANDLING_LOCK,
          ])
          .first('d.*')
      : await due.first();
    return row && toDueItem(row);
  }

  /** Takes the next item that is due for the length of a lease, without holding anything. */
  async lease(ready: Ready, token: string): Promise<StoredDueItem | undefined> {
    const due = readyQuery(this.knex, ready)
      .where('c.next_at', '<=', ready.now)
      .limit(1)
      .select('c.id');
    if (isPostgres(this.knex)) due.forUpdate('c').skipLocked();
    const [row] = await this.knex('due_work')
      .where('id', due)
      .update({ lease_until: ready.now + ready.leaseMs, lease_token: token })
      .returning('*');
    return row && toDueItem(row);
  }

  /** Prolongs a lease. */
  async renew(id: string, token: string, until: number): Promise<void> {
    await this.knex('due_work')
      .where({ id, lease_token: token })
      .update('lease_until', until);
  }

  /**
   * Ends an item.
   *
   * @param token - the lease under which it was handled, if any
   * @returns whether it was still there, unmoved
   */
  async end(executor: Knex, id: string, token?: string): Promise<boolean> {
    const query = executor('due_work').where({ id, state: 'waiting' });
    if (token) query.where('lease_token', token);
    return (await query.delete()) > 0;
  }

  /** Notes that an attempt failed; without `nextAt` it was the last one. */
  async fail(
    executor: Knex,
    item: DueItem,
    failure: { message: string; at: number; nextAt?: number; token?: string },
  ): Promise<void> {
    const { message, at, nextAt, token } = failure;
    const query = executor('due_work').where({
      id: item.id,
      state: 'waiting',
      attempts: item.attempts,
    });
    if (token) query.where('lease_token', token);
    await query.update({
      attempts: item.attempts + 1,
      last_error: message.slice(0, LONGEST_ERROR),
      failed_at: at,
      lease_until: null,
      lease_token: null,
      ...(nextAt === undefined ? { state: 'failed' } : { next_at: nextAt }),
    });
  }
}
