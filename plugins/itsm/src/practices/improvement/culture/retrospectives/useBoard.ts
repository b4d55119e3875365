import { retrospectiveRoutes } from '@callboard/plugin-itsm-common';
import type {
  NotePatch,
  RetrospectiveNote,
} from '@callboard/plugin-itsm-common';
import {
  useItsmMutation,
  useItsmQuery,
  useLive,
} from '@callboard/plugin-itsm-react';
import { useEffect } from 'react';

/** How soon notes of others appear while a team writes together. */
const TOGETHER_MS = 4_000;

/** The notes of a board, those of others as they write them, and the ways to write. */
export function useBoard(number: string, isOpen: boolean) {
  const params = { id: number };
  const query = useItsmQuery(retrospectiveRoutes.notes, {
    params,
    live: true,
    staleTime: 0,
  });
  const add = useItsmMutation(retrospectiveRoutes.addNote);
  const change = useItsmMutation(retrospectiveRoutes.changeNote);
  const remove = useItsmMutation(retrospectiveRoutes.removeNote);
  const { refetch } = query;
  const [live] = useLive();
  useEffect(() => {
    if (!isOpen || !live) return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') refetch();
    }, TOGETHER_MS);
    return () => clearInterval(timer);
  }, [isOpen, live, refetch]);

  const then = async (done: Promise<unknown>): Promise<void> => {
    await done;
    await refetch();
  };
  return {
    query,
    /** Each rejects with the server's refusal. */
    add: (column: string, words: string) =>
      then(add.mutateAsync({ params, body: { column, words } })),
    change: ({ id, version }: RetrospectiveNote, patch: NotePatch) =>
      then(
        change.mutateAsync({
          params: { ...params, note: id },
          body: patch,
          ifMatch: version,
        }),
      ),
    remove: ({ id }: RetrospectiveNote) =>
      then(remove.mutateAsync({ params: { ...params, note: id } })),
  };
}

/** What {@link useBoard} gives. */
export type BoardOnPage = ReturnType<typeof useBoard>;
