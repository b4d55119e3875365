import { readThreshold } from '../model';
import type { Agreed, ClockCycle } from './model';
import { reachedAt } from './reachedAt';

/** How much counts when a threshold is reached, milliseconds; undefined if it is none. */
export function thresholdAmount(at: string, goal: number): number | undefined {
  const point = readThreshold(at);
  if (!point) return undefined;
  const amount =
    'percent' in point ? (goal * point.percent) / 100 : goal + point.offset;
  // Less than the goal is left from the beginning on.
  return Math.max(0, amount);
}

/**
 * When each threshold of a run is, or was, reached if nothing changes. Only of one that runs: what
 * is held, done or withdrawn reaches nothing.
 *
 * A threshold is an amount of what counts, held against the goal in force: it is reached at the first
 * instant by which so much counts. Where a change of the record, e.g. of its priority, made it reached
 * by a goal that there was not before, it is reached at that change. Where an agreement did, it was
 * reached when so much counted: what is agreed today sets nothing off for last week.
 *
 * @param thresholds - as agreements write them, e.g. `75%`, `-30m`, `+1h`
 * @param now - the instant that the run was told at
 * @returns by threshold, milliseconds since the epoch; those never reached are left out
 */
export function thresholdInstants(
  cycle: ClockCycle,
  thresholds: readonly string[],
  agreed: Agreed,
  now: number,
): Map<string, number> {
  const instants = new Map<string, number>();
  if (cycle.state !== 'running') return instants;
  const since = changedAt(cycle, agreed, now);
  for (const at of thresholds) {
    const amount = thresholdAmount(at, cycle.goal);
    const reached =
      amount === undefined ? undefined : reachedAt(cycle, amount, agreed, now);
    if (reached !== undefined) instants.set(at, Math.max(reached, since));
  }
  return instants;
}

/** When a change of the record brought the goal in force, if one did. */
function changedAt(cycle: ClockCycle, agreed: Agreed, now: number): number {
  const { stretches, goal, agreement } = cycle;
  let first = stretches.length;
  for (let i = stretches.length - 1; i >= 0; i -= 1) {
    const stretch = stretches[i];
    // Nothing was promised in between; it is not a goal of its own.
    if (stretch.goal === undefined) continue;
    const same =
      stretch.goal === goal &&
      stretch.agreement?.key === agreement.key &&
      stretch.agreement.version === agreement.version;
    if (!same) break;
    first = i;
  }
  if (first === 0) return -Infinity;
  if (first === stretches.length) {
    // It came this very instant, and has lived no stretch of time.
    const byRecord = stretches.length > 0 && !agreed.changes.includes(now);
    return byRecord ? now : -Infinity;
  }
  const { because, from, retroactive } = stretches[first];
  return because !== undefined && !retroactive ? from : -Infinity;
}
