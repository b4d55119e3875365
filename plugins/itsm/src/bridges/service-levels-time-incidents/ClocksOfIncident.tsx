import { incidentRoutes } from '@callboard/plugin-itsm-common';
import { useItsmQuery } from '@callboard/plugin-itsm-react';
import type { RecordPartProps } from '@callboard/plugin-itsm-react';
import { RecordClocks } from '../../practices/service-levels';

/** The clocks of an incident; those who work on it can have them explained. */
export function ClocksOfIncident({ number }: RecordPartProps) {
  // The incident's page asks the same; it is one call.
  const { data } = useItsmQuery(incidentRoutes.get, { params: { id: number } });
  return (
    <RecordClocks
      number={number}
      mayExplain={Boolean(data?.viewer.standing.includes('worker'))}
    />
  );
}
