import { useRouteRef } from '@backstage/frontend-plugin-api';
import { objectiveRoutes } from '@callboard/plugin-itsm-common';
import { useItsmQuery } from '@callboard/plugin-itsm-react';
import { guideRouteRef } from '../routes';

/** The most that a list shows: whoever has more looks at those of a service. */
const MOST = '200';

/** Objectives, of an entity or all. */
export function useObjectives(entity?: string) {
  return useItsmQuery(objectiveRoutes.list, {
    query: { entity, limit: MOST },
    live: true,
  });
}

/** Where the guide is read, in portals that have it. */
export function useObjectiveGuide(): string | undefined {
  const docs = useRouteRef(guideRouteRef)?.();
  return docs && `${docs}/guides/service-levels#objectives`;
}
