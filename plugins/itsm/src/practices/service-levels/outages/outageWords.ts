import type { Outage } from '@callboard/plugin-itsm-common';
import { dayTime } from '../clocks/dayTimes';
import { hoursWords } from '../clocks/durations';
import type { OutageWords } from './translation';

/** From when to when, in words. */
export function spanWords(
  { begin, end }: Pick<Outage, 'begin' | 'end'>,
  now: number,
  t: OutageWords,
): string {
  const from = dayTime(begin, now);
  if (!end) return t('span.since', { from });
  const isSameDay =
    new Date(begin).toDateString() === new Date(end).toDateString();
  // The day is said once; the time of the end is enough then.
  const to = isSameDay ? dayTime(end, Date.parse(end)) : dayTime(end, now);
  return t('span.between', { from, to });
}

/** For how long, in words. */
export function lengthWords(
  { begin, end }: Pick<Outage, 'begin' | 'end'>,
  now: number,
  t: OutageWords,
): string {
  const until = end ? Date.parse(end) : now;
  const time = hoursWords(until - Date.parse(begin));
  return end ? time : t('span.soFar', { time });
}

/** A share as people read availability: enough digits to tell 99.9 % from 99.99 %, and no 100 % that is none. */
export function percentWords(share: number): string {
  const percent = share * 100;
  const digits = percent >= 99.9 && percent < 100 ? 3 : 2;
  // Rounded down: what is not all of it is not said to be.
  const factor = 10 ** digits;
  return `${(Math.floor(percent * factor + 1e-6) / factor).toLocaleString(
    'en',
  )} %`;
}
