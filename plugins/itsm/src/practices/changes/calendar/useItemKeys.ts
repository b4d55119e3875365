import { useCallback } from 'react';
import type { KeyboardEvent } from 'react';

/** Marks what the arrow keys go to. */
export const ITEM_MARK = 'data-calendar-item';

const STEPS: Record<string, 1 | -1> = {
  ArrowDown: 1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowLeft: -1,
};
const PAGES: Record<string, 1 | -1> = { PageDown: 1, PageUp: -1 };

/**
 * Arrow keys go from item to item as they stand on the page, Page up and Page down turn the pages.
 * Enter opens an item, as it is a button.
 */
export function useItemKeys(
  onTurn: (by: 1 | -1) => void,
): (event: KeyboardEvent<HTMLElement>) => void {
  return useCallback(
    event => {
      const target = event.target as HTMLElement;
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const page = PAGES[event.key];
      if (page) {
        event.preventDefault();
        onTurn(page);
        return;
      }
      const by = STEPS[event.key];
      if (!by || !target.hasAttribute(ITEM_MARK)) return;
      const items = [
        ...event.currentTarget.querySelectorAll<HTMLElement>(`[${ITEM_MARK}]`),
      ];
      const next = items[items.indexOf(target) + by];
      if (!next) return;
      event.preventDefault();
      next.focus();
    },
    [onTurn],
  );
}
