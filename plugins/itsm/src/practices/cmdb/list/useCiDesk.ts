import {
  focusRow,
  useEntityHref,
  useGo,
  useListKeys,
} from '@callboard/plugin-itsm-react';
import type { CiListItem } from '@callboard/plugin-itsm-common';
import { useState } from 'react';
import type { RefObject } from 'react';
import type { CiList } from './useCiList';

/**
 * What is done on the list with a row at hand: opened beside or on its page, selected; by mouse or
 * by key.
 *
 * @param beside - whether there is room for an item beside the list
 */
export function useCiDesk(
  list: CiList,
  container: RefObject<HTMLElement>,
  beside: boolean,
) {
  const hrefOf = useEntityHref();
  const go = useGo();
  const [help, setHelp] = useState(false);
  const [focusKey, setFocusKey] = useState(0);
  const rows = list.page?.items ?? [];
  const openRow = rows.find(row => row.ref === list.open);

  const openFull = (ref: string) => {
    const href = hrefOf(ref);
    if (href) go(href);
  };
  const open = ({ ref }: Pick<CiListItem, 'ref'>) => {
    if (!beside) openFull(ref);
    else if (list.open === ref) setFocusKey(key => key + 1);
    else list.setOpen(ref, { replace: Boolean(list.open) });
  };
  const leave = () => {
    if (container.current && openRow) focusRow(container.current, openRow.id);
  };
  useListKeys(container, {
    open: openRow?.id,
    onHelp: () => setHelp(true),
    onWalk: ref => {
      if (list.open) list.setOpen(ref, { replace: true });
    },
    onOpenFull: openFull,
    onSelect: (ref, extend) => {
      const row = rows.find(({ id }) => id === ref);
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
    leave,
    /** Walks to the row above or below the one that is open. */
    step: (by: 1 | -1) => {
      const row = neighbour(by);
      if (row) list.setOpen(row.ref, { replace: true });
    },
    canStep: (by: 1 | -1) => Boolean(neighbour(by)),
    help,
    setHelp,
    focusKey,
  };
}
