import { initiativeRoutes } from '@callboard/plugin-itsm-common';
import {
  useItsmMutation,
  useItsmQuery,
  useRecordOnPage,
} from '@callboard/plugin-itsm-react';

/** One initiative, kept fresh, with the ways to edit it. Each rejects with the server's refusal. */
export function useInitiative(number: string) {
  const measures = useItsmQuery(initiativeRoutes.measures, {
    params: { id: number },
  });
  // What is measured, and what it is worth, may be another thing after a change.
  const page = useRecordOnPage(initiativeRoutes, number, measures.refetch);
  const { params, show } = page;
  const assign = useItsmMutation(initiativeRoutes.assignToMe);
  const measure = useItsmMutation(initiativeRoutes.measureNow);
  return {
    ...page,
    measures,
    /** Assigns it to the reader, unless somebody was faster. */
    assignToMe: async (version: number) =>
      show(await assign.mutateAsync({ params, ifMatch: version })),
    /** Measures it now instead of tomorrow. */
    measureNow: async () => show(await measure.mutateAsync({ params })),
    isMeasuring: measure.isPending,
  };
}

/** What {@link useInitiative} gives. */
export type InitiativeOnPage = ReturnType<typeof useInitiative>;
