import { useEffect, useRef, useState } from 'react';
import type { ListItem } from './types';

/** How long a row that changed under one's eyes is marked, in milliseconds. */
const MARKED_MS = 4_000;

/** The rows that are another version than before, or were not there. */
export function changedRows<T extends ListItem>(
  before: readonly T[],
  now: readonly T[],
): string[] {
  const versions = new Map(before.map(row => [row.id, row.version]));
  return now
    .filter(
      row => !versions.has(row.id) || versions.get(row.id) !== row.version,
    )
    .map(row => row.id);
}

/**
 * Marks the rows that others changed while the list was in view, for a few seconds.
 *
 * @param question - what the list was asked; the rows of another question are not changes
 */
export function useChangedRows<T extends ListItem>(
  rows: readonly T[] | undefined,
  question: string,
): ReadonlySet<string> {
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const seen = useRef<{ question: string; rows: readonly T[] }>();
  useEffect(() => {
    if (!rows) return undefined;
    const before = seen.current;
    seen.current = { question, rows };
    if (!before || before.question !== question || before.rows === rows)
      return undefined;
    const changed = changedRows(before.rows, rows);
    if (changed.length === 0) return undefined;
    setMarked(new Set(changed));
    const timer = setTimeout(() => setMarked(new Set()), MARKED_MS);
    return () => clearTimeout(timer);
  }, [rows, question]);
  return marked;
}
