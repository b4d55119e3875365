import { incidentRoutes } from '@callboard/plugin-itsm-common';
import type { Incident, IncidentPatch } from '@callboard/plugin-itsm-common';
import {
  itsmQueryKey,
  useItsmMutation,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import type { FieldValue } from '@callboard/plugin-itsm-react';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

/** One incident, kept fresh, with the ways to change it. */
export function useIncident(number: string) {
  const params = { id: number };
  const query = useItsmQuery(incidentRoutes.get, { params, live: true });
  const update = useItsmMutation(incidentRoutes.update);
  const transition = useItsmMutation(incidentRoutes.transition);
  const queries = useQueryClient();

  const show = (incident: Incident) =>
    queries.setQueryData(
      itsmQueryKey(incidentRoutes.get, { params }),
      incident,
    );
  const { refetch } = query;
  return {
    query,
    /** Changes fields, based on a version; rejects with the server's refusal. */
    save: async (patch: IncidentPatch, version: number) =>
      show(await update.mutateAsync({ params, body: patch, ifMatch: version })),
    /** Takes a transition, based on a version; rejects with the server's refusal. */
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

/** What {@link useIncident} gives. */
export type IncidentOnPage = ReturnType<typeof useIncident>;
