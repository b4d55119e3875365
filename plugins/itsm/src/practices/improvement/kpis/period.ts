import { beginAfter, beginOf } from '@callboard/plugin-itsm-common';
import type { KpiGrain } from '@callboard/plugin-itsm-common';
import { DateTime } from 'luxon';

/** Periods that pages offer, up to now. */
export const PERIODS = ['d7', 'd30', 'd90', 'm12', 'm24', 'y5'] as const;
export type PeriodWord = (typeof PERIODS)[number];
export const USUAL_PERIOD: PeriodWord = 'm12';

/** The grain by which a period has neither too few points nor too many. */
const USUAL_GRAIN: Readonly<Record<PeriodWord, KpiGrain>> = {
  d7: 'day',
  d30: 'day',
  d90: 'week',
  m12: 'month',
  m24: 'month',
  y5: 'quarter',
};

const BACK: Readonly<Record<PeriodWord, [KpiGrain, number]>> = {
  d7: ['day', 7],
  d30: ['day', 30],
  // Whole weeks, so that the first point is no part of one.
  d90: ['week', 13],
  m12: ['month', 12],
  m24: ['month', 24],
  y5: ['quarter', 20],
};

/** A time that is asked for: instants as the API has them; up to now without `to`. */
export interface AskedPeriod {
  word?: PeriodWord;
  from: string;
  to?: string;
  grain: KpiGrain;
}

const iso = (instant: number) => new Date(instant).toISOString();
const DAY = /^\d{4}-\d\d-\d\d$/;

/**
 * The period up to now that a word names. It begins where a day, week, month or quarter does, so many
 * whole ones before that of now.
 */
export function periodUpToNow(
  word: PeriodWord,
  zone: string,
  now: number,
): AskedPeriod {
  const [grain, count] = BACK[word];
  return {
    word,
    from: iso(beginAfter(beginOf(now, grain, zone), grain, zone, -count)),
    grain: USUAL_GRAIN[word],
  };
}

/** The grain for a period of one's own. */
export function grainFor(days: number): KpiGrain {
  if (days <= 45) return 'day';
  if (days <= 190) return 'week';
  return days <= 1_100 ? 'month' : 'quarter';
}

/** The period that an address names: by a word, or by the first and the last of its days. */
export function readPeriod(
  given: { period: string; from: string; to: string },
  zone: string,
  now: number,
): AskedPeriod {
  if (DAY.test(given.from) && DAY.test(given.to)) {
    const from = DateTime.fromISO(given.from, { zone });
    // The last day is part of it.
    const to = DateTime.fromISO(given.to, { zone }).plus({ days: 1 });
    if (from.isValid && to.isValid && from < to) {
      return {
        from: iso(from.toMillis()),
        to: iso(to.toMillis()),
        grain: grainFor(to.diff(from, 'days').days),
      };
    }
  }
  const word = PERIODS.find(each => each === given.period) ?? USUAL_PERIOD;
  return periodUpToNow(word, zone, now);
}
