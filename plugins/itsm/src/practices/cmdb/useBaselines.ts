import { cmdbRoutes } from '@callboard/plugin-itsm-common';
import type { Baseline } from '@callboard/plugin-itsm-common';
import { useItsmQuery } from '@callboard/plugin-itsm-react';

const KEPT_MS = 60_000;
const NONE: readonly Baseline[] = [];

/** The baselines, the latest instant first; none until known. */
export function useBaselines(): readonly Baseline[] {
  const { data } = useItsmQuery(cmdbRoutes.listBaselines, {
    staleTime: KEPT_MS,
  });
  return data?.items ?? NONE;
}
