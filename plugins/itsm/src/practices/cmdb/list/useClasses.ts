import { cmdbClassRoutes } from '@callboard/plugin-itsm-common';
import type { CiClassView } from '@callboard/plugin-itsm-common';
import { useItsmQuery } from '@callboard/plugin-itsm-react';

const FRESH_MS = 300_000;
const NONE: readonly CiClassView[] = [];

/** The classes of configuration items by name; none until known. */
export function useClasses(): readonly CiClassView[] {
  const { data } = useItsmQuery(cmdbClassRoutes.list, { staleTime: FRESH_MS });
  return data?.items ?? NONE;
}
