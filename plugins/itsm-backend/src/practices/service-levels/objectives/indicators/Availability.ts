import {
  measuredHours,
  Measurements,
  type Budgeting,
  type MeasuredHour,
  type MeasuredMinute,
} from '@callboard/plugin-itsm-common';
import type { Objective } from '../ObjectiveBook';
import { MeasuringError, type Indicator, type Measured } from './Indicator';
import type { Downtime, OutageSource } from './OutageSource';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A time, from an instant on, before another. */
export interface Span {
  from: number;
  to: number;
}

/** Overlapping spans as ones that do not overlap, by time; the heaviest counts. */
function flattened(downtimes: readonly Downtime[]): Downtime[] {
  const edges = [...new Set(downtimes.flatMap(d => [d.from, d.to]))].sort(
    (a, b) => a - b,
  );
  return edges.slice(1).flatMap((to, i) => {
    const from = edges[i];
    const weight = Math.max(
      0,
      ...downtimes.filter(d => d.from <= from && d.to >= to).map(d => d.weight),
    );
    return weight > 0 ? [{ from, to, weight: Math.min(1, weight) }] : [];
  });
}

/** Minutes of a time, each as good as the part of it that no outage covers. */
function minutesOf(
  down: readonly Downtime[],
  { from, to }: Span,
): MeasuredMinute[] {
  const minutes: MeasuredMinute[] = [];
  let first = 0;
  for (let at = from; at < to; at += MINUTE) {
    while (first < down.length && down[first].to <= at) first += 1;
    let lost = 0;
    for (let i = first; i < down.length && down[i].from < at + MINUTE; i += 1)
      lost +=
        (Math.min(down[i].to, at + MINUTE) - Math.max(down[i].from, at)) *
        down[i].weight;
    minutes.push({ at, good: 1 - lost / MINUTE, total: 1 });
  }
  return minutes;
}

const GOOD_MINUTES = Array.from({ length: 60 }, (_, i) => ({
  at: i * MINUTE,
  good: 1,
  total: 1,
}));

/** Hours of a time that begins and ends with one. Most have no outage, and are all the same. */
function hoursOf(
  down: readonly Downtime[],
  { from, to }: Span,
  budgeting: Budgeting,
): MeasuredHour[] {
  const [good] = measuredHours(GOOD_MINUTES, budgeting);
  const hours: MeasuredHour[] = [];
  let first = 0;
  for (let at = from; at < to; at += HOUR) {
    while (first < down.length && down[first].to <= at) first += 1;
    if (first < down.length && down[first].from < at + HOUR)
      hours.push(
        ...measuredHours(
          minutesOf(down.slice(first), { from: at, to: at + HOUR }),
          budgeting,
        ),
      );
    else hours.push({ ...good, at });
  }
  return hours;
}

/**
 * Availability by what is on record of outages: a minute is as good as the part of it in which the
 * entity was there, and time of which nothing is on record counts as such.
 *
 * It is not stored but told anew each time: outages are few and often put right days later, and what
 * is told from them is right at once.
 */
export class Availability implements Indicator {
  constructor(private readonly outages: OutageSource) {}

  async #down(objective: Objective, { from, to }: Span): Promise<Downtime[]> {
    if (objective.entityRef === undefined)
      throw new MeasuringError(
        'Availability is that of an entity; name one as spec.service',
      );
    const told = await this.outages.downtime(objective.entityRef, from, to);
    return flattened(
      told
        .map(d => ({
          ...d,
          from: Math.max(d.from, from),
          to: Math.min(d.to, to),
        }))
        .filter(d => d.from < d.to),
    );
  }

  async measure(
    objective: Objective,
    from: number,
    to: number,
  ): Promise<Measured> {
    const down = await this.#down(objective, { from, to });
    return { minutes: minutesOf(down, { from, to }) };
  }

  /**
   * What was measured in a time, ready to be added up.
   *
   * @param edges - times at whose inside what is asked begins or ends
   */
  async read(
    objective: Objective,
    { from, to }: Span,
    edges: readonly Span[],
  ): Promise<Measurements> {
    const whole = {
      from: Math.floor(from / HOUR) * HOUR,
      to: Math.ceil(to / HOUR) * HOUR,
    };
    const down = await this.#down(objective, { from: whole.from, to });
    const minutes = edges
      .map(edge => ({ from: edge.from, to: Math.min(edge.to, to) }))
      .flatMap(edge =>
        minutesOf(
          down.filter(d => d.to > edge.from && d.from < edge.to),
          edge,
        ),
      );
    return new Measurements(
      objective.budgeting,
      hoursOf(
        down,
        { from: whole.from, to: Math.floor(to / HOUR) * HOUR },
        objective.budgeting,
      ),
      minutes,
      Number.NEGATIVE_INFINITY,
    );
  }
}
