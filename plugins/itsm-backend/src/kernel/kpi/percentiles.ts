import { percentileOf } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import { isPostgres } from '../database';
import { pointAt } from './addUp';

/** Periods that follow each other: the place of the first, and where each begins and the last ends. */
export interface Run {
  first: number;
  bounds: number[];
}

/** Periods in their order as runs of those that follow each other. */
export function runsOf(
  periods: readonly { from: number; to: number }[],
): Run[] {
  const runs: Run[] = [];
  periods.forEach(({ from, to }, place) => {
    const last = runs[runs.length - 1];
    if (last && last.bounds[last.bounds.length - 1] === from)
      last.bounds.push(to);
    else runs.push({ first: place, bounds: [from, to] });
  });
  return runs;
}

/**
 * What percentiles of a run are told from. PostgreSQL tells them itself, by the same nearest rank, from
 * one pass over the facts; SQLite tells the values.
 */
export function selectPercentiles(
  query: Knex.QueryBuilder,
  knex: Knex,
  run: Run & { at: string; value: string; shares: readonly number[] },
): Knex.QueryBuilder {
  const { at, value, first, bounds, shares } = run;
  if (!isPostgres(knex)) return query.select({ at, value });
  return query
    .select(
      knex.raw('? + width_bucket(??, ?::bigint[]) - 1 as place', [
        first,
        at,
        bounds as any,
      ]),
      knex.raw(
        'percentile_disc(?::double precision[]) within group (order by ??) as told',
        [shares as any, value],
      ),
    )
    .groupByRaw('1');
}

/** Percentiles of periods, by their places. */
export function toPercentiles(
  knex: Knex,
  rows: readonly any[],
  count: number,
  runs: readonly Run[],
  shares: readonly number[],
): (readonly number[] | undefined)[] {
  if (isPostgres(knex)) {
    const told = new Map(rows.map(row => [Number(row.place), row.told]));
    return Array.from({ length: count }, (_, place) => told.get(place));
  }
  const values: number[][] = Array.from({ length: count }, () => []);
  for (const row of rows) {
    const at = Number(row.at);
    for (const { first, bounds } of runs) {
      const place = pointAt(bounds, at);
      if (place >= 0 && place < bounds.length - 1)
        values[first + place].push(row.value);
    }
  }
  return values.map(list => {
    list.sort((a, b) => a - b);
    return list.length === 0
      ? undefined
      : shares.map(share => percentileOf(list, share)!);
  });
}

/** One percentile by a column: PostgreSQL tells it, of SQLite it is told from the values. */
export async function percentilesBy(
  query: Knex.QueryBuilder,
  knex: Knex,
  { by, value, share }: { by: string; value: string; share: number },
): Promise<ReadonlyMap<string | undefined, number>> {
  if (isPostgres(knex)) {
    const rows: any[] = await query
      .select({ of: by })
      .select(
        knex.raw(
          'percentile_disc(?::double precision) within group (order by ??) as told',
          [share, value],
        ),
      )
      .groupBy(by);
    return new Map(rows.map(row => [row.of ?? undefined, row.told]));
  }
  const rows: any[] = await query.select({ of: by, value }).orderBy(value);
  const values = new Map<string | undefined, number[]>();
  for (const row of rows) {
    const of = row.of ?? undefined;
    const list = values.get(of);
    if (list) list.push(row.value);
    else values.set(of, [row.value]);
  }
  return new Map(
    [...values].map(([of, list]) => [of, percentileOf(list, share)!]),
  );
}
