import { DateTime } from 'luxon';

/** A span of time, in ISO 8601; either end may be open. */
export interface Span {
  start?: string;
  end?: string;
}

const DATE = { day: 'numeric', month: 'short' } as const;
const DAY = { weekday: 'short', ...DATE } as const;
const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

function dayOf(at: DateTime, now: DateTime, short: boolean): string {
  const words = short ? DATE : DAY;
  if (at.hasSame(now, 'year')) return at.toLocaleString(words);
  const day = at.toLocaleString({ ...words, year: 'numeric' });
  // With a year some languages part the weekday by a comma, which stands before the time here.
  return day.replace(/^(\p{L}+),/u, '$1');
}

/**
 * A planned window as short as it can be said without doubt, in the reader's time:
 * `Thu 26 Nov, 22:00–23:30`, over midnight with both days.
 *
 * @param short - without the weekday
 */
export function windowWords(
  { start, end }: Span,
  now: DateTime = DateTime.now(),
  short = false,
): string {
  const from = start ? DateTime.fromISO(start) : undefined;
  const to = end ? DateTime.fromISO(end) : undefined;
  const point = (at: DateTime) =>
    `${dayOf(at, now, short)}, ${at.toLocaleString(TIME)}`;
  if (from && to) {
    return from.hasSame(to, 'day')
      ? `${point(from)}–${to.toLocaleString(TIME)}`
      : `${point(from)} – ${point(to)}`;
  }
  const only = from ?? to;
  return only ? point(only) : '';
}

/** How long a window is, as people say it: `1 h 30 min`, `2 d 4 h`. */
export function lengthWords(minutes: number): string {
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const rest = Math.round(minutes % 60);
  const parts = [
    days > 0 && `${days} d`,
    hours > 0 && `${hours} h`,
    rest > 0 && days === 0 && `${rest} min`,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(' ') : '0 min';
}

/** The minutes between two instants; undefined unless both are known and in order. */
export function minutesOf({ start, end }: Span): number | undefined {
  if (!start || !end) return undefined;
  const minutes =
    (DateTime.fromISO(end).toMillis() - DateTime.fromISO(start).toMillis()) /
    60_000;
  return minutes > 0 ? minutes : undefined;
}

/** The reader's time zone as people know it: `Europe/Berlin (UTC+1)`. */
export function zoneWords(at: DateTime = DateTime.now()): string {
  if (at.offset === 0 && at.zoneName === 'UTC') return 'UTC';
  const hours = at.offset / 60;
  const sign = hours < 0 ? '−' : '+';
  const whole = Math.trunc(Math.abs(hours));
  const minutes = Math.abs(at.offset) % 60;
  const offset = minutes
    ? `${whole}:${String(minutes).padStart(2, '0')}`
    : `${whole}`;
  return `${at.zoneName} (UTC${at.offset === 0 ? '' : sign + offset})`;
}

/**
 * The first change of the clock within a window in a zone: when it is, and by how many minutes it is put
 * forward (or back, if negative).
 */
export function clockChangeIn(
  { start, end }: Span,
  zone?: string,
): { at: DateTime; minutes: number } | undefined {
  if (!start || !end) return undefined;
  let low: DateTime = DateTime.fromISO(start, { zone });
  let high: DateTime = DateTime.fromISO(end, { zone });
  if (!low.isValid || !high.isValid || high <= low) return undefined;
  // A window may hold both changes of a year: looked through day by day, the first one counts.
  const before = low.offset;
  let probe: DateTime = low;
  while (probe < high && probe.offset === before) {
    low = probe;
    probe = DateTime.min(probe.plus({ hours: 24 }), high);
  }
  if (probe.offset === before) return undefined;
  high = probe;
  while (high.diff(low, 'minutes').minutes > 1) {
    const middle = DateTime.fromMillis(
      Math.floor((low.toMillis() + high.toMillis()) / 120_000) * 60_000,
      { zone: low.zone },
    );
    if (middle.offset === before) low = middle;
    else high = middle;
  }
  return { at: high, minutes: high.offset - before };
}
