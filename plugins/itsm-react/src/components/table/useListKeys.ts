import { useEffect } from 'react';
import type { RefObject } from 'react';

const ROWS = '[data-itsm-row], tbody [role="row"]';
const SEARCH = '[data-itsm-search] input';

function isTyping(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null;
  return Boolean(
    element?.closest?.(
      'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="listbox"], [role="menu"]',
    ),
  );
}

function move(container: HTMLElement, step: 1 | -1) {
  const rows = [...container.querySelectorAll<HTMLElement>(ROWS)];
  const at = rows.findIndex(
    row =>
      row === document.activeElement || row.contains(document.activeElement),
  );
  const next = at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step));
  rows[next]?.focus();
  rows[next]?.scrollIntoView?.({ block: 'nearest' });
}

/**
 * The keys of every list: j and k walk through the rows, Enter opens (the row does that itself),
 * / goes to the search, ? explains.
 */
export function useListKeys(
  container: RefObject<HTMLElement>,
  onHelp: () => void,
) {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const list = container.current;
      if (!list || isTyping(event.target)) return;
      if (event.key === 'j') move(list, 1);
      else if (event.key === 'k') move(list, -1);
      else if (event.key === '/')
        list.querySelector<HTMLElement>(SEARCH)?.focus();
      else if (event.key === '?') onHelp();
      else return;
      event.preventDefault();
    };
    // Before the table sees it: there a letter would jump to a row that begins with it.
    window.addEventListener('keydown', listen, { capture: true });
    return () =>
      window.removeEventListener('keydown', listen, { capture: true });
  }, [container, onHelp]);
}
