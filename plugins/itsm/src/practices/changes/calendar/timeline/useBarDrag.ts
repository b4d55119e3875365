import { useCallback, useRef, useState } from 'react';
import type { PointerEvent } from 'react';

/** How a bar is taken hold of: at its middle, or at an end. */
export type Grip = 'move' | 'start' | 'end';

/** A bar that is being dragged, and where it would be. */
export interface Dragged {
  id: string;
  start: number;
  end: number;
}

/** Below this a press is a press. Pixels. */
const STILL = 4;

/**
 * Drags bars along the time: whole, or by an end. Nothing is changed by it; whoever drops one is told.
 *
 * @param perPixel - milliseconds of a pixel
 * @param snap - what it is moved by at least, milliseconds
 */
export function useBarDrag(
  perPixel: number,
  snap: number,
  onDrop: (id: string, start: number, end: number) => void,
) {
  const [dragged, setDragged] = useState<Dragged>();
  // A press that was a drag is followed by a click, which is none.
  const moved = useRef(false);
  const grab = useCallback(
    (event: PointerEvent<HTMLElement>, bar: Dragged, grip: Grip) => {
      if (event.button !== 0) return;
      event.preventDefault();
      event.stopPropagation();
      const from = event.clientX;
      moved.current = false;
      let last: Dragged | undefined;
      const at = (x: number): Dragged => {
        const by = Math.round(((x - from) * perPixel) / snap) * snap;
        if (grip === 'start')
          return { ...bar, start: Math.min(bar.start + by, bar.end - snap) };
        if (grip === 'end')
          return { ...bar, end: Math.max(bar.end + by, bar.start + snap) };
        return { ...bar, start: bar.start + by, end: bar.end + by };
      };
      const listeners: [string, (event: any) => void][] = [];
      const stop = () => {
        for (const [name, listener] of listeners)
          window.removeEventListener(name, listener);
        setDragged(undefined);
      };
      const move = (e: globalThis.PointerEvent) => {
        if (!moved.current && Math.abs(e.clientX - from) < STILL) return;
        moved.current = true;
        last = at(e.clientX);
        setDragged(last);
      };
      const drop = () => {
        stop();
        if (last && (last.start !== bar.start || last.end !== bar.end))
          onDrop(bar.id, last.start, last.end);
      };
      const escape = (e: globalThis.KeyboardEvent) => {
        if (e.key === 'Escape') stop();
      };
      listeners.push(
        ['pointermove', move],
        ['pointerup', drop],
        ['pointercancel', stop],
        ['keydown', escape],
      );
      for (const [name, listener] of listeners)
        window.addEventListener(name, listener);
    },
    [perPixel, snap, onDrop],
  );
  return { dragged, grab, wasDrag: () => moved.current };
}
