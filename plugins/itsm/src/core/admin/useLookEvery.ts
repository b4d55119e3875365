import { useEffect } from 'react';

/**
 * Looks again at a rhythm while the page is in front: what runs in the background sends no signal.
 *
 * @param ms - milliseconds between two looks
 */
export function useLookEvery(ms: number, look: () => unknown) {
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) look();
    }, ms);
    return () => clearInterval(timer);
  }, [ms, look]);
}
