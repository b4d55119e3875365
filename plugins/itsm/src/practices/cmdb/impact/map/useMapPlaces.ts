import { useEffect, useMemo, useRef, useState } from 'react';
import { placesOf } from './mapLayout';
import type { Places } from './mapLayout';
import type { VisibleGraph } from './visibleGraph';

/** A graph as it is drawn: with the places that belong to it. */
interface Placed {
  graph: VisibleGraph;
  places: Places;
}

/**
 * Places for what is drawn, thought about once per graph. Until they are known what was drawn
 * before stays, so that nothing flickers.
 */
export function useMapPlaces(
  graph: VisibleGraph,
  askedStands: 'left' | 'right',
): { placed: Placed | undefined; error: unknown } {
  const key = useMemo(
    () =>
      JSON.stringify([
        graph.nodes.map(({ id }) => id),
        graph.edges.map(({ id }) => id),
        askedStands,
      ]),
    [graph, askedStands],
  );
  const latest = useRef(graph);
  latest.current = graph;
  const [state, setState] = useState<{
    key: string;
    placed?: Placed;
    error?: unknown;
  }>();
  useEffect(() => {
    let wanted = true;
    placesOf(latest.current, askedStands).then(
      places =>
        wanted && setState({ key, placed: { graph: latest.current, places } }),
      error => wanted && setState({ key, error }),
    );
    return () => {
      wanted = false;
    };
  }, [key, askedStands]);
  const placed = state?.placed;
  return {
    // Of the same nodes and edges the latest is drawn: states may have changed.
    placed:
      placed && state.key === key ? { graph, places: placed.places } : placed,
    error: state?.error,
  };
}
