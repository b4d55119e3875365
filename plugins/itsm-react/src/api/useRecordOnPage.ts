import type {
  BodyInputOf,
  ParamsOf,
  ResponseOf,
} from '@callboard/plugin-itsm-common';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { FieldValue } from '../components/fields/FieldInput';
import { useRecordSignal } from '../hooks/useRecordSignal';
import { useItsmMutation } from './useItsmMutation';
import { itsmQueryKey, useItsmQuery } from './useItsmQuery';
import type { AnyRoute } from './useItsmQuery';

/**
 * One record, kept fresh, with the ways to change it that every type has. Each rejects with the
 * server's refusal.
 *
 * @param routes - all three answer the record
 * @param onShown - told of every answer to a change that is shown
 */
export function useRecordOnPage<
  G extends AnyRoute,
  U extends AnyRoute,
  T extends AnyRoute,
>(
  routes: { get: G; update: U; transition: T },
  number: string,
  onShown?: () => void,
) {
  const params = { id: number };
  const asked = { params: params as ParamsOf<G> };
  const query = useItsmQuery(routes.get, { ...asked, live: true });
  const update = useItsmMutation(routes.update);
  const transition = useItsmMutation(routes.transition);
  const queries = useQueryClient();
  useRecordSignal(query.data as { id: string; number: string } | undefined);

  const show = (record: ResponseOf<G>) => {
    queries.setQueryData(itsmQueryKey(routes.get, asked), record);
    onShown?.();
  };
  const { refetch } = query;
  return {
    /** Names the record in calls of its routes. */
    params,
    query,
    /** Shows what the server answered to a change. */
    show,
    /** Changes fields, based on a version. */
    save: async (patch: BodyInputOf<U>, version: number) =>
      show(
        (await update.mutateAsync({
          params: params as ParamsOf<U>,
          body: patch,
          ifMatch: version,
        })) as ResponseOf<G>,
      ),
    /** Takes a transition, based on a version. */
    take: async (
      name: string,
      values: Record<string, FieldValue>,
      version: number,
    ) =>
      show(
        (await transition.mutateAsync({
          params: params as ParamsOf<T>,
          body: { transition: name, ...values } as BodyInputOf<T>,
          ifMatch: version,
        })) as ResponseOf<G>,
      ),
    /** Brings the latest and gives its version. */
    loadLatest: useCallback(
      async () =>
        ((await refetch()).data as { version: number } | undefined)?.version,
      [refetch],
    ),
  };
}

/** What {@link useRecordOnPage} gives. */
export type RecordOnPage<
  R extends { get: AnyRoute; update: AnyRoute; transition: AnyRoute },
> = ReturnType<typeof useRecordOnPage<R['get'], R['update'], R['transition']>>;
