import {
  addTallies,
  errorBudget,
  KPI_NONE,
  NO_TALLY,
  windowAt,
  type Tally,
} from '@callboard/plugin-itsm-common';
import type { Clock, Gauge } from '@callboard/plugin-itsm-node';
import { Availability } from '../objectives/indicators/Availability';
import type { OutageSource } from '../objectives/indicators/OutageSource';
import { HOURS_KEPT } from '../objectives/MeasurementStore';
import type { MeasurementStore } from '../objectives/MeasurementStore';
import type { Objective, ObjectiveBook } from '../objectives/ObjectiveBook';
import type { ObjectiveStore } from '../objectives/ObjectiveStore';

/** As formulas name it. */
export const ERROR_BUDGET = 'service-levels.error-budget';

const HOUR = 3_600_000;
const hourOf = (at: number) => Math.floor(at / HOUR) * HOUR;

type Period = { from: number; to: number };
/** What is left of the budgets of objectives at an instant, by key; those that can be told. */
type Left = ReadonlyMap<string, number>;

/** What the number is made from. */
export interface ErrorBudgetDeps {
  objectives: Pick<ObjectiveBook, 'all'>;
  stood: Pick<ObjectiveStore, 'some'>;
  measurements: Pick<MeasurementStore, 'sums'>;
  /** When entities were not there, read once for all of them. */
  outagesOf(
    refs: readonly string[],
    from: number,
    to: number,
  ): Promise<OutageSource>;
  clock: Clock;
}

interface Window extends Period {
  /** Where it ends, also if that lies ahead. */
  whole: number;
}

/** The window that is told of at a full hour; at the first instant of one it is the one before. */
function windowOf({ window }: Objective, at: number): Window {
  const { from, to } = windowAt(window, window.isRolling ? at : at - 1);
  return { from: hourOf(from), to: at, whole: to - from };
}

/** Several objectives as one number: see the KPI's formula in words. */
function together(left: readonly number[]) {
  if (left.length === 0) return { count: 0 };
  if (left.length === 1) return { value: left[0], count: 1 };
  const sum = left.reduce((all, one) => all + Math.max(0, one), 0);
  return { value: sum / left.length, count: left.length, numerator: sum };
}

/**
 * What is left of error budgets: now as it stands with each objective, at past instants from the hours
 * that are kept of what was measured, and from outages on record. A few statements, however many
 * objectives and periods there are.
 */
