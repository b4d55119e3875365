import { approvalRoutes } from '@callboard/plugin-itsm-common';
import { useItsmQuery, useUrlValues } from '@callboard/plugin-itsm-react';

const PAGE = 25;

/** The inbox as its address asks for it. */
export function useInbox() {
  const url = useUrlValues();
  const types = url.list('type');
  const asked = url.list('for');
  const cursor = url.get('cursor') || undefined;
  const result = useItsmQuery(approvalRoutes.inbox, {
    query: { type: types, for: asked, cursor, limit: PAGE },
    live: true,
    keepPrevious: true,
  });
  return {
    result,
    page: result.data,
    types,
    for: asked,
    cursor,
    isFiltered: types.length > 0 || asked.length > 0,
    /** A cursor belongs to its question: another question begins at its beginning. */
    change: (changes: Parameters<typeof url.set>[0]) =>
      url.set({ cursor: undefined, ...changes }),
    reset: () =>
      url.set({ cursor: undefined, type: undefined, for: undefined }),
  };
}

/** What {@link useInbox} gives. */
export type Inbox = ReturnType<typeof useInbox>;
