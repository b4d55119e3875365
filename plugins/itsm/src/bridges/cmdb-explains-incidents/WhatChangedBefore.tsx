import { incidentRoutes } from '@callboard/plugin-itsm-common';
import { useItsmQuery } from '@callboard/plugin-itsm-react';
import { ChangesBefore } from '../../practices/cmdb';

/** What changed of an incident's service and CI in the day before it was filed. */
export function WhatChangedBefore(props: { number: string }) {
  // The incident's page asks the same; it is one call.
  const { data } = useItsmQuery(incidentRoutes.get, {
    params: { id: props.number },
  });
  if (!data) return <></>;
  const { serviceRef, ciRef, createdAt } = data;
  const first = serviceRef ?? ciRef;
  if (!first) return <></>;
  return <ChangesBefore entityRef={first} second={ciRef} before={createdAt} />;
}
