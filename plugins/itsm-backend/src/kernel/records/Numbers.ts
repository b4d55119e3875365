import type { Knex } from 'knex';
import { isPostgres } from '../database';

const FIRST = 1001;

interface Waiting {
  count: number;
  give(first: number): void;
  fail(error: unknown): void;
}

/**
 * Draws the numbers of records. What is asked for while the database answers is drawn together
 * next: eight people who file at once would otherwise wait for one row in turn, each for the other's
 * commit to reach the disk.
 *
 * On PostgreSQL nobody waits for the disk here at all. A draw that is lost in a crash takes its
 * numbers with it only if no record has them: whatever commits later is written behind it, and a
 * commit that is durable makes everything before it durable.
 */
export class Numbers {
  readonly #waiting = new Map<string, Waiting[]>();
  readonly #drawing = new Set<string>();

  constructor(private readonly knex: Knex) {}

  /** @returns the first of as many numbers of the type */
  draw(type: string, count: number): Promise<number> {
    return new Promise((give, fail) => {
      const waiting = this.#waiting.get(type) ?? [];
      this.#waiting.set(type, waiting);
      waiting.push({ count, give, fail });
      if (!this.#drawing.has(type)) this.#drawAll(type);
    });
  }

  async #drawAll(type: string): Promise<void> {
    this.#drawing.add(type);
    for (;;) {
      const waiting = this.#waiting.get(type) ?? [];
      this.#waiting.delete(type);
      if (waiting.length === 0) break;
      try {
        const count = waiting.reduce((sum, w) => sum + w.count, 0);
        let first = (await this.#advance(type, count)) - count;
        for (const one of waiting) {
          one.give(first);
          first += one.count;
        }
      } catch (error) {
        for (const one of waiting) one.fail(error);
      }
    }
    this.#drawing.delete(type);
  }

  /** @returns the number behind the last one drawn */
  async #advance(type: string, count: number): Promise<number> {
    const drawn = await this.#tryAdvance(type, count);
    if (drawn !== undefined) return drawn;
    await this.knex('record_counters')
      .insert({ type, next: FIRST })
      .onConflict('type')
      .ignore();
    return (await this.#tryAdvance(type, count))!;
  }

  async #tryAdvance(type: string, count: number): Promise<number | undefined> {
    if (!isPostgres(this.knex)) {
      const [row] = await this.knex('record_counters')
        .where('type', type)
        .increment('next', count)
        .returning('next');
      return row && Number(row.next);
    }
    const { rows } = await this.knex.raw(
      `update record_counters set next = next + ?
       from (select set_config('synchronous_commit', 'off', true)) s
       where type = ? returning next`,
      [count, type],
    );
    return rows.length > 0 ? Number(rows[0].next) : undefined;
  }
}
