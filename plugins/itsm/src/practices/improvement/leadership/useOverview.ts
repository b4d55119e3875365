import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { leadershipRoutes, monthWords } from '@callboard/plugin-itsm-common';
import type { Overview, OverviewNumber } from '@callboard/plugin-itsm-common';
import { useItsmQuery, useUrlValues } from '@callboard/plugin-itsm-react';
import { DateTime } from 'luxon';
import { leadershipTranslationRef } from './translation';

/** Numbers of months change slowly: an answer is good for a minute. */
const FRESH_MS = 60_000;

/** What the address asks for: the day to look back from, and how far. */
export function useOverviewQuestion() {
  const url = useUrlValues();
  const asOf = url.get('asOf') || undefined;
  const months = url.get('months') === '24' ? '24' : undefined;
  return { url, asOf, months };
}

/** The numbers of leadership, what they say, and what is being done. */
export function useOverview(question: { asOf?: string; months?: string } = {}) {
  const { asOf, months } = question;
  return useItsmQuery(leadershipRoutes.overview, {
    query: { asOf, months },
    keepPrevious: true,
    staleTime: FRESH_MS,
  });
}

/** A day as people say it, e.g. `1 December 2026`. */
export const dayIn = (instant: string, zone: string) =>
  DateTime.fromISO(instant, { zone })
    .setLocale('en-GB')
    .toFormat('d MMMM yyyy');

/** A day where there is little room, e.g. `1 Dec 2026`. */
export const shortDayIn = (instant: string, zone: string) =>
  DateTime.fromISO(instant, { zone }).setLocale('en-GB').toFormat('d MMM yyyy');

/** The last days of the months before and after a day; none after the month that goes on. */
export function monthEnds(
  { asOf, zone }: Pick<Overview, 'asOf' | 'zone'>,
  today: DateTime,
): { before: string; after?: string } {
  const day = DateTime.fromISO(asOf, { zone });
  const before = day.startOf('month').minus({ days: 1 });
  const isEnd = day.hasSame(day.endOf('month'), 'day');
  const after = (isEnd ? day.plus({ days: 1 }) : day).endOf('month');
  return {
    before: before.toISODate()!,
    after: after < today.startOf('day') ? after.toISODate()! : undefined,
  };
}

/** The month of a day, e.g. `October 2026`. */
export const monthOf = (day: string) => monthWords(day, 'UTC');

/** Whether there is a whole month to tell of. */
export const isBegun = ({ firstAt }: Overview) => firstAt === undefined;

/** Whether anything was counted at all. */
export const isCounted = ({ numbers }: Overview) =>
  numbers.some(
    ({ points, running }) => points.length > 0 || (running?.count ?? 0) > 0,
  );

/** The value that a number is shown with, and of when it is. */
export function useShown() {
  const { t } = useTranslationRef(leadershipTranslationRef);
  return (
    { value, points, running }: OverviewNumber,
    { zone, month }: Overview,
  ) => {
    const last = points[points.length - 1];
    if (last)
      return {
        total: { value, count: last.count, numerator: last.numerator },
        period: t('of', { month: monthWords(month, zone) }),
      };
    return {
      total: {
        value: running?.value,
        count: running?.count ?? 0,
        numerator: running?.numerator,
      },
      period: running
        ? t('ofRunning', { month: monthWords(running.from, zone) })
        : undefined,
    };
  };
}
