import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Skeleton } from '@backstage/ui';
import type { RefInfo } from '@callboard/plugin-itsm-common';
import { Message } from '@callboard/plugin-itsm-react';
import { RiMindMap } from '@remixicon/react';
import {
  Controls,
  MiniMap,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from '@xyflow/react';
import type { Node } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Answer } from '../answer';
import type { ImpactAddress } from '../impactAddress';
import { explainingPath, titleIn } from '../itemWords';
import { impactTranslationRef } from '../translation';
import { flowOf } from './flow';
import styles from './ImpactMap.module.css';
import { ItemPanel } from './ItemPanel';
import { MapLegend } from './MapLegend';
import { NODE_HEIGHT, NODE_WIDTH } from './mapLayout';
import { nodeTypes } from './nodes';
import { useMapPlaces } from './useMapPlaces';
import { OPENED_AT_ONCE, visibleGraph } from './visibleGraph';

/** Smaller letters cannot be read: then only what was asked about and what is next to it is shown. */
const READABLE_ZOOM = 0.75;
const MARGIN = 32;
const FIT = { padding: 0.08, maxZoom: 1 };

interface MapProps {
  answer: Answer;
  matches: ReadonlySet<string> | undefined;
  titles: Readonly<Record<string, RefInfo>>;
  name: string;
  address: ImpactAddress;
  /** Explains an item, or none. */
  onSelect: (ref: string | undefined) => void;
  /** Assumes these down. */
  onAssume: (refs: string[]) => void;
}

/** What the reader opened and folded, while the map is open. */
function useWishes() {
  const [opened, setOpened] = useState<ReadonlyMap<string, number>>(new Map());
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const open = useCallback(
    (group: string) =>
      setOpened(old => {
        const next = new Map(old);
        next.delete(group);
        return next.set(group, (old.get(group) ?? 0) + OPENED_AT_ONCE);
      }),
    [],
  );
  const fold = (ref: string) =>
    setFolded(old => {
      const next = new Set(old);
      if (!next.delete(ref)) next.add(ref);
      return next;
    });
  return { opened, folded, open, fold, close: () => setOpened(new Map()) };
}

