import type {
  Budgeting,
  MeasuredHour,
  MeasuredMinute,
} from '@callboard/plugin-itsm-common';
import { measuredHours, type Tally } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import type { Span } from './indicators/Availability';

/** Below the terms of a compound select that SQLite takes. */
const CHUNK = 400;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Minutes are kept for so long: alerts look back three days, and a day is to spare. */
export const MINUTES_KEPT = 4 * DAY;
/** Hours are kept for 25 months: a year, and the same one before. */
export const HOURS_KEPT = 761 * DAY;

const chunksOf = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / CHUNK) }, (_, i) =>
    all.slice(i * CHUNK, (i + 1) * CHUNK),
  );

const same = (a: MeasuredMinute | undefined, b: MeasuredMinute) =>
  a?.good === b.good && a.total === b.total;

const minuteRow = (series: string) => (minute: MeasuredMinute) => ({
  series,
  at: minute.at,
  good: minute.good,
  total: minute.total,
});

const toMinute = (row: any): MeasuredMinute => ({
  at: Number(row.at),
  good: Number(row.good),
  total: Number(row.total),
});

const toHour = (row: any): MeasuredHour => ({
  ...toMinute(row),
  minutes: Number(row.minutes),
  slices: Number(row.slices),
  badSlices: Number(row.bad_slices),
});

/** The SQL of what was measured: minutes for some days, hours for two years. */
export class MeasurementStore {
  constructor(private readonly knex: Knex) {}

  /**
   * Puts what was measured of a time in the place of what was known of it. What is the same is not
   * written: the last hour is measured again each minute, and differs in one.
   *
   * @param span - full hours, but for its end
   */
  async replace(
    tx: Knex.Transaction,
    series: string,
    span: Span,
    minutes: readonly MeasuredMinute[],
    kept: { budgeting: Budgeting; now: number },
  ): Promise<void> {
    const keptFrom = minutesKeptFrom(kept.now);
    const recent = minutes.filter(({ at }) => at >= keptFrom);
    if (span.to > keptFrom)
      await this.#replaceMinutes(
        tx,
        series,
        { from: Math.max(span.from, keptFrom), to: span.to },
        recent,
      );
    const hours = measuredHours(minutes, kept.budgeting);
    await this.#dropVanished(tx, series, span, hours);
    for (const chunk of chunksOf(hours))
      await tx('sl_objective_hours')
        .insert(
          chunk.map(({ badSlices, ...hour }) => ({
            series,
            ...hour,
            bad_slices: badSlices,
          })),
        )
        .onConflict(['series', 'at'])
        .merge();
  }

  async #dropVanished(
    tx: Knex.Transaction,
    series: string,
    span: Span,
    hours: readonly MeasuredHour[],
  ): Promise<void> {
    const there = new Set(hours.map(({ at }) => at));
    const known = await tx('sl_objective_hours')
      .where({ series })
      .whereBetween('at', [span.from, span.to - 1])
      .pluck('at');
    const vanished = known.map(Number).filter(at => !there.has(at));
    for (const chunk of chunksOf(vanished))
      await tx('sl_objective_hours')
        .where({ series })
        .whereIn('at', chunk)
        .delete();
  }

  async #replaceMinutes(
    tx: Knex.Transaction,
    series: string,
    { from, to }: Span,
    minutes: readonly MeasuredMinute[],
  ): Promise<void> {
    const rows = await tx('sl_objective_minutes')
      .where({ series })
      .whereBetween('at', [from, to - 1])
      .select('at', 'good', 'total');
    const known = new Map(rows.map(row => [Number(row.at), toMinute(row)]));
    const changed = minutes.filter(m => !same(known.get(m.at), m));
    for (const { at } of minutes) known.delete(at);
    for (const chunk of chunksOf([...known.keys()]))
      await tx('sl_objective_minutes')
        .where({ series })
        .whereIn('at', chunk)
        .delete();
    for (const chunk of chunksOf(changed))
      await tx('sl_objective_minutes')
        .insert(chunk.map(minuteRow(series)))
        .onConflict(['series', 'at'])
        .merge();
  }

  /** Forgets what is older than is kept. */
  async forget(
    tx: Knex.Transaction,
    series: string,
    now: number,
  ): Promise<void> {
    await tx('sl_objective_minutes')
      .where({ series })
      .where('at', '<', minutesKeptFrom(now))
      .delete();
    await tx('sl_objective_hours')
      .where({ series })
      .where('at', '<', now - HOURS_KEPT)
      .delete();
  }

  /** Forgets all of a series. */
  async drop(tx: Knex.Transaction, series: string): Promise<void> {
    for (const table of ['sl_objective_minutes', 'sl_objective_hours'])
      await tx(table).where({ series }).delete();
  }

  /** Hours of a time, in order. */
  async hours(series: string, { from, to }: Span): Promise<MeasuredHour[]> {
    const rows = await this.knex('sl_objective_hours')
      .where({ series })
      .whereBetween('at', [from, to - 1])
      .orderBy('at');
    return rows.map(toHour);
  }

  /**
   * Hours added up from each bound to the next, of several series. One statement, however long it is.
   *
   * @param bounds - full hours, in order, each once
   * @returns by series, the sums by the place of the bound that they begin at; none where there is nothing
   */
  async sums(
    series: readonly string[],
    bounds: readonly number[],
  ): Promise<Map<string, Map<number, Tally>>> {
    const found = new Map<string, Map<number, Tally>>();
    const spans = bounds
      .slice(1)
      .map((to, i) => `(${i}, ${Number(bounds[i])}, ${Number(to)})`);
    if (spans.length === 0) return found;
    for (const chunk of chunksOf(series)) {
      const rows = await this.knex
        .with(
          'spans',
          this.knex.raw(
            `select column1 as place, column2 as begins, column3 as ends from (values ${spans.join(
              ', ',
            )}) as s`,
          ),
        )
        .from('spans')
        .join('sl_objective_hours as h', on =>
          on
            .on('h.at', '>=', 'spans.begins')
            .andOn('h.at', '<', 'spans.ends')
            .andOnIn('h.series', [...chunk]),
        )
        .groupBy('h.series', 'spans.place')
        .select('h.series', 'spans.place')
        .sum({
          good: 'h.good',
          total: 'h.total',
          minutes: 'h.minutes',
          slices: 'h.slices',
          bad_slices: 'h.bad_slices',
        });
      for (const row of rows as any[]) {
        const own = found.get(row.series) ?? new Map<number, Tally>();
        found.set(row.series, own);
        const { at: _, ...tally } = toHour(row);
        own.set(Number(row.place), tally);
      }
    }
    return found;
  }

  /** Minutes of some times, in order. */
  async minutes(
    series: string,
    spans: readonly Span[],
  ): Promise<MeasuredMinute[]> {
    if (spans.length === 0) return [];
    const rows = await this.knex('sl_objective_minutes')
      .where({ series })
      .where(any => {
        for (const { from, to } of spans)
          any.orWhereBetween('at', [from, to - 1]);
      })
      .orderBy('at')
      .select('at', 'good', 'total');
    return rows.map(toMinute);
  }
}

/** The hour from which on minutes are kept. */
export function minutesKeptFrom(now: number): number {
  return Math.floor((now - MINUTES_KEPT) / HOUR) * HOUR;
}
