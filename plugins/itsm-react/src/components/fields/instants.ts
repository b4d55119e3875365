import { DateTime } from 'luxon';

/** An instant as the browser's date-time control holds it: local, to the minute. */
export function toLocalInput(instant: string | undefined): string {
  const at = instant ? DateTime.fromISO(instant) : undefined;
  return at?.isValid ? at.toFormat("yyyy-MM-dd'T'HH:mm") : '';
}

/** The instant that a date-time control says, in ISO 8601 UTC; undefined if it is not complete. */
export function fromLocalInput(text: string): string | undefined {
  const at = DateTime.fromISO(text);
  return text && at.isValid
    ? at.toUTC().toISO({ suppressMilliseconds: false }) ?? undefined
    : undefined;
}

/** The instants that people mean most often. */
export type QuickInstant =
  | 'inHalfHour'
  | 'inOneHour'
  | 'inFourHours'
  | 'tomorrow'
  | 'monday'
  | 'inOneWeek'
  | 'inOneMonth'
  | 'inThreeMonths'
  | 'inSixMonths'
  | 'inOneYear';

/** What is offered where nothing else is said. */
export const QUICK_INSTANTS: readonly QuickInstant[] = [
  'inOneHour',
  'inFourHours',
  'tomorrow',
  'monday',
  'inOneWeek',
];

/** What is offered where people plan for months, and for what they put off. */
export const LONG_QUICK_INSTANTS: readonly QuickInstant[] = [
  'inOneWeek',
  'inOneMonth',
  'inThreeMonths',
  'inSixMonths',
  'inOneYear',
];

const MORNING = { hour: 9, minute: 0, second: 0, millisecond: 0 };

/**
 * The instant of a quick choice, in ISO 8601 UTC. Mornings are nine o'clock in the zone of the
 * instant given; "Monday" is the next one, never today.
 */
export function quickInstant(choice: QuickInstant, now: DateTime): string {
  const minute = now.startOf('minute');
  const at = {
    inHalfHour: () => minute.plus({ minutes: 30 }),
    inOneHour: () => minute.plus({ hours: 1 }),
    inFourHours: () => minute.plus({ hours: 4 }),
    tomorrow: () => minute.plus({ days: 1 }).set(MORNING),
    monday: () => minute.plus({ days: 8 - minute.weekday }).set(MORNING),
    inOneWeek: () => minute.plus({ weeks: 1 }).set(MORNING),
    inOneMonth: () => minute.plus({ months: 1 }).set(MORNING),
    inThreeMonths: () => minute.plus({ months: 3 }).set(MORNING),
    inSixMonths: () => minute.plus({ months: 6 }).set(MORNING),
    inOneYear: () => minute.plus({ years: 1 }).set(MORNING),
  }[choice]();
  return at.toUTC().toISO() as string;
}
