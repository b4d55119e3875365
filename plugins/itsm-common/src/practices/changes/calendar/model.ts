import type { ChangeState } from '../lifecycle';

const DAY_MS = 86_400_000;

/** The most items of one answer; what is beyond is said, and found by asking for less. */
export const MOST_CALENDAR_ITEMS = 5_000;
/** The longest span that is asked for at once: a year and what a page shows around it. */
export const LONGEST_CALENDAR_MS = 400 * DAY_MS;

/** What a calendar shows. */
export const CALENDAR_KINDS = ['change', 'window', 'cab'] as const;
export type CalendarKind = (typeof CALENDAR_KINDS)[number];

/**
 * States in which a change may still be moved: before it begins. What is under way or over is moved
 * by nobody; its actual times say how it was.
 */
export const MOVABLE_STATUSES: readonly ChangeState[] = [
  'draft',
  'assess',
  'authorize',
  'scheduled',
];

/** States from which a change will not happen any more. Calendars leave them out unless asked. */
export const OFF_STATUSES: readonly ChangeState[] = ['cancelled', 'rejected'];

/** How many feeds somebody may have that are not revoked. */
export const MOST_FEEDS = 20;
/** How far back a feed reaches. */
export const FEED_BACK_MS = 30 * DAY_MS;
/** How far ahead a feed reaches. */
export const FEED_AHEAD_MS = 180 * DAY_MS;
