import type { DueHandler } from '@callboard/plugin-itsm-node';

const FIRST = 5_000;
const GROWTH = 4;
const LONGEST = 3_600_000;
const DEFAULT_ATTEMPTS = 8;
/** A fifth to either side, so that what failed together does not come back together. */
const SPREAD = 0.2;

/** How often a handler's items are tried before they are left for an operator. */
export function attemptsOf(handler: DueHandler): number {
  return (
    handler.attempts ??
    (handler.pauses ? handler.pauses.length + 1 : DEFAULT_ATTEMPTS)
  );
}

/**
 * Milliseconds until the next attempt.
 *
 * @param failures - how many attempts failed so far, at least 1
 * @param random - 0 to 1
 */
export function pauseAfter(
  handler: DueHandler,
  failures: number,
  random: number = Math.random(),
): number {
  const { pauses } = handler;
  const pause = pauses?.length
    ? pauses[Math.min(failures, pauses.length) - 1]
    : Math.min(LONGEST, FIRST * GROWTH ** (failures - 1));
  return Math.round(pause * (1 - SPREAD + 2 * SPREAD * random));
}
