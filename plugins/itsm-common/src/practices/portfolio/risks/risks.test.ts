import fc from 'fast-check';
import {
  lifecycleFaults,
  transitionOptions,
  type Lifecycle,
} from '../../../kernel/lifecycle';
import {
  CONTINUITY_GAPS,
  continuityGaps,
  gapRank,
  minutesWords,
  type ContinuityFacts,
} from './continuityModel';
import { recoveryTestInputSchema } from './continuitySchema';
import { riskLifecycle } from './lifecycle';
import { dependencyGaps, recoveryTimes, type RecoveryItem } from './recovery';
import {
  residualRefusal,
  RISK_SCORE_LEVELS,
  riskLevel,
  riskScores,
} from './score';

const RUNS = Number(process.env.PROPERTY_RUNS ?? 200);
const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 26);

const scale = fc.integer({ min: 1, max: 5 });
const maybe = fc.option(scale, { nil: undefined });

describe('scores of risks', () => {
  it('grow with likelihood and impact, and so do levels; all 25 cells have one', () => {
    const rank = (score: number) =>
      RISK_SCORE_LEVELS.findIndex(({ value }) => value === riskLevel(score));
    fc.assert(
      fc.property(scale, scale, scale, scale, (l, i, dl, di) => {
        const of = (likelihood: number, impact: number) =>
          riskScores({ likelihood, impact }, false).score!;
        const more = of(Math.min(5, l + dl), Math.min(5, i + di));
        expect(more).toBeGreaterThanOrEqual(of(l, i));
        expect(rank(more)).toBeGreaterThanOrEqual(rank(of(l, i)));
        expect(of(l, i)).toBe(of(i, l));
      }),
      { numRuns: RUNS },
    );
    expect([1, 4, 5, 9, 10, 15, 16, 25].map(riskLevel)).toEqual([
      'low',
      'low',
      'medium',
      'medium',
      'high',
      'high',
      'critical',
      'critical',
    ]);
  });

  it('what counts now is what is left once it was treated, and never more than before', () => {
    fc.assert(
      fc.property(
        maybe,
        maybe,
        maybe,
        maybe,
        fc.boolean(),
        (likelihood, impact, residualLikelihood, residualImpact, treated) => {
          const risk = {
            likelihood,
            impact,
            residualLikelihood,
            residualImpact,
          };
          const told = riskScores(risk, treated);
          if (residualRefusal(risk) !== undefined) return;
          expect(told.currentScore).toBe(
            treated && told.residualScore !== undefined
              ? told.residualScore
              : told.score,
          );
          expect(told.currentScore ?? 0).toBeLessThanOrEqual(told.score ?? 25);
        },
      ),
      { numRuns: RUNS },
    );
    expect(
      residualRefusal({
        likelihood: 2,
        impact: 3,
        residualLikelihood: 2,
        residualImpact: 4,
      }),
    ).toBe(
      'residualImpact: with its treatment the risk would be higher (8) than without it (6); correct one of the two',
    );
    expect(
      residualRefusal({ likelihood: 2, impact: 3, residualLikelihood: 1 }),
    ).toMatch(/^residualImpact: say both/);
  });

  it('the lifecycle holds together, and nobody treats what was accepted behind the back of who decided', () => {
    expect(lifecycleFaults(riskLifecycle as Lifecycle)).toEqual([]);
    const options = transitionOptions(
      riskLifecycle as Lifecycle,
      { status: 'watching', treatment: 'accept', approval: 'approved' },
      new Set(['worker']),
    );
    const allowed = options.filter(o => o.allowed).map(o => o.name);
    expect(allowed).toEqual(
      expect.arrayContaining(['request-acceptance', 'analyse-again', 'close']),
    );
    expect(options.find(o => o.name === 'treat')?.reason).toMatch(
      /^The treatment is to accept it/,
    );
  });
});

