import { usePermission } from '@backstage/plugin-permission-react';
import {
  cmdbReadPermission,
  incidentRoutes,
} from '@callboard/plugin-itsm-common';
import { Awaited, useItsmQuery } from '@callboard/plugin-itsm-react';
import { ImpactSummary } from '../../practices/cmdb';

/** What fails with what an incident is about, on its page; nothing for whoever may not see it. */
export function ImpactOfIncident(props: { number: string }) {
  const { allowed, loading } = usePermission({
    permission: cmdbReadPermission,
  });
  // The incident's page asks the same; it is one call.
  const { data } = useItsmQuery(incidentRoutes.get, {
    params: { id: props.number },
  });
  // The item that is broken says more than the service that it is part of.
  const broken = data?.ciRef ?? data?.serviceRef;
  if (loading) return <Awaited />;
  if (!allowed || !data || !broken) return <></>;
  return <ImpactSummary refs={[broken]} known={data.refs} asSection />;
}
