import type { KpiGrain } from '@callboard/plugin-itsm-common';
import { DateTime } from 'luxon';

type Spanned = { from: string };

const at = (point: Spanned, zone: string) =>
  DateTime.fromISO(point.from, { zone }).setLocale('en-GB');

/** When a point of a series was, in full: `March 2026`, `Week of 9 Mar 2026`, `Thu 12 Mar 2026, 14:00`. */
export function pointTime(
  point: Spanned,
  grain: KpiGrain,
  zone: string,
): string {
  const time = at(point, zone);
  switch (grain) {
    case 'hour':
      return time.toFormat('ccc d MMM yyyy, HH:mm');
    case 'day':
      return time.toFormat('ccc d MMM yyyy');
    case 'week':
      return `Week of ${time.toFormat('d MMM yyyy')}`;
    case 'month':
      return time.toFormat('MMMM yyyy');
    default:
      return time.toFormat("'Q'q yyyy");
  }
}

/** The same in brief for the axis; the year stands where it begins, and at the first label. */
export function tickTime(
  point: Spanned,
  grain: KpiGrain,
  zone: string,
  before?: Spanned,
): string {
  const time = at(point, zone);
  const isNewYear = !before || at(before, zone).year !== time.year;
  const year = isNewYear ? ` ${time.toFormat('yyyy')}` : '';
  switch (grain) {
    case 'hour':
      return time.toFormat(
        before && at(before, zone).hasSame(time, 'day')
          ? 'HH:mm'
          : 'd MMM HH:mm',
      );
    case 'day':
    case 'week':
      return `${time.toFormat('d MMM')}${year}`;
    case 'month':
      return `${time.toFormat('MMM')}${year}`;
    default:
      return `${time.toFormat("'Q'q")}${year}`;
  }
}

/** A period in words: `1 Mar 2026 – 31 Mar 2026`; its last day is the one that `to` ends. */
export function periodTime(
  period: { from: string; to: string },
  zone: string,
): string {
  const from = at(period, zone);
  const to = DateTime.fromISO(period.to, { zone })
    .setLocale('en-GB')
    .minus({ milliseconds: 1 });
  const format = 'd MMM yyyy';
  if (from.hasSame(to, 'day')) return from.toFormat(format);
  const isSameYear = from.year === to.year;
  return `${from.toFormat(isSameYear ? 'd MMM' : format)} – ${to.toFormat(
    format,
  )}`;
}
