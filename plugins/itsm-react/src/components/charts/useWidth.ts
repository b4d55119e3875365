import { useLayoutEffect, useRef, useState } from 'react';

/** Where nothing can be measured, e.g. before the first look. */
const USUAL = 640;

/** How wide an element is, as it becomes wider and narrower. */
export function useWidth<E extends HTMLElement>() {
  const ref = useRef<E>(null);
  const [width, setWidth] = useState(USUAL);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element || typeof ResizeObserver === 'undefined') return undefined;
    const measure = () => {
      // On paper the drawing is made smaller; it need not be drawn anew.
      if (element.clientWidth > 0) setWidth(Math.round(element.clientWidth));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}
