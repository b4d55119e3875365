import { useEffect, useState } from 'react';
import type { RefObject } from 'react';

/** How much of a row of columns is out of sight at either side, in whole columns. */
export interface Sideways {
  before: number;
  behind: number;
}

/** Columns that a pixel is missing of are in sight all the same. */
const SLACK = 4;

/** What of the columns in a box is in sight, as it is scrolled and as the page changes its width. */
export function useSideways(
  box: RefObject<HTMLElement>,
  columns: number,
): Sideways & { go: (by: 1 | -1) => void } {
  const [sideways, setSideways] = useState<Sideways>({ before: 0, behind: 0 });
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const look = () => {
      const from = element.getBoundingClientRect();
      const parts = [...element.children].map(c => c.getBoundingClientRect());
      const next = {
        before: parts.filter(p => p.left < from.left - SLACK).length,
        behind: parts.filter(p => p.right > from.right + SLACK).length,
      };
      setSideways(was =>
        was.before === next.before && was.behind === next.behind ? was : next,
      );
    };
    look();
    element.addEventListener('scroll', look, { passive: true });
    const watcher =
      typeof ResizeObserver === 'undefined'
        ? undefined
        : new ResizeObserver(look);
    watcher?.observe(element);
    return () => {
      element.removeEventListener('scroll', look);
      watcher?.disconnect();
    };
  }, [box, columns]);
  const go = (by: 1 | -1) => {
    const element = box.current;
    const width = element?.firstElementChild?.getBoundingClientRect().width;
    element?.scrollBy?.({ left: by * (width ?? 0), behavior: 'smooth' });
  };
  return { ...sideways, go };
}
