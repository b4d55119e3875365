import type { TrendBucket } from '@callboard/plugin-itsm-common';
import { DateTime } from 'luxon';

/** A week or a month, or the part of it that is in a period. */
export interface Bucket {
  /** Its first day in the zone, e.g. `2026-03-01`; before the period if that begins within it. */
  day: string;
  from: number;
  /** Not with it. */
  to: number;
}

/** The weeks or months of a period as a zone has them, without gaps. Weeks begin on Monday. */
export function bucketsOf(
  { from, to }: { from: number; to: number },
  bucket: TrendBucket,
  zone: string,
): Bucket[] {
  const buckets: Bucket[] = [];
  let begin = DateTime.fromMillis(from, { zone }).startOf(bucket);
  while (begin.toMillis() < to) {
    const end = begin.plus({ [bucket]: 1 }).startOf(bucket);
    buckets.push({
      day: begin.toISODate()!,
      from: Math.max(begin.toMillis(), from),
      to: Math.min(end.toMillis(), to),
    });
    begin = end;
  }
  return buckets;
}

/** The first instants of so many months up to one and of the month after it, oldest first. */
export function monthsUpTo(
  month: string,
  count: number,
  zone: string,
): { months: string[]; bounds: number[] } {
  const last = DateTime.fromISO(`${month}-01`, { zone }).startOf('month');
  const begins = Array.from({ length: count + 1 }, (_, i) =>
    last.plus({ months: i + 1 - count }).startOf('month'),
  );
  return {
    months: begins.slice(0, -1).map(begin => begin.toFormat('yyyy-MM')),
    bounds: begins.map(begin => begin.toMillis()),
  };
}

/** The month that an instant is in, and the one before it. */
export function monthOf(instant: number, zone: string) {
  const now = DateTime.fromMillis(instant, { zone });
  return {
    current: now.toFormat('yyyy-MM'),
    last: now.minus({ months: 1 }).toFormat('yyyy-MM'),
  };
}
