import { useCallback, useMemo, useSyncExternalStore } from 'react';

const key = (type: string) => `itsm.hidden-columns/${type}`;
const listeners = new Set<() => void>();
/** What was chosen where storage is forbidden; it holds until the page is left. */
const kept = new Map<string, string>();

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

function stored(type: string): string {
  try {
    return window.localStorage.getItem(key(type)) ?? '';
  } catch {
    return kept.get(type) ?? '';
  }
}

/**
 * The columns that other practices added to lists of a type and that this browser does not show. What
 * a practice adds is there until somebody switches it off, whatever other columns were chosen.
 *
 * @returns the ids of the columns, and how to choose them
 */
export function useHiddenColumns(
  type: string,
): [ReadonlySet<string>, (hidden: Iterable<string>) => void] {
  const text = useSyncExternalStore(subscribe, () => stored(type));
  const hidden = useMemo(
    () => new Set(text.split(',').filter(Boolean)),
    [text],
  );
  const hide = useCallback(
    (next: Iterable<string>) => {
      const words = [...next].join(',');
      kept.set(type, words);
      try {
        if (words) window.localStorage.setItem(key(type), words);
        else window.localStorage.removeItem(key(type));
      } catch {
        // Storage may be forbidden.
      }
      for (const listener of listeners) listener();
    },
    [type],
  );
  return [hidden, hide];
}