function Drawing(props: MapProps) {
  const { answer, matches, titles, name, address, onSelect, onAssume } = props;
  const { t } = useTranslationRef(impactTranslationRef);
  const flow = useReactFlow();
  const frame = useRef<HTMLDivElement>(null);
  const { opened, folded, open, fold, close } = useWishes();
  const { item: selected, down, groupBy } = address;
  const titleOf = useMemo(() => titleIn(answer, titles), [answer, titles]);
  const graph = useMemo(
    () => visibleGraph(answer, { matches, groupBy, opened, folded, selected }),
    [answer, matches, groupBy, opened, folded, selected],
  );
  const askedStands = answer.question === 'impact' ? 'left' : 'right';
  const { placed, error } = useMapPlaces(graph, askedStands);
  const path = useMemo(
    () => (selected ? explainingPath(answer, selected) : []),
    [answer, selected],
  );
  const downKey = down.join(',');
  const { nodes, edges } = useMemo(
    () =>
      placed
        ? flowOf({ ...placed, answer, path, selected, titleOf, t, down })
        : { nodes: [], edges: [] },
    // The list of what is assumed down is read from the address anew every time.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [
      placed?.graph,
      placed?.places,
      answer,
      path,
      selected,
      titleOf,
      t,
      downKey,
    ],
  );

  // Another graph is shown whole if that can be read, else from what was asked about.
  const places = placed?.places;
  const askedRef = answer.asked[0]?.ref;
  useEffect(() => {
    const box = frame.current?.getBoundingClientRect();
    const asked = askedRef ? places?.get(askedRef) : undefined;
    if (!box || !places || !asked) return;
    const [xs, ys] = (['x', 'y'] as const).map(axis =>
      [...places.values()].map(place => place[axis]),
    );
    const width = Math.max(...xs) - Math.min(...xs) + NODE_WIDTH;
    const height = Math.max(...ys) - Math.min(...ys) + NODE_HEIGHT;
    if (Math.min(box.width / width, box.height / height) >= READABLE_ZOOM) {
      flow.fitView(FIT);
      return;
    }
    // As high as it is, if that can be read; else what was asked about stands in the middle.
    const zoom = Math.min(
      1,
      Math.max(READABLE_ZOOM, (box.height - 2 * MARGIN) / height),
    );
    const isHigh = height * zoom > box.height;
    const middle = isHigh
      ? asked.y + NODE_HEIGHT / 2
      : Math.min(...ys) + height / 2;
    flow.setViewport({
      zoom,
      x:
        askedStands === 'left'
          ? MARGIN - asked.x * zoom
          : box.width - MARGIN - (asked.x + NODE_WIDTH) * zoom,
      y: box.height / 2 - middle * zoom,
    });
  }, [places, askedRef, askedStands, flow]);

  const choose = (node: Pick<Node, 'id' | 'type'>) => {
    if (node.type === 'group') open(node.id);
    else onSelect(node.id === selected ? undefined : node.id);
  };
  const shownItem = selected
    ? [...answer.asked, ...answer.items].find(({ ref }) => ref === selected)
    : undefined;

  if (error) {
    return (
      <Message icon={<RiMindMap size={32} />} title={t('map.failed')}>
        {t('map.failedNext')}
      </Message>
    );
  }
  return (
    <div className={styles.map}>
      <div className={styles.split}>
        {/* The nodes in it are what takes the keys. */}
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
        <section
          ref={frame}
          className={styles.frame}
          aria-label={t('map.label', { name })}
          onKeyDown={event => {
            if (event.key !== 'Enter' && event.key !== ' ') return;
            const id = (event.target as HTMLElement).closest<HTMLElement>(
              '.react-flow__node',
            )?.dataset.id;
            const node = nodes.find(n => n.id === id);
            if (!node) return;
            event.preventDefault();
            choose(node);
          }}
        >
          {!placed && (
            <div aria-busy="true" aria-label={t('map.loading')}>
              <Skeleton height={540} />
            </div>
          )}
          {placed && (
            <ReactFlow
              nodes={nodes}
              edges={edges}
              nodeTypes={nodeTypes}
              onNodeClick={(_, node) => choose(node)}
              onPaneClick={() => onSelect(undefined)}
              nodesDraggable={false}
              nodesConnectable={false}
              edgesFocusable={false}
              elementsSelectable={false}
              nodesFocusable
              minZoom={0.1}
              maxZoom={1.6}
              // Two fingers or the key, so that a page with a map in it still scrolls.
              preventScrolling={false}
              zoomOnScroll={false}
              zoomActivationKeyCode={['Control', 'Meta']}
              ariaLabelConfig={{
                'controls.ariaLabel': t('map.controls'),
                'controls.zoomIn.ariaLabel': t('map.zoomIn'),
                'controls.zoomOut.ariaLabel': t('map.zoomOut'),
                'controls.fitView.ariaLabel': t('map.fit'),
                'minimap.ariaLabel': t('map.minimap'),
              }}
            >
              <Controls
                position="top-left"
                showInteractive={false}
                fitViewOptions={FIT}
              />
              {nodes.length > 12 && (
                <MiniMap
                  className={styles.minimap}
                  style={{ width: 150, height: 100 }}
                  pannable
                  zoomable
                  nodeClassName={node =>
                    node.type === 'group' ? styles.miniGroup : styles.miniNode
                  }
                />
              )}
            </ReactFlow>
          )}
        </section>
        {shownItem && (
          <ItemPanel
            answer={answer}
            item={shownItem}
            titleOf={titleOf}
            titles={titles}
            address={address}
            beyond={graph.nodes.find(n => n.id === shownItem.ref)}
            onFold={() => fold(shownItem.ref)}
            onSelect={onSelect}
            onAssume={onAssume}
          />
        )}
      </div>
      <div className={styles.below}>
        <MapLegend redundant={edges.some(e => e.data?.redundant)} />
        <span role="status">
          {graph.single < graph.all &&
            t('map.drawn', {
              drawn: String(graph.single),
              all: String(graph.all),
            })}{' '}
          {graph.edgesLeftOut > 0 &&
            t('map.edges', { number: String(graph.edgesLeftOut) })}{' '}
          {opened.size > 0 && t('map.opened', { count: opened.size })}
        </span>
        {opened.size > 0 && (
          <Button size="small" variant="tertiary" onPress={close}>
            {t('map.close')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** An answer as a map: failure goes from left to right, and a selected item is explained. */
export function ImpactMap(props: MapProps) {
  return (
    <ReactFlowProvider>
      <Drawing {...props} />
    </ReactFlowProvider>
  );
}
