import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';
import {
  askFor,
  toHealthRow,
  type AskedItems,
  type HealthRow,
} from './HealthStore';

/** Where an item stands in the list of those to be confirmed. */
export type ConfirmationPlace = readonly [dueAt: number, ref: string];

/** Reads which items are to be confirmed. */
export class ConfirmationStore {
  constructor(private readonly knex: Knex) {}

  /** Items that are due by an instant, the longest due first. One statement. */
  async page(
    asked: AskedItems,
    until: number,
    limit: number,
    after?: ConfirmationPlace,
  ): Promise<HealthRow[]> {
    const query = this.knex('ci_health as h')
      .where('h.confirm_due_at', '<=', until)
      .orderBy(['h.confirm_due_at', 'h.ref'])
      .limit(limit)
      .select('h.*');
    if (after)
      query.whereRaw(
        '(h.confirm_due_at, h.ref) > (cast(? as bigint), cast(? as text))',
        [...after],
      );
    askFor(query, asked);
    return (await query).map(toHealthRow);
  }

  /** How many items of each group are due. */
  async dueByGroup(
    executor: Knex,
    now: number,
  ): Promise<{ id: string; ownerRef: string; count: number }[]> {
    const rows: any[] = await executor('ci_health')
      .where('confirm_due_at', '<=', now)
      .where('owner_ref', 'like', 'group:%')
      .groupBy('owner_ref')
      .orderBy('owner_ref')
      .select('owner_ref')
      .count({ n: '*' });
    return rows.map(row => ({
      id: uuidv7(),
      ownerRef: row.owner_ref,
      count: Number(row.n),
    }));
  }
}
