import { impactOf } from './impactOf';
import type { Landscape } from './landscape';
import type { CiGraph } from './parts';

/**
 * Items whose failure takes down about so many others, nearest first; no groups, which only own.
 *
 * @returns numbers of the graph
 * @throws Error if none is near
 */
export function itemsOfImpact(
  landscape: Landscape,
  graph: CiGraph,
  hits: number,
  count: number,
): number[] {
  const found: { item: number; off: number }[] = [];
  for (let n = 0; n < landscape.size; n += 1) {
    if (landscape.kindOf(n) === 'group') continue;
    const item = graph.idOf(landscape.refOf(n))!;
    // Most are leaves; to walk from each of them is not worth it.
    if (graph.affects[item].length < 8) continue;
    const reached = impactOf(graph, item).items.length - 1;
    found.push({ item, off: Math.abs(Math.log(reached / hits)) });
  }
  const near = found
    .sort((a, b) => a.off - b.off)
    .slice(0, count)
    .filter(({ off }) => off < Math.log(1.25));
  if (near.length === 0)
    throw new Error(
      `Nothing has an impact of about ${hits} among ${landscape.size} items`,
    );
  return near.map(({ item }) => item);
}
