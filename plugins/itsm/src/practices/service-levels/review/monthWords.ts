import type { Review } from '@callboard/plugin-itsm-common';
import { DateTime } from 'luxon';

/** A month as people say it. */
export const monthWords = (month: string): string =>
  DateTime.fromISO(`${month}-01`).toLocaleString({
    month: 'long',
    year: 'numeric',
  });

/** A month so many months later. */
export const monthAfter = (month: string, months: number): string =>
  DateTime.fromISO(`${month}-01`).plus({ months }).toFormat('yyyy-MM');

/** The month that goes on. */
export const thisMonth = (): string => DateTime.now().toFormat('yyyy-MM');

/** The last whole month. */
export const lastMonth = (): string => monthAfter(thisMonth(), -1);

/** What a review compares: its month, the one before, and all twelve. */
export function comparedOf({ months }: Pick<Review, 'months'>) {
  const month = months[months.length - 1];
  const before = months[months.length - 2];
  const average = (of: 'opened' | 'resolved' | 'breached') =>
    Math.round(
      (months.reduce((sum, each) => sum + each[of], 0) / months.length) * 10,
    ) / 10;
  return { month, before, average };
}
