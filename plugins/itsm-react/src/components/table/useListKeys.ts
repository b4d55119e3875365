import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';
import { focusedRow, isTyping, walk } from './rows';

const SEARCH = '[data-itsm-search] input';

/** What the keys of a list do beside walking and searching. A row is named by its record's id. */
export interface ListKeyActions {
  onHelp: () => void;
  /** The row that is open beside the list, meant while the focus is in no row. */
  open?: string;
  /** j and k have reached a row. */
  onWalk?: (id: string) => void;
  /** o: the record's own page. */
  onOpenFull?: (id: string) => void;
  /** x, and Shift+x for all rows in between. */
  onSelect?: (id: string, extend: boolean) => void;
  /** Shift+a: the whole page. */
  onSelectPage?: () => void;
  /** a: onto one's own desk. */
  onAssignToMe?: (id: string) => void;
  /** n: a new record. */
  onNew?: () => void;
  /** What keys do that no other list has; they go before the rest. */
  own?: Readonly<Record<string, (id: string) => void>>;
  /** Escape; false if there was nothing to leave. */
  onEscape?: () => boolean;
}

function act(key: string, list: HTMLElement, actions: ListKeyActions): boolean {
  const id = focusedRow(list) ?? actions.open;
  const onRow = (action: ((row: string) => void) | undefined) => {
    if (!id || !action) return false;
    action(id);
    return true;
  };
  if (actions.own && Object.hasOwn(actions.own, key))
    return onRow(actions.own[key]);
  switch (key) {
    case 'j':
    case 'k': {
      const reached = walk(list, id, key === 'j' ? 1 : -1);
      if (reached) actions.onWalk?.(reached);
      return true;
    }
    case '/':
      list.querySelector<HTMLElement>(SEARCH)?.focus();
      return true;
    case '?':
      actions.onHelp();
      return true;
    case 'o':
      return onRow(actions.onOpenFull);
    case 'x':
      return onRow(actions.onSelect && (row => actions.onSelect!(row, false)));
    case 'X':
      return onRow(actions.onSelect && (row => actions.onSelect!(row, true)));
    case 'A':
      actions.onSelectPage?.();
      return Boolean(actions.onSelectPage);
    case 'a':
      return onRow(actions.onAssignToMe);
    case 'n':
      actions.onNew?.();
      return Boolean(actions.onNew);
    case 'Escape':
      return actions.onEscape?.() ?? false;
    default:
      return false;
  }
}

/**
 * The keys of every list: j and k walk through the rows, Enter opens (the row does that itself),
 * / goes to the search, ? explains the rest. None is taken while somebody types.
 */
export function useListKeys(
  container: RefObject<HTMLElement>,
  actions: ListKeyActions,
) {
  const latest = useRef(actions);
  latest.current = actions;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const list = container.current;
      if (!list || isTyping(event.target)) return;
      if (!act(event.key, list, latest.current)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('keydown', listen, { capture: true });
    return () =>
      window.removeEventListener('keydown', listen, { capture: true });
  }, [container]);
}
