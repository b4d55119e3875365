import {
  itsmQueryKey,
  useItsmMutation,
  useItsmQuery,
  useRecordSignal,
} from '@callboard/plugin-itsm-react';
import type { FieldValue } from '@callboard/plugin-itsm-react';
import type {
  retrospectiveRoutes,
  suggestionRoutes,
} from '@callboard/plugin-itsm-common';
import type { ResponseOf } from '@callboard/plugin-itsm-common';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

type Routes = typeof suggestionRoutes | typeof retrospectiveRoutes;

/** One record of this part, kept fresh, with the ways to change it. Each rejects with the server's refusal. */
export function useCultureRecord<R extends Routes>(routes: R, number: string) {
  type Shown = ResponseOf<R['get']>;
  const params = { id: number };
  const query = useItsmQuery(routes.get as Routes['get'], {
    params,
    live: true,
  });
  const update = useItsmMutation(routes.update as Routes['update']);
  const transition = useItsmMutation(routes.transition as Routes['transition']);
  const queries = useQueryClient();
  useRecordSignal(query.data);

  const show = (shown: unknown) =>
    queries.setQueryData(itsmQueryKey(routes.get, { params }), shown);
  const { refetch } = query;
  return {
    query: query as typeof query & { data: Shown | undefined },
    /** Shows what the server answered with. */
    show,
    /** Changes fields, based on a version. */
    save: async (patch: object, version: number): Promise<void> => {
      show(
        await update.mutateAsync({
          params,
          body: patch as never,
          ifMatch: version,
        }),
      );
    },
    /** Takes a transition, based on a version. */
    take: async (
      name: string,
      values: Record<string, FieldValue>,
      version: number,
    ): Promise<void> => {
      show(
        await transition.mutateAsync({
          params,
          body: { transition: name, ...values } as never,
          ifMatch: version,
        }),
      );
    },
    /** Brings the latest and gives its version. */
    loadLatest: useCallback(
      async () => (await refetch()).data?.version,
      [refetch],
    ),
  };
}
