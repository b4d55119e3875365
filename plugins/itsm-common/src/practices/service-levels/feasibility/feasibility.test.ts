import fc from 'fast-check';
import { agreementBodySchema } from '../schema';
import { arithmeticWords, type Arithmetic } from './arithmetic';
import {
  availabilityOf,
  compose,
  composeTogether,
  importanceOf,
  isLess,
} from './compose';
import { Decisions } from './decisions';
import { percentWords, readPercent } from './percent';
import { arithmeticOf } from './tellArithmetic';
import { directNeeds, failing, type Needs, type Structure } from './structure';

const RUNS = Number(process.env.CALLBOARD_PROPERTY_RUNS ?? 150);

interface World {
  structure: Map<string, Needs>;
  own: Map<string, number>;
}

const fractions = fc.constantFrom(0.5, 0.9, 0.99, 0.999, 1);

/** Small worlds, with circles, shared dependencies, and redundancy that overlaps and asks too much. */
const worlds: fc.Arbitrary<World> = fc
  .integer({ min: 1, max: 7 })
  .chain(size => {
    const names = Array.from({ length: size }, (_, n) => `c${n}`);
    const name = fc.constantFrom(...names);
    return fc.record({
      relations: fc.array(fc.tuple(name, name), { maxLength: 12 }),
      groups: fc.array(
        fc.record({
          ref: name,
          atLeast: fc.integer({ min: 0, max: 4 }),
          of: fc.uniqueArray(name, { minLength: 1, maxLength: 4 }),
        }),
        { maxLength: 4 },
      ),
      own: fc.tuple(...names.map(() => fractions)),
      names: fc.constant(names),
    });
  })
  .map(({ relations, groups, own, names }) => ({
    structure: new Map(
      names.map(ref => {
        const mine = groups
          .filter(group => group.ref === ref)
          .map(({ atLeast, of }) => ({
            atLeast,
            of: of.filter(member => member !== ref),
          }))
          .filter(({ of }) => of.length > 0);
        const covered = new Set(mine.flatMap(({ of }) => of));
        const needs = relations.flatMap(([from, to]) =>
          from === ref && to !== ref && !covered.has(to) ? [to] : [],
        );
        return [ref, { needs: [...new Set(needs)], groups: mine }];
      }),
    ),
    own: new Map(names.map((ref, i) => [ref, own[i]])),
  }));

/** What fails, said as slowly and obviously as possible. */
function slowlyFailing(structure: Structure, down: Iterable<string>) {
  const failed = new Set(down);
  for (let changed = true; changed; ) {
    changed = false;
    for (const [ref, { needs, groups }] of structure) {
      if (failed.has(ref)) continue;
      const tooFew = groups.some(({ atLeast, of }) => {
        const lost = of.filter(member => failed.has(member)).length;
        return lost > 0 && of.length - lost < atLeast;
      });
      if (!tooFew && !needs.some(need => failed.has(need))) continue;
      failed.add(ref);
      changed = true;
    }
  }
  return failed;
}

/** Goes through all states of everything. */
function everyState(world: World, root: string, fixed: [string, boolean][]) {
  const known = new Map(fixed);
  const names = [...world.structure.keys()];
  let up = 0;
  for (let state = 0; state < 2 ** names.length; state += 1) {
    const down = names.filter((_, i) => (state >> i) % 2 === 1);
    let chance = 1;
    for (const name of names) {
      const isDown = down.includes(name);
      const p = known.has(name)
        ? Number(known.get(name))
        : world.own.get(name)!;
      chance *= isDown ? 1 - p : p;
    }
    if (chance > 0 && !slowlyFailing(world.structure, down).has(root))
      up += chance;
  }
  return up;
}

const chanceIn = (world: World, root: string) => {
  const { decisions, up } = compose(world.structure, [root], world);
  return decisions.chanceOf(up.get(root) ?? Decisions.UP);
};

const serial = (...refs: string[]): Needs => ({ needs: refs, groups: [] });
const oneOf = (...refs: string[]): Needs => ({
  needs: [],
  groups: [{ atLeast: 1, of: refs }],
});
const structureOf = (needs: Record<string, Needs>): Structure =>
  new Map(Object.entries(needs));
const ask = (
  structure: Structure,
  promises: Record<string, number>,
  decisions?: Decisions,
) => {
  const promised = new Map(Object.entries(promises));
  const found = availabilityOf(
    structure,
    's',
    { promised },
    undefined,
    decisions,
  );
  const steps = arithmeticOf(structure, 's', found, promised);
  return { ...found, steps, words: steps && arithmeticWords(steps) };
};

