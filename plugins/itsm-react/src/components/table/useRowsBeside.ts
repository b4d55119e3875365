import { focusRow } from './rows';
import { useListKeys } from './useListKeys';
import { useState } from 'react';
import type { RefObject } from 'react';

/** A list whose rows can be opened beside it, as far as that goes. */
interface ListWithPanel<R> {
  page: { items: R[] } | undefined;
  /** The row that is open. */
  open: string | undefined;
  setOpen(id: string | undefined, options?: { replace: boolean }): void;
  selection: {
    items: readonly unknown[];
    toggle(row: R, extend: boolean): void;
    togglePage(): void;
    clear(): void;
  };
}

/**
 * What is done on a list with a row at hand: opened beside or on its own page, selected; by mouse or
 * by key.
 *
 * @param beside - whether there is room for a row beside the list
 * @param openFull - goes to the page of a row
 */
export function useRowsBeside<R extends { id: string }>(
  list: ListWithPanel<R>,
  container: RefObject<HTMLElement>,
  beside: boolean,
  openFull: (id: string) => void,
) {
  const [help, setHelp] = useState(false);
  const [focusKey, setFocusKey] = useState(0);
  const rows = list.page?.items ?? [];
  const rowOf = (id: string | undefined) => rows.find(row => row.id === id);
  const openRow = rowOf(list.open);

  const open = ({ id }: Pick<R, 'id'>) => {
    if (!beside) openFull(id);
    else if (list.open === id) setFocusKey(key => key + 1);
    else list.setOpen(id, { replace: Boolean(list.open) });
  };
  const leave = () => {
    if (container.current && openRow) focusRow(container.current, openRow.id);
  };
  useListKeys(container, {
    open: openRow?.id,
    onHelp: () => setHelp(true),
    onWalk: id => {
      if (list.open) list.setOpen(id, { replace: true });
    },
    onOpenFull: openFull,
    onSelect: (id, extend) => {
      const row = rowOf(id);
      if (row) list.selection.toggle(row, extend);
    },
    onSelectPage: list.selection.togglePage,
    onEscape: () => {
      if (list.open) {
        list.setOpen(undefined);
        leave();
        return true;
      }
      if (list.selection.items.length === 0) return false;
      list.selection.clear();
      return true;
    },
  });
  const neighbour = (by: 1 | -1) => openRow && rows[rows.indexOf(openRow) + by];
  return {
    open,
    openRow,
    leave,
    /** Walks to the row above or below the one that is open. */
    step: (by: 1 | -1) => {
      const row = neighbour(by);
      if (row) list.setOpen(row.id, { replace: true });
    },
    canStep: (by: 1 | -1) => Boolean(neighbour(by)),
    help,
    setHelp,
    focusKey,
  };
}
