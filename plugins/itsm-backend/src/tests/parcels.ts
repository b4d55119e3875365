import { percentileOf } from '@callboard/plugin-itsm-common';
import type {
  FactKind,
  Facts,
  JournalRow,
  RecordFacts,
} from '@callboard/plugin-itsm-node';
import * as fc from 'fast-check';
import { DateTime } from 'luxon';

/** More of them: PROPERTY_RUNS=500. */
export const runs = (few: number) => Number(process.env.PROPERTY_RUNS ?? few);
/** The same stories on every run. */
export const SEED = 20261127;
/** Where clocks are changed twice a year. */
export const ZONE = 'Europe/Vienna';
export const HOUR = 3_600_000;

/** Parcels, as they are counted: a kind with all that a kind can have. */
export const KIND: FactKind = {
  kind: 'parcel',
  title: 'Parcels',
  version: 1,
  stages: [
    { key: 'sent', label: 'Parcels sent', marks: ['fragile'] },
    {
      key: 'arrived',
      label: 'Parcels arrived',
      marks: ['fragile', 'broken'],
      values: ['travelMs', 'weight'],
    },
  ],
  dimensions: [
    { key: 'depot', label: 'Depot', hourly: true },
    { key: 'size', label: 'Size' },
  ],
  values: [
    { key: 'travelMs', label: 'Travel', unit: 'duration', distribution: true },
    { key: 'weight', label: 'Weight', unit: 'number' },
  ],
  marks: [
    { key: 'fragile', label: 'Fragile' },
    { key: 'broken', label: 'Broken' },
  ],
};

/** About the change to summer time, a leap day and ends of months, and far from them. */
export const instant = fc.oneof(
  fc.integer({ min: Date.UTC(2024, 1, 26), max: Date.UTC(2024, 3, 3) }),
  fc.integer({ min: Date.UTC(2023, 9, 26), max: Date.UTC(2023, 10, 3) }),
  fc.constantFrom(
    ...['2024-02-29T23:59:59.999', '2024-03-01', '2024-03-31T02:30'].map(iso =>
      DateTime.fromISO(iso, { zone: ZONE }).toMillis(),
    ),
  ),
);
/** Something that is often not there. */
export const optional = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.option(arbitrary, { nil: undefined, freq: 3 });

/** A parcel, one of so many. */
export const parcel = (ids: number): fc.Arbitrary<Facts> =>
  fc.record({
    id: fc.integer({ min: 1, max: ids }).map(n => `p${n}`),
    stages: fc.record({ sent: optional(instant), arrived: optional(instant) }),
    dimensions: fc.record({
      depot: optional(fc.constantFrom('north', 'south')),
      size: optional(fc.constantFrom('s', 'l')),
    }),
    values: fc.record({
      travelMs: optional(fc.integer({ min: -5, max: 1e9 })),
      weight: optional(fc.integer({ min: 0, max: 99_999 }).map(n => n / 1_000)),
    }),
    marks: fc.subarray(['fragile', 'broken']),
    restricted: fc.boolean().map(is => is || undefined),
  });

/** What is done to parcels at once. */
export type Change = { put: Facts[] } | { remove: string[] };
export const change = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ put: fc.array(parcel(12), { maxLength: 8 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      remove: fc.uniqueArray(
        fc.integer({ min: 1, max: 12 }).map(n => `p${n}`),
        { maxLength: 4 },
      ),
    }),
  },
) as fc.Arbitrary<Change>;

/** What is there after changes. The last of several facts with one id holds. */
export function after(changes: readonly Change[]): Map<string, Facts> {
  const facts = new Map<string, Facts>();
  for (const one of changes) {
    if ('put' in one) for (const fact of one.put) facts.set(fact.id, fact);
    else one.remove.forEach(id => facts.delete(id));
  }
  return facts;
}

/** The first instant of a day there, or any other one that is named. */
export const dayOf = (iso: string) =>
  DateTime.fromISO(iso, { zone: ZONE }).toMillis();

/** What the facts say, counted one by one. */
export const byHand = (
  all: Iterable<Facts>,
  stage: 'sent' | 'arrived',
  from: number,
  to: number,
  keep: (fact: Facts) => boolean = () => true,
) => {
  const there = [...all].filter(
    f =>
      !f.restricted &&
      keep(f) &&
      f.stages[stage] !== undefined &&
      f.stages[stage]! >= from &&
      f.stages[stage]! < to,
  );
  const values = (key: string) =>
    there.flatMap(f => f.values?.[key] ?? []).sort((a, b) => a - b);
  const of = (key: string) => ({
    count: values(key).length,
    // In thousandths, as sums of parts of numbers are not what they seem.
    sum: values(key).reduce((sum, v) => sum + Math.round(v * 1e3), 0) / 1e3,
  });
  const marked = (key: string) =>
    there.filter(f => f.marks?.includes(key)).length;
  return {
    count: there.length,
    marks: {
      fragile: marked('fragile'),
      ...(stage === 'arrived' && { broken: marked('broken') }),
    },
    values:
      stage === 'arrived'
        ? { travelMs: of('travelMs'), weight: of('weight') }
        : {},
    median: percentileOf(values('travelMs'), 0.5),
    p90: percentileOf(values('travelMs'), 0.9),
    since: there.reduce(
      (sum, f) => sum + (f.stages.sent ?? f.stages[stage]!),
      0,
    ),
  };
};

/** The state is everything that happened, so that its order shows. */
export const letters: RecordFacts<string[]> = {
  kind: { ...KIND, kind: 'letter' },
  recordTypes: ['letter'],
  entryKinds: ['letter.stamped'],
  begin: () => [],
  apply: (state, entry) => [...state, `${entry.payload.word}@${entry.at}`],
  facts: (state, recordId) =>
    state.map((said, i) => ({
      id: `${recordId}/${i}`,
      stages: { sent: Number(said.split('@')[1]) },
      dimensions: { depot: said.split('@')[0] },
      values: { travelMs: state.length },
    })),
};
/** An entry of the journal of a letter. */
export const entryOf = (
  position: number,
  said: { record: string; at: number; word: string; hide?: boolean },
  first: boolean,
  type: string,
) =>
  ({
    position,
    subjectType: 'record',
    subjectId: said.record,
    kind: first ? 'record.created' : 'record.changed',
    at: said.at,
    payload: {
      word: said.word,
      ...(first && { type }),
      changes:
        said.hide === undefined
          ? []
          : [
              {
                field: 'visibility',
                after: said.hide ? 'restricted' : 'internal',
              },
            ],
    },
  } as unknown as JournalRow);
