import { WakeUp } from '../kernel/WakeUp';

/** As long as anything sleeps that waits to be woken up, and looks by itself for safety only. */
const LONGEST_SLEEP = 5_000;
const AN_HOUR = 3_600_000;

/**
 * Has what waits to be woken up sleep on until it is, so that a test of that needs no clock: without
 * being woken up, it ends by its own time limit.
 *
 * @returns how the safety net comes back
 */
export function withoutSafetyNet(): () => void {
  const { sleep } = WakeUp.prototype;
  const spy = jest
    .spyOn(WakeUp.prototype, 'sleep')
    .mockImplementation(function sleepOn(this: WakeUp, milliseconds) {
      return sleep.call(
        this,
        milliseconds >= LONGEST_SLEEP ? AN_HOUR : milliseconds,
      );
    });
  return () => spy.mockRestore();
}
