import fc from 'fast-check';
import {
  elapsedShare,
  isAsGood,
  keyResultProgress,
  objectiveProgress,
  rolledUpProgress,
  targetFault,
  type ObjectiveTree,
  type ProgressOf,
} from './progress';

const runs = Number(process.env.PROPERTY_RUNS ?? 300);
const amount = fc.double({
  min: -1e15,
  max: 1e15,
  noNaN: true,
  noDefaultInfinity: true,
});
const sound = fc
  .record({
    start: amount,
    target: amount,
    current: amount,
    direction: fc.constantFrom('up' as const, 'down' as const),
  })
  .filter(of => targetFault(of) === undefined);
const mirrored = (of: ProgressOf): ProgressOf => ({
  start: -of.start,
  target: -of.target,
  current: of.current === undefined ? undefined : -of.current,
  direction: of.direction === 'up' ? 'down' : 'up',
});

describe('progress of a key result', () => {
  it('goes from its start to its target, whichever way is better', () => {
    const of = (start: number, target: number, current: number) =>
      keyResultProgress({
        start,
        target,
        current,
        direction: target >= start ? 'up' : 'down',
      });
    expect([
      of(10, 20, 10),
      of(10, 20, 15),
      of(10, 20, 20),
      of(10, 20, 99),
      of(10, 20, 3),
      of(400, 100, 250),
      of(400, 100, 80),
      of(400, 100, 500),
      of(-10, 10, 0),
    ]).toEqual([0, 0.5, 1, 1, 0, 0.5, 1, 0, 0.5]);
  });

  it('is all or nothing where it is to hold', () => {
    const hold = (current: number, direction: 'up' | 'down') =>
      keyResultProgress({ start: 99.9, target: 99.9, current, direction });
    expect([hold(99.95, 'up'), hold(99.9, 'up'), hold(99.8, 'up')]).toEqual([
      1, 1, 0,
    ]);
    expect([hold(99.95, 'down'), hold(99.8, 'down')]).toEqual([0, 1]);
  });

  it('is nothing that can be said before anything was measured', () => {
    expect(
      keyResultProgress({ start: 0, target: 1, direction: 'up' }),
    ).toBeUndefined();
  });

  it('is from 0 to 1: 1 where the target is met, 0 where it is no better than the start', () => {
    fc.assert(
      fc.property(sound, of => {
        const progress = keyResultProgress(of)!;
        expect(progress).toBeGreaterThanOrEqual(0);
        expect(progress).toBeLessThanOrEqual(1);
        const reached = isAsGood(of.current, of.target, of.direction);
        const worse = !reached && isAsGood(of.start, of.current, of.direction);
        expect(reached && progress !== 1).toBe(false);
        expect(worse && progress !== 0).toBe(false);
      }),
      { numRuns: runs },
    );
  });

  it('never falls when the value gets better', () => {
    fc.assert(
      fc.property(sound, amount, (of, other) => {
        const [worse, better] = isAsGood(other, of.current, of.direction)
          ? [of.current, other]
          : [other, of.current];
        expect(
          keyResultProgress({ ...of, current: better })!,
        ).toBeGreaterThanOrEqual(keyResultProgress({ ...of, current: worse })!);
      }),
      { numRuns: runs },
    );
  });

  it('is the same seen from the other side: less of a bad thing is more of a good one', () => {
    fc.assert(
      fc.property(sound, of => {
        expect(keyResultProgress(mirrored(of))).toBe(keyResultProgress(of));
      }),
      { numRuns: runs },
    );
  });

  it('has a fault exactly where the target is worse than the start', () => {
    fc.assert(
      fc.property(
        amount,
        amount,
        fc.constantFrom('up' as const, 'down' as const),
        (start, target, direction) => {
          const isWorse = !isAsGood(target, start, direction);
          expect(targetFault({ start, target, direction }) !== undefined).toBe(
            isWorse,
          );
        },
      ),
      { numRuns: runs },
    );
  });
});

