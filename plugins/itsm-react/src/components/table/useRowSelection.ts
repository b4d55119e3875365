import { useCallback, useMemo, useRef, useState } from 'react';
import type { ListItem } from './types';

/** Which rows of a list are selected. Rows stay selected while pages are turned. */
export interface RowSelection<T extends ListItem> {
  /** The selected rows as they were last seen, in the order in which they were selected. */
  items: readonly T[];
  has: (id: string) => boolean;
  /** Selects a row or lets it go; with `extend`, all rows from the one touched last to it. */
  toggle: (item: T, extend?: boolean) => void;
  /** Selects all rows of the page, or lets them go if all of them are selected. */
  togglePage: () => void;
  /** How much of the page is selected. */
  page: 'none' | 'some' | 'all';
  /** Selects exactly these. */
  set: (items: readonly T[]) => void;
  clear: () => void;
}

/** The rows between two of a page, both included; only the second if the first is elsewhere. */
export function rowsBetween<T extends ListItem>(
  rows: readonly T[],
  from: string | undefined,
  to: string,
): readonly T[] {
  const a = rows.findIndex(row => row.id === from);
  const b = rows.findIndex(row => row.id === to);
  if (b < 0) return [];
  if (a < 0) return [rows[b]];
  return rows.slice(Math.min(a, b), Math.max(a, b) + 1);
}

/**
 * Keeps the selection of a list.
 *
 * @param rows - the page in view
 */
export function useRowSelection<T extends ListItem>(
  rows: readonly T[],
): RowSelection<T> {
  const [selected, setSelected] = useState<ReadonlyMap<string, T>>(new Map());
  const touched = useRef<string>();
  const latest = useRef(rows);
  latest.current = rows;

  const toggle = useCallback((item: T, extend?: boolean) => {
    const from = touched.current;
    touched.current = item.id;
    setSelected(old => {
      const next = new Map(old);
      if (extend) {
        for (const row of rowsBetween(latest.current, from, item.id))
          next.set(row.id, row);
      } else if (!next.delete(item.id)) {
        next.set(item.id, item);
      }
      return next;
    });
  }, []);
  const togglePage = useCallback(() => {
    setSelected(old => {
      const next = new Map(old);
      const all = latest.current.every(row => old.has(row.id));
      for (const row of latest.current) {
        if (all) next.delete(row.id);
        else next.set(row.id, row);
      }
      return next;
    });
  }, []);
  const set = useCallback(
    (items: readonly T[]) => setSelected(new Map(items.map(i => [i.id, i]))),
    [],
  );
  const clear = useCallback(() => setSelected(new Map()), []);

  return useMemo(() => {
    // A row in view is shown as the server has it now, not as it was when it was selected.
    const now = new Map(rows.map(row => [row.id, row]));
    const items = [...selected.values()].map(i => now.get(i.id) ?? i);
    const here = rows.filter(row => selected.has(row.id)).length;
    let page: RowSelection<T>['page'] = here > 0 ? 'some' : 'none';
    if (here > 0 && here === rows.length) page = 'all';
    const has = (id: string) => selected.has(id);
    return { items, has, toggle, togglePage, page, set, clear };
  }, [selected, rows, toggle, togglePage, set, clear]);
}
