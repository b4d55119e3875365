import {
  HEALTH_DIMENSIONS,
  type HealthDimension,
  type HealthGrouping,
} from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import { chunksOf, upsertRows } from '../classes/BulkStore';
import { meanOf, type Hundredths, type Weighed } from './score';

/** Which items are asked about; `null` stands for none. */
export interface AskedItems {
  classes?: readonly (string | null)[];
  kinds?: readonly string[];
  owners?: readonly (string | null)[];
  systems?: readonly (string | null)[];
}

/** Items added up. Sums of scores are in hundredths. */
export interface Summed {
  /** Key of the group; undefined for those without one, and for all. */
  key?: string;
  items: number;
  sums: Record<HealthDimension | 'overall', { sum: number; count: number }>;
  findings: Record<HealthDimension, number>;
  excused: number;
}

/** A day of a group. */
export interface HealthDay {
  day: string;
  key: string;
  items: number;
  scores: Hundredths;
  findings: Record<HealthDimension, number>;
  excused: number;
}

/** Of one item. */
export interface HealthRow {
  ref: string;
  title: string;
  kind: string;
  class?: string;
  ownerRef?: string;
  systemRef?: string;
  scores: Hundredths;
  weighed: Record<HealthDimension, Weighed>;
  findings: Record<HealthDimension, number>;
  excused: number;
  confirmedAt?: number;
  confirmDueAt?: number;
}

export const GROUP_COLUMNS: Readonly<Record<HealthGrouping, string>> = {
  class: 'class',
  owner: 'owner_ref',
  system: 'system_ref',
};

const SCORES = ['overall', ...HEALTH_DIMENSIONS] as const;
const columnOf = (name: (typeof SCORES)[number]) =>
  name === 'overall' ? 'score' : name;

const optional = (value: unknown) =>
  value === null || value === undefined ? undefined : String(value);
const number = (value: unknown) =>
  value === null || value === undefined ? undefined : Number(value);

