import fc from 'fast-check';
import { ofImpact } from '../answer';
import type { Answer } from '../answer';
import { matching } from '../facets';
import { aLargeImpact, anImpact, CHECKOUT } from '../__testUtils__/answers';
import { FACETS } from '../impactAddress';
import { GROUPED_FROM, MOST_DRAWN, visibleGraph } from './visibleGraph';
import type { GroupNode, MapWishes, VisibleGraph } from './visibleGraph';

const NOTHING: MapWishes = {
  matches: undefined,
  groupBy: 'owner',
  opened: new Map(),
  folded: new Set(),
  selected: undefined,
};
const see = (answer: Answer, wishes: Partial<MapWishes> = {}) =>
  visibleGraph(answer, { ...NOTHING, ...wishes });

/** How many items a picture stands for. */
const standsFor = ({ nodes }: VisibleGraph) =>
  nodes.reduce((sum, n) => sum + (n.what === 'group' ? n.count : 1), 0);
const groupsIn = ({ nodes }: VisibleGraph) =>
  nodes.filter(n => n.what === 'group');
const ids = ({ nodes }: VisibleGraph) => nodes.map(({ id }) => id);

describe('what is drawn of an answer', () => {
  it('is all of a small one', () => {
    const graph = see(ofImpact(anImpact()));
    expect(groupsIn(graph)).toEqual([]);
    expect(ids(graph)).toEqual([
      CHECKOUT,
      'component:default/cart',
      'component:default/search',
      'component:default/shop',
    ]);
    expect(graph.edges.filter(({ redundant }) => redundant)).toHaveLength(2);
  });

  it('is groups of a large one, which together stand for all of it', () => {
    const graph = see(ofImpact(aLargeImpact(5000)));
    expect(graph.nodes.length).toBeLessThanOrEqual(GROUPED_FROM);
    expect(standsFor(graph)).toBe(5001);
    expect(graph.single).toBe(0);
  });

  it('is twenty more for a group that was opened, and the latest wish wins', () => {
    const answer = ofImpact(aLargeImpact(5000));
    const all = groupsIn(see(answer)).map(({ id }) => id);
    const opened = new Map(all.map(id => [id, 20]));
    const graph = see(answer, { opened });
    expect(graph.nodes.length).toBeLessThanOrEqual(MOST_DRAWN);
    const left = (of: VisibleGraph, id: string | undefined) =>
      of.nodes.find(n => n.id === id && n.what === 'group') as
        | GroupNode
        | undefined;
    const [first, last] = [all[0], all.at(-1)];
    expect(left(graph, first)?.count).toBe(left(see(answer), first)?.count);
    expect(left(graph, last)?.count).toBe(left(see(answer), last)!.count - 20);
    expect(standsFor(graph)).toBe(5001);
  });

  it('has the selected item and its path, however deep in a group', () => {
    const impact = aLargeImpact(5000);
    const selected = impact.hits.at(-1)!;
    const graph = see(ofImpact(impact), { selected: selected.ref });
    expect(ids(graph)).toEqual(
      expect.arrayContaining([CHECKOUT, selected.from, selected.ref]),
    );
  });

  it('has nothing behind a folded item, which says how much that is', () => {
    const answer = ofImpact(anImpact());
    const cart = 'component:default/cart';
    const graph = see(answer, { folded: new Set([cart]) });
    expect(ids(graph)).not.toContain('component:default/shop');
    expect(graph.nodes.find(({ id }) => id === cart)).toMatchObject({
      folded: true,
      beyond: 1,
    });
  });

  it('has what matches and, marked, what is on the way to it', () => {
    const answer = ofImpact(anImpact());
    const filter = { text: 'shop', kind: [], owner: [], system: [] };
    const graph = see(answer, { matches: matching(answer.items, filter) });
    expect(
      graph.nodes.map(n => [n.id, n.what === 'item' && n.onTheWay]),
    ).toEqual([
      [CHECKOUT, false],
      ['component:default/cart', true],
      ['component:default/shop', false],
    ]);
  });

  it('is bounded and stands for everything, whatever the reader does', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2000 }),
        fc.constantFrom(...FACETS),
        fc.array(fc.nat(), { maxLength: 12 }),
        fc.nat(),
        (count, groupBy, picks, pick) => {
          const answer = ofImpact(aLargeImpact(count));
          const groups = groupsIn(see(answer, { groupBy }));
          const opened = new Map(
            groups.length === 0
              ? []
              : picks.map(p => [groups[p % groups.length].id, 20 + (p % 60)]),
          );
          const selected = answer.items[pick % answer.items.length].ref;
          const graph = see(answer, { groupBy, opened, selected });
          expect(graph.nodes.length).toBeLessThanOrEqual(MOST_DRAWN);
          expect(new Set(ids(graph)).size).toBe(graph.nodes.length);
          expect(standsFor(graph)).toBe(count + 1);
          const known = new Set(ids(graph));
          for (const { from, to } of graph.edges)
            expect([known.has(from), known.has(to)]).toEqual([true, true]);
        },
      ),
      { seed: 1, numRuns: 60 },
    );
  });
});
