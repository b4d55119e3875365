import { usePermission } from '@backstage/plugin-permission-react';
import {
  cmdbReadPermission,
  incidentRoutes,
} from '@callboard/plugin-itsm-common';
import { Awaited, useItsmQuery } from '@callboard/plugin-itsm-react';
import { ChangesBefore } from '../../practices/cmdb';

/**
 * What changed of an incident's service and CI in the day before it was filed. Nothing for whoever
 * may not see it: the incident's page is complete without.
 */
export function WhatChangedBefore(props: { number: string }) {
  const { allowed, loading } = usePermission({
    permission: cmdbReadPermission,
  });
  // The incident's page asks the same; it is one call.
  const { data } = useItsmQuery(incidentRoutes.get, {
    params: { id: props.number },
  });
  const first = data?.serviceRef ?? data?.ciRef;
  if (loading) return <Awaited />;
  if (!allowed || !data || !first) return <></>;
  return (
    <ChangesBefore
      entityRef={first}
      second={data.ciRef}
      before={data.createdAt}
      known={data.refs}
    />
  );
}
