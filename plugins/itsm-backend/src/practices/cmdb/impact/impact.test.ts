import fc from 'fast-check';
import { CiGraph, type GraphChange } from './CiGraph';
import type { DeclaredRedundancy } from './redundancy';
import { pathOf, singlePointsOf } from './singlePoints';
import { Walk } from './Walk';

/**
 * What fails, said as slowly and obviously as possible: everything is looked at again and again until
 * nothing changes any more.
 */
function bruteForce(
  world: World,
  down: ReadonlySet<string>,
  hidden: ReadonlySet<string> = new Set(),
): Set<string> {
  const failed = new Set(down);
  for (let changed = true; changed; ) {
    changed = false;
    for (const name of world.names) {
      if (failed.has(name) || hidden.has(name)) continue;
      // Nothing depends on itself: that it does would say that it fails when it fails.
      const needs = world.edges.filter(
        ([from, to]) => to === name && from !== name,
      );
      const groups = world.groups.filter(g => g.ref === name);
      const members = (group: DeclaredRedundancy) =>
        [...new Set(group.of)].filter(m => needs.some(([from]) => from === m));
      const alone = needs.some(
        ([from]) =>
          failed.has(from) &&
          !groups.some(group => members(group).includes(from)),
      );
      const tooFew = groups.some(group => {
        const all = members(group);
        const lost = all.filter(m => failed.has(m)).length;
        return lost > 0 && all.length - lost < group.atLeast;
      });
      if (alone || tooFew) {
        failed.add(name);
        changed = true;
      }
    }
  }
  return failed;
}

interface World {
  names: string[];
  /** From what fails to what fails with it. */
  edges: [string, string][];
  groups: DeclaredRedundancy[];
}

const RULES = { dependsOn: 'to-source', partOf: 'to-target' } as const;

const node = (ref: string) => ({ ref, title: ref, kind: 'component' });

/** The same as a catalog says it, by turns in one direction and in the other. */
function changesOf({ names, edges }: World): GraphChange[] {
  return names.map(ref => ({
    ref,
    node: node(ref),
    relations: edges.flatMap(([from, to], n) => {
      if (n % 2 === 0)
        return to === ref
          ? [{ source: ref, relation: 'dependsOn', target: from }]
          : [];
      return from === ref
        ? [{ source: ref, relation: 'partOf', target: to }]
        : [];
    }),
  }));
}

const graphOf = (world: World) =>
  CiGraph.empty(RULES, world.groups).with(changesOf(world));

const worlds: fc.Arbitrary<World> = fc
  .integer({ min: 1, max: 12 })
  .chain(size => {
    const names = Array.from(
      { length: size },
      (_, n) => `component:default/c${n}`,
    );
    const name = fc.constantFrom(...names);
    return fc.record({
      names: fc.constant(names),
      // Circles, doubled relations and relations to oneself are all among them.
      edges: fc.array(fc.tuple(name, name), { maxLength: 30 }),
      groups: fc.array(
        fc.record({
          ref: name,
          atLeast: fc.integer({ min: 0, max: 4 }),
          of: fc.array(name, { minLength: 1, maxLength: 5 }),
        }),
        { maxLength: 6 },
      ),
    });
  });

const some = (world: World) => fc.subarray(world.names, { minLength: 0 });

function failing(
  graph: CiGraph,
  down: readonly string[],
  hidden: ReadonlySet<string> = new Set(),
) {
  const walk = new Walk(graph, graph.affects, { groups: true });
  walk.start(down.map(ref => graph.idOf(ref)!));
  while (walk.step()) walk.hide(item => !hidden.has(graph.refOf(item)));
  return walk.take();
}

const refsOf = (graph: CiGraph, items: Iterable<number>) =>
  [...items].map(item => graph.refOf(item));

