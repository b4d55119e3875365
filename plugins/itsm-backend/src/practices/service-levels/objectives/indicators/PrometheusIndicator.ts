import type { MeasuredMinute } from '@callboard/plugin-itsm-common';
import type { Measure } from '../compile';
import type { Objective } from '../ObjectiveBook';
import type { Indicator, Measured } from './Indicator';
import type { PrometheusClient, Sample } from './PrometheusClient';

const MINUTE = 60_000;
/** What is wrong with newer minutes is told; older ones are gaps. */
const NEW_MS = 5 * MINUTE;
/** Rounding of numbers that were added up in another order. */
const EPSILON = 1e-9;

type FromPrometheus = Extract<Measure, { source: 'prometheus' }>;
type Part = FromPrometheus['queries'][number]['part'];

const clockTime = (at: number) => new Date(at).toISOString().slice(11, 16);

const COMPARE = {
  lte: (a: number, b: number) => a <= b,
  gte: (a: number, b: number) => a >= b,
  lt: (a: number, b: number) => a < b,
  gt: (a: number, b: number) => a > b,
};

/** What was so in a minute, by part; what is wrong with it as a text. */
type Values = ReadonlyMap<number, number | string>;

/** What a series says of each minute. */
function valuesOf(
  samples: readonly Sample[],
  part: Part,
  counter: boolean,
  from: number,
): Values {
  const values = new Map<number, number | string>();
  let before: Sample | undefined;
  for (const sample of samples) {
    const last = before;
    before = sample;
    // A value at the end of a minute is that of the minute.
    const at = sample.at - MINUTE;
    if (at < from) continue;
    if (!Number.isFinite(sample.value)) {
      values.set(at, `the query for ${part} gives ${sample.value}`);
    } else if (!counter) {
      values.set(
        at,
        sample.value >= 0 || part === 'threshold'
          ? sample.value
          : `the query for ${part} gives less than nothing`,
      );
    } else if (last?.at === at && Number.isFinite(last.value)) {
      const increase = sample.value - last.value;
      values.set(
        at,
        increase >= 0
          ? increase
          : `the counter of ${part} went back, as after a restart`,
      );
    }
  }
  return values;
}

/** Counts a minute; a text says what is wrong with it. */
function count(
  measure: FromPrometheus,
  of: (part: Part) => number,
): { good: number; total: number } | string {
  if (measure.compare) {
    const { op, value } = measure.compare;
    return { good: COMPARE[op](of('threshold'), value) ? 1 : 0, total: 1 };
  }
  if (measure.queries[0].part === 'raw') {
    const raw = of('raw');
    if (raw > 1 + EPSILON) return 'the query for raw gives more than 1';
    const ratio = Math.min(1, raw);
    return { good: measure.rawFailure ? 1 - ratio : ratio, total: 1 };
  }
  const total = of('total');
  const [{ part }] = measure.queries;
  const counted = of(part);
  if (counted > total * (1 + EPSILON))
    return `the query for ${part} gives more than the one for total`;
  const some = Math.min(counted, total);
  return { good: part === 'bad' ? total - some : some, total };
}

/**
 * Measures by asking a Prometheus, one point a minute. Numbers that only grow are told apart by their
 * increase, and a minute in which one went back is not measured: how much was lost is not known.
 */
export class PrometheusIndicator implements Indicator {
  constructor(
    private readonly clients: ReadonlyMap<
      string,
      Pick<PrometheusClient, 'range'>
    >,
  ) {}

  async measure(
    objective: Objective,
    from: number,
    to: number,
  ): Promise<Measured> {
    const measure = objective.measure as FromPrometheus;
    const { queries, counter } = measure;
    const answers = await Promise.all(
      queries.map(({ part, connection, query }) =>
        this.clients.get(connection!)!.range(part, query, {
          // Of an increase the beginning is needed too.
          from: counter ? from : from + MINUTE,
          to,
          step: MINUTE,
        }),
      ),
    );
    const parts = new Map(
      queries.map(({ part }, i) => [
        part,
        valuesOf(answers[i], part, counter, from),
      ]),
    );
    const minutes: MeasuredMinute[] = [];
    let wrong: { at: number; what: string } | undefined;
    for (let at = from; at < to; at += MINUTE) {
      const values = [...parts.values()].map(of => of.get(at));
      const text = values.find(value => typeof value === 'string');
      if (typeof text === 'string') wrong = { at, what: text };
      if (values.some(value => typeof value !== 'number')) continue;
      const counted = count(
        measure,
        part => parts.get(part)!.get(at) as number,
      );
      if (typeof counted === 'string') wrong = { at, what: counted };
      else minutes.push({ at, ...counted });
    }
    return { minutes, complaint: complaintOf(objective, minutes, wrong, to) };
  }
}

function complaintOf(
  { measure }: Objective,
  minutes: readonly MeasuredMinute[],
  wrong: { at: number; what: string } | undefined,
  to: number,
): string | undefined {
  if (wrong && wrong.at >= to - NEW_MS)
    return `At ${clockTime(wrong.at)} UTC ${
      wrong.what
    }; such minutes are not measured`;
  const last = minutes[minutes.length - 1]?.at;
  if (last !== undefined && last >= to - NEW_MS) return undefined;
  const { queries } = measure as FromPrometheus;
  return `Prometheus "${
    queries[0].connection
  }" has no values of the last minutes; check that it scrapes, and what the query for ${queries
    .map(({ part }) => part)
    .join(' and ')} gives there`;
}
