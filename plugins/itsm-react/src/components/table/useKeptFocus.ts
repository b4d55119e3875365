import { useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { focusedRow, focusRow } from './rows';

/**
 * Keeps the keyboard where it is while rows come, go and move under it: browsers drop the focus
 * of an element that moves. If the row itself is gone, the one that took its place gets it.
 */
export function useKeptFocus(
  container: RefObject<HTMLElement>,
  ids: readonly string[],
) {
  const shown = useRef(ids);
  // Noted while drawing, when the rows have not moved yet.
  const id = focusedRow(container.current);
  useLayoutEffect(() => {
    const before = shown.current;
    shown.current = ids;
    const lost = document.activeElement === document.body;
    if (!id || !lost || !container.current || ids.length === 0) return;
    const index = Math.min(before.indexOf(id), ids.length - 1);
    focusRow(container.current, ids.includes(id) ? id : ids[index]);
  });
}
