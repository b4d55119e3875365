import type {
  IncidentsOnItem,
  RepeatedTitle,
  RepeatingIncidents,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';

/** What has been open for longer is told by other numbers; it keeps the query from reading all of the past. */
const LONGEST_OPEN = 2 * 365 * 86_400_000;

/** {@link RepeatingIncidents}: few statements, whatever there is. */
export class RepeatingStore implements RepeatingIncidents {
  constructor(private readonly knex: Knex) {}

  async onItems(
    bounds: readonly number[],
    options: { since: number; least: number; limit: number },
  ): Promise<IncidentsOnItem[]> {
    const from = bounds[0];
    const to = bounds[bounds.length - 1];
    const often = this.#counted(options.since, to)
      .whereNotNull('d.ci_ref')
      .groupBy('d.ci_ref')
      .havingRaw('count(*) >= ?', [options.least])
      .orderByRaw('count(*) desc, d.ci_ref')
      .limit(options.limit)
      .select('d.ci_ref');
    const inner = bounds.slice(1, -1);
    const slot = this.knex.raw(
      `case ${inner
        .map((_, i) => `when r.created_at < ? then ${i}`)
        .join(' ')} else ${inner.length} end`,
      [...inner],
    );
    const each = this.#counted(from, to)
      .whereIn('d.ci_ref', often)
      .select(
        'd.ci_ref',
        'r.service_ref',
        { slot },
        { open_ms: this.#openMs(to) },
      );
    const rows = await this.knex
      .from(each.as('e'))
      .groupBy('ci_ref', 'service_ref', 'slot')
      .select('ci_ref', 'service_ref', 'slot')
      .count({ count: '*' })
      .sum({ open_ms: 'open_ms' })
      .orderBy(['ci_ref', 'service_ref', 'slot']);
    return rows.map((row: any) => ({
      ciRef: row.ci_ref,
      serviceRef: row.service_ref ?? undefined,
      slot: Number(row.slot),
      count: Number(row.count),
      openMs: Number(row.open_ms),
    }));
  }

  async titles(
    { from, to }: { from: number; to: number },
    limit: number,
  ): Promise<RepeatedTitle[]> {
    const rows = await this.#counted(from, to)
      .orderBy([
        { column: 'r.created_at', order: 'desc' },
        { column: 'r.id', order: 'desc' },
      ])
      .limit(limit)
      .select('r.title', 'r.service_ref', 'd.ci_ref', 'r.created_at', {
        open_ms: this.#openMs(to),
      });
    return rows.map((row: any) => ({
      title: row.title,
      serviceRef: row.service_ref ?? undefined,
      ciRef: row.ci_ref ?? undefined,
      openedAt: Number(row.created_at),
      openMs: Number(row.open_ms),
    }));
  }

  async aged(
    at: number,
    olderThanMs: number,
  ): Promise<{ ownerRef?: string; count: number; openMs: number }[]> {
    const rows = await this.#counted(at - LONGEST_OPEN, at - olderThanMs)
      .where(w =>
        w
          .where('r.resolved_at', '>', at)
          .orWhereIn('r.status_category', ['open', 'waiting']),
      )
      .groupBy('r.owner_ref')
      .select('r.owner_ref')
      .count({ count: '*' })
      .sum({ open_ms: this.knex.raw('? - r.created_at', [at]) as any })
      .orderBy('r.owner_ref');
    return rows.map((row: any) => ({
      ownerRef: row.owner_ref ?? undefined,
      count: Number(row.count),
      openMs: Number(row.open_ms),
    }));
  }

  /** What counts at all. */
  #counted(from: number, to: number): Knex.QueryBuilder {
    return this.knex('records as r')
      .join('incidents as d', 'd.record_id', 'r.id')
      .where('r.type', 'incident')
      .where('r.visibility', 'internal')
      .whereNot('r.status_category', 'cancelled')
      .where('r.created_at', '>=', from)
      .where('r.created_at', '<', to);
  }

  #openMs(to: number): Knex.Raw {
    return this.knex.raw(
      'case when r.resolved_at < ? then r.resolved_at else cast(? as bigint) end - r.created_at',
      [to, to],
    );
  }
}
