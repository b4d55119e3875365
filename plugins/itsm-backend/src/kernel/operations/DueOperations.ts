import { NotFoundError } from '@backstage/errors';
import type {
  DueItemView,
  DueQuery,
  DueSummary,
} from '@callboard/plugin-itsm-common';
import type { Clock } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { toIso } from '../database';
import { toDueItem, type StoredDueItem } from '../due/DueStore';
import type { DueWorker } from '../due/DueWorker';
import { decodeCursor, encodeCursor, listFingerprint } from '../records/cursor';

/** Counting goes no further than one beyond this. */
const MOST_COUNTED = 1000;

const TRY_AGAIN = {
  state: 'waiting',
  attempts: 0,
  lease_until: null,
  lease_token: null,
};

/** Due work as those see it who look after the system. */
export class DueOperations {
  constructor(
    private readonly deps: { database: Knex; due: DueWorker; clock: Clock },
  ) {}

  /** A page of what waits, is overdue or failed. @throws InputError for a foreign cursor */
  async list(query: DueQuery): Promise<{
    items: DueItemView[];
    pageInfo: { nextCursor?: string };
  }> {
    const { state, kind, limit } = query;
    const failed = state === 'failed';
    const column = failed ? 'failed_at' : 'next_at';
    const fingerprint = listFingerprint(['due', state, kind]);
    const rows = this.#of(state, kind).orderBy([
      { column, order: failed ? 'desc' : 'asc' },
      { column: 'id', order: failed ? 'desc' : 'asc' },
    ]);
    if (query.cursor) {
      const { value, id } = decodeCursor(query.cursor, fingerprint);
      rows.whereRaw(`(${column}, id) ${failed ? '<' : '>'} (?, ?)`, [
        value,
        id,
      ]);
    }
    const read: any[] = await rows.limit(limit + 1);
    const found = read.map(toDueItem);
    const items = found.slice(0, limit);
    const last = items[items.length - 1];
    const nextCursor =
      found.length > limit
        ? encodeCursor(
            {
              value: failed ? last.failedAt! : last.nextAt,
              id: last.id,
              direction: 'next',
            },
            fingerprint,
          )
        : undefined;
    return {
      items: items.map(item => this.#present(item)),
      pageInfo: { nextCursor },
    };
  }

  #of(state: DueQuery['state'], kind?: string): Knex.QueryBuilder {
    const rows = this.deps
      .database('due_work')
      .where('state', state === 'failed' ? 'failed' : 'waiting');
    if (state === 'overdue') rows.where('next_at', '<=', this.deps.clock.now());
    if (kind !== undefined) rows.where('kind', kind);
    return rows;
  }

  /** Due work in numbers. */
  async summary(): Promise<DueSummary> {
    const { database, due } = this.deps;
    const count = async (state: DueQuery['state']) => {
      const some = this.#of(state)
        .select('id')
        .limit(MOST_COUNTED + 1);
      const row = await database
        .from(some.as('some'))
        .count({ n: '*' })
        .first();
      return Number((row as any).n);
    };
    const next = await database('due_work')
      .where('state', 'waiting')
      .min({ at: 'next_at' })
      .first();
    return {
      waiting: await count('waiting'),
      overdue: await count('overdue'),
      failed: await count('failed'),
      nextDueAt: next?.at ? toIso(Number(next.at)) : undefined,
      kinds: [...due.handlers.values()]
        .map(({ kind, title }) => ({ kind, title }))
        .sort((a, b) => (a.kind < b.kind ? -1 : 1)),
    };
  }

  /** Lets an item try again now, as if for the first time. @throws NotFoundError */
  async retry(id: string): Promise<DueItemView> {
    const [row] = await this.deps
      .database('due_work')
      .where('id', id)
      .update({ ...TRY_AGAIN, next_at: this.deps.clock.now() })
      .returning('*');
    if (!row) throw this.#missing(id);
    this.deps.due.nudge();
    return this.#present(toDueItem(row));
  }

  /** Lets everything that failed try again now. @returns how many */
  async retryFailed(kind?: string): Promise<number> {
    const count = await this.#of('failed', kind).update({
      ...TRY_AGAIN,
      next_at: this.deps.clock.now(),
    });
    this.deps.due.nudge();
    return count;
  }

  /** Takes an item back. @throws NotFoundError */
  async cancel(id: string): Promise<void> {
    const count = await this.deps.database('due_work').where('id', id).delete();
    if (count === 0) throw this.#missing(id);
  }

  #missing(id: string): NotFoundError {
    return new NotFoundError(
      `There is no due work ${id}; it may have happened or been taken back meanwhile`,
    );
  }

  #present(item: StoredDueItem): DueItemView {
    return {
      id: item.id,
      kind: item.kind,
      title: this.deps.due.handlers.get(item.kind)?.title,
      key: item.key,
      lane: item.lane,
      state: item.state,
      dueAt: toIso(item.dueAt)!,
      nextAt: item.state === 'waiting' ? toIso(item.nextAt) : undefined,
      attempts: item.attempts,
      depth: item.depth,
      causedBy: item.causedBy,
      lastError: item.lastError,
      failedAt: toIso(item.failedAt),
      payload: { ...item.payload },
    };
  }
}
