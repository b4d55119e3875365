import fc from 'fast-check';
import { lifecycleFaults, type Lifecycle } from '../../../kernel/lifecycle';
import { demandLifecycle } from './lifecycle';
import { DEMAND_CRITERIA } from './model';
import { demandScoreDefinitionSchema, newDemandSchema } from './schema';
import {
  demandScore,
  USUAL_DEMAND_WEIGHTS,
  type DemandAssessment,
  type DemandWeights,
} from './score';

const RUNS = Number(process.env.DEMAND_RUNS ?? 200);
const rating = fc.integer({ min: 1, max: 5 });
const assessments = fc.record({
  value: rating,
  cost: rating,
  risk: rating,
  fit: rating,
});
const weight = fc.integer({ min: 0, max: 100 });
const weightings: fc.Arbitrary<DemandWeights> = fc
  .record({
    value: weight,
    cost: weight,
    risk: weight,
    fit: weight,
    votes: weight,
    fullVotes: fc.integer({ min: 1, max: 1_000 }),
  })
  .filter(({ fullVotes: _, ...w }) => Object.values(w).some(one => one > 0));
const points = fc.integer({ min: 0, max: 2_000 });

const of = (a: DemandAssessment, p: number, w: DemandWeights) =>
  demandScore(a, p, w).score!;

describe('the lifecycle of a need', () => {
  it('holds together', () => {
    expect(lifecycleFaults(demandLifecycle as Lifecycle)).toEqual([]);
  });
});

describe('the score of a need', () => {
  it('is what its weights say, part by part', () => {
    // 4 of 12 for value 5, 2 for cost 4, 2 for risk 3, 3 for fit 3 and 1 for half the votes.
    const told = demandScore(
      { value: 5, cost: 4, risk: 3, fit: 3 },
      15,
      USUAL_DEMAND_WEIGHTS,
    );
    // (4·100 + 2·25 + 2·50 + 3·50 + 1·50) / 12
    expect(told.score).toBe(62.5);
    expect(
      told.parts.map(({ key, given, mark, adds, most }) => [
        key,
        given,
        mark,
        adds,
        most,
      ]),
    ).toEqual([
      ['value', 5, 100, 33.3, 33.3],
      ['cost', 4, 25, 4.2, 16.7],
      ['risk', 3, 50, 8.3, 16.7],
      ['fit', 3, 50, 12.5, 25],
      ['votes', 15, 50, 4.2, 8.3],
    ]);
  });

  it('is not told before all that counts was assessed, and says what is missing', () => {
    const { value, ...rest } = { value: 3, cost: 3, risk: 3, fit: 3 };
    expect(value).toBe(3);
    const told = demandScore(rest, 30, USUAL_DEMAND_WEIGHTS);
    expect([told.score, told.missing]).toEqual([undefined, ['Value']]);
    // What counts nothing is not waited for.
    expect(of(rest, 30, { ...USUAL_DEMAND_WEIGHTS, value: 0 })).toBe(56.3);
  });

  it('is from 0 to 100, and both can be reached', () => {
    fc.assert(
      fc.property(assessments, points, weightings, (a, p, w) => {
        const score = of(a, p, w);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
        expect(of({ value: 5, cost: 1, risk: 1, fit: 5 }, w.fullVotes, w)).toBe(
          100,
        );
        expect(of({ value: 1, cost: 5, risk: 5, fit: 1 }, 0, w)).toBe(0);
      }),
      { numRuns: RUNS },
    );
  });

  it('never falls with more value, fit or votes, and never rises with more cost or risk', () => {
    fc.assert(
      fc.property(
        assessments,
        points,
        points,
        weightings,
        rating,
        fc.constantFrom(...DEMAND_CRITERIA),
        (a, p, more, w, other, { key, speaksFor }) => {
          const base = of(a, p, w);
          expect(of(a, p + more, w)).toBeGreaterThanOrEqual(base);
          const changed = of({ ...a, [key]: other }, p, w);
          const better = speaksFor ? other >= a[key] : other <= a[key];
          expect(better ? changed >= base : changed <= base).toBe(true);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('is the sum of what its parts add, but for the rounding of each', () => {
    fc.assert(
      fc.property(assessments, points, weightings, (a, p, w) => {
        const { score, parts } = demandScore(a, p, w);
        const sum = parts.reduce((s, { adds = 0 }) => s + adds, 0);
        expect(Math.abs(score! - sum)).toBeLessThan(0.31);
        expect(
          parts.every(({ adds = 0, most }) => adds >= 0 && adds <= most),
        ).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  it('ranks alike whatever the weights are multiplied with', () => {
    fc.assert(
      fc.property(
        assessments,
        points,
        weightings,
        fc.integer({ min: 1, max: 9 }),
        (a, p, w, times) => {
          const { fullVotes, ...weights } = w;
          const scaled = Object.fromEntries(
            Object.entries(weights).map(([key, one]) => [key, one * times]),
          ) as Omit<DemandWeights, 'fullVotes'>;
          expect(of(a, p, { ...scaled, fullVotes })).toBe(of(a, p, w));
        },
      ),
      { numRuns: RUNS },
    );
  });
});

describe('what is said of a need', () => {
  it('is three things, and refused with what to do', () => {
    const need = {
      title: 'Pay by invoice',
      whoFor: 'Schools',
      why: 'They may not pay by card.',
    };
    expect(newDemandSchema.safeParse(need).success).toBe(true);
    const faults = (more: object) =>
      newDemandSchema
        .safeParse({ ...need, ...more })
        .error?.issues.map(({ path, message }) => [path.join('.'), message]);
    expect(faults({ whoFor: '  ' })).toEqual([
      ['whoFor', 'must say who needs it'],
    ]);
    expect(faults({ why: 'x'.repeat(5_001) })).toEqual([
      ['why', 'must have at most 5,000 characters'],
    ]);
    expect(faults({ customers: 1.5 })).toEqual([
      ['customers', 'must be a whole number of customers'],
    ]);
  });

  it('cannot be weighed by nothing', () => {
    const nothing = { value: 0, cost: 0, risk: 0, fit: 0, votes: 0 };
    expect(
      demandScoreDefinitionSchema.safeParse({
        name: 'Nothing',
        weights: nothing,
        fullVotes: 10,
      }).error?.issues[0].message,
    ).toBe('must weigh at least one thing more than 0');
  });
});
