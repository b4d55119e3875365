import type {
  Finder,
  ProposalEstimate,
  ProposalEvidence,
  ProposalMeasure,
} from '@callboard/plugin-itsm-common';

/** A time from an instant on up to another, not with it; milliseconds since the epoch. */
export interface Span {
  from: number;
  to: number;
}

/** The time that is looked at, and as long a time before. */
export interface Windows {
  now: Span;
  before: Span;
  /** Six parts of each, for charts: the first six are those of the time before. */
  slots: readonly Span[];
}

/** Parts of each of the two times. */
export const PARTS = 6;

/** Hours of work that nobody measured: what one of each costs. */
export interface Effort {
  /** To solve an incident. */
  incident: number;
  /** To explain and escalate a promise that was missed. */
  breach: number;
  /** To ask about a decision that is not there, and to plan anew. */
  approval: number;
  /** To look through an old incident again, each month. */
  aged: number;
  /** To find out, in an incident, what the CMDB does not say. */
  gap: number;
}

/** What each finder may use beside its facts. */
export interface Tools {
  windows: Windows;
  effort: Effort;
  /** What an entity is called. */
  nameOf(ref: string): string;
}

/** Something that was found. */
export interface Found {
  finder: Finder;
  /** What it is about: with the finder it says which proposal it is, whenever it is found. */
  subject: string;
  /** The number by which one sees whether it grew. */
  size: number;
  title: string;
  why: string;
  serviceRef?: string;
  ownerRef?: string;
  /** Entities that it names: who may not see one of them is not shown it. */
  entities: readonly string[];
  evidence: ProposalEvidence;
  estimate: ProposalEstimate;
  measure?: ProposalMeasure;
}

/** The part of what is avoidable that somebody avoids. An assumption. */
export const AVOIDED = 0.5;
/** Months in the time that is looked at. */
export const MONTHS = 3;
const HALF = 'Half of them can be avoided.';

const iso = (at: number) => new Date(at).toISOString();
const round = (value: number) => Math.round(value * 10) / 10;

/** A number as sentences have it: at most one digit after the point. */
export const plain = (value: number) =>
  new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 }).format(value);

/** A part of a whole as sentences have it. */
export const percent = (share: number) => `${Math.round(share * 100)} %`;

/** A time as sentences have it: hours, or days where there are many. */
export const hoursOf = (ms: number) => {
  const hours = ms / 3_600_000;
  return hours < 48 ? `${plain(hours)} h` : `${plain(hours / 24)} days`;
};

/** Keeps records of the time that is looked at, in the list of a type. */
export const sinceThen = (
  { now }: Windows,
  field: 'createdAt' | 'actualEnd',
  more: Readonly<Record<string, string>> = {},
) =>
  JSON.stringify({
    ...more,
    [field]: { $gte: iso(now.from), $lt: iso(now.to) },
  });

/** From when to when the evidence is. */
export const timeOf = ({ now }: Windows) => ({
  from: iso(now.from),
  to: iso(now.to),
});

/** Points of the parts of both times. */
export const pointsOf = (
  { slots }: Windows,
  values: readonly (number | undefined)[],
) =>
  slots.map(({ from, to }, i) => ({
    from: iso(from),
    to: iso(to),
    value: values[i] ?? 0,
  }));

/** In which part an instant is. */
export function slotOf({ slots }: Windows, at: number): number {
  const slot = slots.findIndex(({ from, to }) => from <= at && at < to);
  return slot < 0 ? slots.length - 1 : slot;
}

/**
 * What avoiding half of something saves.
 *
 * @param noun - what there is of, in the plural, e.g. `incidents`
 * @param each - hours of work in one of them, and why
 */
export function savedByHalf(
  count: number,
  noun: string,
  each: { hours: number; why: string },
): ProposalEstimate {
  const perMonth = count / MONTHS;
  const hours = round(perMonth * each.hours * AVOIDED);
  return {
    hours,
    formula: `${plain(perMonth)} ${noun} a month × ${plain(
      each.hours,
    )} h × ½ = ${plain(hours)} h a month`,
    assumptions: [each.why, HALF],
  };
}

/** Why an incident costs what it does. */
export const incidentWhy = (hours: number) =>
  `An incident takes ${plain(
    hours,
  )} h of work until it is solved. Change it with itsm.improvement.effort.incident.`;

/** Whether something is on the way down by itself: it is less than three quarters of what it was. */
export const isFading = (count: number, before: number) =>
  count < before * 0.75;

/** Largest first, equal ones by name, so that the same facts give the same list. */
export const byLargest =
  <T>(sizeOf: (item: T) => number, nameOf: (item: T) => string) =>
  (a: T, b: T) =>
    sizeOf(b) - sizeOf(a) || (nameOf(a) < nameOf(b) ? -1 : 1);

/** Items of each key, in the order in which keys come. */
export function groupBy<T>(
  items: readonly T[],
  keyOf: (item: T) => string | undefined,
): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** The sum of numbers. */
export const sum = (values: readonly number[]) =>
  values.reduce((total, value) => total + value, 0);

/** The middle value by nearest rank: one that did occur. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length / 2) - 1] ?? 0;
}

/** What there was of a KPI in a month, less half of what was found; never below none. */
export const halfLess = (volume: number, found: number) =>
  Math.max(0, Math.round((volume - found * AVOIDED) / MONTHS));
