import { failing } from '@callboard/plugin-itsm-common';
import fc from 'fast-check';
import { CiGraph } from './CiGraph';
import { neededOf } from './needed';
import { Sight } from './Sight';
import { Walk } from './Walk';

const names = Array.from({ length: 9 }, (_, n) => `component:default/c${n}`);
const name = fc.constantFrom(...names);
const graphs = fc
  .record({
    edges: fc.array(fc.tuple(name, name), { maxLength: 24 }),
    groups: fc.array(
      fc.record({
        ref: name,
        atLeast: fc.integer({ min: 0, max: 4 }),
        of: fc.array(name, { minLength: 1, maxLength: 5 }),
      }),
      { maxLength: 5 },
    ),
  })
  .map(({ edges, groups }) =>
    CiGraph.empty({ dependsOn: 'to-source' }, groups).with(
      names.map(ref => ({
        ref,
        node: { ref, title: ref, kind: 'component' },
        relations: edges
          .filter(([source]) => source === ref)
          .map(([source, target]) => ({
            source,
            relation: 'dependsOn',
            target,
          })),
      })),
    ),
  );

/** What an item needs, as somebody is told who may not see everything. */
async function told(graph: CiGraph, ref: string, hidden: readonly string[]) {
  const sight = new Sight(
    graph,
    async refs => new Set(refs.filter(asked => !hidden.includes(asked))),
  );
  const asked = [graph.idOf(ref)!];
  await sight.look(asked);
  const walk = new Walk(graph, graph.needs, { groups: false });
  walk.start(asked);
  await sight.walk(walk, Infinity);
  return neededOf(graph, sight, {
    asked,
    reached: [...walk.take().items],
    limit: 100,
  });
}

it('what an item needs fails as a walk through what the caller may see does', async () => {
  await fc.assert(
    fc.asyncProperty(
      graphs,
      fc.subarray(names.slice(1)),
      fc.subarray(names),
      async (graph, hidden, down) => {
        const [root] = names;
        const { items } = await told(graph, root, hidden);
        const structure = new Map(items.map(item => [item.ref, item]));
        for (const ref of hidden)
          expect(JSON.stringify(items)).not.toContain(`"${ref}"`);

        const seen = down.filter(ref => structure.has(ref));
        const walk = new Walk(graph, graph.affects, { groups: true });
        walk.start(seen.map(ref => graph.idOf(ref)!));
        while (walk.step())
          walk.hide(item => !hidden.includes(graph.refOf(item)));
        const failed = [...walk.take().items]
          .map(item => graph.refOf(item))
          .filter(ref => structure.has(ref));
        expect([...failing(structure, seen)].sort()).toEqual(failed.sort());
      },
    ),
    { numRuns: Number(process.env.CALLBOARD_PROPERTY_RUNS ?? 200) },
  );
});
