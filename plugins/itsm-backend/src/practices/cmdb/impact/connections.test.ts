import {
  findConflicts,
  type BusyThing,
  type Connection,
} from '@callboard/plugin-itsm-common';
import fc from 'fast-check';
import { CiGraph } from './CiGraph';
import { itemConnectionsOf } from './itemConnections';
import { Sight } from './Sight';

/**
 * A landscape as plainly as it can be said. What fails is found by trying, again and again, whether
 * something must fail; nothing of the engine is used.
 */
interface World {
  names: string[];
  /** `needs[a]` are the names that a depends on. */
  needs: Record<string, string[]>;
  groups: { ref: string; atLeast: number; of: string[] }[];
  hidden: string[];
}

function failing(world: World, down: readonly string[]): Set<string> {
  const failed = new Set(down.filter(name => !world.hidden.includes(name)));
  const mustFail = (name: string) => {
    const needs = new Set(world.needs[name].filter(need => need !== name));
    const groups = world.groups
      .filter(({ ref }) => ref === name)
      .map(({ atLeast, of }) => ({
        atLeast,
        of: [...new Set(of)].filter(member => needs.has(member)),
      }));
    const alone = [...needs].filter(
      need => !groups.some(({ of }) => of.includes(need)),
    );
    return (
      alone.some(need => failed.has(need)) ||
      groups.some(({ atLeast, of }) => {
        const up = of.filter(member => !failed.has(member)).length;
        return up < of.length && up < atLeast;
      })
    );
  };
  for (;;) {
    const next = world.names.find(
      name =>
        !failed.has(name) && !world.hidden.includes(name) && mustFail(name),
    );
    if (next === undefined) return failed;
    failed.add(next);
  }
}

interface Planned {
  items: string[];
  from: number;
  to: number;
}

const NAMES = Array.from({ length: 11 }, (_, n) => `component:default/c${n}`);
const name = fc.constantFrom(...NAMES);
/** Any time, a time that never was, and, often enough for the rare to be at once, the whole day. */
const when = fc.oneof(
  fc.record({
    from: fc.integer({ min: 0, max: 12 }),
    to: fc.integer({ min: 0, max: 12 }),
  }),
  fc.constant({ from: 0, to: 12 }),
);
const planned: fc.Arbitrary<Planned> = fc
  .tuple(fc.uniqueArray(name, { minLength: 1, maxLength: 3 }), when)
  .map(([items, { from, to }]) => ({ items, from, to }));
/** Of each item what it needs, and how much of it has to be up, if it is redundant. */
const parts = fc.tuple(
  ...NAMES.map(() =>
    fc.record({
      needs: fc.array(name, { maxLength: 3 }),
      atLeast: fc.option(fc.integer({ min: 0, max: 2 })),
    }),
  ),
);
const worlds: fc.Arbitrary<World> = fc
  .record({
    names: fc.constant(NAMES),
    needs: parts,
    /** Others beside: overlapping ones, and of what is no dependency at all. */
    more: fc.array(
      fc.record({
        ref: name,
        atLeast: fc.integer({ min: 0, max: 3 }),
        of: fc.array(name, { minLength: 1, maxLength: 4 }),
      }),
      { maxLength: 3 },
    ),
    hidden: fc.oneof(
      { weight: 3, arbitrary: fc.constant<string[]>([]) },
      { weight: 1, arbitrary: fc.uniqueArray(name, { maxLength: 3 }) },
    ),
  })
  .map(({ names, needs, more, hidden }) => ({
    names,
    hidden,
    needs: Object.fromEntries(needs.map((part, n) => [NAMES[n], part.needs])),
    groups: [
      ...needs.flatMap(({ needs: of, atLeast }, n) =>
        atLeast === null || of.length === 0
          ? []
          : [{ ref: NAMES[n], atLeast, of }],
      ),
      ...more,
    ],
  }));

const graphOf = ({ names, needs, groups }: World) =>
  CiGraph.empty({ dependsOn: 'to-source' }, groups).with(
    names.map(ref => ({
      ref,
      node: { ref, title: ref, kind: 'component' },
      relations: needs[ref].map(target => ({
        source: ref,
        relation: 'dependsOn',
        target,
      })),
    })),
  );

const sightOf = (graph: CiGraph, { hidden }: World) =>
  new Sight(
    graph,
    hidden.length === 0
      ? undefined
      : async refs => new Set(refs.filter(ref => !hidden.includes(ref))),
  );

/** Each step of a way is a dependency of the next one on the one before. */
function expectWay(world: World, way: readonly string[]): void {
  way.slice(1).forEach((to, n) => {
    expect(world.needs[to]).toContain(way[n]);
  });
  expect(way.filter(step => world.hidden.includes(step))).toEqual([]);
}

/** What is to be said of two sets of items, by trying out their failures. */
function expected(world: World, mine: string[], theirs: string[]) {
  const see = (items: string[]) =>
    items.filter(item => !world.hidden.includes(item));
  const [a, b] = [see(mine), see(theirs)];
  const [failA, failB] = [failing(world, a), failing(world, b)];
  const both = failing(world, [...a, ...b]);
  return {
    same: a.some(item => b.includes(item)),
    hits: b.some(item => failA.has(item)),
    hitBy: a.some(item => failB.has(item)),
    joint: [...both].filter(item => !failA.has(item) && !failB.has(item)),
    failA,
  };
}

