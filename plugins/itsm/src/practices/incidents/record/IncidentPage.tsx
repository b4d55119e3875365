import {
  BreadcrumbEntry,
  useRouteRef,
  useRouteRefParams,
} from '@backstage/frontend-plugin-api';
import { incidentRoutes } from '@callboard/plugin-itsm-common';
import { useItsmQuery, usePageTitle } from '@callboard/plugin-itsm-react';
import { incidentRouteRef } from '../routes';
import { IncidentRecord } from './IncidentRecord';

/** The page of one incident. */
export function IncidentPage() {
  const { number } = useRouteRefParams(incidentRouteRef);
  const here = useRouteRef(incidentRouteRef)?.({ number }) ?? '';
  // The record below asks the same; it is one call.
  const { data } = useItsmQuery(incidentRoutes.get, { params: { id: number } });
  usePageTitle(data ? `${data.number} ${data.title}` : number);
  return (
    <BreadcrumbEntry entry={{ label: number, href: here }}>
      <IncidentRecord number={number} />
    </BreadcrumbEntry>
  );
}
