import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api';
import { layoutGraph } from '../impact/layout/elk';
import type { Diagram, DiagramEdge } from './diagram';
import type { DiagramWords } from './words';

export const BOX_WIDTH = 192;
export const BOX_HEIGHT = 78;
const LETTER_WIDTH = 6.2;
const LABEL_HEIGHT = 16;
const BOUNDARY = 'boundary of everything inside';

interface Point {
  x: number;
  y: number;
}
interface Rect extends Point {
  width: number;
  height: number;
}

/** Where everything of a picture stands. */
export interface DiagramPlaces {
  width: number;
  height: number;
  boxes: ReadonlyMap<string, Rect>;
  /** Around what is inside, unless what is looked at is a box itself. */
  boundary?: Rect;
  lines: ReadonlyArray<{
    edge: DiagramEdge;
    points: readonly Point[];
    label?: Rect;
  }>;
}

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.json.shapeCoords': 'ROOT',
  'elk.json.edgeCoords': 'ROOT',
  'elk.layered.spacing.nodeNodeBetweenLayers': '44',
  'elk.layered.spacing.edgeNodeBetweenLayers': '20',
  'elk.spacing.nodeNode': '24',
  'elk.spacing.edgeNode': '16',
  'elk.spacing.edgeEdge': '12',
  'elk.spacing.edgeLabel': '2',
  'elk.edgeLabels.inline': 'true',
  'elk.layered.mergeEdges': 'true',
};

const rect = ({
  x = 0,
  y = 0,
  width = 0,
  height = 0,
}: Partial<Rect>): Rect => ({
  x,
  y,
  width,
  height,
});

/** Gives everything of a picture its place. */
export async function placesOfDiagram(
  diagram: Diagram,
  words: DiagramWords,
): Promise<DiagramPlaces> {
  const { nodes, edges, root } = diagram;
  const box = (id: string): ElkNode => ({
    id,
    width: BOX_WIDTH,
    height: BOX_HEIGHT,
  });
  const within = nodes.filter(n => n.inside && n.id !== root.ref);
  const others = nodes.filter(n => !within.includes(n));
  const graph: ElkNode = {
    id: 'picture',
    layoutOptions: OPTIONS,
    children: [
      ...(within.length > 0
        ? [
            {
              id: BOUNDARY,
              layoutOptions: {
                'elk.padding': '[top=48,left=24,bottom=24,right=24]',
              },
              children: within.map(({ id }) => box(id)),
            },
          ]
        : []),
      ...others.map(({ id }) => box(id)),
    ],
    edges: edges.map((edge, i): ElkExtendedEdge => {
      const text = words.verbOf(edge);
      return {
        id: `line ${i}`,
        sources: [edge.from],
        targets: [edge.to],
        labels: [
          { text, width: text.length * LETTER_WIDTH + 8, height: LABEL_HEIGHT },
        ],
      };
    }),
  };
  const placed = await layoutGraph(graph);
  const boundary = placed.children?.find(({ id }) => id === BOUNDARY);
  const boxes = new Map(
    [...(placed.children ?? []), ...(boundary?.children ?? [])]
      .filter(({ id }) => id !== BOUNDARY)
      .map(child => [child.id, rect(child)]),
  );
  const lineOf = new Map<string, ElkExtendedEdge>();
  const collect = (node: ElkNode) => {
    for (const edge of node.edges ?? []) lineOf.set(edge.id, edge);
    node.children?.forEach(collect);
  };
  collect(placed);
  return {
    width: placed.width ?? 0,
    height: placed.height ?? 0,
    boxes,
    boundary: boundary && rect(boundary),
    lines: edges.map((edge, i) => {
      const line = lineOf.get(`line ${i}`);
      const label = line?.labels?.[0];
      return {
        edge,
        points: (line?.sections ?? []).flatMap(
          ({ startPoint, bendPoints = [], endPoint }) => [
            startPoint,
            ...bendPoints,
            endPoint,
          ],
        ),
        label: label && rect(label),
      };
    }),
  };
}
