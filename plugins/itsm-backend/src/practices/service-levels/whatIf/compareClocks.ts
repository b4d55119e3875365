import type { Clock, ClockCycle } from '@callboard/plugin-itsm-common';

/** What becomes of a clock if something else is agreed. */
export type Effect =
  | 'metToBreached'
  | 'breachedToMet'
  | 'unchanged'
  | 'newlyCovered'
  | 'noLongerCovered';

/** A clock before and after; the runs are those in which they differ, else the last. */
export interface Compared {
  id: string;
  effect: Effect;
  before?: ClockCycle;
  after?: ClockCycle;
}

const isBreached = (clock: Clock) => clock.cycles.some(c => c.breached);

function effectOn(before: Clock | undefined, after: Clock | undefined): Effect {
  if (!before) return 'newlyCovered';
  if (!after) return 'noLongerCovered';
  if (isBreached(before) === isBreached(after)) return 'unchanged';
  return isBreached(after) ? 'metToBreached' : 'breachedToMet';
}

/** The clocks of a record under what is agreed, and under what would be. */
export function compareClocks(
  before: readonly Clock[],
  after: readonly Clock[],
): Compared[] {
  const find = (clocks: readonly Clock[], id: string) =>
    clocks.find(clock => clock.id === id);
  const ids = new Set([...before, ...after].map(({ id }) => id));
  return [...ids].map(id => {
    const [old, fresh] = [find(before, id), find(after, id)];
    const runs = Math.max(old?.cycles.length ?? 0, fresh?.cycles.length ?? 0);
    const cycleAt = (clock: Clock | undefined, i: number) =>
      clock?.cycles[Math.min(i, clock.cycles.length - 1)];
    let run = runs - 1;
    for (let i = run; i >= 0; i -= 1) {
      if (cycleAt(old, i)?.breached !== cycleAt(fresh, i)?.breached) {
        run = i;
        break;
      }
    }
    return {
      id,
      effect: effectOn(old, fresh),
      before: cycleAt(old, run),
      after: cycleAt(fresh, run),
    };
  });
}
