import { incidentRoutes } from '@callboard/plugin-itsm-common';
import { useItsmQuery } from '@callboard/plugin-itsm-react';
import type { RecordPartProps } from '@callboard/plugin-itsm-react';
import { ChangesBeforeRecord } from '../../practices/changes';

/**
 * The changes of an incident's service and CI shortly before it was filed, to be named as its cause,
 * and the way to file the change that solves it. The incident's page is complete without.
 */
export function ChangesOfIncident({ number, plain }: RecordPartProps) {
  // The incident's page asks the same; it is one call.
  const { data } = useItsmQuery(incidentRoutes.get, { params: { id: number } });
  if (plain || !data) return <></>;
  const { viewer, serviceRef, ciRef } = data;
  return (
    <ChangesBeforeRecord
      number={number}
      before={data.createdAt}
      entityRefs={[ciRef, serviceRef].filter(
        (ref): ref is string => ref !== undefined,
      )}
      mayLink={viewer.standing.includes('worker') && viewer.canUpdate}
    />
  );
}
