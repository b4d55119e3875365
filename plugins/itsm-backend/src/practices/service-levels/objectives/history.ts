import { InputError } from '@backstage/errors';
import {
  burnRate,
  errorBudget,
  MOST_HISTORY_POINTS,
  windowAt,
  type Measurements,
  type ObjectiveHistory,
  type ObjectiveHistoryQuery,
  type ObjectivePoint,
} from '@callboard/plugin-itsm-common';
import { edgesOf } from './edges';
import { counted } from './evaluate';
import type { Span } from './indicators/Availability';
import type { Measuring } from './Measuring';
import { HOURS_KEPT, minutesKeptFrom } from './MeasurementStore';
import type { Objective } from './ObjectiveBook';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const POINTS = 200;

/** Steps that people read well. */
const STEPS = [
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  7 * DAY,
];

const iso = (at: number) => new Date(at).toISOString();
const minuteOf = (at: number) => Math.floor(at / MINUTE) * MINUTE;

/** The shortest good step that gives at most so many points. */
const stepFor = (length: number, points: number) =>
  STEPS.find(step => length / step <= points) ?? STEPS[STEPS.length - 1];

interface Asked extends Span {
  step: number;
}

/** What is told: never of the future, never more points than can be drawn, no finer than what is kept. */
function askedOf(
  objective: Objective,
  query: ObjectiveHistoryQuery,
  now: number,
): Asked {
  const to = Math.min(
    minuteOf(query.to === undefined ? now : Date.parse(query.to)),
    minuteOf(now),
  );
  const window = windowAt(objective.window, to);
  const from = Math.max(
    minuteOf(
      query.from === undefined
        ? Math.min(window.from, to - HOUR)
        : Date.parse(query.from),
    ),
    minuteOf(now) - HOURS_KEPT,
  );
  if (from >= to)
    throw new InputError(
      `from: must be before to, and nothing is told of the future or of what is older than ${
        HOURS_KEPT / DAY
      } days`,
    );
  const least = Math.max(
    query.step ?? stepFor(to - from, POINTS),
    stepFor(to - from, MOST_HISTORY_POINTS - 1),
    // A slice is good or bad as a whole.
    (objective.budgeting.sliceMinutes ?? 1) * MINUTE,
  );
  const kept =
    objective.measure?.source === 'records' || from >= minutesKeptFrom(now);
  return { from, to, step: kept ? least : Math.max(HOUR, least) };
}

/** Instants of the points: whole steps of the clock in UTC, and the end. */
function instantsOf({ from, to, step }: Asked): number[] {
  const instants: number[] = [];
  for (let at = (Math.floor(from / step) + 1) * step; at < to; at += step)
    instants.push(at);
  return [...instants, to];
}

/** Hours whose minutes are needed; with steps below an hour all of them are. */
function edgesFor(
  objective: Objective,
  { from, to, step }: Asked,
  instants: readonly number[],
): Span[] {
  const slice = (objective.budgeting.sliceMinutes ?? 1) * MINUTE;
  const windows = instants.map(at => ({
    from: windowAt(objective.window, at).from,
    to: at,
  }));
  const steps = instants.map((at, i) => ({
    from: instants[i - 1] ?? from,
    to: at,
  }));
  if (step >= HOUR)
    // Whole hours need no minutes; only the ends may be within one.
    return edgesOf(
      [...windows, ...steps].filter(
        t => t.from % HOUR !== 0 || t.to % HOUR !== 0,
      ),
      slice,
    );
  return edgesOf([...windows, ...steps, { from, to }], slice);
}

function pointOf(
  { budgeting, target, window }: Objective,
  measured: Measurements,
  before: number,
  at: number,
): ObjectivePoint {
  // At the first instant of a month it is the month before that is told of.
  const { from, to } = windowAt(window, window.isRolling ? at : at - 1);
  const budget = errorBudget(
    measured.between(from, at),
    budgeting,
    target,
    to - from,
  );
  const since = measured.between(before, at);
  const { good, total } = counted(since, budgeting);
  return {
    at: iso(at),
    ratio: budget.ratio,
    budgetRemaining: budget.remaining,
    good,
    total,
    burnRate: burnRate(since, budgeting, target),
  };
}

/**
 * How it came to be, point by point. Of a calendar window each point tells of the window that it is
 * in, so that the budget is whole again when one begins.
 *
 * @throws InputError if nothing is to be told of the time, MeasuringError if nothing can be
 */
export async function historyOf(
  objective: Objective,
  query: ObjectiveHistoryQuery,
  measuring: Pick<Measuring, 'readSpan'>,
  now: number,
): Promise<ObjectiveHistory> {
  const asked = askedOf(objective, query, now);
  const instants = instantsOf(asked);
  const told = {
    key: objective.key,
    target: objective.target,
    from: iso(asked.from),
    to: iso(asked.to),
    step: asked.step,
  };
  if (!objective.measure) return { ...told, points: [] };
  const measured = await measuring.readSpan(
    objective,
    {
      from: windowAt(objective.window, instants[0] - 1).from - HOUR,
      to: asked.to,
    },
    edgesFor(objective, asked, instants),
    now,
  );
  return {
    ...told,
    points: instants.map((at, i) =>
      pointOf(objective, measured, instants[i - 1] ?? asked.from, at),
    ),
  };
}
