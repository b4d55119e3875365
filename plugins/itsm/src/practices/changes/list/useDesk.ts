import {
  toastApiRef,
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { changeRoutes } from '@callboard/plugin-itsm-common';
import type { ChangeSummary } from '@callboard/plugin-itsm-common';
import {
  errorSentence,
  focusRow,
  useGo,
  useItsmMutation,
  useListKeys,
} from '@callboard/plugin-itsm-react';
import { useState } from 'react';
import type { RefObject } from 'react';
import { fileChangeRouteRef, changeRouteRef } from '../routes';
import { changeListTranslationRef } from './translation';
import type { ChangeList } from './useChangeList';

const BRIEF_MS = 4_000;

/**
 * What is done on the list with a row at hand: opened beside or in full, given to oneself,
 * selected; by mouse or by key.
 *
 * @param beside - whether there is room for a change beside the list
 */
export function useDesk(
  list: ChangeList,
  container: RefObject<HTMLElement>,
  beside: boolean,
) {
  const { t } = useTranslationRef(changeListTranslationRef);
  const toast = useApi(toastApiRef);
  const changeHref = useRouteRef(changeRouteRef);
  const fileHref = useRouteRef(fileChangeRouteRef)?.();
  const go = useGo();
  const [help, setHelp] = useState(false);
  const [focusKey, setFocusKey] = useState(0);
  const assign = useItsmMutation(changeRoutes.assignToMe);
  const rows = list.page?.items ?? [];
  const rowOf = (id: string) => rows.find(row => row.id === id);
  const openRow = rows.find(row => row.number === list.open);

  const open = (change: Pick<ChangeSummary, 'number'>) => {
    const { number } = change;
    if (!beside) {
      const href = changeHref?.({ number });
      if (href) go(href);
    } else if (list.open === number) {
      // Opened already: who opens it again wants to work in it.
      setFocusKey(key => key + 1);
    } else {
      list.setOpen(number, { replace: Boolean(list.open) });
    }
  };
  const leave = () => {
    if (container.current && openRow) focusRow(container.current, openRow.id);
  };
  const assignToMe = (change: ChangeSummary) =>
    assign.mutate(
      { params: { id: change.id }, ifMatch: change.version },
      {
        onSuccess: ({ number }) =>
          toast.post({
            title: t('assigned', { number }),
            status: 'success',
            timeout: BRIEF_MS,
          }),
        onError: e => toast.post({ title: errorSentence(e), status: 'danger' }),
      },
    );
  const withRow = (action: (row: ChangeSummary) => void) => (id: string) => {
    const row = rowOf(id);
    if (row) action(row);
  };

  useListKeys(container, {
    open: openRow?.id,
    onHelp: () => setHelp(true),
    onWalk: withRow(row => {
      if (list.open) list.setOpen(row.number, { replace: true });
    }),
    onOpenFull: withRow(({ number }) => {
      const href = changeHref?.({ number });
      if (href) go(href);
    }),
    onSelect: beside
      ? (id, extend) => withRow(row => list.selection.toggle(row, extend))(id)
      : undefined,
    onSelectPage: beside ? list.selection.togglePage : undefined,
    onAssignToMe: withRow(assignToMe),
    onNew: () => fileHref && go(fileHref),
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
