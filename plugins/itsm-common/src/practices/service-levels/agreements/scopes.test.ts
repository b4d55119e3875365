import fc from 'fast-check';
import { matchesFilter } from '../../../kernel/matchesFilter';
import { readPredicate } from '../../../kernel/readPredicate';
import type { FieldDefinition } from '../../../kernel/fields';
import { certaintyOf, mayAllHold, openPartOf } from './scopes';
import type { Condition } from './scopes';

const RUNS = Number(process.env.FC_RUNS ?? 300);
const WORDS = ['gold', 'Gold', 'silver', 'bronze'];
const fields = new Map<string, FieldDefinition>(
  [
    ['tier', 'string'],
    ['system', 'string'],
    ['priority', 'number'],
  ].map(([key, type]) => [
    key,
    { key, column: '', label: key, type } as FieldDefinition,
  ]),
);
const holdsFor = (condition: Condition, facts: object) =>
  matchesFilter(
    readPredicate(condition, fields, { now: 0, me: '', mine: [] }, 'condition'),
    facts as Record<string, unknown>,
  );

const word = fc.constantFrom(...WORDS);
const words = fc.array(word, { minLength: 1, maxLength: 3 });
const priority = fc.integer({ min: 1, max: 5 });
const ofWords = fc.oneof(
  word,
  fc.record({ $in: words }),
  fc.record({ $hasPrefix: fc.constantFrom('g', 's') }),
  fc.record({ $exists: fc.boolean() }),
);
const ofNumbers = fc.oneof(
  priority,
  fc.record({ $in: fc.array(priority, { minLength: 1, maxLength: 3 }) }),
  fc.record({ $gt: priority }),
  fc.record({ $gte: priority, $lt: priority }),
  fc.record({ $lte: priority }),
);
const leaf = fc.record(
  { tier: ofWords, system: ofWords, priority: ofNumbers },
  { requiredKeys: [] },
);
const { condition } = fc.letrec<{ condition: Condition }>(tie => ({
  condition: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.record({ $all: fc.array(tie('condition'), { maxLength: 3 }) }),
    fc.record({ $any: fc.array(tie('condition'), { maxLength: 3 }) }),
    fc.record({ $not: tie('condition') }),
  ),
}));
const aRecord = fc.record(
  { tier: word, system: word, priority },
  { requiredKeys: [] },
);

describe('what is known of a condition', () => {
  it('is what it comes to, whatever the rest turns out to be', () => {
    fc.assert(
      fc.property(
        condition,
        aRecord,
        fc.subarray(['tier', 'system', 'priority']),
        (asked, record, known) => {
          const certainty = certaintyOf(
            asked,
            key => known.includes(key),
            part => holdsFor(part, record),
          );
          const holds = holdsFor(asked, record);
          const comesTo = holds ? 'yes' : 'no';
          // Who knows all of it is never in doubt.
          const told = known.length === 3 ? [comesTo] : [comesTo, 'maybe'];
          expect(told).toContain(certainty);
        },
      ),
      { numRuns: RUNS },
    );
  });
});

describe('what of a condition is open', () => {
  it('comes to the same as all of it, for everything with what is known', () => {
    fc.assert(
      fc.property(
        condition,
        aRecord,
        aRecord,
        fc.subarray(['tier', 'system', 'priority']),
        (asked, record, other, known) => {
          const isKnown = (key: string) => known.includes(key);
          const holds = (part: Condition) => holdsFor(part, record);
          fc.pre(certaintyOf(asked, isKnown, holds) === 'maybe');
          // Another record of which the same is known.
          const alike = { ...other } as Record<string, unknown>;
          for (const key of known) {
            delete alike[key];
            const value = (record as Record<string, unknown>)[key];
            if (value !== undefined) alike[key] = value;
          }
          const open = openPartOf(asked, isKnown, holds);
          expect(holdsFor(open, alike)).toBe(holdsFor(asked, alike));
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('is told without what is known', () => {
    const isKnown = (key: string) => key === 'tier';
    const holds = (part: Condition) => holdsFor(part, { tier: 'gold' });
    expect(
      openPartOf({ tier: 'gold', priority: { $lte: 2 } }, isKnown, holds),
    ).toEqual({ priority: { $lte: 2 } });
    expect(
      openPartOf(
        { $all: [{ tier: 'gold' }, { priority: 1 }, { system: 'shop' }] },
        isKnown,
        holds,
      ),
    ).toEqual({ $all: [{ priority: 1 }, { system: 'shop' }] });
  });
});

describe('whether conditions exclude each other', () => {
  it('is never said of two that a record meets', () => {
    fc.assert(
      fc.property(condition, condition, aRecord, (a, b, record) => {
        fc.pre(holdsFor(a, record) && holdsFor(b, record));
        expect(mayAllHold([a, b])).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  it.each<[boolean, Condition | undefined, Condition | undefined]>([
    [true, undefined, { tier: 'gold' }],
    [true, { tier: 'gold' }, { system: 'shop' }],
    [true, { tier: 'gold' }, { tier: { $in: ['GOLD', 'silver'] } }],
    [false, { tier: 'gold' }, { tier: { $in: ['silver', 'bronze'] } }],
    [false, { tier: 'gold' }, { $all: [{ tier: 'silver' }] }],
    [false, { priority: { $lte: 2 } }, { priority: { $gt: 2 } }],
    [false, { priority: 3 }, { priority: { $lt: 3 } }],
    [true, { priority: { $lte: 2 } }, { priority: { $gte: 2 } }],
    [true, { $not: { tier: 'gold' } }, { tier: 'gold' }],
  ])('%s: %j and %j', (possible, a, b) => {
    expect(mayAllHold([a, b])).toBe(possible);
    expect(mayAllHold([b, a])).toBe(possible);
  });
});
