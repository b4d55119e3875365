import {
  burnRate,
  errorBudget,
  judged,
  windowAt,
  type AlertRule,
  type Budgeting,
  type Measurements,
  type ObjectiveState,
  type Tally,
} from '@callboard/plugin-itsm-common';
import type { CompiledObjective } from './compile';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Windows whose burn rate is told of all objectives, whatever their alerts look at. */
const TOLD = [HOUR, 6 * HOUR, DAY, 3 * DAY];

/** How it stands with the window of an objective. */
export interface Evaluation {
  ratio?: number;
  remaining?: number;
  allowed: number;
  bad: number;
  good: number;
  total: number;
  coverage: number;
  burnRates: { window: number; rate?: number }[];
}

type Counted = Pick<
  CompiledObjective,
  'window' | 'rules' | 'budgeting' | 'target'
>;

const minuteOf = (at: number) => Math.floor(at / MINUTE) * MINUTE;

/** Milliseconds of the windows whose burn rates are told, shortest first. */
export function burnWindows({ rules, window }: Counted, now: number): number[] {
  const { from, to } = windowAt(window, now);
  const told = TOLD.filter(length => length <= to - from);
  return [
    ...new Set([...told, ...rules.flatMap(({ long, short }) => [long, short])]),
  ].sort((a, b) => a - b);
}

/** All times that are added up for an evaluation. */
export function timesOf(objective: Counted, now: number) {
  const to = minuteOf(now);
  return [
    { from: windowAt(objective.window, now).from, to },
    ...burnWindows(objective, now).map(length => ({ from: to - length, to })),
  ];
}

/** What is counted: events, or minutes of slices. */
export function counted(
  tally: Tally,
  budgeting: Budgeting,
): { good: number; total: number; bad: number } {
  const { bad, of } = judged(tally, budgeting);
  const unit = budgeting.sliceMinutes ?? 1;
  return { good: (of - bad) * unit, total: of * unit, bad: bad * unit };
}

/** Adds up what was measured: the window, and how fast its budget burns. */
export function evaluate(
  objective: Counted,
  measured: Measurements,
  now: number,
): Evaluation {
  const { budgeting, target, window } = objective;
  const to = minuteOf(now);
  const { from, to: end } = windowAt(window, now);
  const tally = measured.between(from, to);
  const budget = errorBudget(tally, budgeting, target, end - from);
  const bounds = measured.bounds(from, to);
  const minutes = (bounds.to - bounds.from) / MINUTE;
  return {
    ratio: budget.ratio,
    remaining: budget.remaining,
    allowed: budget.allowed * (budgeting.sliceMinutes ?? 1),
    ...counted(tally, budgeting),
    coverage: minutes > 0 ? Math.min(1, tally.minutes / minutes) : 0,
    burnRates: burnWindows(objective, now).map(length => ({
      window: length,
      rate: burnRate(measured.between(to - length, to), budgeting, target),
    })),
  };
}

/** How it stands, in a word. */
export function stateOf(
  evaluation: Pick<Evaluation, 'remaining'> | undefined,
  alerting: boolean,
): ObjectiveState {
  if (evaluation?.remaining === undefined) return 'noData';
  if (evaluation.remaining <= 0) return 'exhausted';
  return alerting ? 'burning' : 'met';
}

/** The rates of a rule's windows. */
export function ratesOf(
  { long, short }: Pick<AlertRule, 'long' | 'short'>,
  { burnRates }: Pick<Evaluation, 'burnRates'>,
): { longRate?: number; shortRate?: number } {
  const rateOf = (window: number) =>
    burnRates.find(rate => rate.window === window)?.rate;
  return { longRate: rateOf(long), shortRate: rateOf(short) };
}
