import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Skeleton } from '@backstage/ui';
import { Message } from '@callboard/plugin-itsm-react';
import { RiMindMap } from '@remixicon/react';
import { Controls, MiniMap, ReactFlow, ReactFlowProvider } from '@xyflow/react';
import type { Node } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useCallback, useMemo, useRef, useState } from 'react';
import type { Answer } from '../answer';
import type { ImpactAddress } from '../impactAddress';
import { explainer } from '../itemWords';
import { impactTranslationRef } from '../translation';
import { flowOf } from './flow';
import styles from './ImpactMap.module.css';
import { ItemPanel } from './ItemPanel';
import { MapLegend } from './MapLegend';
import { edgeTypes } from './MapLine';
import { nodeTypes } from './nodes';
import { useMapPlaces } from './useMapPlaces';
import { FIT, useMapView } from './useMapView';
import { OPENED_AT_ONCE, visibleGraph } from './visibleGraph';

interface MapProps {
  answer: Answer;
  matches: ReadonlySet<string> | undefined;
  titleOf: (ref: string) => string;
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
  const { answer, matches, titleOf, name, address, onSelect, onAssume } = props;
  const { t } = useTranslationRef(impactTranslationRef);
  const frame = useRef<HTMLDivElement>(null);
  const { opened, folded, open, fold, close } = useWishes();
  const [focusKey, setFocusKey] = useState(0);
  const { item: selected, down, groupBy } = address;
  const pathOf = useMemo(() => explainer(answer), [answer]);
  const graph = useMemo(
    () => visibleGraph(answer, { matches, groupBy, opened, folded, selected }),
    [answer, matches, groupBy, opened, folded, selected],
  );
  const askedStands = answer.question === 'impact' ? 'left' : 'right';
  const { placed, error } = useMapPlaces(graph, askedStands);
  const path = useMemo(
    () => (selected ? pathOf(selected) : []),
    [pathOf, selected],
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

  useMapView({ frame, places: placed?.places, answer, askedStands, path });

  const choose = (node: Pick<Node, 'id' | 'type'>) => {
    if (node.type === 'pile') open(node.id);
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
            // Whoever asks by key reads the explanation next.
            setFocusKey(key => key + 1);
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
              edgeTypes={edgeTypes}
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
                'node.a11yDescription.default': t('map.hint'),
                'node.a11yDescription.keyboardDisabled': t('map.hint'),
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
                    node.type === 'pile' ? styles.miniGroup : styles.miniNode
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
            path={path}
            address={address}
            beyond={graph.nodes.find(n => n.id === shownItem.ref)}
            onFold={() => fold(shownItem.ref)}
            onSelect={onSelect}
            focusKey={focusKey}
            onLeave={() => {
              onSelect(undefined);
              const drawn =
                frame.current?.querySelectorAll<HTMLElement>(
                  '.react-flow__node',
                );
              [...(drawn ?? [])]
                .find(({ dataset }) => dataset.id === selected)
                ?.focus();
            }}
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
