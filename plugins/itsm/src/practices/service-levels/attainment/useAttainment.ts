import { attainmentRoutes } from '@callboard/plugin-itsm-common';
import type { AttainmentBy, QueryValues } from '@callboard/plugin-itsm-common';
import { useItsmQuery } from '@callboard/plugin-itsm-react';
import { DateTime } from 'luxon';
import { useMemo } from 'react';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Periods that pages offer, in days. */
export const PERIODS = ['7', '30', '90', '365'] as const;
export type PeriodDays = (typeof PERIODS)[number];
export const USUAL_PERIOD: PeriodDays = '30';

/** The period that an address names. */
export function periodOf(word: string): PeriodDays {
  return PERIODS.find(days => days === word) ?? USUAL_PERIOD;
}

/** The last days up to now. To the hour: a question that changes each second is never answered. */
export function useLastDays(days: PeriodDays): { from: string; to: string } {
  return useMemo(() => {
    const to = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS;
    return {
      from: new Date(to - Number(days) * DAY_MS).toISOString(),
      to: new Date(to).toISOString(),
    };
  }, [days]);
}

/** How promises were kept in the last days, by something. */
export function useAttainment(
  by: AttainmentBy,
  days: PeriodDays,
  more: QueryValues = {},
) {
  const period = useLastDays(days);
  return useItsmQuery(attainmentRoutes.attainment, {
    query: { by, ...period, ...more },
    keepPrevious: true,
    live: true,
  });
}

/** How promises were kept from month to month, or week to week, in the reader's time. */
export function useAttainmentTrend(
  bucket: 'week' | 'month',
  more: QueryValues = {},
) {
  const zone = DateTime.local().zoneName;
  const period = useMemo(() => {
    const now = DateTime.now();
    const from =
      bucket === 'month'
        ? now.minus({ months: 11 }).startOf('month')
        : now.minus({ weeks: 12 }).startOf('week');
    return { from: from.toUTC().toISO()! };
  }, [bucket]);
  return useItsmQuery(attainmentRoutes.trend, {
    query: { bucket, zone, ...period, ...more },
    keepPrevious: true,
    staleTime: 60_000,
  });
}
