import { DateTime } from 'luxon';

/** The changes of one day of the reader's. */
export interface DayOf<T> {
  /** Its date, e.g. `2026-11-26`. */
  key: string;
  day: DateTime;
  items: T[];
}

interface Planned {
  status: string;
  plannedStart?: string;
}

/**
 * Changes by the day they begin on, in the reader's zone; what began before today and goes on stands
 * with today. Within a day they keep their order.
 */
export function byDay<T extends Planned>(
  items: readonly T[],
  now: DateTime,
): DayOf<T>[] {
  const today = now.startOf('day');
  const days = new Map<string, DayOf<T>>();
  for (const item of items) {
    const start = item.plannedStart
      ? DateTime.fromISO(item.plannedStart, { zone: now.zone }).startOf('day')
      : today;
    const day = DateTime.max(start, today) as DateTime;
    const key = day.toISODate() ?? '';
    const kept = days.get(key) ?? { key, day, items: [] };
    kept.items.push(item);
    days.set(key, kept);
  }
  return [...days.values()].sort((a, b) => a.key.localeCompare(b.key));
}
