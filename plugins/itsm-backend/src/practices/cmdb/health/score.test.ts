import { HEALTH_DIMENSIONS } from '@callboard/plugin-itsm-common';
import * as fc from 'fast-check';
import type { Check } from './checks/Check';
import { meanOf, scoreOf, showScores, weigh } from './score';

const EQUAL = {
  completeness: 1,
  correctness: 1,
  staleness: 1,
  compliance: 1,
};

describe('scores', () => {
  const check = (
    dimension: Check['dimension'],
    severity: Check['severity'],
    passes: boolean,
  ): Check => ({
    rule: 'r',
    label: 'R',
    dimension,
    severity,
    holds: 'It holds.',
    problems: passes ? [] : [{ detail: '', message: 'No.', advice: 'Do.' }],
  });
  const score = (checks: readonly Check[], weights = EQUAL) =>
    showScores(
      scoreOf(
        weigh(checks, c => c.problems.length > 0),
        weights,
      ),
    );

  it('are the weight of what passes among all', () => {
    // high 3, medium 2, low 1: 3 + 3 + 2 of 3 + 3 + 2 + 1 pass.
    expect(
      score([
        check('completeness', 'high', true),
        check('completeness', 'high', true),
        check('completeness', 'medium', true),
        check('completeness', 'low', false),
      ]),
    ).toEqual({ completeness: 88.8, overall: 88.8 });
  });

  it('have none where nothing was looked at, and do not count it', () => {
    expect(score([])).toEqual({});
    expect(
      score([
        check('completeness', 'high', false),
        check('correctness', 'low', true),
      ]),
    ).toEqual({ completeness: 0, correctness: 100, overall: 50 });
  });

  it('count dimensions as much as they are configured to', () => {
    const checks = [
      check('completeness', 'high', false),
      check('correctness', 'high', true),
      check('staleness', 'high', true),
    ];
    expect(score(checks, { ...EQUAL, completeness: 2, staleness: 0 })).toEqual({
      completeness: 0,
      correctness: 100,
      staleness: 100,
      overall: 33.3,
    });
  });

  it('are 100 only if nothing fails, and between 0 and 100', () => {
    const any = fc.array(
      fc.tuple(
        fc.constantFrom(...HEALTH_DIMENSIONS),
        fc.constantFrom('high' as const, 'medium' as const, 'low' as const),
        fc.boolean(),
      ),
      { minLength: 1, maxLength: 400 },
    );
    fc.assert(
      fc.property(any, given => {
        const scores = score(given.map(([d, s, p]) => check(d, s, p)));
        const fails = given.some(([, , passes]) => !passes);
        expect(scores.overall === 100).toBe(!fails);
        for (const value of Object.values(scores)) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(100);
        }
      }),
    );
  });

  it('of many are the mean of those that have one', () => {
    expect(meanOf(10_000 + 5_000 + 0, 3)).toBe(5_000);
    expect(meanOf(0, 0)).toBeUndefined();
  });
});
