import { useLayoutEffect, useState } from 'react';
import type { RefObject } from 'react';

/** What of a scrolled box is in view, in pixels. */
export interface View {
  top: number;
  height: number;
  width: number;
}

/** Follows what of a box is in view; before it is known, a usual one is taken. */
export function useView(box: RefObject<HTMLElement>): View {
  const [view, setView] = useState<View>({ top: 0, height: 800, width: 1000 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    let frame = 0;
    const look = () => {
      frame = 0;
      setView(old => {
        const { scrollTop: top, clientHeight, clientWidth } = element;
        const next = {
          top,
          height: clientHeight || old.height,
          width: clientWidth || old.width,
        };
        return next.top === old.top &&
          next.height === old.height &&
          next.width === old.width
          ? old
          : next;
      });
    };
    const soon = () => {
      frame ||= requestAnimationFrame(look);
    };
    look();
    element.addEventListener('scroll', soon, { passive: true });
    const observer =
      typeof ResizeObserver === 'undefined'
        ? undefined
        : new ResizeObserver(soon);
    observer?.observe(element);
    return () => {
      cancelAnimationFrame(frame);
      element.removeEventListener('scroll', soon);
      observer?.disconnect();
    };
  }, [box]);
  return view;
}
