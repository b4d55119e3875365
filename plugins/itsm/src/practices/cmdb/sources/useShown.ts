import { useState } from 'react';

const STEP = 50;

/** The beginning of a long list, and a way to see more of it: pages stay quick. */
export function useShown<T>(items: readonly T[], step: number = STEP) {
  const [most, setMost] = useState(step);
  return {
    shown: items.slice(0, most),
    more: Math.max(0, items.length - most),
    showMore: () => setMost(most + step),
  };
}
