import {
  heldUntilLate,
  outcomeOf,
  type Agreed,
  type AgreementType,
  type Clock,
  type ClockCycle,
  type ClockStateName,
  type Facts,
  type Metric,
  type Moment,
} from '@callboard/plugin-itsm-common';

/** A run of a clock that was decided, or will be if nothing changes. */
export interface RunRow {
  recordId: string;
  clockId: string;
  run: number;
  type: AgreementType;
  metric: Metric;
  agreementKey: string;
  calendarKey: string;
  serviceRef?: string;
  teamRef?: string;
  state: ClockStateName;
  goal: number;
  elapsed: number;
  evaluatedAt: number;
  startedAt: number;
  dueAt?: number;
  stoppedAt?: number;
  decidedAt: number;
  kept: boolean;
  /** Of what is not kept: who had how much of the time until it was late; `''` for nobody. */
  heldBy: ReadonlyMap<string, number>;
}

const NOBODY: ReadonlyMap<string, number> = new Map();
const textOf = (value: unknown) =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** What was known of a record at an instant, with all that happened at it. */
function factsAt(moments: readonly Moment[], at: number): Facts {
  let facts: Facts = {};
  for (const moment of moments) if (moment.at <= at) facts = moment.facts;
  return facts;
}

/** Who had the record when a run ended, and what service it was about then. */
function endOf(cycle: ClockCycle, moments: readonly Moment[], now: number) {
  return factsAt(moments, cycle.stoppedAt ?? now);
}

/**
 * What came of all runs of a record's clocks, the earlier ones too. One that was done and goes on
 * after a reopening is one run; one that began anew is another.
 *
 * @param moments - of the record, in order
 */
export function runsOf(
  recordId: string,
  clocks: readonly Clock[],
  moments: readonly Moment[],
  agreed: Agreed,
  now: number,
): RunRow[] {
  return clocks.flatMap(({ id, type, metric, groupRef, cycles }) =>
    cycles.flatMap((cycle, i): RunRow[] => {
      const outcome = outcomeOf(cycle, agreed, now);
      if (!outcome) return [];
      const facts = endOf(cycle, moments, now);
      const owner = textOf(facts.ownerRef);
      return [
        {
          recordId,
          clockId: id,
          run: i + 1,
          type,
          metric,
          agreementKey: cycle.agreement.key,
          calendarKey: cycle.calendar.key,
          serviceRef: textOf(facts.serviceRef),
          teamRef: groupRef ?? owner,
          state: cycle.state,
          goal: cycle.goal,
          elapsed: cycle.elapsed,
          evaluatedAt: now,
          startedAt: cycle.startedAt,
          dueAt: cycle.dueAt,
          stoppedAt: cycle.stoppedAt,
          ...outcome,
          heldBy: outcome.kept ? NOBODY : heldUntilLate(cycle, owner),
        },
      ];
    }),
  );
}
