import type { ContractTime } from './contractSchema';

const DAY_MS = 86_400_000;
/** How long before a date people are reminded of it. */
export const REMIND_DAYS = 30;

/** What of a contract says how it stands in time. Instants are milliseconds since the epoch. */
export interface ContractDates {
  statusCategory: string;
  startAt?: number;
  endAt?: number;
  noticeBy?: number;
  renewal?: string;
}

/** The last instant at which notice can be given; undefined where there is none to give. */
export function noticeByOf(contract: {
  endAt?: number;
  noticeDays?: number;
  renewal?: string;
}): number | undefined {
  const { endAt, noticeDays, renewal } = contract;
  if (endAt === undefined || noticeDays === undefined || renewal === 'none')
    return undefined;
  return endAt - noticeDays * DAY_MS;
}

/** How a contract stands in time. */
export function contractTime(
  { statusCategory, startAt, endAt, noticeBy, renewal }: ContractDates,
  now: number,
): ContractTime {
  if (statusCategory !== 'open') return 'none';
  const soon = now + REMIND_DAYS * DAY_MS;
  if (endAt !== undefined && endAt <= now) return 'expired';
  if (startAt !== undefined && startAt > now) return 'not-begun';
  if (noticeBy !== undefined && noticeBy > now && noticeBy <= soon)
    return 'notice-soon';
  // What renews by itself and can be left no more goes on.
  if (renewal === 'automatic' && noticeBy !== undefined && noticeBy <= now)
    return 'notice-passed';
  if (endAt !== undefined && endAt <= soon) return 'ends-soon';
  return 'running';
}

/** The same day so many months later, or the last one of a shorter month. In UTC. */
export function monthsLater(instant: number, months: number): number {
  const date = new Date(instant);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(
    Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0),
  ).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.getTime();
}
