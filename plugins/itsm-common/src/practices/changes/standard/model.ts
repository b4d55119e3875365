import type { ChangeOutcome } from '../model';
import { instantWords } from '../planned';

/** Good runs in a row after which a standard change is pre-approved, unless its template says otherwise. */
export const DEFAULT_PROMOTE_AFTER = 3;

/**
 * How far a standard change is trusted. `proving` goes the way of normal changes, `pre-approved` is
 * scheduled without asking, `demoted` lost that and has to prove itself again.
 */
export const STANDARD_STATES = ['proving', 'pre-approved', 'demoted'] as const;
export type StandardState = (typeof STANDARD_STATES)[number];

/**
 * What becomes known of the runs of a standard change, in the order in which it becomes known. A run is a
 * change that was made from the template and is finished; an incident is blamed on it when it is linked
 * as caused by it, before the run is finished or long after.
 */
export type StandardEvent =
  | { kind: 'finished'; change: string; outcome: ChangeOutcome }
  | { kind: 'blamed'; change: string; incident: string };

/** What took a standard change its pre-approval. */
export interface DemotionCause {
  change: string;
  /** How the change ended, if that was it. */
  outcome?: ChangeOutcome;
  /** The incident that it caused, if that was it. */
  incident?: string;
}

/** The success record of a standard change. */
export interface StandardStanding {
  state: StandardState;
  /** Runs that are finished. */
  runs: number;
  /** Those that were successful and that no incident is blamed on. */
  goodRuns: number;
  /** Good ones since the last that was not, or since it was demoted. */
  goodInARow: number;
  /** Of a demoted one: why. */
  cause?: DemotionCause;
}

/** Where every standard change begins. */
export const NEW_STANDING: StandardStanding = {
  state: 'proving',
  runs: 0,
  goodRuns: 0,
  goodInARow: 0,
};

/** Whether an outcome alone demotes. One with issues ends the row of good ones, and no more. */
const isBad = (outcome: ChangeOutcome) =>
  outcome === 'failed' || outcome === 'rolled-back';

/** What is known of the runs, as far as the next event needs it. */
export interface StandardMemory {
  standing: StandardStanding;
  /** Changes that an incident is blamed on, finished or not. */
  blamed: ReadonlySet<string>;
  /** Changes that count as good runs. */
  good: ReadonlySet<string>;
}

/** Before anything happened. */
export const NO_MEMORY: StandardMemory = {
  standing: NEW_STANDING,
  blamed: new Set(),
  good: new Set(),
};

const withOne = (set: ReadonlySet<string>, one: string) =>
  new Set([...set, one]);
const without = (set: ReadonlySet<string>, one: string) =>
  new Set([...set].filter(other => other !== one));

/**
 * The state machine of trust, one event at a time:
 *
 * - a good run (successful, and no incident blamed on it so far) makes the row of good runs longer; with
 *   `promoteAfter` of them in a row it is pre-approved, whether it was proving or demoted,
 * - a run that failed or was rolled back demotes, as does an incident blamed on any run, finished or not,
 * - a run with issues, and one that an incident is blamed on already, begins the row anew.
 *
 * Whatever is not good begins the row anew. What is demoted stays so until the row is long enough again, and
 * keeps the cause that came first. A template that proves itself can be demoted too: that is said, so
 * that nobody wonders why the count began anew.
 *
 * Events are what holds in the end: what was linked by mistake and unlinked is left out of them, and a
 * change whose outcome was put right is finished when that was said. So a mistake that was put right leaves
 * nothing behind.
 */
export function nextMemory(
  memory: StandardMemory,
  event: StandardEvent,
  promoteAfter: number,
): StandardMemory {
  const { standing, blamed, good } = memory;
  const { change } = event;
  const demoted = (cause: DemotionCause): StandardStanding => ({
    ...standing,
    goodInARow: 0,
    state: 'demoted',
    cause: standing.cause ?? cause,
  });
  if (event.kind === 'blamed') {
    const { incident } = event;
    const left = without(good, change);
    return {
      blamed: withOne(blamed, change),
      good: left,
      standing: { ...demoted({ change, incident }), goodRuns: left.size },
    };
  }
  const { outcome } = event;
  const runs = standing.runs + 1;
  if (isBad(outcome))
    return { ...memory, standing: { ...demoted({ change, outcome }), runs } };
  if (outcome !== 'successful' || blamed.has(change))
    return { ...memory, standing: { ...standing, runs, goodInARow: 0 } };
  const all = withOne(good, change);
  const goodInARow = standing.goodInARow + 1;
  const trusted =
    standing.state === 'pre-approved' || goodInARow >= promoteAfter;
  return {
    blamed,
    good: all,
    standing: {
      state: trusted ? 'pre-approved' : standing.state,
      runs,
      goodRuns: all.size,
      goodInARow,
      cause: trusted ? undefined : standing.cause,
    },
  };
}