/** Reckons every step anew from its parts. */
function reckoned(step: Arithmetic): number {
  switch (step.kind) {
    case 'all':
      return step.parts.reduce((all, part) => all * reckoned(part), 1);
    case 'group': {
      // By how many are up so far.
      let counts = [1];
      for (const part of step.parts) {
        const p = reckoned(part);
        const before = counts;
        counts = [...before, 0].map(
          (count, k) => count * (1 - p) + (before[k - 1] ?? 0) * p,
        );
      }
      return counts.slice(step.atLeast).reduce((all, one) => all + one, 0);
    }
    case 'given':
      return (
        step.chance * reckoned(step.up) +
        (1 - step.chance) * reckoned(step.down)
      );
    case 'item':
      return step.behind ? reckoned(step.behind) : step.value;
    default:
      return step.value;
  }
}

describe('how often something is up', () => {
  it('is what going through all states finds, with circles and redundancy', () => {
    fc.assert(
      fc.property(worlds, world => {
        expect(chanceIn(world, 'c0')).toBeCloseTo(
          everyState(world, 'c0', []),
          12,
        );
      }),
      { numRuns: RUNS },
    );
  });

  it('fails as impact says, whatever fails first', () => {
    fc.assert(
      fc.property(worlds, fc.array(fc.nat(6)), ({ structure }, picked) => {
        const names = [...structure.keys()];
        const down = picked.map(n => names[n % names.length]);
        expect([...failing(structure, down)].sort()).toEqual(
          [...slowlyFailing(structure, down)].sort(),
        );
      }),
      { numRuns: RUNS },
    );
  });

  it('names what is worth improving by the difference that it makes', () => {
    fc.assert(
      fc.property(worlds, world => {
        const { decisions, up, ownerOf } = compose(
          world.structure,
          ['c0'],
          world,
        );
        const importance = decisions.importance(up.get('c0') ?? Decisions.UP);
        for (const [variable, birnbaum] of importance) {
          const ref = ownerOf[variable];
          expect(birnbaum).toBeCloseTo(
            everyState(world, 'c0', [[ref, true]]) -
              everyState(world, 'c0', [[ref, false]]),
            12,
          );
        }
      }),
      { numRuns: Math.ceil(RUNS / 3) },
    );
  });

  it('is told in steps that add up to it', () => {
    fc.assert(
      fc.property(worlds, world => {
        const promised = new Map([...world.own].filter(([, p]) => p < 1));
        const found = availabilityOf(world.structure, 'c0', { promised });
        const steps = arithmeticOf(world.structure, 'c0', found, promised)!;
        expect(steps.value).toBeCloseTo(found.high, 12);
        expect(reckoned(steps)).toBeCloseTo(found.high, 12);
      }),
      { numRuns: RUNS * 2 },
    );
  });

  it('lies between the bounds that are told where it is too large', () => {
    fc.assert(
      fc.property(worlds, world => {
        const promised = new Map([...world.own].filter(([, p]) => p < 1));
        const of = (decisions?: Decisions) =>
          availabilityOf(
            world.structure,
            'c0',
            { promised },
            undefined,
            decisions,
          );
        const exact = of();
        const bounds = of(new Decisions(2));
        expect(bounds.low).toBeLessThanOrEqual(exact.low + 1e-12);
        expect(bounds.high).toBeGreaterThanOrEqual(exact.high - 1e-12);
      }),
      { numRuns: RUNS * 2 },
    );
  });

  it('is the same for each item, alone and together with others', () => {
    fc.assert(
      fc.property(worlds, ({ structure, own }) => {
        const promised = new Map([...own].filter(([, p]) => p < 1));
        const together = composeTogether(structure, structure.keys(), {
          promised,
        });
        for (const ref of structure.keys()) {
          const alone = availabilityOf(structure, ref, { promised });
          const among = availabilityOf(structure, ref, { promised }, together);
          expect(among.high).toBeCloseTo(alone.high, 12);
        }
      }),
      { numRuns: RUNS },
    );
  });

  it('keeps every promise that what is behind it leaves room for, and no more', () => {
    fc.assert(
      fc.property(worlds, world => {
        const promised = new Map([...world.own].filter(([, p]) => p < 1));
        const { decisions, up } = compose(world.structure, ['c0'], {
          promised,
        });
        const inCircle = (ref: string) => {
          const reached = new Set(directNeeds(world.structure.get(ref)!));
          for (const next of reached)
            directNeeds(world.structure.get(next)!).forEach(n =>
              reached.add(n),
            );
          return reached.has(ref);
        };
        for (const [ref, works] of up) {
          if (inCircle(ref)) continue;
          const { high } = availabilityOf(world.structure, ref, { promised });
          expect(decisions.chanceOf(works)).toBeCloseTo(
            Math.min(high, promised.get(ref) ?? 1),
            12,
          );
        }
      }),
      { numRuns: RUNS },
    );
  });
});

