const MINUTE = 60_000;
const DAY = 86_400_000;

/** The longest planned window, in days. */
export const MOST_WINDOW_DAYS = 90;

/** How long before its window a change may be started, in minutes. */
export const EARLY_START_MINUTES = 15;

/** When a change is planned. Milliseconds since the epoch; what is not known yet is left out. */
export interface PlannedWindow {
  plannedStart?: number;
  plannedEnd?: number;
}

/** What is wrong with a field, as a sentence without the field's name. */
export interface PlannedWindowFault {
  field: 'plannedStart' | 'plannedEnd';
  words: string;
}

/** What no planned window may be, draft or not; undefined if it may. */
export function windowFault(
  window: PlannedWindow,
): PlannedWindowFault | undefined {
  const { plannedStart, plannedEnd } = window;
  if (plannedStart === undefined || plannedEnd === undefined) return undefined;
  if (plannedEnd <= plannedStart)
    return {
      field: 'plannedEnd',
      words:
        'must be after the planned start; the window would end before it starts',
    };
  if (plannedEnd - plannedStart > MOST_WINDOW_DAYS * DAY)
    return {
      field: 'plannedEnd',
      words: `must be at most ${MOST_WINDOW_DAYS} days after the planned start; file a change for each step instead`,
    };
  return undefined;
}

/** A start that passed while one was writing is still now, in minutes. */
export const PAST_START_MINUTES = 5;

/** What is wrong with a start that has passed: a draft is only warned of it. */
export function pastStart(
  window: PlannedWindow,
  now: number,
): PlannedWindowFault | undefined {
  const earliest = now - PAST_START_MINUTES * MINUTE;
  if (window.plannedStart === undefined || window.plannedStart >= earliest)
    return undefined;
  return {
    field: 'plannedStart',
    words: 'must not be in the past; choose a later window',
  };
}

/** An instant as people read it in a sentence of the server, which knows nobody's zone. */
export const instantWords = (at: number) =>
  `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** Why a change cannot be started now, by its planned window; undefined if it can. */
export function startRefusal(
  window: PlannedWindow,
  now: number,
): string | undefined {
  const { plannedStart, plannedEnd } = window;
  if (plannedStart === undefined || plannedEnd === undefined)
    return 'The change has no planned window; plan one first.';
  if (now < plannedStart - EARLY_START_MINUTES * MINUTE)
    return `The planned window begins at ${instantWords(
      plannedStart,
    )}; start it then, at most ${EARLY_START_MINUTES} minutes early, or reschedule it.`;
  if (now > plannedEnd)
    return `The planned window ended at ${instantWords(
      plannedEnd,
    )}; reschedule it.`;
  return undefined;
}

/** By how many minutes a zone is ahead of UTC at an instant. */
function offsetMinutes(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const get = (type: string) => Number(parts.find(p => p.type === type)?.value);
  const local = Date.UTC(
    get('year'),
    get('month') - 1,
    get('day'),
    get('hour'),
    get('minute'),
    get('second'),
  );
  return Math.round((local - Math.floor(at / 1000) * 1000) / MINUTE);
}

/**
 * By how many minutes the clocks of a zone are changed between two instants: 60 if they are put
 * forward, -60 if back, 0 if not or for a zone that nobody knows. For a hint beside local times.
 */
export function clockChangeWithin(
  from: number,
  to: number,
  zone: string,
): number {
  try {
    return offsetMinutes(to, zone) - offsetMinutes(from, zone);
  } catch {
    return 0;
  }
}
