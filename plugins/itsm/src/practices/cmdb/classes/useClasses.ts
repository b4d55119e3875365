import { cmdbClassRoutes } from '@callboard/plugin-itsm-common';
import type { CiClassView } from '@callboard/plugin-itsm-common';
import { useItsmQuery } from '@callboard/plugin-itsm-react';

const KEPT_MS = 60_000;
const NONE: readonly CiClassView[] = [];

/** All classes. They change seldom, so an answer is kept for a minute. */
export const useClassesQuery = () =>
  useItsmQuery(cmdbClassRoutes.list, { staleTime: KEPT_MS });

/** The classes; none until known. */
export function useClasses(): readonly CiClassView[] {
  return useClassesQuery().data?.items ?? NONE;
}
