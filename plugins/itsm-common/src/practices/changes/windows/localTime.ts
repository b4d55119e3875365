import type { Zone } from '../../service-levels/workingTime/zone';

const DAY_MS = 86_400_000;

/**
 * Local times are numbers here: what the clock on the wall shows, as if it were UTC. So they add up
 * without a zone.
 */
export function readLocalTime(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text)) return undefined;
  const full = text.length === 16 ? `${text}:00` : text;
  const time = Date.parse(`${full}Z`);
  // What the calendar does not have, e.g. 30 February, reads as something else.
  return Number.isNaN(time) || !new Date(time).toISOString().startsWith(full)
    ? undefined
    : time;
}

/** The opposite of {@link readLocalTime}, to the minute where it has no seconds. */
export function writeLocalTime(local: number): string {
  const text = new Date(local).toISOString().slice(0, 19);
  return text.endsWith(':00') ? text.slice(0, 16) : text;
}

/**
 * The instant of a local time, as RFC 5545 (3.3.5) has it. Of one that comes twice, as clocks are put
 * back, it is the first. One that does not come, as clocks are put forward, is read as if they had not
 * been yet: 02:30 is as long after the last minute before 02:00 as it would have been, and the wall
 * shows 03:30.
 */
export function instantOfLocal(zone: Zone, local: number): number {
  const before = zone.ahead(local - DAY_MS);
  const after = zone.ahead(local + DAY_MS);
  const first = local - before;
  if (before === after || zone.ahead(first) === before) return first;
  const second = local - after;
  return zone.ahead(second) === after ? second : first;
}

/** What the clock on the wall shows at an instant. */
export function localOfInstant(zone: Zone, instant: number): number {
  return instant + zone.ahead(instant);
}
