import {
  focusRow,
  useEntityHref,
  useGo,
  useListKeys,
} from '@callboard/plugin-itsm-react';
import type { Finding } from '@callboard/plugin-itsm-common';
import { useState } from 'react';
import type { RefObject } from 'react';
import type { FindingList } from './findingList';

/**
 * What is done on the list with a finding at hand: opened beside, or on the page of its item,
 * selected; by mouse or by key.
 *
 * @param beside - whether there is room for a finding beside the list
 */
export function useFindingDesk(
  list: FindingList,
  container: RefObject<HTMLElement>,
  beside: boolean,
) {
  const hrefOf = useEntityHref();
  const go = useGo();
  const [help, setHelp] = useState(false);
  const [focusKey, setFocusKey] = useState(0);
  const rows = list.page?.items ?? [];
  const openRow = rows.find(({ id }) => id === list.open);

  const openItem = (finding: Finding | undefined) => {
    const href = finding && hrefOf(finding.ref);
    if (href) go(href);
  };
  const open = (finding: Finding) => {
    if (!beside) openItem(finding);
    else if (list.open === finding.id) setFocusKey(key => key + 1);
    else list.setOpen(finding.id, { replace: Boolean(list.open) });
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
    onOpenFull: id => openItem(rows.find(row => row.id === id)),
    onSelect: (id, extend) => {
      const row = rows.find(one => one.id === id);
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
