import { changeRoutes } from '@callboard/plugin-itsm-common';
import type { Change, ChangePatch } from '@callboard/plugin-itsm-common';
import {
  itsmQueryKey,
  useItsmMutation,
  useItsmQuery,
  useRecordSignal,
} from '@callboard/plugin-itsm-react';
import type { FieldValue } from '@callboard/plugin-itsm-react';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

/** One change, kept fresh, with the ways to edit it. Each rejects with the server's refusal. */
export function useChange(number: string) {
  const params = { id: number };
  const query = useItsmQuery(changeRoutes.get, { params, live: true });
  const update = useItsmMutation(changeRoutes.update);
  const transition = useItsmMutation(changeRoutes.transition);
  const assign = useItsmMutation(changeRoutes.assignToMe);
  const affected = useItsmMutation(changeRoutes.setAffected);
  const copy = useItsmMutation(changeRoutes.copy);
  const queries = useQueryClient();
  useRecordSignal(query.data);

  const show = (change: Change) =>
    queries.setQueryData(itsmQueryKey(changeRoutes.get, { params }), change);
  const { refetch } = query;
  return {
    query,
    /** Edits fields, based on a version. */
    save: async (patch: ChangePatch, version: number) =>
      show(await update.mutateAsync({ params, body: patch, ifMatch: version })),
    /** Takes a transition, based on a version. */
    take: async (
      name: string,
      values: Record<string, FieldValue>,
      version: number,
    ) =>
      show(
        await transition.mutateAsync({
          params,
          body: { transition: name, ...values },
          ifMatch: version,
        }),
      ),
    /** Assigns it to the reader, unless somebody was faster. */
    assignToMe: async (version: number) =>
      show(await assign.mutateAsync({ params, ifMatch: version })),
    /** Says which items it affects: these and no others. */
    setAffected: async (refs: readonly string[], version: number) =>
      show(
        await affected.mutateAsync({
          params,
          body: { refs: [...refs] },
          ifMatch: version,
        }),
      ),
    /** Files a new draft that says the same, and gives its number. */
    copy: async () => (await copy.mutateAsync({ params })).number,
    /** Brings the latest and gives its version. */
    loadLatest: useCallback(
      async () => (await refetch()).data?.version,
      [refetch],
    ),
  };
}

/** What {@link useChange} gives. */
export type ChangeOnPage = ReturnType<typeof useChange>;