/** Up to nine things that need each other, circles and redundancies among them, and plans of some. */
const world = fc
  .integer({ min: 1, max: 9 })
  .chain(count => {
    const ref = fc.integer({ min: 0, max: count - 1 }).map(n => `c${n}`);
    const refs = fc.uniqueArray(ref, { maxLength: 3 });
    return fc.record({
      items: fc.tuple(
        ...Array.from({ length: count }, (_, n) =>
          fc.record({
            ref: fc.constant(`c${n}`),
            needs: refs,
            groups: fc.array(
              fc.record({
                atLeast: fc.integer({ min: 0, max: 2 }),
                of: fc.uniqueArray(ref, { minLength: 1, maxLength: 3 }),
              }),
              { maxLength: 2 },
            ),
          }),
        ),
      ),
      rtos: fc.uniqueArray(
        fc.tuple(ref, fc.constantFrom<number>(5, 30, 60, 240, 1_440)),
        { selector: ([name]) => name },
      ),
    });
  })
  .map(({ items, rtos }) => ({
    items: items as RecoveryItem[],
    rtos: new Map(rtos),
  }));

/** When enough of a group are back. */
const enough = (minutes: number[], atLeast: number) =>
  atLeast === 0
    ? 0
    : minutes.sort((a, b) => a - b)[Math.min(atLeast, minutes.length) - 1];
const heldOf = (item: RecoveryItem, back: ReadonlyMap<string, number>) =>
  Math.max(
    0,
    ...item.needs.map(ref => back.get(ref) ?? 0),
    ...(item.groups ?? []).map(({ atLeast, of }) =>
      enough(
        of.map(ref => back.get(ref) ?? 0),
        atLeast,
      ),
    ),
  );

describe('dependencies that recover later', () => {
  it('nothing is back before what it needs, and nothing waits without a reason', () => {
    fc.assert(
      fc.property(world, ({ items, rtos }) => {
        const back = recoveryTimes(items, rtos);
        // Round after round over everything, as somebody would by hand.
        let byHand = new Map(rtos);
        for (let round = 0; round < items.length * 6; round += 1) {
          const next = new Map(byHand);
          for (const item of items) {
            const until = Math.max(
              rtos.get(item.ref) ?? 0,
              heldOf(item, byHand),
            );
            if (until > 0) next.set(item.ref, until);
          }
          byHand = next;
        }
        expect(new Map([...back].sort())).toEqual(new Map([...byHand].sort()));
      }),
      { numRuns: RUNS },
    );
  });

  it('a gap is the latest of what is needed, with a way to it that is there and names nothing twice', () => {
    fc.assert(
      fc.property(world, ({ items, rtos }) => {
        const byRef = new Map(items.map(item => [item.ref, item]));
        const back = recoveryTimes(items, rtos);
        const gaps = dependencyGaps(items, rtos);
        for (const { ref } of items) {
          const own = rtos.get(ref);
          const gap = gaps.get(ref);
          expect(gap !== undefined).toBe(
            own !== undefined && back.get(ref)! > own,
          );
          if (!gap || own === undefined) continue;
          expect(gap.rtoMinutes).toBe(back.get(ref));
          expect(gap.lateBy).toBe(gap.rtoMinutes - own);
          expect([gap.path[0], gap.path[gap.path.length - 1]]).toEqual([
            ref,
            gap.ref,
          ]);
          expect(rtos.get(gap.ref)).toBe(gap.rtoMinutes);
          expect(new Set(gap.path).size).toBe(gap.path.length);
          for (const [i, at] of gap.path.slice(0, -1).entries()) {
            const { needs, groups = [] } = byRef.get(at)!;
            expect([...needs, ...groups.flatMap(g => g.of)]).toContain(
              gap.path[i + 1],
            );
          }
        }
        // Whoever agrees on as much time as is needed has no gap, whatever order things come in.
        const agreed = new Map(
          [...rtos].map(([ref, own]) => [ref, Math.max(own, back.get(ref)!)]),
        );
        expect([...dependencyGaps(items, agreed)]).toEqual([]);
        expect(
          new Map([...dependencyGaps([...items].reverse(), rtos)].sort()),
        ).toEqual(new Map([...gaps].sort()));
      }),
      { numRuns: RUNS },
    );
  });

  it('says the way through what has no plan, and does not wait for the slow one of two that stand in for each other', () => {
    const items: RecoveryItem[] = [
      { ref: 'shop', needs: ['checkout'] },
      {
        ref: 'checkout',
        needs: ['db'],
        groups: [{ atLeast: 1, of: ['a', 'b'] }],
      },
      { ref: 'db', needs: [] },
      { ref: 'a', needs: [] },
      { ref: 'b', needs: [] },
    ];
    const rtos = new Map([
      ['shop', 60],
      ['db', 240],
      ['a', 30],
      ['b', 1_440],
    ]);
    expect(dependencyGaps(items, rtos)).toEqual(
      new Map([
        [
          'shop',
          {
            ref: 'db',
            rtoMinutes: 240,
            lateBy: 180,
            path: ['shop', 'checkout', 'db'],
          },
        ],
      ]),
    );
  });

  it('are told of ten thousand in a circle, within a hundred steps each', () => {
    const many = 10_000;
    const items = Array.from({ length: many }, (_, i) => ({
      ref: `s${i}`,
      needs: [`s${(i + 1) % many}`],
    }));
    // Each is to be back a little later than the one before it, so all wait for the last.
    const rtos = new Map(items.map(({ ref }, i) => [ref, i + 1]));
    const gaps = dependencyGaps(items, rtos);
    expect(gaps.size).toBe(many - 1);
    for (const { ref, path } of gaps.values())
      expect([ref, path.length <= 100]).toEqual([`s${many - 1}`, true]);
    expect(gaps.get('s9997')!.path).toEqual(['s9997', 's9998', 's9999']);
  });
});

