import fc from 'fast-check';
import { aGroup, servers, services } from './__testUtils__/builders';
import { mostToGain, scoreWords, sortGroups } from './score';

const weights = { completeness: 2, correctness: 2, staleness: 1 };

describe('a score in words', () => {
  it('is never rounded up: 100 % means all', () => {
    expect([99.9, 100, 0.9, undefined].map(scoreWords)).toEqual([
      '99 %',
      '100 %',
      '0 %',
      '–',
    ]);
  });
});

describe('most to gain', () => {
  it('is where most points are lost, not where the score is lowest', () => {
    const one = aGroup({ items: 1, scores: { completeness: 0 } });
    expect(mostToGain([one, servers, services], weights)).toEqual({
      group: servers,
      dimension: 'completeness',
      score: 41.5,
    });
  });

  it('counts a dimension by its weight, and one without checks not at all', () => {
    const group = aGroup({
      items: 10,
      scores: { completeness: 60, staleness: 30 },
    });
    expect(mostToGain([group], weights)?.dimension).toBe('completeness');
    expect(mostToGain([group], { staleness: 1 })?.dimension).toBe('staleness');
  });

  it('is nothing where nothing is lost', () => {
    const well = aGroup({ scores: { completeness: 100 } });
    expect(mostToGain([well, aGroup({ scores: {} })], weights)).toBeUndefined();
  });
});

describe('groups in an order', () => {
  const some = fc.array(
    fc.record({
      title: fc.string({ maxLength: 3 }),
      items: fc.nat(5),
      score: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
    }),
  );

  it('are the same groups, and those without a score are last either way', () => {
    fc.assert(
      fc.property(some, fc.constantFrom('asc', 'desc'), (all, order) => {
        const groups = all.map(({ title, items, score }) =>
          aGroup({ title, items, scores: { overall: score } }),
        );
        const sorted = sortGroups(groups, 'overall', order);
        expect(new Set(sorted)).toEqual(new Set(groups));
        const scores = sorted.map(g => g.scores.overall);
        const known = scores.filter(s => s !== undefined);
        expect(scores.slice(0, known.length)).toEqual(
          [...known].sort((a, b) => (order === 'asc' ? a - b : b - a)),
        );
      }),
    );
  });
});
