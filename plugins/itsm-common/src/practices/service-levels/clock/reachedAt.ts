import type { Agreed, ClockCycle } from './model';

/**
 * The first instant by which so much counts: in what the run has lived, or, while it runs, ahead if
 * nothing changes. Undefined if it is not known yet, or never will be.
 *
 * @param amount - milliseconds of working time
 * @param now - the instant that the run was told at
 */
export function reachedAt(
  cycle: ClockCycle,
  amount: number,
  agreed: Agreed,
  now: number,
): number | undefined {
  let counted = 0;
  for (const { state, from, elapsed, calendar } of cycle.stretches) {
    if (state !== 'running') continue;
    if (counted + elapsed >= amount) {
      const { working } = agreed.calendarAt(calendar!.key, from)!;
      return working.add(from, amount - counted);
    }
    counted += elapsed;
  }
  if (cycle.state !== 'running') return undefined;
  const calendar = agreed.calendarAt(cycle.calendar.key, now);
  return calendar?.working.add(now, amount - counted);
}
