import { kpiWords } from '@callboard/plugin-itsm-common';
import type { KpiPoint, SurveyResults } from '@callboard/plugin-itsm-common';
import { DateTime } from 'luxon';

type Interval = { value: number; low?: number; high?: number };

/** A share in percent, without decimals: answers are too few for more. */
export const shareWords = (value: number | undefined): string =>
  value === undefined
    ? kpiWords(undefined, 'percent')
    : `${Math.round(value * 100)}\u00a0%`;

/** From where to where a share may lie; undefined where nothing can be said. */
export const shareRange = (
  interval: Interval | undefined,
): { low: string; high: string } | undefined =>
  interval?.low === undefined || interval.high === undefined
    ? undefined
    : { low: shareWords(interval.low), high: shareWords(interval.high) };

/** A score with one decimal. */
export const scoreWords = (value: number): string =>
  value.toLocaleString('en-US', {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });

/** A day, or a month, as answers tell it. */
export function onWords(on: string): string {
  const day = DateTime.fromISO(on, { zone: 'utc' });
  return on.length > 7
    ? day.toLocaleString(DateTime.DATE_MED, { locale: 'en-GB' })
    : day.toFormat('LLLL yyyy');
}

/** Months as points of a chart. */
export function pointsOf(
  { series, zone }: Pick<SurveyResults, 'series' | 'zone'>,
  of: (month: SurveyResults['series'][number]) => {
    value: number | undefined;
    count: number;
  },
): KpiPoint[] {
  return series.map(month => {
    const from = DateTime.fromISO(month.month, { zone });
    return {
      from: from.toUTC().toISO()!,
      to: from.plus({ months: 1 }).toUTC().toISO()!,
      complete: month.complete,
      exact: true,
      ...of(month),
    };
  });
}
