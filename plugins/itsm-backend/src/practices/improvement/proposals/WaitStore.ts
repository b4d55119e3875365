import type { Knex } from 'knex';
import type { Span } from './finders/model';
import type { Waited } from './finders/slowApprovals';

const MOST = 20_000;

/**
 * How long decisions were waited for: by policy and by group. Who decided is not read, and no record that
 * is restricted counts.
 */
export class WaitStore {
  constructor(private readonly knex: Knex) {}

  async decided({ from, to }: Span): Promise<Waited[]> {
    const rounds = this.knex('approvals as a')
      .join('records as r', 'r.id', 'a.record_id')
      .where('r.visibility', 'internal')
      .whereIn('a.state', ['approved', 'rejected'])
      .where('a.decided_at', '>=', from)
      .where('a.decided_at', '<', to)
      .orderBy('a.decided_at', 'desc')
      .limit(MOST)
      .select('a.policies', 'a.asked_at', 'a.decided_at');
    const seats = this.knex('approval_seats as s')
      .join('records as r', 'r.id', 's.record_id')
      .where('r.visibility', 'internal')
      .where('s.for_ref', 'like', 'group:%')
      .whereNotNull('s.opened_at')
      .where('s.decided_at', '>=', from)
      .where('s.decided_at', '<', to)
      .orderBy('s.decided_at', 'desc')
      .limit(MOST)
      .select('s.for_ref', 's.opened_at', 's.decided_at');
    const [ofPolicies, ofGroups] = await Promise.all([rounds, seats]);
    return [
      ...ofPolicies.flatMap(row =>
        (JSON.parse(row.policies) as { key: string; title?: string }[]).map(
          ({ key, title }): Waited => ({
            by: 'policy',
            key,
            title,
            at: Number(row.decided_at),
            waitedMs: Number(row.decided_at) - Number(row.asked_at),
          }),
        ),
      ),
      ...ofGroups.map(
        (row): Waited => ({
          by: 'group',
          key: row.for_ref,
          at: Number(row.decided_at),
          waitedMs: Number(row.decided_at) - Number(row.opened_at),
        }),
      ),
    ];
  }
}
