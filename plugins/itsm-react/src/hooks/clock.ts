const STEP_MS = 30_000;

const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function tick() {
  now = Date.now();
  for (const listener of listeners) listener();
}

/**
 * One clock for a whole page: thousands of times said relatively must not be thousands of timers,
 * each drawing for itself. It stands still while nobody looks.
 */
export const clock = {
  subscribe(listener: () => void): () => void {
    if (listeners.size === 0) {
      now = Date.now();
      timer = setInterval(tick, STEP_MS);
    }
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) clearInterval(timer);
    };
  },

  /** The present instant in milliseconds, as of the last step. */
  now: (): number => now,
};
