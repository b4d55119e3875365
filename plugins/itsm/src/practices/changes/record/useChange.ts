import { changeRoutes } from '@callboard/plugin-itsm-common';
import { useItsmMutation, useRecordOnPage } from '@callboard/plugin-itsm-react';

/** One change, kept fresh, with the ways to edit it. Each rejects with the server's refusal. */
export function useChange(number: string) {
  const page = useRecordOnPage(changeRoutes, number);
  const { params, show } = page;
  const assign = useItsmMutation(changeRoutes.assignToMe);
  const affected = useItsmMutation(changeRoutes.setAffected);
  const copy = useItsmMutation(changeRoutes.copy);
  return {
    ...page,
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
  };
}

/** What {@link useChange} gives. */
export type ChangeOnPage = ReturnType<typeof useChange>;
