import { DEFAULT_FAILURE_DIRECTIONS } from '@callboard/plugin-itsm-common';
import { graphOf } from '../cmdb/graphOf';
import { impactOf, plainSearch } from '../cmdb/impactOf';
import { itemsOfImpact } from '../cmdb/itemsOfImpact';
import { Landscape } from '../cmdb/landscape';
import type { Figure } from '../Figure';

const ITEMS = 100_000;
const ASKED = 20;
/** Every item that often in one sample, on both sides in turn. */
const ROUNDS: Readonly<Record<number, number>> = { 1_000: 60, 10_000: 12 };

const sumOf = (items: readonly number[], of: (item: number) => number) =>
  items.reduce((sum, item) => sum + of(item), 0);

/** How long it takes in milliseconds, for all items once. */
function timed(items: readonly number[], ask: (item: number) => number) {
  const started = performance.now();
  for (const item of items) ask(item);
  return performance.now() - started;
}

function impactFigure(name: string, hits: number): Figure {
  return {
    name,
    description: `the impact of items with about ${hits} hits over a plain breadth-first search of the same graph in memory`,
    aim: 3,
    better: 'less',
    unit: 'ms',
    async prepare(_, options) {
      const landscape = new Landscape(Number(options.entities ?? ITEMS));
      const graph = graphOf(landscape, DEFAULT_FAILURE_DIRECTIONS);
      const items = itemsOfImpact(landscape, graph, hits, ASKED);
      const ours = (item: number) => impactOf(graph, item).items.length;
      const found = sumOf(items, ours) / items.length;
      const plain = sumOf(items, i => plainSearch(graph, i, 'bytes'));
      return {
        async sample() {
          const took = { ours: 0, bytes: 0, set: 0 };
          for (let round = 0; round < ROUNDS[hits]; round += 1) {
            took.ours += timed(items, ours);
            took.bytes += timed(items, i => plainSearch(graph, i, 'bytes'));
            took.set += timed(items, i => plainSearch(graph, i, 'set'));
          }
          const each = ROUNDS[hits] * items.length;
          return {
            ours: took.ours / each,
            // Whichever way of writing it down is the faster one.
            floor: Math.min(took.bytes, took.set) / each,
            bytes: took.bytes / each,
            set: took.set / each,
          };
        },
        notes: async () => ({
          entities: landscape.size,
          relationsEach: Number(
            (landscape.relations / landscape.size).toFixed(2),
          ),
          groups: graph.groups.length,
          hits: Math.round(found - 1),
          plainHits: Math.round(plain / items.length - 1),
          asked: items.length,
        }),
      };
    },
  };
}

/** What fails with items whose failure takes down about a thousand others. */
export const cmdbImpact1k = impactFigure('cmdb.impact.1k', 1_000);

/** What fails with items whose failure takes down about ten thousand others. */
export const cmdbImpact10k = impactFigure('cmdb.impact.10k', 10_000);
