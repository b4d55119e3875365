import { useReactFlow } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import type { Answer } from '../answer';
import { NODE_HEIGHT, NODE_WIDTH } from './mapLayout';
import type { Places, Point } from './mapLayout';

/** Smaller letters cannot be read: then what was asked about is shown, not everything. */
const READABLE_ZOOM = 0.75;
/** A path that is explained may be smaller: its panel says what it is. */
const LEAST_ZOOM = 0.5;
const MARGIN = 32;
/** Beside the controls, which stand at the top left. */
const LEFT = 60;

/** How the whole of a map is shown. */
export const FIT = {
  padding: { top: '24px', right: '24px', bottom: '24px', left: `${LEFT}px` },
  maxZoom: 1,
} as const;

const middleOf = (numbers: readonly number[]) =>
  (Math.min(...numbers) + Math.max(...numbers)) / 2;

/** Brings all of the explained path into view, unless what it explains can be seen already. */
function usePathInView(
  frame: RefObject<HTMLElement>,
  places: Places | undefined,
  path: readonly string[],
  explainedStands: 'first' | 'last',
): void {
  const flow = useReactFlow();
  const latest = useRef(path);
  latest.current = path;
  const key = path.join(' > ');
  useEffect(() => {
    const box = frame.current?.getBoundingClientRect();
    const on = latest.current.flatMap(ref => places?.nodes.get(ref) ?? []);
    if (!box || on.length < 2) return;
    const { x, y, zoom } = flow.getViewport();
    const isSeen = (at: Point) =>
      at.x * zoom + x >= 0 &&
      at.y * zoom + y >= 0 &&
      (at.x + NODE_WIDTH) * zoom + x <= box.width &&
      (at.y + NODE_HEIGHT) * zoom + y <= box.height;
    // At one of its ends is what was asked about, at the other what is explained.
    if (isSeen(on[0]) && isSeen(on[on.length - 1])) return;
    const [xs, ys] = [on.map(at => at.x), on.map(at => at.y)];
    const width = Math.max(...xs) - Math.min(...xs) + NODE_WIDTH;
    const height = Math.max(...ys) - Math.min(...ys) + NODE_HEIGHT;
    if (Math.min(box.width / width, box.height / height) >= LEAST_ZOOM) {
      flow.fitView({ ...FIT, nodes: latest.current.map(id => ({ id })) });
      return;
    }
    // Where there is no room for all of it, it is what is explained that is shown.
    const explained = on[explainedStands === 'last' ? on.length - 1 : 0];
    flow.setCenter(
      explained.x + NODE_WIDTH / 2,
      explained.y + NODE_HEIGHT / 2,
      { zoom: READABLE_ZOOM },
    );
  }, [flow, frame, places, key, explainedStands]);
}

/**
 * What of a map is in view. It begins with all of it if that can be read, else with what was asked
 * about. When something is opened later, that comes into view; otherwise what was asked about
 * stays where it is.
 */
export function useMapView(options: {
  frame: RefObject<HTMLElement>;
  places: Places | undefined;
  answer: Answer;
  askedStands: 'left' | 'right';
  path: readonly string[];
}): void {
  const { frame, places, answer, askedStands, path } = options;
  const flow = useReactFlow();
  const before = useRef<Places>();
  const askedRef = answer.asked[0]?.ref;
  useEffect(() => {
    const box = frame.current?.getBoundingClientRect();
    const asked = askedRef ? places?.nodes.get(askedRef) : undefined;
    if (!box || !places || !asked) return;
    const last = before.current;
    before.current = places;

    const lastAsked = askedRef && last?.nodes.get(askedRef);
    if (last && lastAsked) {
      const { x, y, zoom } = flow.getViewport();
      const come = [...places.nodes].filter(
        ([id]) => !last.nodes.has(id) && !id.startsWith('group '),
      );
      if (come.length > 0) {
        flow.setCenter(
          middleOf(come.map(([, place]) => place.x)) + NODE_WIDTH / 2,
          middleOf(come.map(([, place]) => place.y)) + NODE_HEIGHT / 2,
          { zoom },
        );
      } else {
        flow.setViewport({
          zoom,
          x: x + (lastAsked.x - asked.x) * zoom,
          y: y + (lastAsked.y - asked.y) * zoom,
        });
      }
      return;
    }

    const [xs, ys] = (['x', 'y'] as const).map(axis =>
      [...places.nodes.values()].map(place => place[axis]),
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
    const isHigh = height * zoom > box.height - 2 * MARGIN;
    const middle = (isHigh ? asked.y : middleOf(ys)) + NODE_HEIGHT / 2;
    const top = Math.min(...ys) * zoom;
    /** No more room above or below than there must be. */
    const within = (y: number) =>
      Math.min(
        MARGIN - top,
        Math.max(box.height - MARGIN - top - height * zoom, y),
      );
    flow.setViewport({
      zoom,
      x:
        askedStands === 'left'
          ? LEFT - asked.x * zoom
          : box.width - MARGIN - (asked.x + NODE_WIDTH) * zoom,
      y: isHigh
        ? within(box.height / 2 - middle * zoom)
        : box.height / 2 - middle * zoom,
    });
  }, [frame, places, askedRef, askedStands, flow]);
  // After what the map begins with.
  usePathInView(frame, places, path, askedStands === 'left' ? 'last' : 'first');
}