/** The success record after all that is known, oldest first. */
export function standingOf(
  events: readonly StandardEvent[],
  promoteAfter: number,
): StandardStanding {
  return events.reduce(
    (memory, event) => nextMemory(memory, event, promoteAfter),
    NO_MEMORY,
  ).standing;
}

const UNITS = { d: 86_400_000, h: 3_600_000, m: 60_000 } as const;
const SPAN = /^(?:(\d{1,3})d)?(?:(\d{1,5})h)?(?:(\d{1,6})m)?$/;

/** Milliseconds of `30m`, `1h30m`, `2d`; undefined if it is none or nothing. */
export function readChangeSpan(text: string): number | undefined {
  const [, days, hours, minutes] = SPAN.exec(text) ?? [];
  const length =
    Number(days ?? 0) * UNITS.d +
    Number(hours ?? 0) * UNITS.h +
    Number(minutes ?? 0) * UNITS.m;
  return length > 0 ? length : undefined;
}

/** What the gate looks at. Instants are milliseconds since the epoch. */
export interface GateFacts {
  number: string;
  status: string;
  changeType: string;
  approval?: string;
  preApproved?: boolean;
  inFreeze?: boolean;
  plannedStart?: number;
  plannedEnd?: number;
}

/** Why a gate is open or shut. */
export const GATE_STATES = [
  'open',
  'not-approved',
  'early',
  'late',
  'freeze',
  'over',
] as const;
export type GateState = (typeof GATE_STATES)[number];

/** Whether work may go on now. */
export interface Gate {
  open: boolean;
  state: GateState;
  /** A sentence for whoever, or whatever, asked. */
  reason: string;
  /** Of an open gate: when it shuts, milliseconds since the epoch. */
  until?: number;
  /** Of one that is shut: when it opens, if that is known. */
  opensAt?: number;
}

const OVER = ['review', 'closed', 'cancelled', 'rejected'];
/** Not `approved`, because whoever reads it knows nothing of fields. */
const UNDECIDED: Record<string, string> = {
  draft: 'it is a draft; submit it first',
  assess: 'it is being assessed and has no approval yet',
  authorize: 'it waits for approval',
};

/**
 * Whether the work of a change may go on now: approved, or pre-approved as a standard change, and within
 * its planned window. An emergency that has begun is let through, as its approval comes after the fact. A
 * freeze that lies over a pre-approved change shuts the gate, unless somebody approved the change.
 */
export function gateOf(change: GateFacts, now: number): Gate {
  const { number, status, plannedStart, plannedEnd } = change;
  const shut = (state: GateState, why: string, opensAt?: number): Gate => ({
    open: false,
    state,
    reason: `The gate of ${number} is shut: ${why}.`,
    opensAt,
  });
  const open = (until?: number): Gate => ({
    open: true,
    state: 'open',
    reason:
      until === undefined
        ? `${number} is an emergency and being implemented.`
        : `${number} may be implemented until ${instantWords(until)}.`,
    until,
  });
  if (OVER.includes(status))
    return shut('over', `it is over (${status}); file a new change`);
  if (change.changeType === 'emergency' && status === 'implement')
    return open(
      plannedEnd !== undefined && plannedEnd > now ? plannedEnd : undefined,
    );
  if (status !== 'scheduled' && status !== 'implement')
    return shut('not-approved', UNDECIDED[status] ?? `it is in ${status}`);
  if (change.approval !== 'approved' && change.preApproved !== true)
    return shut('not-approved', 'it has no approval that holds');
  if (change.inFreeze && change.approval !== 'approved')
    return shut(
      'freeze',
      'a freeze lies over its window, and no exception was approved',
    );
  if (plannedStart === undefined || plannedEnd === undefined)
    return shut('not-approved', 'it has no planned window');
  // Whoever started some minutes early, as the lifecycle lets them, may go on.
  if (status === 'scheduled' && now < plannedStart)
    return shut(
      'early',
      `its window begins at ${instantWords(plannedStart)}`,
      plannedStart,
    );
  if (now >= plannedEnd)
    return shut(
      'late',
      `its window ended at ${instantWords(plannedEnd)}; reschedule it first`,
    );
  return open(plannedEnd);
}
