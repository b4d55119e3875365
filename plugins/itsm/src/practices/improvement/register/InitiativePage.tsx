import {
  BreadcrumbEntry,
  useRouteRef,
  useRouteRefParams,
} from '@backstage/frontend-plugin-api';
import { initiativeRoutes } from '@callboard/plugin-itsm-common';
import { useItsmQuery, usePageTitle } from '@callboard/plugin-itsm-react';
import { initiativeRouteRef } from '../routes';
import { InitiativeRecord } from './record/InitiativeRecord';

/** The page of one initiative. */
export function InitiativePage() {
  const { number } = useRouteRefParams(initiativeRouteRef);
  const here = useRouteRef(initiativeRouteRef)?.({ number }) ?? '';
  // The record below asks the same; it is one call.
  const { data } = useItsmQuery(initiativeRoutes.get, {
    params: { id: number },
  });
  usePageTitle(data ? `${data.number} ${data.title}` : number);
  return (
    <BreadcrumbEntry entry={{ label: number, href: here }}>
      <InitiativeRecord number={number} />
    </BreadcrumbEntry>
  );
}
