import { InputError, ServiceUnavailableError } from '@backstage/errors';
import {
  baselineOf,
  beginAfter,
  beginOf,
  judgeInitiative,
  leastCountOf,
  nextBegin,
  toldByWindow,
  type InitiativeDirection,
  type KpiAnswer,
  type KpiBasis,
  type KpiDefinition,
  type KpiQuestion,
  type KpiStatistic,
  type KpiWhere,
  type Measured,
  type MeasuredKpi,
  type MeasureEvery,
} from '@callboard/plugin-itsm-common';
import type { ItsmKernel, RecordValues } from '@callboard/plugin-itsm-node';
import type { StoredWindow } from './InitiativeStore';
import { whereOf } from './where';

/** Which number is measured, of what, and in which windows. */
export interface Measure {
  kpi: string;
  where?: KpiWhere;
  statistic?: KpiStatistic;
  basis?: KpiBasis;
  every: MeasureEvery;
}

/** A time with what was measured in it. Instants are milliseconds since the epoch. */
export interface MeasuredTime extends Measured {
  from: number;
  to: number;
  version: number;
}

/** What an initiative measures; undefined while it does not say. */
export function measureOf(values: RecordValues): Measure | undefined {
  if (!values.kpi) return undefined;
  return {
    kpi: String(values.kpi),
    where: whereOf(values.kpiWhere),
    // What is emptied with the rest is none, as what was never said.
    statistic: (values.statistic ?? undefined) as KpiStatistic | undefined,
    basis: (values.basis ?? undefined) as KpiBasis | undefined,
    every: (values.measureEvery ?? 'month') as MeasureEvery,
  };
}

const iso = (at: number) => new Date(at).toISOString();

/** Measures numbers for initiatives. Nobody is asked for permissions here. */
export class Measuring {
  constructor(
    private readonly kernel: Pick<ItsmKernel, 'kpis' | 'clock'>,
    /** In which windows begin. */
    readonly zone: string,
  ) {}

  /** The definition that holds now. @throws InputError if there is none, or it tells nothing yet */
  async definitionOf(key: string): Promise<KpiDefinition> {
    const all = await this.kernel.kpis.all();
    const found = all.find(definition => definition.key === key);
    if (!found)
      throw new InputError(
        `kpi: there is no KPI ${key}; GET /kpis lists those that there are`,
      );
    if (found.awaits)
      throw new InputError(
        `kpi: ${found.name} cannot be told yet, it waits for ${found.awaits}; choose another one`,
      );
    return found;
  }

  /** What a KPI is, as an initiative says it. */
  describe(definition: KpiDefinition, statistic?: KpiStatistic): MeasuredKpi {
    const { key, name, purpose, unit, direction, formula, version } =
      definition;
    return {
      key,
      name,
      purpose,
      unit,
      direction: direction === 'neutral' ? undefined : direction,
      statistic:
        formula.of === 'value' ? statistic ?? formula.statistic : undefined,
      version,
      byWindow: toldByWindow(formula, statistic),
      leastCount: leastCountOf(formula),
    };
  }

