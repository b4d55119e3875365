import {
  thresholdInstants,
  type Agreed,
  type Clock,
  type ClockCycle,
  type Threshold,
} from '@callboard/plugin-itsm-common';
import {
  isLedHere,
  LATE_MS,
  passedIn,
  thresholdsOf,
  type Awaited,
  type ToldRecord,
} from './planThresholds';

/** A threshold that is reached and was not done yet. */
export interface Reached {
  clock: Clock;
  cycle: ClockCycle;
  threshold: Threshold;
  /** When, milliseconds since the epoch. */
  at: number;
}

/**
 * Whether what was waited for is there, by the journal as it is now. It is not if the clock is held or
 * stopped or in another run, if the threshold is gone, was done already or will be reached later: what
 * follows the journal has moved it then, or will. Nor if something was agreed by which it was passed
 * long ago; but what is late because nobody was there to do it, is.
 */
export function reachedNow(
  told: ToldRecord,
  awaited: Awaited,
  agreed: Agreed,
  when: { now: number; dueAt: number },
): Reached | undefined {
  const clock = told.clocks.find(({ id }) => id === awaited.clock);
  if (!clock || clock.cycles.length !== awaited.run) return undefined;
  if (!isLedHere(told.entries)) return undefined;
  if (passedIn(told.entries, clock.id, awaited.run).has(awaited.at))
    return undefined;
  const threshold = thresholdsOf(clock, agreed, when.now).find(
    ({ at }) => at === awaited.at,
  );
  if (!threshold) return undefined;
  const cycle = clock.cycles[clock.cycles.length - 1];
  const at = thresholdInstants(cycle, [threshold.at], agreed, when.now).get(
    threshold.at,
  );
  if (at === undefined || at > when.now) return undefined;
  if (at !== when.dueAt && at < when.now - LATE_MS) return undefined;
  return { clock, cycle, threshold, at };
}
