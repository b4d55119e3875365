import {
  TOLD_AHEAD_MS,
  windowRoutes,
  type MaintenanceState,
} from '@callboard/plugin-itsm-common';
import { useItsmQuery } from '@callboard/plugin-itsm-react';
import { useState } from 'react';

const HOUR_MS = 3_600_000;

/** Maintenance that goes on or comes within seven days, of an entity or of all. */
export function useMaintenance(asked: {
  entity?: string;
  states: readonly MaintenanceState[];
  limit: number;
}) {
  // To the hour, so that who comes back soon asks the same.
  const [to] = useState(() =>
    new Date(
      Math.ceil((Date.now() + TOLD_AHEAD_MS) / HOUR_MS) * HOUR_MS,
    ).toISOString(),
  );
  return useItsmQuery(windowRoutes.maintenance, {
    query: {
      ...(asked.entity && { entity: asked.entity }),
      state: asked.states.join(','),
      to,
      limit: asked.limit,
    },
    live: true,
    keepPrevious: true,
  });
}