describe('what fails with what', () => {
  it('is what brute force finds, with redundancy and circles', () => {
    fc.assert(
      fc.property(
        worlds.chain(world => fc.tuple(fc.constant(world), some(world))),
        ([world, down]) => {
          const graph = graphOf(world);
          const found = refsOf(graph, failing(graph, down).items);
          expect(new Set(found)).toEqual(bruteForce(world, new Set(down)));
          // Each once.
          expect(new Set(found).size).toBe(found.length);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('is the same whether what was down before is asked about or not', () => {
    fc.assert(
      fc.property(
        worlds.chain(world =>
          fc.tuple(fc.constant(world), some(world), some(world)),
        ),
        ([world, already, down]) => {
          const graph = graphOf(world);
          const walk = new Walk(graph, graph.affects, { groups: true });
          walk.start(already.map(ref => graph.idOf(ref)!));
          walk.run();
          const before = walk.reached;
          walk.start(down.map(ref => graph.idOf(ref)!));
          walk.run();
          const added = refsOf(graph, walk.take(before).items);
          const all = bruteForce(world, new Set([...already, ...down]));
          const then = bruteForce(world, new Set(already));
          expect(new Set(added)).toEqual(
            new Set([...all].filter(ref => !then.has(ref))),
          );
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('goes through nothing that is hidden', () => {
    fc.assert(
      fc.property(
        worlds.chain(world =>
          fc.tuple(fc.constant(world), some(world), some(world)),
        ),
        ([world, seen, hiding]) => {
          const hidden = new Set(hiding.filter(ref => !seen.includes(ref)));
          const graph = graphOf(world);
          const found = refsOf(graph, failing(graph, seen, hidden).items);
          expect(new Set(found)).toEqual(
            bruteForce(world, new Set(seen), hidden),
          );
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('is explained by a path of relations from what was asked about', () => {
    fc.assert(
      fc.property(
        worlds.chain(world => fc.tuple(fc.constant(world), some(world))),
        ([world, down]) => {
          const graph = graphOf(world);
          const { items, before, distance } = failing(graph, down);
          const steps = [...items].map((item, i) => {
            const from = before[i] < 0 ? undefined : items[before[i]];
            return {
              to: graph.refOf(item),
              from: from === undefined ? undefined : graph.refOf(from),
              isAsked: from === undefined && distance[i] === 0,
              isStep: before[i] < i && distance[i] === distance[before[i]] + 1,
            };
          });
          for (const { to, from, isAsked, isStep } of steps) {
            const isRelation = world.edges.some(
              edge => edge[0] === from && edge[1] === to,
            );
            expect(isAsked ? down.includes(to) : isStep && isRelation).toBe(
              true,
            );
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('single points of failure', () => {
  const neededBy = (graph: CiGraph, item: number) => {
    const walk = new Walk(graph, graph.needs, { groups: false });
    walk.start([item]);
    walk.run();
    return [...walk.take().items.subarray(1)];
  };

  it('are what alone takes an item down, and their paths are ways to it', () => {
    fc.assert(
      fc.property(
        worlds.chain(world =>
          fc.tuple(
            fc.constant(world),
            fc.constantFrom(...world.names),
            some(world),
          ),
        ),
        ([world, name, down]) => {
          // Of what is down already nothing is asked.
          fc.pre(!bruteForce(world, new Set(down)).has(name));
          const graph = graphOf(world);
          const item = graph.idOf(name)!;
          const needed = neededBy(graph, item);
          const { points, checked } = singlePointsOf(
            graph,
            item,
            needed,
            down.map(ref => graph.idOf(ref)!),
          );
          const gone = bruteForce(world, new Set(down));
          const expected = world.names.filter(
            other =>
              other !== name &&
              !down.includes(other) &&
              bruteForce(world, new Set([...down, other])).has(name),
          );
          expect(new Set(points.map(point => graph.refOf(point.item)))).toEqual(
            new Set(expected),
          );
          expect(checked).toBeLessThanOrEqual(needed.length);
          for (const point of points) {
            const path = refsOf(graph, pathOf(point));
            expect(path[0]).toBe(graph.refOf(point.item));
            expect(path[path.length - 1]).toBe(name);
            path.slice(1).forEach((ref, i) => {
              expect(world.edges).toContainEqual([path[i], ref]);
            });
          }
          expect(gone.has(name)).toBe(false);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('the graph', () => {
  const picture = (graph: CiGraph) => {
    const edges: string[] = [];
    for (let from = 0; from < graph.size; from += 1) {
      const pairs = graph.affects[from];
      for (let k = 0; k < pairs.length; k += 2)
        edges.push(
          `${graph.refOf(from)} ${graph.relations[pairs[k + 1]]} ${graph.refOf(
            pairs[k],
          )}`,
        );
    }
    const back: string[] = [];
    for (let to = 0; to < graph.size; to += 1) {
      const pairs = graph.needs[to];
      for (let k = 0; k < pairs.length; k += 2)
        back.push(
          `${graph.refOf(pairs[k])} ${
            graph.relations[pairs[k + 1]]
          } ${graph.refOf(to)}`,
        );
    }
    expect(back.sort()).toEqual(edges.sort());
    const groups = graph.groups.map(({ of, atLeast, members }) => [
      graph.refOf(of),
      atLeast,
      refsOf(graph, members).sort(),
    ]);
    return { edges, groups };
  };

  it('is the same whether it was read whole or brought up to date step by step', () => {
    fc.assert(
      fc.property(worlds, worlds, fc.array(fc.nat(11)), (old, now, gone) => {
        const wanted: World = { ...now, groups: old.groups };
        const lost = new Set(gone.map(n => `component:default/c${n}`));
        const left = (changes: GraphChange[]) =>
          changes.map(change =>
            lost.has(change.ref) ? { ref: change.ref, relations: [] } : change,
          );
        const first = graphOf(old);
        const before = picture(first);
        const known = new Set(changesOf(wanted).map(c => c.ref));
        const stepwise = first.with([
          ...left(changesOf(wanted)),
          ...old.names
            .filter(ref => !known.has(ref))
            .map(ref => ({ ref, relations: [] })),
        ]);
        const whole = CiGraph.empty(RULES, old.groups).with(
          left(changesOf(wanted)),
        );
        expect(picture(stepwise)).toEqual(picture(whole));
        // Who walks the old one is not disturbed.
        expect(picture(first)).toEqual(before);
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps a relation to nothing, which fails like anything else', () => {
    const graph = CiGraph.empty(RULES).with([
      {
        ref: 'component:default/cart',
        node: node('component:default/cart'),
        relations: [
          {
            source: 'component:default/cart',
            relation: 'dependsOn',
            target: 'resource:default/nowhere',
          },
        ],
      },
    ]);
    expect(graph.nodeOf(graph.idOf('resource:default/nowhere')!)).toBe(
      undefined,
    );
    expect(
      refsOf(graph, failing(graph, ['resource:default/nowhere']).items),
    ).toEqual(['resource:default/nowhere', 'component:default/cart']);
  });

  it('takes an item with 50,000 relations, and takes them back', () => {
    const hub = 'resource:default/hub';
    const many = Array.from({ length: 50_000 }, (_, n) => ({
      source: hub,
      relation: 'dependsOn',
      target: `component:default/n${n}`,
    }));
    const graph = CiGraph.empty(RULES).with([
      { ref: hub, node: node(hub), relations: many },
    ]);
    expect(graph.needs[graph.idOf(hub)!]).toHaveLength(100_000);
    const half = graph.with([
      { ref: hub, node: node(hub), relations: many.slice(0, 25_000) },
    ]);
    expect(half.needs[half.idOf(hub)!]).toHaveLength(50_000);
    expect(failing(half, ['component:default/n49999']).items).toHaveLength(1);
    expect(failing(half, ['component:default/n1']).items).toHaveLength(2);
  });

  it('knows items by every name that Unicode has', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ unit: 'binary', minLength: 1 }), {
          minLength: 2,
          maxLength: 6,
        }),
        names => {
          const refs = names.map(name => `resource:default/${name}`);
          const graph = CiGraph.empty(RULES).with(
            refs.map((ref, n) => ({
              ref,
              node: node(ref),
              relations:
                n === 0
                  ? []
                  : [
                      {
                        source: ref,
                        relation: 'dependsOn',
                        target: refs[n - 1],
                      },
                    ],
            })),
          );
          expect(refsOf(graph, failing(graph, [refs[0]]).items)).toEqual(refs);
        },
      ),
    );
  });
});
