import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useState } from 'react';
import type { RefObject } from 'react';
import { errorSentence } from '../../api/errors';
import { useGo } from '../../routing';
import { focusRow } from './rows';
import type { ListItem } from './types';
import { useListKeys } from './useListKeys';

const BRIEF_MS = 4_000;

/** A row of a desk. */
type DeskRow = ListItem & { number: string };

/** What a desk needs of a list of records, see `useRecordList`. */
export interface DeskList<R extends DeskRow> {
  page?: { items: readonly R[] };
  /** Number of the record that is open beside the list. */
  open?: string;
  setOpen(number: string | undefined, options?: { replace?: boolean }): void;
  selection: {
    items: readonly R[];
    toggle(row: R, extend: boolean): void;
    togglePage(): void;
    clear(): void;
  };
}

/**
 * What is done on a list with a row at hand: opened beside or in full, given to oneself, selected; by
 * mouse or by key.
 */
export function useRecordDesk<R extends DeskRow>(options: {
  list: DeskList<R>;
  container: RefObject<HTMLElement>;
  /** Whether there is room for a record beside the list. */
  beside: boolean;
  hrefOf: (number: string) => string | undefined;
  /** Where one of them is filed. */
  fileHref?: string;
  /** Gives a record to the caller, if that is done from the list. */
  assign?: (row: R) => Promise<{ number: string }>;
  /** Says that it is done. */
  assigned: (number: string) => string;
}) {
  const { list, container, beside, hrefOf, fileHref } = options;
  const toast = useApi(toastApiRef);
  const go = useGo();
  const [help, setHelp] = useState(false);
  const [focusKey, setFocusKey] = useState(0);
  const rows = list.page?.items ?? [];
  const rowOf = (id: string) => rows.find(row => row.id === id);
  const openRow = rows.find(row => row.number === list.open);

  const openFull = ({ number }: Pick<DeskRow, 'number'>) => {
    const href = hrefOf(number);
    if (href) go(href);
  };
  const open = (row: Pick<DeskRow, 'number'>) => {
    if (!beside) {
      openFull(row);
    } else if (list.open === row.number) {
      // Opened already: who opens it again wants to work in it.
      setFocusKey(key => key + 1);
    } else {
      list.setOpen(row.number, { replace: Boolean(list.open) });
    }
  };
  const leave = () => {
    if (container.current && openRow) focusRow(container.current, openRow.id);
  };
  const { assign } = options;
  const assignToMe = (row: R) =>
    assign?.(row).then(
      ({ number }) =>
        toast.post({
          title: options.assigned(number),
          status: 'success',
          timeout: BRIEF_MS,
        }),
      e => toast.post({ title: errorSentence(e), status: 'danger' }),
    );
  const withRow = (action: (row: R) => void) => (id: string) => {
    const row = rowOf(id);
    if (row) action(row);
  };

  useListKeys(container, {
    open: openRow?.id,
    onHelp: () => setHelp(true),
    onWalk: withRow(row => {
      if (list.open) list.setOpen(row.number, { replace: true });
    }),
    onOpenFull: withRow(openFull),
    onSelect: beside
      ? (id, extend) => withRow(row => list.selection.toggle(row, extend))(id)
      : undefined,
    onSelectPage: beside ? list.selection.togglePage : undefined,
    onAssignToMe: assign && withRow(assignToMe),
    onNew: fileHref ? () => go(fileHref) : undefined,
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
      if (row) list.setOpen(row.number, { replace: true });
    },
    canStep: (by: 1 | -1) => Boolean(neighbour(by)),
    help,
    setHelp,
    focusKey,
  };
}

/** What {@link useRecordDesk} gives. */
export type RecordDesk = ReturnType<typeof useRecordDesk>;
