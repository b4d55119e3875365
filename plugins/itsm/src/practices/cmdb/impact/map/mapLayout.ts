import { layoutGraph } from '../layout/elk';
import type { VisibleGraph } from './visibleGraph';

export const NODE_WIDTH = 228;
export const NODE_HEIGHT = 80;

export type Places = ReadonlyMap<string, { x: number; y: number }>;

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.partitioning.activate': 'true',
  'elk.separateConnectedComponents': 'false',
  'elk.layered.spacing.nodeNodeBetweenLayers': '72',
  'elk.spacing.nodeNode': '18',
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
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
  const { children = [] } = await layoutGraph({
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
  return new Map(children.map(({ id, x = 0, y = 0 }) => [id, { x, y }]));
}