describe('a promise of 99.9 %', () => {
  it('does not hold on two serial dependencies of 99.9 %', () => {
    const { high, words } = ask(structureOf({ s: serial('a', 'b') }), {
      s: 0.999,
      a: 0.999,
      b: 0.999,
    });
    expect(words).toBe('99.9 % × 99.9 % = 99.8001 %');
    expect(isLess(high, 0.999)).toBe(true);
  });

  it('holds on a redundant pair of 99 %', () => {
    const { low, words } = ask(structureOf({ s: oneOf('a', 'b') }), {
      a: 0.99,
      b: 0.99,
    });
    expect(words).toBe('1 − (1 − 99 %)² = 99.99 %');
    expect(isLess(low, 0.999)).toBe(false);
  });

  it('holds on two that share the one dependency of 99.9 % that both pass on', () => {
    // Each has no more than its database leaves it; the database is down for both at once.
    const { high, words } = ask(
      structureOf({ s: serial('a', 'b'), a: serial('db'), b: serial('db') }),
      { a: 0.999, b: 0.999, db: 0.999 },
    );
    expect(words).toBe('99.9 %');
    expect(isLess(high, 0.999)).toBe(false);
  });

  it('does not hold on a redundant pair behind which one thing of 99 % stands', () => {
    const { steps, high } = ask(
      structureOf({ s: oneOf('a', 'b'), a: serial('db'), b: serial('db') }),
      { a: 0.98, b: 0.98, db: 0.99 },
    );
    // As if they were independent it were 99.96 %.
    expect(high).toBeCloseTo(0.99 * (1 - (1 - 0.98 / 0.99) ** 2), 12);
    expect(steps).toMatchObject({ kind: 'given', ref: 'db', chance: 0.99 });
    expect(arithmeticWords(steps!)).toBe(
      '99 % × 99.9898 % + 1 % × 0 % = 98.99 %',
    );
  });

  it('is unknown where something promises nothing that no promise covers', () => {
    const structure = structureOf({
      s: serial('a', 'b'),
      a: serial('inside'),
      b: serial('c'),
      c: serial('d'),
    });
    const { unknown, hangsOnPromises, high } = ask(structure, {
      a: 0.999,
      d: 0.9999,
    });
    expect(unknown).toEqual(['b', 'c']);
    expect(hangsOnPromises).toBe(true);
    expect(high).toBeCloseTo(0.999 * 0.9999, 12);
  });

  it('is worth most where there is most to gain, not where it hangs most', () => {
    const [first, second] = importanceOf(
      ask(structureOf({ s: serial('a', 'b') }), { a: 0.99, b: 0.9999 }),
    );
    expect(first).toMatchObject({ ref: 'a', birnbaum: 0.9999 });
    expect(first.gain).toBeCloseTo(0.9999 * 0.01, 12);
    expect(second).toMatchObject({ ref: 'b', birnbaum: 0.99 });
  });

  it('is reckoned of thousands, and of chains as long', () => {
    const chain = structureOf(
      Object.fromEntries(
        Array.from({ length: 20_000 }, (_, n) => [
          n === 0 ? 's' : `c${n}`,
          serial(`c${n + 1}`),
        ]),
      ),
    );
    expect(ask(chain, { c20000: 0.999 }).high).toBe(0.999);
    const members = Array.from({ length: 3_000 }, (_, n) => `m${n}`);
    const wide = ask(
      structureOf({ s: serial(...members) }),
      Object.fromEntries(members.map(ref => [ref, 0.99999])),
    );
    // More than is reckoned exactly: two bounds, and no steps.
    expect(wide.steps).toBeUndefined();
    expect(wide.low).toBeCloseTo(0.99999 ** 3_000, 9);
    expect(wide.high).toBe(0.99999);
  });
});

it('percentages are read and written without rounding errors', () => {
  expect(readPercent('99.9%')).toBe(0.999);
  expect(readPercent('99.95 %')).toBe(0.9995);
  expect(readPercent('100%')).toBe(1);
  expect(['', '99.9', '1e3%', '-1%', '99,9%'].map(readPercent)).toEqual(
    Array(5).fill(undefined),
  );
  expect([1, 0.999, 0.998001, 0.99999999, 0.5, 0].map(percentWords)).toEqual([
    '100 %',
    '99.9 %',
    '99.8001 %',
    '99.999999 %',
    '50 %',
    '0 %',
  ]);
});

it('an agreement names what its availability is promised of, in percent', () => {
  const fault = (more: object) =>
    agreementBodySchema
      .safeParse({
        name: 'Hosting',
        type: 'uc',
        targets: [
          {
            metric: 'resolution',
            goals: [{ within: '6h', calendar: 'always' }],
          },
        ],
        ...more,
      })
      .error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
  const items = ['Resource:default/DB'];
  expect(fault({ items, availability: { target: '99.9%' } })).toBe(undefined);
  expect(fault({ availability: { target: '99.9%' } })).toEqual([
    'items must name what the availability is promised of',
  ]);
  for (const target of ['99.9', '0%', '100.1%', '99.9 percent'])
    expect(fault({ items, availability: { target } })).toEqual([
      'availability.target must be a percentage like 99.9%',
    ]);
});
