import { layoutGraph } from '../layout/elk';
import type { VisibleGraph } from './visibleGraph';

export const NODE_WIDTH = 228;
export const NODE_HEIGHT = 80;

export interface Point {
  x: number;
  y: number;
}

/** Where everything on a map stands. */
export interface Places {
  nodes: ReadonlyMap<string, Point>;
  /** Where lines begin, bend and end, so that none runs through what it has nothing to do with. */
  lines: ReadonlyMap<string, readonly Point[]>;
}

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.partitioning.activate': 'true',
  'elk.separateConnectedComponents': 'false',
  'elk.layered.spacing.nodeNodeBetweenLayers': '72',
  'elk.spacing.nodeNode': '18',
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.layered.mergeEdges': 'true',
};

/**
 * Places what is drawn in columns: failure goes from left to right, and one step is one column or
 * more. What was asked about stands left of what fails with it, and right of what it needs.
 */
export async function placesOf(
  graph: Pick<VisibleGraph, 'nodes' | 'edges'>,
  askedStands: 'left' | 'right',
): Promise<Places> {
  const last = Math.max(...graph.nodes.map(({ distance }) => distance));
  const { children = [], edges = [] } = await layoutGraph({
    id: 'map',
    layoutOptions: OPTIONS,
    children: graph.nodes.map(({ id, distance }) => ({
      id,
      width: NODE_WIDTH,
      height: NODE_HEIGHT,
      layoutOptions: {
        'elk.partitioning.partition': String(
          askedStands === 'left' ? distance : last - distance,
        ),
      },
    })),
    edges: graph.edges.map(({ id, from, to }) => ({
      id,
      sources: [from],
      targets: [to],
    })),
  });
  return {
    nodes: new Map(children.map(({ id, x = 0, y = 0 }) => [id, { x, y }])),
    lines: new Map(
      edges.map(({ id, sections = [] }) => [
        id,
        sections.flatMap(({ startPoint, bendPoints = [], endPoint }) => [
          startPoint,
          ...bendPoints,
          endPoint,
        ]),
      ]),
    ),
  };
}
