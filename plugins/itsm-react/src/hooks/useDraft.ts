import { useCallback, useEffect, useRef, useState } from 'react';
import { useMe } from './useMe';

const DRAFTS = 'itsm.draft/';

const keyOf = (me: string | undefined, name: string) =>
  me && `${DRAFTS}${me}/${name}`;

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

/** Whoever signs in after somebody else in the same tab finds nothing of theirs in it. */
function forgetOthers(me: string) {
  try {
    Object.keys(window.sessionStorage)
      .filter(key => key.startsWith(DRAFTS) && !key.startsWith(keyOf(me, '')!))
      .forEach(key => window.sessionStorage.removeItem(key));
  } catch {
    // What cannot be read here was not written here either.
  }
}

interface Draft<T> {
  name: string;
  /** Where it is kept; undefined until it is known whose it is. */
  key: string | undefined;
  first: T;
  value: T;
  isKept: boolean;
  isTouched: boolean;
}

function begin<T>(name: string, key: string | undefined, first: T): Draft<T> {
  const kept = key === undefined ? undefined : read<T>(key);
  return {
    name,
    key,
    first,
    value: kept ?? first,
    isKept: kept !== undefined,
    isTouched: false,
  };
}

/** Sets a draft, to a value or to what becomes of the one there is. */
export type SetDraft<T> = (value: T | ((before: T) => T)) => void;

/**
 * State that survives a reload of the page.
 *
 * It stays in this browser tab and under the person's name, because a draft may hold what others
 * at the same machine should not read. What is as it began is not kept.
 *
 * @param name - what it is a draft of, e.g. `comment/INC-1042`; another name is another draft
 * @returns the value, how to set it and how to begin anew, and whether it is one that was written before
 */
export function useDraft<T>(
  name: string,
  initial: T,
): [value: T, set: SetDraft<T>, clear: () => void, isKept: boolean] {
  const me = useMe();
  const key = keyOf(me, name);
  const [draft, setDraft] = useState(() => begin(name, key, initial));
  let now = draft;
  if (draft.name !== name) now = begin(name, key, initial);
  else if (draft.key !== key)
    // Whoever was quicker than the sign-in service keeps what they typed.
    now = draft.isTouched ? { ...draft, key } : begin(name, key, draft.first);
  if (now !== draft) setDraft(now);
  // Two changes of one moment are one upon the other.
  const latest = useRef(now);
  latest.current = now;

  useEffect(() => {
    if (me) forgetOthers(me);
  }, [me]);
  useEffect(() => {
    const { isTouched, value } = latest.current;
    if (key && isTouched) write(key, value);
  }, [key]);

  const set: SetDraft<T> = useCallback(
    next => {
      const before = latest.current;
      // An answer may come once another draft is on the page.
      if (before.name !== name) return;
      const value =
        typeof next === 'function'
          ? (next as (old: T) => T)(before.value)
          : next;
      latest.current = { ...before, value, isTouched: true };
      setDraft(latest.current);
      if (!key) return;
      const isSame = JSON.stringify(value) === JSON.stringify(before.first);
      write(key, isSame ? undefined : value);
    },
    [key, name],
  );
  const clear = useCallback(() => {
    if (key) write(key, undefined);
    const before = latest.current;
    if (before.name !== name) return;
    latest.current = {
      ...before,
      value: before.first,
      isKept: false,
      isTouched: false,
    };
    setDraft(latest.current);
  }, [key, name]);
  return [now.value, set, clear, now.isKept];
}
