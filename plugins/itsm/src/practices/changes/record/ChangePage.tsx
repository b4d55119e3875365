import {
  BreadcrumbEntry,
  useRouteRef,
  useRouteRefParams,
} from '@backstage/frontend-plugin-api';
import { changeRoutes } from '@callboard/plugin-itsm-common';
import { useItsmQuery, usePageTitle } from '@callboard/plugin-itsm-react';
import { changeRouteRef } from '../routes';
import { ChangeRecord } from './ChangeRecord';

/** The page of one change. */
export function ChangePage() {
  const { number } = useRouteRefParams(changeRouteRef);
  const here = useRouteRef(changeRouteRef)?.({ number }) ?? '';
  // The record below asks the same; it is one call.
  const { data } = useItsmQuery(changeRoutes.get, { params: { id: number } });
  usePageTitle(data ? `${data.number} ${data.title}` : number);
  return (
    <BreadcrumbEntry entry={{ label: number, href: here }}>
      <ChangeRecord number={number} />
    </BreadcrumbEntry>
  );
}
