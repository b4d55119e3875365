import { useSyncExternalStore } from 'react';

const SECOND_MS = 1_000;

const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

const tick = () => {
  now = Date.now();
  for (const listener of listeners) listener();
};

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    now = Date.now();
    timer = setInterval(tick, SECOND_MS);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
}

/**
 * What is said at the present instant. It is worked out every second, by one timer for the whole
 * page, and drawn again only when it is not the same any more: what has hours left is drawn once a
 * minute.
 */
export function useSaid<T extends string | number>(say: (now: number) => T): T {
  return useSyncExternalStore(subscribe, () => say(now));
}