describe('progress of an objective', () => {
  const progress = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), {
    nil: undefined,
  });
  const some = fc.array(fc.record({ progress }), { maxLength: 12 });

  it('is the mean, and what nobody measured has not moved', () => {
    expect(objectiveProgress([{ progress: 1 }, {}])).toBe(0.5);
    expect(objectiveProgress([{ progress: 0.25 }, { progress: 0.75 }])).toBe(
      0.5,
    );
    expect(objectiveProgress([{}, {}])).toBeUndefined();
    expect(objectiveProgress([])).toBeUndefined();
  });

  it('lies between the least and the most, in whatever order', () => {
    fc.assert(
      fc.property(some, results => {
        const told = objectiveProgress(results);
        const all = results.map(r => r.progress ?? 0);
        const nothing = results.every(r => r.progress === undefined);
        expect(told === undefined).toBe(nothing);
        if (nothing) return;
        expect(told!).toBeGreaterThanOrEqual(Math.min(...all) - 1e-12);
        expect(told!).toBeLessThanOrEqual(Math.max(...all) + 1e-12);
        expect(objectiveProgress([...results].reverse())).toBeCloseTo(
          told!,
          10,
        );
      }),
      { numRuns: runs },
    );
  });
});

describe('progress of an objective with parts', () => {
  const measured = fc.record({
    progress: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), {
      nil: undefined,
    }),
  });
  const tree = fc.letrec<{ objective: ObjectiveTree; parts: ObjectiveTree[] }>(
    tie => ({
      objective: fc.record({
        keyResults: fc.array(measured, { maxLength: 4 }),
        parts: tie('parts'),
      }),
      parts: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        fc.constant<ObjectiveTree[]>([]),
        fc.array(tie('objective'), { maxLength: 3 }),
      ),
    }),
  ).objective;
  const all = (of: ObjectiveTree): (number | undefined)[] => [
    ...of.keyResults.map(({ progress }) => progress),
    ...of.parts.flatMap(all),
  ];

  it('weighs a part as much as a key result, whatever the part is made of', () => {
    const part = (...progress: number[]): ObjectiveTree => ({
      keyResults: progress.map(one => ({ progress: one })),
      parts: [],
    });
    expect(
      rolledUpProgress({
        keyResults: [{ progress: 1 }],
        parts: [part(0, 0.5, 1), part()],
      }),
    ).toBe(0.5);
    expect(
      rolledUpProgress({ keyResults: [], parts: [part(1), part(0.5)] }),
    ).toBe(0.75);
    expect(
      rolledUpProgress({ keyResults: [{}], parts: [part()] }),
    ).toBeUndefined();
  });

  it('is known where something below is, and lies between what is below', () => {
    fc.assert(
      fc.property(tree, of => {
        const told = rolledUpProgress(of);
        const known = all(of).filter(p => p !== undefined);
        expect(told === undefined).toBe(known.length === 0);
        if (told === undefined) return;
        expect(told).toBeGreaterThanOrEqual(0);
        expect(told).toBeLessThanOrEqual(Math.max(...known) + 1e-12);
      }),
      { numRuns: runs },
    );
  });

  it('is full exactly where everything below is', () => {
    fc.assert(
      fc.property(tree, of => {
        const full = (one: ObjectiveTree): ObjectiveTree => ({
          keyResults: one.keyResults.map(() => ({ progress: 1 })),
          parts: one.parts.map(full),
        });
        const leaves = (one: ObjectiveTree): boolean =>
          one.keyResults.length + one.parts.length > 0 &&
          one.parts.every(leaves);
        fc.pre(leaves(of));
        expect(rolledUpProgress(full(of))).toBeCloseTo(1, 10);
      }),
      { numRuns: runs },
    );
  });
});

it('says how much of a period is over, and nothing of one that is not said', () => {
  const period = { from: 100, to: 200 };
  expect(
    [50, 100, 150, 200, 300].map(now => elapsedShare(period, now)),
  ).toEqual([0, 0, 0.5, 1, 1]);
  expect(elapsedShare({ from: 100 }, 150)).toBeUndefined();
  expect(elapsedShare({ from: 200, to: 100 }, 150)).toBeUndefined();
});
