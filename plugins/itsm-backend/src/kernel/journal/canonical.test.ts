import fc from 'fast-check';
import { isDeepStrictEqual } from 'util';
import { canonicalJson, newSalt, sha256 } from './canonical';

/** The same value with the keys of every object in another order. */
function shuffled(value: any, random: () => number): any {
  if (Array.isArray(value)) return value.map(v => shuffled(v, random));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value)
    .map(entry => ({ entry, at: random() }))
    .sort((a, b) => a.at - b.at);
  return Object.fromEntries(
    entries.map(({ entry: [k, v] }) => [k, shuffled(v, random)]),
  );
}

// A key of that name is not an ordinary one in JavaScript.
const json = fc
  .jsonValue({ maxDepth: 4 })
  .filter(v => !JSON.stringify(v).includes('__proto__'));

/** What is left of a value in JSON, e.g. no difference between 0 and -0. */
const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

describe('the canonical form of a payload', () => {
  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(
        json,
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (value, numbers) => {
          const random = () => numbers.next().value as number;
          expect(canonicalJson(shuffled(value, random))).toBe(
            canonicalJson(value),
          );
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });

  it('says all that JSON says, and differs where that differs', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        expect(JSON.parse(canonicalJson(a))).toEqual(plain(a));
        const equal = isDeepStrictEqual(plain(a), plain(b));
        expect(canonicalJson(a) === canonicalJson(b)).toBe(equal);
      }),
      { seed: 1, numRuns: 300 },
    );
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: undefined })).toBe(
      '{"b":[1,{"c":"x","d":null}]}',
    );
    expect(canonicalJson({ a: null })).not.toBe(canonicalJson({}));
    expect(canonicalJson(['a', undefined])).toBe('["a",null]');
    expect(canonicalJson(undefined)).toBe('null');
  });

  it('is hashed together with a salt that is never the same', () => {
    expect(sha256('salt', 'body')).toBe(sha256('salt', 'body'));
    expect(sha256('salt', 'body')).toMatch(/^[\w-]{43}$/);
    const salts = new Set(Array.from({ length: 100 }, newSalt));
    expect(salts.size).toBe(100);
    for (const salt of salts) expect(salt.length).toBeLessThanOrEqual(32);
  });
});
