import fc from 'fast-check';
import { sortReasons, worstHealth } from './health';
import { SERVICE_HEALTH, type HealthReason } from './sections';

const NUM_RUNS = Number(process.env.PROPERTY_RUNS ?? 100);

const reasonArb: fc.Arbitrary<HealthReason> = fc.record(
  {
    health: fc.constantFrom(...SERVICE_HEALTH),
    words: fc.constant('It is so'),
    aboutRef: fc.constant('component:default/cart'),
    since: fc
      .integer({ min: 0, max: 1_000 })
      .map(n => new Date(n * 1e9).toISOString()),
  },
  { requiredKeys: ['health', 'words'] },
);
const toldArb = fc.array(reasonArb, { maxLength: 8 });

it('the worst word counts, whoever says it and in whatever order, and nobody knows is unknown', () => {
  expect(worstHealth([])).toBe('unknown');
  fc.assert(
    fc.property(toldArb, toldArb, (some, others) => {
      const worst = worstHealth([...some, ...others]);
      expect(worstHealth([...others, ...some])).toBe(worst);
      expect([worstHealth(some), worstHealth(others)]).toContain(worst);
      // Who does not know changes nothing.
      expect(worstHealth([...some, { health: 'unknown' }])).toBe(
        worstHealth(some),
      );
    }),
    { numRuns: NUM_RUNS },
  );
});

it('reasons come worst first, and the first is the one that counts', () => {
  fc.assert(
    fc.property(toldArb, told => {
      const sorted = sortReasons(told);
      expect(sorted).toHaveLength(told.length);
      expect(sorted[0]?.health ?? 'unknown').toBe(worstHealth(told));
      const ranks = sorted.map(({ health }) => SERVICE_HEALTH.indexOf(health));
      expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    }),
    { numRuns: NUM_RUNS },
  );
});
