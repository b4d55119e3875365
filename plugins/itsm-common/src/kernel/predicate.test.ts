import fc from 'fast-check';
import { BUILT_IN_FIELDS } from './builtInFields';
import { closeNames } from './closeNames';
import { capitalsOf, foldCase } from './foldCase';
import { matchesFilter } from './matchesFilter';
import { readPredicate } from './readPredicate';

const NOON = Date.UTC(2026, 2, 1, 12);
const fields = new Map(BUILT_IN_FIELDS.map(f => [f.key, f]));
const maria = {
  now: NOON,
  me: 'user:default/maria',
  mine: ['user:default/maria', 'group:default/payments'],
};
const read = (predicate: unknown) => readPredicate(predicate, fields, maria);
const record = {
  title: 'Ärger mit Straßen',
  number: 'INC-7',
  priority: 2,
  ownerRef: 'group:default/payments',
  createdAt: NOON - 86_400_000,
  watcher: ['user:default/sam'],
};

/** What becomes of an input: whether it is met, or how it is refused. */
function said(input: unknown): string {
  try {
    return String(matchesFilter(read(input), record));
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
}

describe('a filter', () => {
  it.each<[object, boolean]>([
    [{}, true],
    [{ $all: [] }, true],
    [{ $any: [] }, false],
    [{ title: 'äRGER MIT straßen' }, true],
    [{ title: 'ärger mit strassen' }, false],
    [{ title: { $hasPrefix: 'ÄRGER' } }, true],
    [{ number: 'inc-7' }, true],
    [{ priority: '2' }, true],
    [{ priority: { $gte: 2, $lt: 3 } }, true],
    [{ priority: { $gt: 2 } }, false],
    [{ assigneeRef: { $exists: false } }, true],
    [{ assigneeRef: { $in: [] } }, false],
    [{ $not: { assigneeRef: 'me' } }, true],
    [{ ownerRef: 'mine', createdAt: { $gte: 'now-1d' } }, true],
    [{ createdAt: { $gt: 'now-1d' } }, false],
    [{ createdAt: '2026-02-28T12:00:00Z' }, true],
    [{ createdAt: '2026-02-28T13:00:00.000+01:00' }, true],
    [{ watcher: { $contains: 'USER:default/Sam' } }, true],
    [{ watcher: { $contains: { $any: ['me', 'user:default/sam'] } } }, true],
    [{ watcher: { $contains: 'me' } }, false],
    [{ collaborator: { $exists: false } }, true],
  ])('%j is met: %j', (predicate, met) => {
    expect(matchesFilter(read(predicate), record)).toBe(met);
  });

  it('is read or refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), input => {
        expect(said(input)).toMatch(/^(true|false|InputError: filter)/);
      }),
    );
  });

  it('with its opposite is met by every record, once', () => {
    const leaf = fc.constantFrom(
      { priority: { $gt: 1 } },
      { assigneeRef: { $exists: true } },
      { title: { $hasPrefix: 'x' } },
    );
    fc.assert(
      fc.property(fc.array(leaf), $any => {
        const one = matchesFilter(read({ $any }), record);
        const other = matchesFilter(read({ $not: { $any } }), record);
        expect(one).toBe(!other);
      }),
    );
  });
});

describe('folding case', () => {
  const letters = fc.string({ unit: 'grapheme', maxLength: 20 });

  it('changes nothing twice and keeps the number of characters', () => {
    fc.assert(
      fc.property(letters, text => {
        const folded = foldCase(text);
        expect(foldCase(folded)).toBe(folded);
        expect([...folded]).toHaveLength([...text].length);
      }),
    );
  });

  it('knows the capitals that a database must replace', () => {
    expect(capitalsOf('ärger straße σ k 1')).toEqual([
      ['Ä', 'ä'],
      ['Σ', 'σ'],
    ]);
    fc.assert(
      fc.property(letters, text => {
        for (const [capital, small] of capitalsOf(foldCase(text)))
          expect(foldCase(capital)).toBe(small);
      }),
    );
  });
});

describe('close names', () => {
  const names = ['assigneeRef', 'ownerRef', 'createdAt', 'title', 'type'];
  it.each([
    ['asignee', ['assigneeRef']],
    ['owner', ['ownerRef']],
    ['created', ['createdAt']],
    ['titel', ['title']],
    ['__proto__', []],
    ['x'.repeat(10_000), []],
  ])('of %s are %j', (given, close) => {
    expect(closeNames(given, names)).toEqual(close);
  });
});
