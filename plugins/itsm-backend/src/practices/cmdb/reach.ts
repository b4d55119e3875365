import type { CiRelationRow } from './HistoryStore';

/** More than anybody looks at, and than a request may cost. */
const MOST_NODES = 500;

/** What is in reach of an item. */
export interface Reached {
  /** With how many steps away each is; the item itself is 0. */
  nodes: Map<string, number>;
  edges: CiRelationRow[];
  /** Whether there was more. */
  truncated: boolean;
}

/**
 * Walks from an item, a step for all at a time. What may not be seen is neither shown nor walked
 * through: a path that leads through it is none. Circles are fine. One question a step.
 *
 * @param depth - how many steps
 */
export async function reachOf(
  start: string,
  depth: number,
  by: {
    /** The relations to walk along, of several items at once. */
    next(refs: readonly string[]): Promise<CiRelationRow[]>;
    visible(refs: readonly string[]): Promise<ReadonlySet<string>>;
  },
): Promise<Reached> {
  const nodes = new Map([[start, 0]]);
  const edges: CiRelationRow[] = [];
  let level = [start];
  for (let step = 1; step <= depth && level.length > 0; step += 1) {
    const relations = await by.next(level);
    const visible = await by.visible(relations.map(r => r.targetRef));
    const found: string[] = [];
    for (const relation of relations) {
      const { targetRef } = relation;
      if (!visible.has(targetRef)) continue;
      if (!nodes.has(targetRef)) {
        if (nodes.size >= MOST_NODES) return { nodes, edges, truncated: true };
        nodes.set(targetRef, step);
        found.push(targetRef);
      }
      edges.push(relation);
    }
    level = found;
  }
  return { nodes, edges, truncated: false };
}
