import { useEffect, useRef, useState } from 'react';
import type { ListItem } from './types';

/** How long a row that changed under one's eyes is marked, in milliseconds. */
const MARKED_MS = 4_000;

const NONE: ReadonlySet<string> = new Set();

const state = (row: ListItem) => `${row.version} ${row.updatedAt}`;

/** The rows that changed since before, or were not there. */
export function changedRows<T extends ListItem>(
  before: readonly T[],
  now: readonly T[],
): string[] {
  const states = new Map(before.map(row => [row.id, state(row)]));
  return now
    .filter(row => states.get(row.id) !== state(row))
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
  const [marked, setMarked] = useState<ReadonlySet<string>>(NONE);
  const seen = useRef<{ question: string; rows: readonly T[] }>();
  useEffect(() => {
    if (!rows) return;
    const before = seen.current;
    seen.current = { question, rows };
    if (!before || before.question !== question || before.rows === rows) return;
    const changed = changedRows(before.rows, rows);
    if (changed.length > 0) setMarked(new Set(changed));
  }, [rows, question]);
  useEffect(() => {
    if (marked.size === 0) return undefined;
    const timer = setTimeout(() => setMarked(NONE), MARKED_MS);
    return () => clearTimeout(timer);
  }, [marked]);
  return marked;
}
