import { incidentRoutes } from '@callboard/plugin-itsm-common';
import type {
  Incident,
  IncidentPatch,
  MajorIncident,
  Satisfaction,
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

/** One incident, kept fresh, with the ways to change it. Each rejects with the server's refusal. */
export function useIncident(number: string) {
  const params = { id: number };
  const query = useItsmQuery(incidentRoutes.get, { params, live: true });
  const update = useItsmMutation(incidentRoutes.update);
  const transition = useItsmMutation(incidentRoutes.transition);
  const assign = useItsmMutation(incidentRoutes.assignToMe);
  const declare = useItsmMutation(incidentRoutes.declareMajor);
  const end = useItsmMutation(incidentRoutes.endMajor);
  const duplicate = useItsmMutation(incidentRoutes.closeAsDuplicate);
  const merge = useItsmMutation(incidentRoutes.merge);
  const rate = useItsmMutation(incidentRoutes.rate);
  const queries = useQueryClient();
  useRecordSignal(query.data);

  const show = (incident: Incident) =>
    queries.setQueryData(
      itsmQueryKey(incidentRoutes.get, { params }),
      incident,
    );
  const { refetch } = query;
  return {
    query,
    /** Changes fields, based on a version. */
    save: async (patch: IncidentPatch, version: number) =>
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
    /** Declares a major incident or publishes an update of one. */
    declareMajor: async (body: MajorIncident, version: number) =>
      show(await declare.mutateAsync({ params, body, ifMatch: version })),
    endMajor: async (version: number) =>
      show(await end.mutateAsync({ params, ifMatch: version })),
    closeAsDuplicate: async (into: string, version: number) =>
      show(
        await duplicate.mutateAsync({
          params,
          body: { into },
          ifMatch: version,
        }),
      ),
    merge: async (into: string, version: number) =>
      show(
        await merge.mutateAsync({ params, body: { into }, ifMatch: version }),
      ),
    /** The requester says how satisfied they are. */
    rate: async (body: Satisfaction) =>
      show(await rate.mutateAsync({ params, body })),
    /** Brings the latest and gives its version. */
    loadLatest: useCallback(
      async () => (await refetch()).data?.version,
      [refetch],
    ),
  };
}

/** What {@link useIncident} gives. */
export type IncidentOnPage = ReturnType<typeof useIncident>;
