import { DateTime } from 'luxon';

/** `Europe/Berlin` → `Berlin`, `America/Argentina/Buenos_Aires` → `Buenos Aires`. */
export function zoneName(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1).replace(/_/g, ' ');
}

/** Zones that no wall shows; calendars that go around the clock have them. */
const NOBODYS = ['UTC', 'Etc/UTC', 'Etc/GMT'];

/**
 * What the clock on the wall shows in another zone; undefined if the reader's shows the same. With the
 * day where that is another one.
 */
export function timeThere(
  instant: string | number,
  zone: string | undefined,
): string | undefined {
  if (!zone || NOBODYS.includes(zone)) return undefined;
  const here =
    typeof instant === 'number'
      ? DateTime.fromMillis(instant)
      : DateTime.fromISO(instant);
  const there = here.setZone(zone);
  if (!there.isValid || there.offset === here.offset) return undefined;
  const time = there.toLocaleString(DateTime.TIME_SIMPLE);
  return there.toISODate() === here.toISODate()
    ? time
    : `${there.toFormat('ccc')} ${time}`;
}
