import { DateTime } from 'luxon';
import { beginAfter, beginOf } from '../../../kernel/kpi/periods';
import { kpiWords } from '../../../kernel/kpi/words';
import { monthWords } from './frame';
import type { OverviewStoryline } from './overview';
import type { OverviewNumber, OverviewStory } from './schema';

/** The hour of the first day of a month at which it is sent, in the zone of the numbers. */
const HOUR = 8;

/** The numbers of a month as they are sent. */
export interface DigestTime {
  /** The first day of the month in which it is sent; names it. */
  key: string;
  /** Milliseconds since the epoch. */
  at: number;
  /** The day that it looks back from: the last one of the month that is over. */
  asOf: string;
}

function timeOf(month: number, zone: string): DigestTime {
  const first = DateTime.fromMillis(month, { zone });
  return {
    key: first.toISODate()!,
    at: first.set({ hour: HOUR }).toMillis(),
    asOf: first.minus({ days: 1 }).toISODate()!,
  };
}

/** The digest that was due last. After a downtime of months it is that of the last one alone. */
export function lastDigest(now: number, zone: string): DigestTime {
  const month = beginOf(now, 'month', zone);
  const time = timeOf(month, zone);
  return time.at <= now
    ? time
    : timeOf(beginAfter(month, 'month', zone, -1), zone);
}

/** The digest that is due next. */
export function nextDigest(now: number, zone: string): DigestTime {
  const month = beginOf(now, 'month', zone);
  const time = timeOf(month, zone);
  return time.at > now ? time : timeOf(beginAfter(month, 'month', zone), zone);
}

/** What people are told of a month: nothing of initiatives, as who may read them differs. */
export interface DigestWords {
  title: string;
  description: string;
}

const counted = (count: number, what: string) => `${count} ${what}`;

function titleOf(
  { better, notBetter }: Pick<OverviewStoryline, 'better' | 'notBetter'>,
  month: string,
): string {
  const said = [
    ...(better.length > 0 ? [counted(better.length, 'got better')] : []),
    ...(notBetter.length > 0 ? [counted(notBetter.length, 'did not')] : []),
  ];
  return `${month} in numbers: ${
    said.length === 0 ? 'all within what is usual' : said.join(', ')
  }`;
}

const part = (title: string, lines: readonly string[]) =>
  lines.length === 0
    ? []
    : [`${title}\n${lines.map(l => `• ${l}`).join('\n')}`];

const told = ({ name, words }: OverviewStory) => `${name}: ${words}`;

function lineOf(
  { name, value, before, unit, points, words }: OverviewNumber,
  zone: string,
): string {
  if (value === undefined) return `${name}: ${words}`;
  const now = `${name}: ${kpiWords(value, unit)}`;
  const previous = points[points.length - 2];
  return before === undefined
    ? now
    : `${now} (${monthWords(previous.from, zone)}: ${kpiWords(before, unit)})`;
}

/**
 * The numbers of a month in plain words.
 *
 * @returns undefined where no month is whole yet: there is nothing to tell
 */
export function digestWords(
  overview: Pick<
    OverviewStoryline,
    'numbers' | 'better' | 'notBetter' | 'month' | 'zone' | 'firstAt'
  >,
): DigestWords | undefined {
  const { numbers, better, notBetter, month, zone, firstAt } = overview;
  if (firstAt !== undefined || numbers.every(n => n.value === undefined))
    return undefined;
  return {
    title: titleOf(overview, monthWords(month, zone)),
    description: [
      ...part(
        'The numbers',
        numbers.map(one => lineOf(one, zone)),
      ),
      ...part('What got better', better.map(told)),
      ...part('What did not', notBetter.map(told)),
    ].join('\n\n'),
  };
}
