import * as fc from 'fast-check';
import type { CiClaimValue } from '../classes/model';
import { reconcile, type Claim } from './reconcile';

const claim = fc.record({
  source: fc.constantFrom('portal', 'excel', 'vcenter'),
  externalId: fc.constantFrom('1', '2'),
  missing: fc.boolean(),
  values: fc.dictionary(
    fc.constantFrom('serial', 'memory', 'dependsOn'),
    fc.constantFrom<CiClaimValue[]>(0, 1, 2, 'a', 'b', ['x', 'y']),
  ),
});
const claims = fc.uniqueArray(claim, {
  selector: c => `${c.source} ${c.externalId}`,
  maxLength: 6,
});
/** The spreadsheet comes before the hypervisor, but not for memory. */
const precedenceOf = (source: string, key: string) => {
  if (source === 'portal') return 0;
  return (source === 'excel') === (key !== 'memory') ? 10 : 20;
};

const settle = (all: readonly Claim[]) =>
  [...reconcile(all, precedenceOf)].sort(([a], [b]) => (a < b ? -1 : 1));

describe('what counts of all that sources say', () => {
  it('is the same in whichever order they say it', () => {
    fc.assert(
      fc.property(
        claims.chain(all =>
          fc.tuple(
            fc.constant(all),
            fc.shuffledSubarray(all, { minLength: all.length }),
          ),
        ),
        ([all, shuffled]) => expect(settle(shuffled)).toEqual(settle(all)),
      ),
    );
  });

  it('is what nobody who counts before says otherwise', () => {
    fc.assert(
      fc.property(claims, all => {
        for (const [key, { value, source, disagree }] of settle(all)) {
          const saying = all.filter(c => c.values[key] !== undefined);
          const present = saying.filter(c => !c.missing);
          const counting = present.length > 0 ? present : saying;
          const best = Math.min(
            ...counting.map(c => precedenceOf(c.source, key)),
          );
          expect(precedenceOf(source, key)).toBe(best);
          expect(counting.map(c => c.values[key])).toContainEqual(value);
          for (const other of disagree) expect(other.value).not.toEqual(value);
        }
      }),
    );
  });

  it('is nothing of what nobody says', () => {
    expect(settle([])).toEqual([]);
  });
});