function expectConnection(
  world: World,
  mine: Planned,
  theirs: Planned,
  connection: Connection | undefined,
): void {
  const right = expected(world, mine.items, theirs.items);
  const kind = connection?.kind;
  expect(kind !== undefined).toBe(right.hits || right.hitBy);
  expect(kind === 'same').toBe(right.same);
  if (kind === 'hits') expect(right.hits).toBe(true);
  if (kind === 'hit-by') expect(right.hitBy).toBe(true);
  if (connection && kind) {
    const { path } = connection;
    const [from, to] = kind === 'hit-by' ? [theirs, mine] : [mine, theirs];
    expect(from.items).toContain(path[0]);
    expect(to.items).toContain(path[path.length - 1]);
    expectWay(world, path);
  }
  const joint = connection?.joint ?? [];
  expect(joint.length > 0).toBe(right.joint.length > 0);
  for (const { path, theirs: way, redundancy } of joint) {
    const down = path[path.length - 1];
    expect(right.joint).toContain(down);
    expect([redundancy.ref, way[way.length - 1]]).toEqual([down, down]);
    expect(mine.items).toContain(path[0]);
    expect(theirs.items).toContain(way[0]);
    expectWay(world, path);
    expectWay(world, way);
    const both = failing(world, [...mine.items, ...theirs.items]);
    expect(redundancy.failed.every(member => both.has(member))).toBe(true);
  }
}

describe('what changes have to do with each other', () => {
  it('is what trying out every failure finds, on random landscapes and schedules', async () => {
    let joint = 0;
    await fc.assert(
      fc.asyncProperty(
        worlds,
        planned,
        fc.array(planned, { maxLength: 8 }),
        async (world, mine, rest) => {
          const graph = graphOf(world);
          const others: BusyThing[] = rest.map((other, n) => ({
            id: String(n),
            kind: n % 4 === 3 ? 'major-incident' : 'change',
            ...other,
          }));
          const found = await itemConnectionsOf(graph, sightOf(graph, world), {
            items: mine.items,
            others,
          });
          expect(found.truncated).toBe(false);
          expect(new Set(found.failing.map(({ ref }) => ref))).toEqual(
            failing(world, mine.items),
          );
          for (const { ref } of found.failing) {
            const way = found.pathTo(ref)!;
            expect(mine.items).toContain(way[0]);
            expect(way[way.length - 1]).toBe(ref);
            expectWay(world, way);
          }
          rest.forEach((other, n) =>
            expectConnection(
              world,
              mine,
              other,
              found.connected.get(String(n)),
            ),
          );

          // And of these, those that are at the same time: minute by minute.
          const conflicts = findConflicts(mine, others, [], found.connected);
          const told = conflicts.map(c => `${c.kind} ${c.with}`).sort();
          const right = others.flatMap(other => {
            const minutes = Array.from({ length: 12 }, (_, m) => m).filter(
              m =>
                mine.from <= m &&
                m < mine.to &&
                other.from <= m &&
                m < other.to,
            );
            if (minutes.length === 0) return [];
            const is = expected(world, mine.items, [...other.items]);
            if (is.joint.length > 0) joint += 1;
            return [
              ...(is.hits || is.hitBy ? [`${other.kind} ${other.id}`] : []),
              ...(is.joint.length > 0 ? [`joint ${other.id}`] : []),
            ];
          });
          expect(told).toEqual(right.sort());
          for (const { overlap, with: id } of conflicts) {
            const other = others[Number(id)];
            expect(overlap).toEqual({
              from: Math.max(mine.from, other.from),
              to: Math.min(mine.to, other.to),
            });
          }
        },
      ),
      { numRuns: Number(process.env.CONFLICT_RUNS ?? 400) },
    );
    // What is rare must have been there, or the test says nothing of it.
    expect(joint).toBeGreaterThan(5);
  });

  it('takes the nearest way, and the same item before all', async () => {
    const world: World = {
      names: ['shop', 'cart', 'db', 'disk'],
      needs: { shop: ['cart', 'db'], cart: ['db'], db: ['disk'], disk: [] },
      groups: [],
      hidden: [],
    };
    const graph = graphOf(world);
    const { connected } = await itemConnectionsOf(graph, new Sight(graph), {
      items: ['db'],
      others: [
        { id: 'above', items: ['shop'] },
        { id: 'below', items: ['disk'] },
        { id: 'both', items: ['disk', 'shop', 'db'] },
        { id: 'nowhere', items: ['mars'] },
      ],
    });
    expect([...connected]).toEqual([
      ['above', { kind: 'hits', path: ['db', 'shop'], joint: [] }],
      ['below', { kind: 'hit-by', path: ['disk', 'db'], joint: [] }],
      ['both', { kind: 'same', path: ['db'], joint: [] }],
    ]);
  });
});
