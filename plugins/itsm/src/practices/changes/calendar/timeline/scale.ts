import { DateTime } from 'luxon';
import type { Zoom } from '../span';

/** A line of the scale, with its words where it has some. */
export interface Tick {
  at: number;
  label?: string;
  /** Where a day begins. */
  strong: boolean;
}

/** Hours between two lines. */
const step = (zoom: Zoom) => (zoom === 'day' ? 2 : 6);

const HOURS = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

function dayWords(day: DateTime, zoom: Zoom): string {
  if (zoom === 'day') return day.toLocaleString(HOURS);
  return day.toLocaleString(
    zoom === 'week'
      ? { weekday: 'short', day: 'numeric', month: 'short' }
      : { day: 'numeric' },
  );
}

/** Where the lines of a timeline stand: hours of a day, quarters of days of a week, days of a month. */
export function ticksOf(from: DateTime, to: DateTime, zoom: Zoom): Tick[] {
  const ticks: Tick[] = [];
  for (let day = from; day < to; day = day.plus({ days: 1 })) {
    ticks.push({
      at: day.toMillis(),
      label: dayWords(day, zoom),
      strong: true,
    });
    if (zoom === 'month') continue;
    // By the clock on the wall, which leaves out or repeats an hour twice a year.
    for (let hour = step(zoom); hour < 24; hour += step(zoom)) {
      const at = day.set({ hour });
      if (at.hour !== hour) continue;
      ticks.push({
        at: at.toMillis(),
        label: zoom === 'day' ? at.toLocaleString(HOURS) : undefined,
        strong: false,
      });
    }
  }
  return ticks;
}

/** What a bar is moved by at least: a quarter of an hour of a day, an hour of a week, and so on. */
export const SNAP_MS: Record<Zoom, number> = {
  day: 15 * 60_000,
  week: 60 * 60_000,
  month: 12 * 60 * 60_000,
};
