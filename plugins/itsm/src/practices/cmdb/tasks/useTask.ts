import { cmdbHealthRoutes } from '@callboard/plugin-itsm-common';
import type { CiTask, CiTaskPatch } from '@callboard/plugin-itsm-common';
import {
  itsmQueryKey,
  useItsmMutation,
  useItsmQuery,
  useRecordSignal,
} from '@callboard/plugin-itsm-react';
import type { FieldValue } from '@callboard/plugin-itsm-react';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

/** One CI task, kept fresh, with the ways to change it. Each rejects with the server's refusal. */
export function useTask(number: string) {
  const params = { id: number };
  const query = useItsmQuery(cmdbHealthRoutes.getTask, { params, live: true });
  const update = useItsmMutation(cmdbHealthRoutes.updateTask);
  const transition = useItsmMutation(cmdbHealthRoutes.transitionTask);
  const queries = useQueryClient();
  useRecordSignal(query.data);

  const show = (task: CiTask) =>
    queries.setQueryData(
      itsmQueryKey(cmdbHealthRoutes.getTask, { params }),
      task,
    );
  const { refetch } = query;
  return {
    query,
    /** Changes fields, based on a version. */
    save: async (patch: CiTaskPatch, version: number) =>
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
    /** Brings the latest and gives its version. */
    loadLatest: useCallback(
      async () => (await refetch()).data?.version,
      [refetch],
    ),
  };
}

/** What {@link useTask} gives. */
export type TaskOnPage = ReturnType<typeof useTask>;
