import { z } from 'zod';

/** The most months that are told at once. */
export const MOST_MONTHS = 36;

/** A month, e.g. `2026-11`. */
export const monthSchema = z
  .string()
  .trim()
  .regex(/^(19|20)\d\d-(0[1-9]|1[0-2])$/, 'must be a month like 2026-11');

/** A number that grows by one each month. */
export const monthNumber = (month: string): number =>
  Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;

/** The month of such a number. */
export const monthOfNumber = (number: number): string =>
  `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`;

/** The month that is so many after another, or before it. */
export const monthAfter = (month: string, count = 1): string =>
  monthOfNumber(monthNumber(month) + count);

/** The months from one to another, both of them among them. */
export const monthsFromTo = (from: string, to: string): string[] =>
  Array.from(
    { length: Math.max(0, monthNumber(to) - monthNumber(from) + 1) },
    (_, i) => monthAfter(from, i),
  );

/** The month in which an instant is, in a zone. */
export function monthOfInstant(instant: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'iso8601',
    year: 'numeric',
    month: '2-digit',
  }).formatToParts(instant);
  const part = (type: string) => parts.find(p => p.type === type)!.value;
  return `${part('year')}-${part('month')}`;
}
