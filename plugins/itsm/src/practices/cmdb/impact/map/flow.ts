import { MarkerType } from '@xyflow/react';
import type { Answer } from '../answer';
import { NONE } from '../impactAddress';
import { kindWords, redundancyOfEdge } from '../itemWords';
import type { ImpactWords } from '../translation';
import styles from './ImpactMap.module.css';
import type { LineFlowEdge } from './MapLine';
import { NODE_HEIGHT, NODE_WIDTH } from './mapLayout';
import type { Places } from './mapLayout';
import { groupCount } from './nodes';
import type { GroupFlowNode, ItemFlowNode } from './nodes';
import { OPENED_AT_ONCE } from './visibleGraph';
import type { GroupNode, MapEdge, VisibleGraph } from './visibleGraph';

/** What a map is drawn from. */
export interface FlowInput {
  graph: VisibleGraph;
  places: Places;
  answer: Answer;
  /** The explained item's path, and the item. */
  path: readonly string[];
  selected: string | undefined;
  titleOf: (ref: string) => string;
  t: ImpactWords;
  down: readonly string[];
}

function groupWords(
  node: GroupNode,
  titleOf: (ref: string) => string,
  t: ImpactWords,
): string {
  const items = groupCount(node, t);
  if (node.value === undefined) return t('map.rest', { items });
  if (node.value === NONE)
    return t('map.groupOfNone', {
      items,
      name: node.id.includes(' system ')
        ? t('item.ofNoSystem')
        : t('item.ofNobody'),
    });
  // Grouped by kind, the kind is all there is to say.
  if (!node.value.includes(':')) return items;
  return t('map.group', { items, name: titleOf(node.value) });
}

/** Gives what is drawn to the library that draws it. */
export function flowOf(input: FlowInput): {
  nodes: Array<ItemFlowNode | GroupFlowNode>;
  edges: LineFlowEdge[];
} {
  const { graph, places, answer, path, selected, titleOf, t, down } = input;
  const onPath = new Set(path);
  const steps = new Set(path.slice(1).map((ref, i) => `${path[i]} > ${ref}`));
  const size = { width: NODE_WIDTH, height: NODE_HEIGHT };
  const nodes = graph.nodes.map((node): ItemFlowNode | GroupFlowNode => {
    const base = {
      id: node.id,
      position: places.nodes.get(node.id) ?? { x: 0, y: 0 },
      ...size,
      measured: size,
      draggable: false,
    };
    if (node.what === 'group') {
      const words = groupWords(node, titleOf, t);
      const next =
        node.count > OPENED_AT_ONCE
          ? t('map.openNext', { number: String(OPENED_AT_ONCE) })
          : t('map.open');
      return {
        ...base,
        type: 'pile',
        ariaLabel: t('map.openOf', { what: words }),
        data: { node, words, next, dimmed: selected !== undefined },
      };
    }
    const title = titleOf(node.item.ref);
    const owner = node.item.ownerRef && titleOf(node.item.ownerRef);
    return {
      ...base,
      type: 'item',
      selected: node.id === selected,
      ariaLabel: [
        title,
        kindWords(node.item),
        node.item.standing === 'needed'
          ? ''
          : t(`standing.${node.item.standing}`),
      ]
        .filter(Boolean)
        .join(', '),
      data: {
        node,
        title,
        owner,
        assumedDown: down.includes(node.id),
        dimmed: selected ? !onPath.has(node.id) : node.onTheWay,
      },
    };
  });
  // Lines to the same item share their last stretch: the words are written there once, over all.
  const last = new Map(
    graph.edges.filter(({ redundant }) => redundant).map(e => [e.to, e.id]),
  );
  const isLast = (edge: MapEdge) => last.get(edge.to) === edge.id;
  const inOrder = [...graph.edges].sort(
    (a, b) => Number(isLast(a)) - Number(isLast(b)),
  );
  const edges = inOrder.map((edge): LineFlowEdge => {
    const isStep = steps.has(edge.id);
    const redundancy = isLast(edge)
      ? redundancyOfEdge(answer.redundancies, edge.from, edge.to)
      : undefined;
    return {
      id: edge.id,
      type: 'line',
      source: edge.from,
      target: edge.to,
      data: {
        redundant: edge.redundant,
        points: places.lines.get(edge.id) ?? [],
      },
      className: [
        styles.edge,
        edge.redundant ? styles.redundant : '',
        isStep ? styles.step : '',
        selected && !isStep ? styles.dimmedEdge : '',
      ].join(' '),
      zIndex: isStep ? 1 : 0,
      label: redundancy
        ? t('map.oneOf', {
            atLeast: String(redundancy.atLeast),
            of: String(redundancy.of.length),
          })
        : undefined,
      markerEnd: { type: MarkerType.ArrowClosed, color: 'context-stroke' },
      ariaRole: 'presentation' as const,
    };
  });
  return { nodes, edges };
}
