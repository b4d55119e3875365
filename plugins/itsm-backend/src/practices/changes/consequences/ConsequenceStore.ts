import type {
  ChangeConsequence,
  ChangeConsequences,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';

/** {@link ChangeConsequences}: one statement. */
export class ConsequenceStore implements ChangeConsequences {
  constructor(private readonly knex: Knex) {}

  async carriedOut(
    { from, to }: { from: number; to: number },
    limit: number,
  ): Promise<ChangeConsequence[]> {
    const caused = this.knex('links as l')
      .join('records as i', 'i.id', 'l.from_id')
      .where('l.kind', 'caused-by')
      .whereRaw('l.to_id = r.id')
      .where('i.type', 'incident')
      .where('i.visibility', 'internal')
      .whereNot('i.status_category', 'cancelled')
      .count('*');
    const rows = await this.knex('changes as d')
      .join('records as r', 'r.id', 'd.record_id')
      .where('r.visibility', 'internal')
      .whereNot('r.status_category', 'cancelled')
      .whereNotNull('d.outcome')
      .where('d.actual_end', '>=', from)
      .where('d.actual_end', '<', to)
      .orderBy([
        { column: 'd.actual_end', order: 'desc' },
        { column: 'r.id', order: 'desc' },
      ])
      .limit(limit)
      .select(
        'd.template_key',
        'r.service_ref',
        'r.owner_ref',
        'd.actual_end',
        {
          incidents: caused as any,
        },
      );
    return rows.map(row => ({
      templateKey: row.template_key ?? undefined,
      serviceRef: row.service_ref ?? undefined,
      ownerRef: row.owner_ref ?? undefined,
      at: Number(row.actual_end),
      incidents: Number(row.incidents),
    }));
  }
}
