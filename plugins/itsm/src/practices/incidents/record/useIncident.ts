import { incidentRoutes } from '@callboard/plugin-itsm-common';
import type {
  MajorIncident,
  Satisfaction,
} from '@callboard/plugin-itsm-common';
import { useItsmMutation, useRecordOnPage } from '@callboard/plugin-itsm-react';

/** One incident, kept fresh, with the ways to change it. Each rejects with the server's refusal. */
export function useIncident(number: string) {
  const page = useRecordOnPage(incidentRoutes, number);
  const { params, show } = page;
  const assign = useItsmMutation(incidentRoutes.assignToMe);
  const declare = useItsmMutation(incidentRoutes.declareMajor);
  const end = useItsmMutation(incidentRoutes.endMajor);
  const duplicate = useItsmMutation(incidentRoutes.closeAsDuplicate);
  const merge = useItsmMutation(incidentRoutes.merge);
  const rate = useItsmMutation(incidentRoutes.rate);
  return {
    ...page,
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
  };
}

/** What {@link useIncident} gives. */
export type IncidentOnPage = ReturnType<typeof useIncident>;
