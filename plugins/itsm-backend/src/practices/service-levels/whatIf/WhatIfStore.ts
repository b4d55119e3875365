import type { Knex } from 'knex';

/** A record that clocks are told of. */
export interface WhatIfRecord {
  id: string;
  number: string;
  type: string;
  title: string;
}

/** The SQL of what-if. */
export class WhatIfStore {
  constructor(private readonly knex: Knex) {}

  /**
   * Records that are open, or were resolved or closed since an instant; those that were filed last
   * first.
   *
   * @param before - the id of the last one that was read
   */
  async since(
    from: number,
    types: readonly string[],
    before: string | undefined,
    limit: number,
  ): Promise<WhatIfRecord[]> {
    const query = this.knex('records')
      .whereIn('type', [...types])
      .where(lately =>
        lately
          .whereIn('status_category', ['draft', 'open', 'waiting'])
          .orWhere('resolved_at', '>=', from)
          .orWhere('closed_at', '>=', from),
      )
      .orderBy('id', 'desc')
      .limit(limit)
      .select('id', 'number', 'type', 'title');
    if (before !== undefined) query.where('id', '<', before);
    return query;
  }
}