function toScores(row: any): Hundredths {
  return Object.fromEntries(
    SCORES.flatMap(name => {
      const value = number(row[columnOf(name)]);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

const findingsOf = (row: any) =>
  Object.fromEntries(
    HEALTH_DIMENSIONS.map(d => [d, Number(row[`${d}_findings`] ?? 0)]),
  ) as Record<HealthDimension, number>;

/** A row as the database has it. */
export function toHealthRow(row: any): HealthRow {
  return {
    ref: row.ref,
    title: row.title,
    kind: row.kind,
    class: optional(row.class),
    ownerRef: optional(row.owner_ref),
    systemRef: optional(row.system_ref),
    scores: toScores(row),
    weighed: Object.fromEntries(
      HEALTH_DIMENSIONS.map(d => [
        d,
        {
          total: Number(row[`${d}_total`]),
          failed: Number(row[`${d}_failed`]),
        },
      ]),
    ) as Record<HealthDimension, Weighed>,
    findings: findingsOf(row),
    excused: Number(row.excused),
    confirmedAt: number(row.confirmed_at),
    confirmDueAt: number(row.confirm_due_at),
  };
}

/** Means of what was added up. */
export const meansOf = ({ sums }: Summed): Hundredths =>
  Object.fromEntries(
    SCORES.flatMap(name => {
      const mean = meanOf(sums[name].sum, sums[name].count);
      return mean === undefined ? [] : [[name, mean]];
    }),
  );

/** Adds items up in memory, as the database does. */
export function addUp(
  rows: readonly HealthRow[],
  keyOf: (row: HealthRow) => string | undefined = () => undefined,
): Summed[] {
  const groups = new Map<string | undefined, Summed>();
  for (const row of rows) {
    const key = keyOf(row);
    const group: Summed = groups.get(key) ?? {
      key,
      items: 0,
      sums: Object.fromEntries(
        SCORES.map(name => [name, { sum: 0, count: 0 }]),
      ) as Summed['sums'],
      findings: Object.fromEntries(
        HEALTH_DIMENSIONS.map(d => [d, 0]),
      ) as Summed['findings'],
      excused: 0,
    };
    groups.set(key, group);
    group.items += 1;
    group.excused += row.excused;
    for (const d of HEALTH_DIMENSIONS) group.findings[d] += row.findings[d];
    for (const name of SCORES) {
      const score = row.scores[name];
      if (score === undefined) continue;
      group.sums[name].sum += score;
      group.sums[name].count += 1;
    }
  }
  return [...groups.values()];
}

/** Leaves items that are asked about; the query has them as `h`. */
export function askFor(query: Knex.QueryBuilder, asked: AskedItems): void {
  const among = (column: string, values?: readonly (string | null)[]) => {
    if (!values) return;
    const named = values.filter(value => value !== null);
    query.where(w => {
      w.whereIn(column, named as string[]);
      if (values.includes(null)) w.orWhereNull(column);
    });
  };
  among('h.class', asked.classes);
  among('h.kind', asked.kinds);
  among('h.owner_ref', asked.owners);
  among('h.system_ref', asked.systems);
}

/** Reads scores: of items, added up, and of days. */
export class HealthStore {
  constructor(private readonly knex: Knex) {}

  /** Items added up, together or by group. One statement. */
  async sums(
    asked: AskedItems,
    groupBy?: HealthGrouping,
    executor: Knex = this.knex,
  ): Promise<Summed[]> {
    const query = executor('ci_health as h').count({ items: '*' });
    if (groupBy) {
      const column = `h.${GROUP_COLUMNS[groupBy]}`;
      query.select({ key: column }).groupBy(column);
    }
    for (const name of SCORES)
      query
        .sum({ [`${columnOf(name)}_sum`]: `h.${columnOf(name)}` })
        .count({ [`${columnOf(name)}_count`]: `h.${columnOf(name)}` });
    for (const d of HEALTH_DIMENSIONS)
      query.sum({ [`${d}_findings`]: `h.${d}_findings` });
    query.sum({ excused: 'h.excused' });
    askFor(query, asked);
    const rows: any[] = await query;
    return rows.map(row => ({
      key: optional(row.key),
      items: Number(row.items),
      sums: Object.fromEntries(
        SCORES.map(name => [
          name,
          {
            sum: Number(row[`${columnOf(name)}_sum`] ?? 0),
            count: Number(row[`${columnOf(name)}_count`]),
          },
        ]),
      ) as Summed['sums'],
      findings: findingsOf(row),
      excused: Number(row.excused ?? 0),
    }));
  }

  /** Items by reference, from one on. */
  async rowsAfter(
    asked: AskedItems,
    after: string,
    limit: number,
  ): Promise<HealthRow[]> {
    const query = this.knex('ci_health as h')
      .where('h.ref', '>', after)
      .orderBy('h.ref')
      .limit(limit)
      .select('h.*');
    askFor(query, asked);
    return (await query).map(toHealthRow);
  }

  /** Items by reference. */
  async rows(refs: readonly string[]): Promise<Map<string, HealthRow>> {
    const found = new Map<string, HealthRow>();
    for (const chunk of chunksOf([...new Set(refs)]))
      for (const row of await this.knex('ci_health').whereIn('ref', chunk))
        found.set(row.ref, toHealthRow(row));
    return found;
  }

  /** Keeps how it is as the end of a day, in place of what was kept of that day. */
  async closeDay(tx: Knex.Transaction, day: string): Promise<void> {
    const rows: Record<string, unknown>[] = [];
    for (const grouping of ['all', 'class', 'owner', 'system'] as const) {
      const groupBy = grouping === 'all' ? undefined : grouping;
      for (const summed of await this.sums({}, groupBy, tx)) {
        const scores = meansOf(summed);
        rows.push({
          day,
          grouping,
          key: summed.key ?? '',
          items: summed.items,
          score: scores.overall ?? null,
          ...Object.fromEntries(
            HEALTH_DIMENSIONS.flatMap(d => [
              [d, scores[d] ?? null],
              [`${d}_findings`, summed.findings[d]],
            ]),
          ),
          excused: summed.excused,
        });
      }
    }
    await tx('ci_health_days').where('day', day).delete();
    await upsertRows(tx, 'ci_health_days', rows, ['grouping', 'key', 'day']);
  }

  /** The days of a group, oldest first. */
  async days(
    grouping: HealthGrouping | 'all',
    key: string,
    from: string,
  ): Promise<HealthDay[]> {
    const rows = await this.knex('ci_health_days')
      .where({ grouping, key })
      .where('day', '>=', from)
      .orderBy('day');
    return rows.map(row => this.#toDay(row));
  }

  /** Days from one to another, with both, oldest first: of a grouping, all its groups if none is named. */
  async daysBetween(
    grouping: HealthGrouping | 'all',
    from: string,
    to: string,
    keys?: readonly string[],
  ): Promise<HealthDay[]> {
    const query = this.knex('ci_health_days')
      .where({ grouping })
      .whereBetween('day', [from, to])
      .orderBy('day');
    if (keys) query.whereIn('key', [...keys]);
    return (await query).map(row => this.#toDay(row));
  }

  /** The newest day that was kept between two, of all groups by their key. One statement. */
  async dayBetween(
    grouping: HealthGrouping | 'all',
    from: string,
    to: string,
  ): Promise<Map<string, HealthDay>> {
    const rows = await this.knex('ci_health_days')
      .where({ grouping })
      .where(
        'day',
        this.knex('ci_health_days')
          .where('day', '>=', from)
          .where('day', '<=', to)
          .max('day'),
      );
    return new Map(rows.map(row => [row.key, this.#toDay(row)]));
  }

  #toDay(row: any): HealthDay {
    return {
      day: row.day,
      key: row.key,
      items: Number(row.items),
      scores: toScores(row),
      findings: findingsOf(row),
      excused: Number(row.excused),
    };
  }
}
