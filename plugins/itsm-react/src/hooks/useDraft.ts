import { useCallback, useEffect, useRef, useState } from 'react';
import { useMe } from './useMe';

function read<T>(key: string): T | undefined {
  try {
    const text = window.sessionStorage.getItem(key);
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}

function write(key: string, value: unknown) {
  try {
    if (value === undefined) window.sessionStorage.removeItem(key);
    else window.sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Storage may be full or forbidden; the text is still on the page.
  }
}

/**
 * State that survives a reload of the page.
 *
 * It stays in this browser tab and under the person's name, because a draft may hold what others
 * at the same machine should not read.
 *
 * @param name - what it is a draft of, e.g. `comment/INC-1042`
 * @returns the value, how to set it and how to begin anew, and whether it is one that was written before
 */
export function useDraft<T>(
  name: string,
  initial: T,
): [value: T, set: (value: T) => void, clear: () => void, isKept: boolean] {
  const me = useMe();
  const key = me && `itsm.draft/${me}/${name}`;
  const [value, setValue] = useState<T>(initial);
  const [isKept, setKept] = useState(false);
  const touched = useRef(false);
  const first = useRef(initial);

  useEffect(() => {
    if (!key) return;
    const kept = read<T>(key);
    // Whoever was quicker than the sign-in service keeps what they typed.
    if (kept === undefined || touched.current) return;
    setValue(kept);
    setKept(true);
  }, [key]);

  const set = useCallback(
    (next: T) => {
      touched.current = true;
      setValue(next);
      if (key) write(key, next);
    },
    [key],
  );
  const clear = useCallback(() => {
    touched.current = false;
    setValue(first.current);
    setKept(false);
    if (key) write(key, undefined);
  }, [key]);
  return [value, set, clear, isKept];
}
