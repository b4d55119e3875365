import type { Agreed, ClockCycle } from './model';
import { reachedAt } from './reachedAt';

/** What came of a run, or will if nothing changes. */
export interface Outcome {
  /**
   * When it was decided: kept when what was promised was done, breached at the first instant at which
   * more counts than was agreed. Each run is decided once, however late it ends.
   */
  decidedAt: number;
  kept: boolean;
}

/**
 * The first instant at which a run is late: one millisecond of working time beyond its goal. In what
 * it has lived or, while it runs, ahead if nothing changes.
 */
export function lateAt(
  cycle: ClockCycle,
  agreed: Agreed,
  now: number,
): number | undefined {
  if (cycle.state === 'cancelled') return undefined;
  return reachedAt(cycle, cycle.goal + 1, agreed, now);
}

/**
 * What came of a run. Undefined of one that was cancelled, and of one that is held, or covered by
 * nothing, before it is late: nobody knows yet.
 *
 * @param now - the instant that the run was told at
 */
export function outcomeOf(
  cycle: ClockCycle,
  agreed: Agreed,
  now: number,
): Outcome | undefined {
  const late = lateAt(cycle, agreed, now);
  if (cycle.state === 'stopped' && !cycle.breached)
    return { decidedAt: cycle.stoppedAt!, kept: true };
  return late === undefined ? undefined : { decidedAt: late, kept: false };
}

/**
 * Who had the record for how much of the time until a run was late, milliseconds by reference; `''`
 * if nobody had it. Whoever gets what is late already has no part in that. The parts are the goal and
 * the millisecond beyond it together.
 *
 * @param ownerRef - who has it at the end of what was told: they have what is ahead
 */
export function heldUntilLate(
  cycle: ClockCycle,
  ownerRef: string | undefined,
): Map<string, number> {
  const held = new Map<string, number>();
  let left = cycle.goal + 1;
  const add = (ref: string | undefined, elapsed: number) => {
    const taken = Math.min(elapsed, left);
    if (taken <= 0) return;
    held.set(ref ?? '', (held.get(ref ?? '') ?? 0) + taken);
    left -= taken;
  };
  for (const { elapsed, ownerRef: owner } of cycle.stretches)
    add(owner, elapsed);
  add(ownerRef, left);
  return held;
}
