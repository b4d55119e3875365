import { initiativeRoutes } from '@callboard/plugin-itsm-common';
import type {
  Initiative,
  InitiativePatch,
} from '@callboard/plugin-itsm-common';
import {
  itsmQueryKey,
  useItsmMutation,
  useItsmQuery,
  useRecordSignal,
} from '@callboard/plugin-itsm-react';
import type { FieldValue } from '@callboard/plugin-itsm-react';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

/** One initiative, kept fresh, with the ways to edit it. Each rejects with the server's refusal. */
export function useInitiative(number: string) {
  const params = { id: number };
  const query = useItsmQuery(initiativeRoutes.get, { params, live: true });
  const measures = useItsmQuery(initiativeRoutes.measures, { params });
  const update = useItsmMutation(initiativeRoutes.update);
  const transition = useItsmMutation(initiativeRoutes.transition);
  const assign = useItsmMutation(initiativeRoutes.assignToMe);
  const measure = useItsmMutation(initiativeRoutes.measureNow);
  const queries = useQueryClient();
  useRecordSignal(query.data);

  const show = (initiative: Initiative) => {
    queries.setQueryData(
      itsmQueryKey(initiativeRoutes.get, { params }),
      initiative,
    );
    // What is measured, and what it is worth, may be another thing now.
    measures.refetch();
  };
  const { refetch } = query;
  return {
    query,
    measures,
    /** Edits fields, based on a version. */
    save: async (patch: InitiativePatch, version: number) =>
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
    /** Measures it now instead of tomorrow. */
    measureNow: async () => show(await measure.mutateAsync({ params })),
    isMeasuring: measure.isPending,
    /** Brings the latest and gives its version. */
    loadLatest: useCallback(
      async () => (await refetch()).data?.version,
      [refetch],
    ),
  };
}

/** What {@link useInitiative} gives. */
export type InitiativeOnPage = ReturnType<typeof useInitiative>;
