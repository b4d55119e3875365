import {
  budgetPart,
  isBurning,
  windowAt,
  type ObjectiveDetail,
  type ObjectiveSummary,
} from '@callboard/plugin-itsm-common';
import { ratesOf, stateOf } from './evaluate';
import type { Objective } from './ObjectiveBook';
import type { AlertRow, ObjectiveRow } from './ObjectiveStore';

const MINUTE = 60_000;

/** How it stands with an objective, as it was kept last. */
export interface Standing {
  row?: ObjectiveRow;
  running: readonly AlertRow[];
}

const iso = (instant: number) => new Date(instant).toISOString();

function failureOf(
  { faults, since }: Objective,
  row: ObjectiveRow | undefined,
): ObjectiveSummary['failure'] {
  // What is missing in its definition is known at once, and until it is put right.
  const message = faults[0] ?? row?.failure;
  if (message === undefined) return undefined;
  const from = message === row?.failure ? row.failureSince : undefined;
  return { message, since: iso(from ?? since) };
}

/** An objective as lists show it. */
export function summaryOf(
  objective: Objective,
  { row, running }: Standing,
  now: number,
): ObjectiveSummary {
  const { body, window } = objective;
  const evaluation = row?.evaluation;
  const { from, to } = windowAt(window, now);
  const alert =
    running.find(({ severity }) => severity === 'page') ?? running[0];
  const records = objective.measure?.source === 'records';
  const until = records ? row?.evaluatedAt : row?.measuredUntil;
  return {
    key: objective.key,
    version: objective.version,
    name: objective.name,
    description: objective.description,
    entityRef: objective.entityRef,
    target: objective.target,
    window: {
      kind: window.isRolling ? 'rolling' : 'calendar',
      duration: window.duration,
      length: to - from,
      timeZone: window.calendar?.timeZone,
      from: iso(from),
      to: iso(to),
    },
    budgetingMethod: body.spec.budgetingMethod,
    source: records ? 'records' : 'prometheus',
    state: stateOf(evaluation, running.length > 0),
    ratio: evaluation?.ratio,
    budgetRemaining: evaluation?.remaining,
    burnRates: evaluation?.burnRates ?? [],
    alert: alert && {
      id: alert.id,
      severity: alert.severity,
      startedAt: iso(alert.startedAt),
    },
    measuredUntil:
      until === undefined
        ? undefined
        : iso(Math.floor(until / MINUTE) * MINUTE),
    failure: failureOf(objective, row),
    coverage: evaluation?.coverage ?? 0,
  };
}

/** All that is told of an objective itself. */
export function detailOf(
  objective: Objective,
  standing: Standing,
  now: number,
): Omit<ObjectiveDetail, 'ownerRef' | 'alerts' | 'refs'> {
  const { body, budgeting, measure, rules } = objective;
  const evaluation = standing.row?.evaluation;
  const summary = summaryOf(objective, standing, now);
  const [{ op, value }] = body.spec.objectives;
  return {
    ...summary,
    at: iso(now),
    body,
    definedIn: objective.definedIn,
    tally: {
      unit:
        budgeting.method === 'Occurrences' && measure?.source !== 'records'
          ? 'events'
          : 'minutes',
      good: evaluation?.good ?? 0,
      total: evaluation?.total ?? 0,
      bad: evaluation?.bad ?? 0,
      // 43.2 minutes, and not 43.20000000000004.
      allowed: Number((evaluation?.allowed ?? 0).toFixed(6)),
    },
    thresholds: {
      op,
      value,
      timeSliceTarget: budgeting.sliceTarget,
      timeSliceWindow:
        budgeting.sliceMinutes && budgeting.sliceMinutes * MINUTE,
    },
    queries:
      measure?.source === 'prometheus'
        ? measure.queries.map(({ part, connection, query }) => ({
            part,
            connection,
            query,
          }))
        : [],
    rules: rules.map(rule => {
      const { severity, long, short, threshold, policy } = rule;
      const rates = ratesOf(rule, evaluation ?? { burnRates: [] });
      return {
        severity,
        long,
        short,
        threshold,
        budgetPart: budgetPart(rule, summary.window.length),
        ...rates,
        over: isBurning(rule, rates.longRate, rates.shortRate) ?? false,
        policy,
      };
    }),
    filesIncidents: objective.filesIncidents,
  };
}
