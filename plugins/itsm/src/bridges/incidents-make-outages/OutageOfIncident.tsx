import { usePermission } from '@backstage/plugin-permission-react';
import {
  incidentRoutes,
  serviceLevelsReadPermission,
} from '@callboard/plugin-itsm-common';
import { Awaited, useItsmQuery } from '@callboard/plugin-itsm-react';
import type { RecordPartProps } from '@callboard/plugin-itsm-react';
import { RecordOutages } from '../../practices/service-levels';

/**
 * The outages of an incident. One is recorded of its service, from when it was opened until it was
 * resolved, unless somebody says otherwise.
 */
export function OutageOfIncident({ number, plain }: RecordPartProps) {
  const { allowed, loading } = usePermission({
    permission: serviceLevelsReadPermission,
  });
  // The incident's page asks the same; it is one call.
  const { data } = useItsmQuery(incidentRoutes.get, { params: { id: number } });
  if (!plain && loading) return <Awaited />;
  if (plain || !allowed || !data) return <></>;
  const { viewer, serviceRef, ciRef, createdAt, resolvedAt } = data;
  const isWorker = viewer.standing.includes('worker') && viewer.canUpdate;
  return (
    <RecordOutages
      number={number}
      mayRecord={isWorker && data.statusCategory !== 'cancelled'}
      defaults={{
        entityRef: serviceRef ?? ciRef,
        begin: createdAt,
        end: resolvedAt,
      }}
    />
  );
}
