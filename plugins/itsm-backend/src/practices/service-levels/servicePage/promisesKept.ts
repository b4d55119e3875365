import {
  percentWords,
  readPercent,
  recordedAvailability,
  type AgreementBody,
  type HealthReason,
  type Metric,
  type ObjectiveSummary,
  type OutageSpan,
  type Promised,
  type ServicePromise,
} from '@callboard/plugin-itsm-common';
import type { Definition } from '@callboard/plugin-itsm-node';
import { countsOf } from '../attainment/AttainmentService';
import { durationWords } from '../clocks/sentences';

/** How far back it is looked whether promises are kept, in days. */
export const LOOK_BACK_DAYS = 30;

/** From how many percent on a promise of times is kept, and below how many it is not. */
const KEPT_FROM = 95;
const BROKEN_BELOW = 80;

const METRIC_WORDS: Readonly<Record<Metric, string>> = {
  response: 'First response',
  resolution: 'Resolution',
  update: 'Update',
};

/** Of one promise of an agreement: what came of it, and what is late now. */
export interface PromiseTally {
  kept: number;
  breached: number;
}

function withinWords(goals: Promised['targets'][number]['goals']): string {
  const all = goals.map(({ within }) => within);
  const [from, to] = [Math.min(...all), Math.max(...all)];
  return from === to
    ? `within ${durationWords(from)}`
    : `within ${durationWords(from)} to ${durationWords(to)}`;
}

function stateOf(
  attainment: number | undefined,
  late: number,
): NonNullable<ServicePromise['state']> {
  if (attainment === undefined) return late > 0 ? 'at-risk' : 'unknown';
  if (attainment < BROKEN_BELOW) return 'broken';
  return attainment < KEPT_FROM || late > 0 ? 'at-risk' : 'kept';
}

/**
 * What an agreement promises in times, and how that was kept.
 *
 * @param tallyOf - by metric, what was decided in the days before
 * @param late - how many are late now
 */
export function promisesOfTimes(
  { agreement, targets }: Promised,
  tallyOf: (metric: Metric) => PromiseTally | undefined,
  late: number,
): ServicePromise[] {
  return targets.map(({ metric, goals }, i) => {
    const { kept = 0, breached = 0 } = tallyOf(metric) ?? {};
    const { attainment } = countsOf({ kept, breached });
    // Late clocks are known of the agreement only; they are told once, where the time is longest.
    const lateHere = i === targets.length - 1 ? late : 0;
    const said = [
      attainment === undefined
        ? undefined
        : `${attainment} % of ${kept + breached} in ${LOOK_BACK_DAYS} days`,
      lateHere > 0 ? `${lateHere} late now` : undefined,
    ].filter(words => words !== undefined);
    return {
      words: `${METRIC_WORDS[metric]} ${withinWords(goals)}`,
      source: agreement.name,
      kind: 'agreement',
      state: stateOf(attainment, lateHere),
      ...(said.length > 0 && { kept: said.join(', ') }),
      path: `/itsm/service-levels/agreements/${agreement.key}`,
    };
  });
}

/** What agreements promise of a service's availability, against what is on record. */
export function promisesOfAvailability(
  agreements: readonly Definition<AgreementBody>[],
  ref: string,
  outages: readonly OutageSpan[],
  span: { from: number; now: number },
): ServicePromise[] {
  return agreements.flatMap(({ key, body }): ServicePromise[] => {
    const { availability, items = [], name, type } = body;
    if (type !== 'sla' || !availability || !items.includes(ref)) return [];
    const target = readPercent(availability.target)!;
    const { availability: was, outages: count } = recordedAvailability(
      outages,
      span.from,
      span.now,
      span.now,
    );
    return [
      {
        words: `${percentWords(target)} available a ${availability.per}`,
        source: name,
        kind: 'agreement',
        state: was >= target ? 'kept' : 'broken',
        kept: `${percentWords(was)} in ${LOOK_BACK_DAYS} days, ${
          count === 1 ? '1 outage' : `${count} outages`
        }`,
        path: `/itsm/service-levels/agreements/${key}`,
      },
    ];
  });
}

/** What is promised and where that is written, without whether it is kept. */
export const wordsAlone = ({
  words,
  source,
  kind,
}: ServicePromise): ServicePromise => ({ words, source, kind });

const OBJECTIVE_PROMISES: Readonly<
  Record<ObjectiveSummary['state'], NonNullable<ServicePromise['state']>>
> = {
  met: 'kept',
  burning: 'at-risk',
  exhausted: 'broken',
  noData: 'unknown',
};

const UNITS: Readonly<Record<string, string>> = {
  m: 'minutes',
  h: 'hours',
  d: 'days',
  w: 'weeks',
  M: 'months',
  Q: 'quarters',
  Y: 'years',
};

/** A time as OpenSLO writes it, in words, e.g. `30 days`. */
function windowWords(duration: string): string {
  const [, count, unit] = /^(\d+)([mhdwMQY])$/.exec(duration) ?? [];
  if (!unit) return duration;
  return count === '1'
    ? `1 ${UNITS[unit].slice(0, -1)}`
    : `${count} ${UNITS[unit]}`;
}

const objectivePath = (key: string) => `/itsm/service-levels/objectives/${key}`;

/** An objective as a promise. */
export function promiseOfObjective(
  objective: ObjectiveSummary,
): ServicePromise {
  const { key, name, target, window, state, ratio, budgetRemaining } =
    objective;
  const said = [
    ratio === undefined ? undefined : `${percentWords(ratio)} so far`,
    budgetRemaining === undefined
      ? undefined
      : `${Math.max(
          0,
          Math.floor(budgetRemaining * 100),
        )} % of the error budget left`,
  ].filter(words => words !== undefined);
  return {
    words: `${percentWords(target)} over ${windowWords(window.duration)}`,
    source: name,
    kind: 'objective',
    state: OBJECTIVE_PROMISES[state],
    ...(said.length > 0 && { kept: said.join(', ') }),
    path: objectivePath(key),
  };
}

/** What objectives say about how a service does; one sentence if they are all met. */
export function healthOfObjectives(
  objectives: readonly ObjectiveSummary[],
  ref: string,
): HealthReason[] {
  const reasons = objectives.flatMap((objective): HealthReason[] => {
    const { key, name, state, alert, entityRef } = objective;
    const common = {
      ...(entityRef !== undefined &&
        entityRef !== ref && { aboutRef: entityRef }),
      path: objectivePath(key),
    };
    if (alert)
      return [
        {
          health: alert.severity === 'page' ? 'degraded' : 'at-risk',
          words: `${name}: the error budget burns too fast`,
          since: alert.startedAt,
          ...common,
        },
      ];
    return state === 'exhausted'
      ? [
          {
            health: 'at-risk',
            words: `${name}: the error budget is used up`,
            ...common,
          },
        ]
      : [];
  });
  const met = objectives.filter(({ state }) => state === 'met').length;
  if (reasons.length > 0 || met === 0) return reasons;
  return [
    {
      health: 'healthy',
      words:
        met === 1
          ? 'Its service level objective is met'
          : `${met} service level objectives are met`,
    },
  ];
}
