import { BaseEdge } from '@xyflow/react';
import type { Edge, EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import type { Point } from './mapLayout';

export type LineFlowEdge = Edge<
  { redundant: boolean; points: readonly Point[] },
  'line'
>;

/** How much of a corner is round. */
const ROUND = 7;

const between = (a: Point, b: Point, distance: number): Point => {
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  const part = length === 0 ? 0 : Math.min(0.5, distance / length);
  return { x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part };
};

/** A line through points, as the path of an SVG, with its corners rounded. */
export function roundedPath(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return '';
  const parts = rest.map((point, i) => {
    const next = rest[i + 1];
    if (!next) return `L${point.x} ${point.y}`;
    const before = between(point, points[i], ROUND);
    const after = between(point, next, ROUND);
    return `L${before.x} ${before.y}Q${point.x} ${point.y} ${after.x} ${after.y}`;
  });
  return `M${first.x} ${first.y}${parts.join('')}`;
}

/** A relation on the map, drawn where the layout put it. */
const MapLine = memo((props: EdgeProps<LineFlowEdge>) => {
  const { data, label, markerEnd, sourceX, sourceY, targetX, targetY } = props;
  const points =
    data && data.points.length > 1
      ? data.points
      : [
          { x: sourceX, y: sourceY },
          { x: targetX, y: targetY },
        ];
  // The last stretch belongs to this line alone; what comes before it may be shared with others.
  const [from, to] = points.slice(-2);
  return (
    <BaseEdge
      path={roundedPath(points)}
      markerEnd={markerEnd}
      label={label}
      labelX={(from.x + to.x) / 2}
      labelY={(from.y + to.y) / 2}
    />
  );
});

export const edgeTypes = { line: MapLine };
