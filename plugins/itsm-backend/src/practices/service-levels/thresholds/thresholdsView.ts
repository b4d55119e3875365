import {
  thresholdAmount,
  thresholdInstants,
  type Agreed,
  type Clock,
  type ClockThresholds,
  type PassedThreshold,
} from '@callboard/plugin-itsm-common';
import { THRESHOLD, type ClockEntry } from '../clocks/momentsOf';
import {
  isLedHere,
  passedIn,
  thresholdsOf,
  type ToldRecord,
} from './planThresholds';

const iso = (instant: number) => new Date(instant).toISOString();

/** The thresholds that a run of a clock has passed and what was done, oldest first. */
export function passedThresholds(
  entries: readonly ClockEntry[],
  clockId: string,
  run: number,
): PassedThreshold[] {
  return entries
    .filter(
      ({ kind, payload }) =>
        kind.endsWith(THRESHOLD) &&
        payload.clock === clockId &&
        payload.run === run,
    )
    .map(({ at: doneAt, payload }) => ({
      at: String(payload.at),
      reachedAt: iso(Number(payload.reachedAt ?? doneAt)),
      doneAt: iso(doneAt),
      did: (payload.did ?? []) as string[],
      tells: (payload.tells ?? []) as string[],
      ...(payload.refused && { refused: payload.refused as string[] }),
    }))
    .sort((a, b) => (a.doneAt < b.doneAt ? -1 : 1));
}

/** The next threshold of a clock that sets something off; none of a record that is not led here. */
function nextOf(
  { entries }: ToldRecord,
  clock: Clock,
  agreed: Agreed,
  now: number,
): ClockThresholds['next'] {
  const cycle = clock.cycles[clock.cycles.length - 1];
  const isOver = cycle.state === 'stopped' || cycle.state === 'cancelled';
  if (isOver || !isLedHere(entries)) return undefined;
  const passed = passedIn(entries, clock.id, clock.cycles.length);
  // One that is held keeps its thresholds; only when they are reached is not known.
  const [next] = thresholdsOf(clock, agreed, now, { held: true })
    .map(({ at, actions }) => ({
      at,
      actions,
      amount: thresholdAmount(at, cycle.goal) ?? 0,
    }))
    // What was passed and not done, e.g. before it was agreed, is not done any more.
    .filter(({ at, amount }) => !passed.has(at) && amount > cycle.elapsed)
    .sort((a, b) => a.amount - b.amount);
  if (!next) return undefined;
  const reached = thresholdInstants(cycle, [next.at], agreed, now).get(next.at);
  return {
    at: next.at,
    actions: [...next.actions],
    ...(reached !== undefined && { reachedAt: iso(reached) }),
  };
}

/** The thresholds of the newest run of a clock; undefined if there is nothing to say of any. */
export function thresholdsView(
  told: ToldRecord,
  clock: Clock,
  agreed: Agreed,
  now: number,
): ClockThresholds | undefined {
  const passed = passedThresholds(told.entries, clock.id, clock.cycles.length);
  const next = nextOf(told, clock, agreed, now);
  if (passed.length === 0 && !next) return undefined;
  return { passed, ...(next && { next }) };
}
