import { useApi } from '@backstage/frontend-plugin-api';
import { viewRoutes } from '@callboard/plugin-itsm-common';
import type { NewView, SavedView } from '@callboard/plugin-itsm-common';
import { useCallback } from 'react';
import { itsmApiRef } from '../../api/itsmApiRef';
import { useItsmMutation } from '../../api/useItsmMutation';
import { useItsmQuery } from '../../api/useItsmQuery';

/** The part of a view that whoever saves it chooses. */
export type ViewDraft = Pick<NewView, 'name'> &
  Required<Pick<NewView, 'sharing' | 'groups'>>;

/** The viewer's saved views of a list, and what can be done with them. */
export function useSavedViews(page: string, enabled = true) {
  const api = useApi(itsmApiRef);
  const list = useItsmQuery(viewRoutes.list, {
    query: { page },
    staleTime: 60_000,
    enabled,
  });
  const create = useItsmMutation(viewRoutes.create);
  const update = useItsmMutation(viewRoutes.update);
  const remove = useItsmMutation(viewRoutes.remove);
  const prefer = useItsmMutation(viewRoutes.prefer);
  return {
    items: list.data?.items,
    refs: list.data?.refs,
    error: list.error,
    find: useCallback(
      (id: string) => list.data?.items.find(view => view.id === id),
      [list.data],
    ),
    /** A view by its id, although it is not in the list, such as one that a link names. */
    fetch: useCallback(
      (id: string) => api.call(viewRoutes.get, { params: { id } }),
      [api],
    ),
    create: (view: Omit<NewView, 'page'>) =>
      create.mutateAsync({ body: { page, ...view } }),
    update: (view: SavedView, patch: Partial<Omit<NewView, 'page'>>) =>
      update.mutateAsync({
        params: { id: view.id },
        body: patch,
        ifMatch: view.version,
      }),
    remove: (view: SavedView) =>
      remove.mutateAsync({ params: { id: view.id } }),
    /** Says which view the list opens with; null for none. */
    startWith: (id: string | null) =>
      prefer.mutateAsync({ body: { page, defaultViewId: id } }),
  };
}

/** What {@link useSavedViews} gives. */
export type SavedViews = ReturnType<typeof useSavedViews>;
