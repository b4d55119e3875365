import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import { adminRouteRef } from '../../core/admin/routes';
import { serviceLevelsRouteRef } from './routes';

const part = encodeURIComponent;

/** Where the pages of service levels stand. */
export function useServiceLevelAddresses() {
  const base = useRouteRef(serviceLevelsRouteRef)?.();
  const admin = useRouteRef(adminRouteRef)?.();
  return useMemo(
    () => ({
      home: base,
      agreement: (key: string) => base && `${base}/agreements/${part(key)}`,
      calendar: (key: string) => base && `${base}/calendars/${part(key)}`,
      objective: (key: string) => base && `${base}/objectives/${part(key)}`,
      /** Undefined where nobody looks after definitions in the portal. */
      definition: (kind: string, key: string) =>
        admin && `${admin}/definitions/${kind}/${part(key)}`,
      newDefinition: (kind: string) =>
        admin && `${admin}/definitions/new?kind=${kind}`,
    }),
    [base, admin],
  );
}
