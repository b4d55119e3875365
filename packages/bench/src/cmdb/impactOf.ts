import { Walk, type CiGraph, type Reach } from './parts';

/** What fails with an item, with path, distance and redundancy: as the service walks. */
export function impactOf(graph: CiGraph, item: number): Reach {
  const walk = new Walk(graph, graph.affects, { groups: true });
  walk.start([item]);
  walk.run();
  return walk.take();
}

/**
 * A breadth-first search as one writes it down: what is reached, and nothing else. Neither path nor
 * redundancy.
 *
 * @param by - how it remembers what it has seen: a set of numbers, or a byte for each item
 * @returns how many were reached, with the item itself
 */
export function plainSearch(
  graph: CiGraph,
  item: number,
  by: 'set' | 'bytes',
): number {
  const { affects } = graph;
  const queue = [item];
  if (by === 'set') {
    const seen = new Set(queue);
    for (let i = 0; i < queue.length; i += 1) {
      const pairs = affects[queue[i]];
      for (let k = 0; k < pairs.length; k += 2) {
        if (seen.has(pairs[k])) continue;
        seen.add(pairs[k]);
        queue.push(pairs[k]);
      }
    }
    return queue.length;
  }
  const seen = new Uint8Array(graph.size);
  seen[item] = 1;
  for (let i = 0; i < queue.length; i += 1) {
    const pairs = affects[queue[i]];
    for (let k = 0; k < pairs.length; k += 2) {
      if (seen[pairs[k]] === 1) continue;
      seen[pairs[k]] = 1;
      queue.push(pairs[k]);
    }
  }
  return queue.length;
}
