/** A span of a day by the clock on the wall, e.g. `{ from: '08:00', to: '12:30' }`; `to` is not in it. */
export interface DaySpan {
  /** `00:00` to `23:59`. */
  from: string;
  /** `00:01` to `24:00`. */
  to: string;
}

/** The days of a week as calendars write them, Monday first as in ISO 8601. */
export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** When work is done: what {@link WorkingTime} reckons with. */
export interface WorkingHours {
  /** A zone of the IANA time zone database, e.g. `Europe/Berlin`. */
  timeZone: string;
  /** Spans of each weekday; a day that is not named is off. */
  week: Readonly<Partial<Record<Weekday, readonly DaySpan[]>>>;
  /**
   * Days that are not as their weekday says, by local date (`2026-12-24`): holidays, which have no
   * span, and exceptions.
   */
  days?: Readonly<Record<string, readonly DaySpan[]>>;
}

const MINUTE_MS = 60_000;
const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** Milliseconds since midnight of `08:30` or `24:00`; undefined if it is no time of a day. */
export function timeOfDay(text: string): number | undefined {
  if (text === '24:00') return 24 * 60 * MINUTE_MS;
  const [, hours, minutes] = TIME.exec(text) ?? [];
  if (hours === undefined) return undefined;
  return (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
}

/** Spans as milliseconds since midnight, in order, those that touch or overlap as one. */
export function readSpans(
  spans: readonly DaySpan[],
): { from: number; to: number }[] {
  const read = spans
    .map(({ from, to }) => ({ from: timeOfDay(from)!, to: timeOfDay(to)! }))
    .sort((a, b) => a.from - b.from);
  const merged: { from: number; to: number }[] = [];
  for (const span of read) {
    const last = merged[merged.length - 1];
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else merged.push({ ...span });
  }
  return merged;
}

/**
 * What is wrong with spans of a day, in sentences; nothing if they can be reckoned with. A span that
 * goes past midnight is two, each on its day: exceptions are of a day too.
 */
export function spanFaults(spans: readonly DaySpan[]): string[] {
  const faults: string[] = [];
  const sound: { from: number; to: number; text: string }[] = [];
  for (const { from, to } of spans) {
    const begin = timeOfDay(from);
    const end = timeOfDay(to);
    const text = `${from}–${to}`;
    if (begin === undefined || from === '24:00')
      faults.push(`"${from}" is no time of a day like 08:30`);
    else if (end === undefined)
      faults.push(`"${to}" is no time of a day like 17:00 or 24:00`);
    else if (end <= begin)
      faults.push(
        `${text} ends before it begins; past midnight it is two spans: ${from}–24:00, and 00:00–${to} on the next day`,
      );
    else sound.push({ from: begin, to: end, text });
  }
  sound.sort((a, b) => a.from - b.from);
  sound.slice(1).forEach((span, i) => {
    if (span.from < sound[i].to)
      faults.push(`${sound[i].text} and ${span.text} overlap`);
  });
  return faults;
}
