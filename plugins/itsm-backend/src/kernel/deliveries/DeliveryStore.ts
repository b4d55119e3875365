import type {
  DeliveryChannelId,
  DeliveryState,
} from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import { isPostgres, toInstant } from '../database';
import type { Cursor } from '../records/cursor';
import type { StoredDelivery } from './types';

/** Of the rows of one insert, SQLite takes 500. */
const CHUNK = 400;

/** Which deliveries are asked for. */
export interface DeliveryFilter {
  state?: DeliveryState;
  channel?: DeliveryChannelId;
  recipient?: string;
}

function toDelivery(row: any): StoredDelivery {
  return {
    id: row.id,
    channel: row.channel,
    recipient: row.recipient,
    topic: row.topic,
    position: toInstant(row.position),
    subjectType: row.subject_type,
    subjectId: row.subject_id,
    state: row.state,
    attempts: row.attempts,
    givenUp: row.given_up,
    lastError: row.last_error ?? undefined,
    answer: row.answer ? JSON.parse(row.answer) : undefined,
    nextAttemptAt: toInstant(row.next_attempt_at),
    createdAt: Number(row.created_at),
    finishedAt: toInstant(row.finished_at),
  };
}

function toRow(d: StoredDelivery) {
  return {
    id: d.id,
    channel: d.channel,
    recipient: d.recipient,
    topic: d.topic,
    position: d.position ?? null,
    subject_type: d.subjectType,
    subject_id: d.subjectId,
    state: d.state,
    attempts: d.attempts,
    given_up: d.givenUp,
    last_error: d.lastError ?? null,
    answer: d.answer ? JSON.stringify(d.answer) : null,
    next_attempt_at: d.nextAttemptAt ?? null,
    created_at: d.createdAt,
    finished_at: d.finishedAt ?? null,
  };
}

/** The columns that change; the others say what a delivery is. */
const CHANGING = [
  'state',
  'attempts',
  'given_up',
  'last_error',
  'answer',
  'next_attempt_at',
  'finished_at',
] as const;
const SAVE_ALL = `update deliveries d
  set ${CHANGING.map(c => `${c} = n.${c}`).join(', ')}
  from jsonb_populate_recordset(null::deliveries, ?::jsonb) n where d.id = n.id`;

/** The rows of `deliveries`. */
export class DeliveryStore {
  constructor(private readonly knex: Knex) {}

  /**
   * Adds deliveries. Those that are there already, under the same id, are left alone.
   *
   * @returns the ids of the new ones
   */
  async add(
    executor: Knex,
    deliveries: readonly StoredDelivery[],
  ): Promise<Set<string>> {
    const added = new Set<string>();
    for (let i = 0; i < deliveries.length; i += CHUNK) {
      const rows = deliveries.slice(i, i + CHUNK).map(toRow);
      const inserted = isPostgres(executor)
        ? (
            await executor.raw(
              `insert into deliveries
               select * from jsonb_populate_recordset(null::deliveries, ?::jsonb)
               on conflict (id) do nothing returning id`,
              [JSON.stringify(rows)],
            )
          ).rows
        : await executor('deliveries')
            .insert(rows)
            .onConflict('id')
            .ignore()
            .returning('id');
      for (const { id } of inserted) added.add(id);
    }
    return added;
  }

  async get(
    id: string,
    executor: Knex = this.knex,
  ): Promise<StoredDelivery | undefined> {
    const row = await executor('deliveries').where('id', id).first();
    return row && toDelivery(row);
  }

  /** Those of the ids that there are, by id. */
  async getAll(ids: readonly string[]): Promise<StoredDelivery[]> {
    const rows = await this.knex('deliveries')
      .whereIn('id', [...ids])
      .orderBy('id');
    return rows.map(toDelivery);
  }

  /** The delivery under its lock, to the end of the transaction. */
  async lock(
    tx: Knex.Transaction,
    id: string,
  ): Promise<StoredDelivery | undefined> {
    const [delivery] = await this.lockAll(tx, [id]);
    return delivery;
  }

  /** Deliveries under their locks, taken in the order of their ids. */
  async lockAll(
    tx: Knex.Transaction,
    ids: readonly string[],
  ): Promise<StoredDelivery[]> {
    const query = tx('deliveries')
      .whereIn('id', [...ids])
      .orderBy('id');
    if (isPostgres(tx)) query.forUpdate();
    return (await query).map(toDelivery);
  }

  /** Writes what changes of deliveries: everything but what they are. */
  async save(
    executor: Knex,
    ...deliveries: readonly StoredDelivery[]
  ): Promise<void> {
    if (deliveries.length === 0) return;
    const rows = deliveries.map(toRow);
    if (isPostgres(executor)) {
      await executor.raw(SAVE_ALL, [JSON.stringify(rows)]);
      return;
    }
    for (const row of rows) {
      await executor('deliveries')
        .where('id', row.id)
        .update(Object.fromEntries(CHANGING.map(c => [c, row[c]])));
    }
  }

  /** A page, newest first. */
  async list(
    filter: DeliveryFilter,
    limit: number,
    cursor?: Cursor,
  ): Promise<StoredDelivery[]> {
    const query = this.#filtered(filter).limit(limit);
    const back = cursor?.direction === 'prev';
    if (cursor) {
      const sign = back ? '>' : '<';
      query.whereRaw(`(created_at, id) ${sign} (?, ?)`, [
        cursor.value,
        cursor.id,
      ]);
    }
    query.orderBy([
      { column: 'created_at', order: back ? 'asc' : 'desc' },
      { column: 'id', order: back ? 'asc' : 'desc' },
    ]);
    const rows = (await query).map(toDelivery);
    return back ? rows.reverse() : rows;
  }

  #filtered({ state, channel, recipient }: DeliveryFilter) {
    const query = this.knex('deliveries');
    if (state) query.where('state', state);
    if (channel) query.where('channel', channel);
    if (recipient) query.where('recipient', recipient);
    return query;
  }

  /** Ids of those that failed since an instant, oldest first. */
  async failedSince(
    since: number,
    filter: Omit<DeliveryFilter, 'state'>,
    limit: number,
  ): Promise<string[]> {
    const rows = await this.#filtered({ ...filter, state: 'failed' })
      .where('created_at', '>=', since)
      .orderBy('created_at')
      .orderBy('id')
      .limit(limit)
      .select('id');
    return rows.map(row => row.id);
  }

  /** Gives up everything that waits for a recipient. */
  async cancelWaiting(
    executor: Knex,
    filter: Required<Omit<DeliveryFilter, 'state'>>,
    now: number,
  ): Promise<void> {
    await executor('deliveries')
      .where({ ...filter, state: 'waiting' })
      .update({ state: 'cancelled', finished_at: now, next_attempt_at: null });
  }

  /**
   * Deletes what ended before an instant.
   *
   * @returns how many; as many as the limit means that there may be more
   */
  async sweep(endedBefore: number, limit: number): Promise<number> {
    return this.knex('deliveries')
      .whereIn(
        'id',
        this.knex('deliveries')
          .where('finished_at', '<', endedBefore)
          .orderBy('finished_at')
          .limit(limit)
          .select('id'),
      )
      .delete();
  }
}