describe('gaps of continuity', () => {
  const plan = { rtoMinutes: 60, rpoMinutes: 15, testEveryDays: 365 };
  const kinds = (facts: Omit<ContinuityFacts, 'now'>) =>
    continuityGaps({ ...facts, now: NOW }).map(({ kind }) => kind);

  it('what is critical needs a plan; others need none', () => {
    expect(kinds({ tier: 'tier-1' })).toEqual(['no-plan']);
    expect(kinds({ tier: 'tier-3' })).toEqual([]);
    expect(kinds({})).toEqual([]);
  });

  it('a plan was tested, lately, and reached what was agreed', () => {
    expect(kinds({ plan })).toEqual(['never-tested']);
    const at = (days: number, more: object = {}) =>
      ({ at: NOW - days * DAY, result: 'passed', ...more } as const);
    expect(
      kinds({ plan, test: at(365, { rtoMinutes: 60, rpoMinutes: 15 }) }),
    ).toEqual([]);
    expect(kinds({ plan, test: at(366) })).toEqual(['test-too-old']);
    const facts: ContinuityFacts = {
      plan: { ...plan, mtdMinutes: 30 },
      test: { at: NOW, result: 'failed', rtoMinutes: 90, rpoMinutes: 16 },
      dependency: { title: 'Postgres', rtoMinutes: 240, lateBy: 180 },
      now: NOW,
    };
    const all = continuityGaps(facts);
    expect(all.map(({ words }) => words)).toEqual([
      'The test of 2026-11-26 failed.',
      'The last test took 1 h 30 min; agreed are 1 h.',
      'The last test lost data of 16 min; agreed is 15 min.',
      'It needs Postgres, which is planned to be back after 4 h, 3 h later.',
      'It is to be back after 1 h; the business can bear 30 min.',
    ]);
    // Worst first, as they are listed.
    const ranks = all.map(({ kind }) => gapRank(kind));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect(CONTINUITY_GAPS).toHaveLength(8);
  });

  it('minutes are said as people say them', () => {
    expect([0, 45, 60, 95, 1_440, 2_880, 2_881].map(minutesWords)).toEqual([
      'none',
      '45 min',
      '1 h',
      '1 h 35 min',
      '24 h',
      '2 days',
      '48 h 1 min',
    ]);
  });

  it('a test that brought something back says how long it took; its address leads to a page', () => {
    const test = {
      at: '2026-11-20T09:00:00.000Z',
      kind: 'full',
      result: 'passed',
    };
    const faults = (more: object) =>
      recoveryTestInputSchema
        .safeParse({ ...test, ...more })
        .error?.issues.map(({ path, message }) => `${path}: ${message}`);
    expect(faults({})).toEqual([
      'rtoMinutes: must say how many minutes it took until it was back',
    ]);
    expect(faults({ rtoMinutes: 30 })).toBeUndefined();
    expect(faults({ kind: 'walkthrough' })).toBeUndefined();
    expect(
      faults({ rtoMinutes: 30, evidenceUrl: 'data:text/html,<b>' }),
    ).toEqual(['evidenceUrl: must be an address like https://…']);
    expect(faults({ rtoMinutes: -1 })).toEqual([
      'rtoMinutes: must not be less than none',
    ]);
  });
});
