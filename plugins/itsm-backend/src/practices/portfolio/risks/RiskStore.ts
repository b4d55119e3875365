import {
  RISK,
  type RiskHeat,
  type RiskHeatCell,
} from '@callboard/plugin-itsm-common';
import {
  chunksOf,
  namesOfEntities,
  rowsAmong,
  type RecordCondition,
  type ServiceRiskSum,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';

/** A risk that came of a candidate. */
export interface CameFrom {
  id: string;
  candidateId: string;
  number: string;
  title: string;
  status: string;
}

/** Which risks are counted. */
export interface CountedRisks {
  readable: RecordCondition;
  services?: readonly string[];
  owners?: readonly string[];
  closed: boolean;
  now: number;
}

/** The risks of a service that are not closed. */
export interface RisksOfService extends ServiceRiskSum {
  /** When the next review is due; infinity if none is. */
  nextAt: number;
}

/** The register's own queries; the columns of risks are written by the door. */
export class RiskStore {
  constructor(private readonly knex: Knex) {}

  /** Those of the records that are risks. */
  async among(
    ids: readonly string[],
    executor: Knex = this.knex,
  ): Promise<ReadonlySet<string>> {
    const rows = await rowsAmong(executor, 'risks', 'record_id', ids, [
      'record_id',
    ]);
    return new Set(rows.map(row => row.record_id));
  }

  /** The records of risks by the candidates that they came of. */
  async cameFrom(
    origins: readonly string[],
    readable?: RecordCondition,
  ): Promise<ReadonlyMap<string, CameFrom>> {
    const found = new Map<string, CameFrom>();
    for (const part of chunksOf(origins)) {
      const query = this.knex('risks as d')
        .join('records as r', 'r.id', 'd.record_id')
        .whereIn('d.candidate_id', part);
      if (readable) query.whereRaw(readable.sql, readable.bindings);
      const rows = await query.select(
        'r.id',
        'r.number',
        'r.title',
        'r.status',
        'd.candidate_id',
      );
      for (const row of rows)
        found.set(row.candidate_id, {
          id: row.id,
          candidateId: row.candidate_id,
          number: row.number,
          title: row.title,
          status: row.status,
        });
    }
    return found;
  }

  /** How many risks are in which cell, before treatment and now. Two statements, and those for names. */
  async heat(asked: CountedRisks): Promise<RiskHeat> {
    const services =
      asked.services && (await namesOfEntities(this.knex, asked.services));
    const counted = () => {
      const query = this.knex('risks as d')
        .join('records as r', 'r.id', 'd.record_id')
        .where('r.type', RISK)
        .whereRaw(asked.readable.sql, asked.readable.bindings);
      if (!asked.closed) query.whereNot('r.status_category', 'closed');
      if (services) query.whereIn('r.service_ref', [...services.keys()]);
      if (asked.owners) query.whereIn('r.owner_ref', [...asked.owners]);
      return query;
    };
    // What is left counts where its treatment is in place, as the score of the risk itself does.
    const left = (key: string) =>
      this.knex.raw(
        `case when r.status in ('watching', 'closed')
              and d.residual_likelihood is not null and d.residual_impact is not null
         then d.residual_${key} else d.${key} end as ??`,
        [`now_${key}`],
      );
    const [cells, overdue] = await Promise.all([
      this.knex
        .from(
          counted()
            .select(
              'd.likelihood',
              'd.impact',
              left('likelihood'),
              left('impact'),
            )
            .as('c'),
        )
        .groupBy('likelihood', 'impact', 'now_likelihood', 'now_impact')
        .select('likelihood', 'impact', 'now_likelihood', 'now_impact')
        .count({ count: '*' }),
      counted()
        .whereNot('r.status_category', 'closed')
        .where('d.review_at', '<', asked.now)
        .count({ count: '*' })
        .first(),
    ]);
    const rows = cells as any[];
    const isKnown = (row: any) =>
      row.likelihood !== null && row.impact !== null;
    return {
      before: cellsOf(rows.filter(isKnown), 'likelihood', 'impact'),
      now: cellsOf(rows.filter(isKnown), 'now_likelihood', 'now_impact'),
      unknown: rows
        .filter(row => !isKnown(row))
        .reduce((total, row) => total + Number(row.count), 0),
      overdue: Number((overdue as any)?.count ?? 0),
    };
  }

  /** Risks of services that are not closed and not restricted, under former names too. */
  async sums(
    refs: readonly string[],
    executor?: Knex,
  ): Promise<ReadonlyMap<string, ServiceRiskSum>> {
    const known = await this.reviews(refs, executor);
    return new Map(
      [...known].map(([ref, { open, highest }]) => [ref, { open, highest }]),
    );
  }

  /** The same, and when one of them is to be reviewed next. */
  async reviews(
    refs: readonly string[],
    executor: Knex = this.knex,
  ): Promise<ReadonlyMap<string, RisksOfService>> {
    const found = new Map<string, RisksOfService>();
    const names = await namesOfEntities(executor, refs);
    for (const part of chunksOf([...names.keys()])) {
      const rows: any[] = await executor('records as r')
        .join('risks as d', 'd.record_id', 'r.id')
        .where('r.type', RISK)
        .where('r.visibility', 'internal')
        .whereNot('r.status_category', 'closed')
        .whereIn('r.service_ref', part)
        .groupBy('r.service_ref')
        .select('r.service_ref')
        .count({ open: '*' })
        .max({ highest: 'd.current_score' })
        .min({ next_at: 'd.review_at' });
      for (const row of rows) {
        const ref = names.get(row.service_ref)!;
        const before = found.get(ref);
        const nextAt = row.next_at === null ? Infinity : Number(row.next_at);
        found.set(ref, {
          open: (before?.open ?? 0) + Number(row.open),
          highest: Math.max(before?.highest ?? 0, Number(row.highest ?? 0)),
          nextAt: Math.min(before?.nextAt ?? Infinity, nextAt),
        });
      }
    }
    return found;
  }
}

function cellsOf(
  rows: readonly any[],
  likelihood: string,
  impact: string,
): RiskHeatCell[] {
  const counts = new Map<string, RiskHeatCell>();
  for (const row of rows) {
    const cell = {
      likelihood: Number(row[likelihood]),
      impact: Number(row[impact]),
      count: Number(row.count),
    };
    const key = `${cell.likelihood} ${cell.impact}`;
    const known = counts.get(key);
    if (known) known.count += cell.count;
    else counts.set(key, cell);
  }
  return [...counts.values()].sort(
    (a, b) => a.likelihood - b.likelihood || a.impact - b.impact,
  );
}
