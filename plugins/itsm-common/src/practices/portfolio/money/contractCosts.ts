import { splitMinor } from './allocate';
import { monthsLater } from './contractTime';
import type { Renewal, ValuePer } from './model';
import { monthNumber, monthOfInstant, monthsFromTo } from './months';

/** What of a contract says what it costs. Instants are milliseconds since the epoch. */
export interface ContractValue {
  minor: number;
  per: ValuePer;
  startAt: number;
  endAt?: number;
  /** Whether its time is over: what has ended renews no more. */
  over?: boolean;
  /** When it was terminated, if it was. */
  until?: number;
  renewal?: Renewal;
  renewalMonths?: number;
}

/** The part of a sum that falls to the `at`th of so many months, so that all of them add up to it. */
const partOf = (minor: number, at: number, count: number) =>
  Math.round((minor * (at + 1)) / count) - Math.round((minor * at) / count);

/** How many months begin between two instants, counted from the first. */
function monthsBetween(from: number, to: number): number {
  const number = (instant: number) => {
    const date = new Date(instant);
    return date.getUTCFullYear() * 12 + date.getUTCMonth();
  };
  const count = Math.max(0, number(to) - number(from));
  return monthsLater(from, count) < to ? count + 1 : count;
}

/** The months that the value of a term is for. */
function termOf(contract: ContractValue): number {
  const { startAt, endAt, renewal, renewalMonths } = contract;
  // Each time it renews it costs its value again.
  if (renewal === 'automatic' && renewalMonths) return renewalMonths;
  return endAt === undefined ? 1 : Math.max(1, monthsBetween(startAt, endAt));
}

/**
 * When a contract stops to cost something; undefined if it goes on. One that renews by itself does until
 * somebody ends it.
 */
export function costEndOf(contract: ContractValue): number | undefined {
  const { endAt, until, renewal, over } = contract;
  const end = renewal === 'automatic' && !over ? undefined : endAt;
  if (end === undefined || until === undefined) return until ?? end;
  return Math.min(end, until);
}

/**
 * What a contract costs month by month. Its months begin on the day on which it does, and count where they
 * begin; so a year has twelve of them whatever day that is, and they add up to its value.
 */
export function contractMonths(
  contract: ContractValue,
  from: string,
  to: string,
  zone: string,
): { month: string; minor: number }[] {
  const { minor, per, startAt, endAt } = contract;
  const first = monthNumber(monthOfInstant(startAt, zone));
  const end = costEndOf(contract);
  const term = termOf(contract);
  const once = per === 'term' && endAt === undefined;
  return monthsFromTo(from, to).flatMap(month => {
    const at = monthNumber(month) - first;
    if (at < 0 || (once && at > 0)) return [];
    if (end !== undefined && monthsLater(startAt, at) >= end) return [];
    if (per === 'month') return { month, minor };
    const count = per === 'year' ? 12 : term;
    return { month, minor: partOf(minor, at % count, count) };
  });
}

/** The most that a service can weigh. */
export const MOST_WEIGHT = 1_000_000;

/** What services of a contract weigh: one that nobody weighed counts 1. */
export function weightsOf(
  services: readonly string[],
  weights: Readonly<Record<string, number>>,
): Map<string, number> {
  return new Map(
    [...new Set(services)].sort().map(ref => [ref, weights[ref] ?? 1]),
  );
}

/** A sum split among services by what they weigh; nothing is lost or doubled. */
export function splitAmong(
  minor: number,
  weights: ReadonlyMap<string, number>,
): Map<string, number> {
  const all = [...weights].filter(([, weight]) => weight > 0);
  if (all.length === 0) return new Map();
  const parts = splitMinor(
    minor,
    all.map(([, weight]) => BigInt(weight)),
  );
  return new Map(all.map(([ref], i) => [ref, parts[i]]));
}

/** Weights as a contract keeps them, to be read by people as well. */
export const writeWeights = (
  weights: Readonly<Record<string, number>>,
): string | null =>
  Object.entries(weights)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([ref, weight]) => `${ref}=${weight}`)
    .join(', ') || null;

/** Weights as they are kept. What is none is left out. */
export function readWeights(text: unknown): Record<string, number> {
  if (typeof text !== 'string') return {};
  return Object.fromEntries(
    text.split(', ').flatMap((part): [string, number][] => {
      const at = part.lastIndexOf('=');
      const weight = Number(part.slice(at + 1));
      return at > 0 && Number.isInteger(weight) && weight >= 0
        ? [[part.slice(0, at), weight]]
        : [];
    }),
  );
}