  #question(measure: Measure, version?: number): Omit<KpiQuestion, 'from'> {
    return {
      kpi: measure.kpi,
      where: measure.where,
      statistic: measure.statistic,
      basis: measure.basis,
      version,
    };
  }

  /**
   * The days of a time, in the zone of the numbers: of a day that it begins or ends in all, but of today
   * nothing.
   */
  days(from: number, to: number): { from: number; to: number } {
    const end = nextBegin(to, 'day', this.zone);
    return {
      from: beginOf(from, 'day', this.zone),
      to: end > this.kernel.clock.now() ? beginOf(to, 'day', this.zone) : end,
    };
  }

  /**
   * What a number was in a time that has passed.
   *
   * @throws InputError for a time that has not, or in which there is no whole window;
   *   ServiceUnavailableError while it is still being counted
   */
  async baseline(
    measure: Measure,
    time: { from: number; to: number },
    version?: number,
  ): Promise<MeasuredTime> {
    const definition = await this.definitionOf(measure.kpi);
    if (time.to > this.kernel.clock.now())
      throw new InputError(
        'baselineTo: must be over; compare with a time that has passed',
      );
    if (time.from >= time.to)
      throw new InputError('baselineTo: must be after the baseline begins');
    const byWindow = toldByWindow(definition.formula, measure.statistic);
    const whole = {
      from: nextBegin(time.from, measure.every, this.zone),
      to: beginOf(time.to, measure.every, this.zone),
    };
    if (byWindow && whole.from >= whole.to)
      throw new InputError(
        `baselineTo: there is no whole ${measure.every} in the baseline; choose a longer one`,
      );
    const asked = byWindow ? whole : time;
    const answer = await this.kernel.kpis.ask({
      ...this.#question(measure, version),
      from: iso(asked.from),
      to: iso(asked.to),
      grain: byWindow ? measure.every : undefined,
    });
    if (countedUpTo(answer) < asked.to)
      throw new ServiceUnavailableError(
        'The numbers are still being counted; try again in some minutes',
      );
    const series = answer.series?.map(point => ({ ...point, whole: true }));
    const { value, count } = baselineOf(
      { total: answer.total, series },
      byWindow,
    );
    return { ...time, value, count, version: answer.version };
  }

  /** When the first whole window begins, from an instant on. */
  firstWindow(from: number, every: MeasureEvery): number {
    return nextBegin(from, every, this.zone);
  }

  /** When the window ends that is not over yet. */
  nextEnd(every: MeasureEvery, now = this.kernel.clock.now()): number {
    return beginAfter(now, every, this.zone);
  }

  /**
   * The whole windows from an instant on that are over and counted in, the earliest first.
   *
   * @returns undefined while not all of them are counted, and numbers are too small
   */
  async windows(
    measure: Measure,
    from: number,
    version?: number,
  ): Promise<MeasuredTime[] | undefined> {
    const begin = this.firstWindow(from, measure.every);
    const end = beginOf(this.kernel.clock.now(), measure.every, this.zone);
    if (begin >= end) return [];
    const answer = await this.kernel.kpis.ask({
      ...this.#question(measure, version),
      from: iso(begin),
      to: iso(end),
      grain: measure.every,
    });
    if (countedUpTo(answer) < end) return undefined;
    return windowsOf(answer);
  }

  /** The last whole windows, so many of them. */
  async last(measure: Measure, many: number): Promise<MeasuredTime[]> {
    const now = this.kernel.clock.now();
    const begin = beginAfter(now, measure.every, this.zone, -many);
    return (await this.windows(measure, begin)) ?? [];
  }

  /**
   * Measures an initiative's windows since it began: by the definition that its baseline was measured
   * by, which is what was promised, and by the newest one, where that is another.
   *
   * @returns undefined while not all is counted
   * @throws InputError if the KPI cannot be asked any more
   */
  async judged(
    values: RecordValues,
    since: number,
  ): Promise<StoredWindow[] | undefined> {
    const measure = measureOf(values);
    const direction = values.direction as InitiativeDirection | undefined;
    if (!measure || direction === undefined || values.target === undefined)
      return [];
    const definition = await this.definitionOf(measure.kpi);
    const promised = Number(values.kpiVersion ?? definition.version);
    const windows = await this.windows(measure, since, promised);
    if (!windows) return undefined;
    const changed = definition.version !== promised;
    const newest = changed ? await this.windows(measure, since) : windows;
    const least = leastCountOf(definition.formula);
    const now = this.kernel.clock.now();
    return windows.map((window, i) => ({
      from: window.from,
      to: window.to,
      value: window.value,
      count: window.count,
      version: promised,
      newestValue: changed ? newest?.[i]?.value : undefined,
      newestVersion: definition.version,
      verdict: judgeInitiative(window, Number(values.target), direction, least),
      measuredAt: now,
    }));
  }
}

/** Up to when all that happened is counted in. */
function countedUpTo(answer: KpiAnswer): number {
  if (answer.rebuilding) return -Infinity;
  return answer.unread > 0 ? Date.parse(answer.asOf) : Infinity;
}

/** The points of a series that are over. */
function windowsOf(answer: KpiAnswer): MeasuredTime[] {
  return (answer.series ?? [])
    .filter(point => point.complete)
    .map(point => ({
      from: Date.parse(point.from),
      to: Date.parse(point.to),
      value: point.value,
      count: point.count,
      version: answer.version,
    }));
}
