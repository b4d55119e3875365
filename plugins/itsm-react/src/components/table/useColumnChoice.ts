import { useCallback, useState } from 'react';

const key = (type: string) => `itsm.columns/${type}`;

function read(type: string): readonly string[] | undefined {
  try {
    const kept = JSON.parse(window.localStorage.getItem(key(type)) ?? 'null');
    return Array.isArray(kept) && kept.length > 0
      ? kept.map(String)
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The columns that this browser shows in lists of a type, where no view says otherwise.
 *
 * @returns the keys of the fields, undefined if none were chosen; and how to choose them
 */
export function useColumnChoice(
  type: string,
): [
  readonly string[] | undefined,
  (columns: readonly string[] | undefined) => void,
] {
  const [columns, setColumns] = useState(() => read(type));
  const choose = useCallback(
    (next: readonly string[] | undefined) => {
      setColumns(next);
      try {
        if (next) window.localStorage.setItem(key(type), JSON.stringify(next));
        else window.localStorage.removeItem(key(type));
      } catch {
        // Storage may be forbidden; the choice holds until the page is left.
      }
    },
    [type],
  );
  return [columns, choose];
}