export function errorBudgetGauge(deps: ErrorBudgetDeps): Gauge {
  const { objectives, stood, measurements, outagesOf, clock } = deps;

  async function asked(
    where: Readonly<Record<string, readonly string[]>>,
  ): Promise<Objective[]> {
    const { objective, serviceRef } = where;
    const all = (await objectives.all()).objectives;
    return all.filter(
      o =>
        o.measure &&
        (!objective || objective.includes(o.key)) &&
        (!serviceRef || serviceRef.includes(o.entityRef ?? KPI_NONE)),
    );
  }

  async function leftNow(all: readonly Objective[]): Promise<Left> {
    const rows = await stood.some(all.map(o => o.key));
    return new Map(
      all.flatMap(({ key, series }) => {
        const row = rows.get(key);
        const remaining =
          row?.series === series ? row.evaluation?.remaining : undefined;
        return remaining === undefined ? [] : [[key, remaining] as const];
      }),
    );
  }

  /** Adds up what Prometheus measured in windows of objectives. */
  async function measured(all: readonly Objective[], instants: number[]) {
    const windows = all.flatMap(o => instants.map(at => windowOf(o, at)));
    const bounds = [...new Set(windows.flatMap(w => [w.from, w.to]))].sort(
      (a, b) => a - b,
    );
    const place = new Map(bounds.map((at, i) => [at, i]));
    const sums = await measurements.sums(
      [...new Set(all.map(o => o.series))],
      bounds,
    );
    return (o: Objective, { from, to }: Window): Tally => {
      const own = sums.get(o.series);
      let sum = NO_TALLY;
      if (!own) return sum;
      for (let i = place.get(from)!; i < place.get(to)!; i += 1)
        sum = addTallies(sum, own.get(i) ?? NO_TALLY);
      return sum;
    };
  }

  /** Adds up what is on record of outages in windows of objectives. */
  async function recorded(all: readonly Objective[], instants: number[]) {
    const windows = all.flatMap(o => instants.map(at => windowOf(o, at)));
    const span = {
      from: Math.min(...windows.map(w => w.from)),
      to: Math.max(...windows.map(w => w.to)),
    };
    const refs = all.flatMap(o => o.entityRef ?? []);
    const source = await outagesOf([...new Set(refs)], span.from, span.to);
    const availability = new Availability(source);
    const read = new Map(
      await Promise.all(
        all
          .filter(o => o.entityRef)
          .map(
            async o => [o.key, await availability.read(o, span, [])] as const,
          ),
      ),
    );
    return (o: Objective, { from, to }: Window): Tally =>
      read.get(o.key)?.between(from, to) ?? NO_TALLY;
  }

  /** What was left at full hours of the past, in their order. */
  async function leftAt(
    all: readonly Objective[],
    instants: number[],
    now: number,
  ): Promise<Left[]> {
    if (instants.length === 0) return [];
    const of = (source: 'prometheus' | 'records') =>
      all.filter(o => o.measure!.source === source);
    const [byRecords, byPrometheus] = [of('records'), of('prometheus')];
    const [tallyRecorded, tallyMeasured] = await Promise.all([
      byRecords.length > 0 ? recorded(byRecords, instants) : undefined,
      byPrometheus.length > 0 ? measured(byPrometheus, instants) : undefined,
    ]);
    return instants.map(
      at =>
        new Map(
          all.flatMap(o => {
            const window = windowOf(o, at);
            const isRecorded = o.measure!.source === 'records';
            // Of a window of which hours are no longer kept nothing can be told.
            if (!isRecorded && window.from < now - HOURS_KEPT) return [];
            const tally = (isRecorded ? tallyRecorded : tallyMeasured)!(
              o,
              window,
            );
            const { budgeting, target } = o;
            const { remaining } = errorBudget(
              tally,
              budgeting,
              target,
              window.whole,
            );
            return remaining === undefined ? [] : [[o.key, remaining] as const];
          }),
        ),
    );
  }

  /** What is left at the end of each period, now if that is not over; nothing of what has not begun. */
  async function left(all: readonly Objective[], periods: readonly Period[]) {
    const now = clock.now();
    const past = periods.filter(({ to }) => to < now);
    const instants = [...new Set(past.map(({ to }) => hourOf(to)))].sort(
      (a, b) => a - b,
    );
    const goesOn = periods.some(({ from, to }) => from < now && to >= now);
    const [before, atPresent] = await Promise.all([
      leftAt(all, instants, now),
      goesOn ? leftNow(all) : undefined,
    ]);
    const byInstant = new Map(instants.map((at, i) => [at, before[i]]));
    const none: Left = new Map();
    return periods.map(({ from, to }) => {
      if (to < now) return byInstant.get(hourOf(to))!;
      return from < now ? atPresent! : none;
    });
  }

  return {
    gauge: ERROR_BUDGET,
    dimensions: [
      { key: 'objective', label: 'Objective' },
      { key: 'serviceRef', label: 'Service', entity: true },
    ],
    async points(periods, where) {
      const all = await asked(where);
      return (await left(all, periods)).map(each =>
        together([...each.values()]),
      );
    },
    async groups(period, by, where, top) {
      const all = await asked(where);
      const [each] = await left(all, [period]);
      const groups = new Map<string | undefined, number[]>();
      for (const o of all) {
        const remaining = each.get(o.key);
        if (remaining === undefined) continue;
        const group = by === 'objective' ? o.key : o.entityRef;
        groups.set(group, [...(groups.get(group) ?? []), remaining]);
      }
      return [...groups]
        .map(([group, remaining]) => ({ group, ...together(remaining) }))
        .sort((a, b) => a.value! - b.value!)
        .slice(0, top);
    },
  };
}
