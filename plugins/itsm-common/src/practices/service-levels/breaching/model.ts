const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The furthest that the queue looks ahead. */
export const MOST_WITHIN_MS = 31 * DAY_MS;
/** How far it looks if nobody says. */
export const DEFAULT_WITHIN_MS = DAY_MS;

const DURATION =
  /^P(?=.)(?:(\d{1,4})D)?(?:T(?=.)(?:(\d{1,4})H)?(?:(\d{1,5})M)?)?$/;

/** Milliseconds of an ISO 8601 duration of days, hours and minutes, e.g. `PT4H`. */
export function readWithin(text: string): number | undefined {
  const found = DURATION.exec(text);
  if (!found) return undefined;
  const [days, hours, minutes] = found.slice(1).map(part => Number(part ?? 0));
  return days * DAY_MS + hours * HOUR_MS + minutes * MINUTE_MS;
}

/** Where a record stands by the promises that run for it: the field `sla.state`. */
export const RECORD_SLA_STATES = ['late', 'soon', 'inTime', 'none'] as const;
export type RecordSlaState = (typeof RECORD_SLA_STATES)[number];

/** A promise is due soon when so much of its goal is used. */
export const SOON_FROM = 0.75;

/** Fields that every record has while service levels are in use, for lists, views and exports. */
export const SLA_STATE_FIELD = 'sla.state';
export const SLA_DUE_FIELD = 'sla.dueAt';
export const SLA_MISSED_FIELD = 'sla.missed';
