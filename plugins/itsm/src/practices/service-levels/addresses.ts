import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import { adminRouteRef } from '../../core/admin/routes';
import { serviceLevelsRouteRef } from './routes';

const part = encodeURIComponent;

function searchOf(values: Readonly<Record<string, string>>): string {
  const named = Object.entries(values).filter(([, value]) => value !== '');
  return named.length > 0 ? `?${new URLSearchParams(named)}` : '';
}

/** Where the pages of service levels stand. */
export function useServiceLevelAddresses() {
  const base = useRouteRef(serviceLevelsRouteRef)?.();
  const admin = useRouteRef(adminRouteRef)?.();
  return useMemo(
    () => ({
      home: base,
      agreement: (key: string) => base && `${base}/agreements/${part(key)}`,
      calendar: (key: string) => base && `${base}/calendars/${part(key)}`,
      /** The queue of what is late, as its address asks for it. */
      breaching: (asked: Readonly<Record<string, string>> = {}) =>
        base && `${base}/breaching${searchOf(asked)}`,
      /** Promises that were not kept. */
      breaches: (asked: Readonly<Record<string, string>> = {}) =>
        base && `${base}/breaches${searchOf(asked)}`,
      /** The monthly review of a service, of all that have promises if none is named. */
      review: (service?: string, month?: string) =>
        base &&
        `${base}/review${searchOf({
          service: service ?? '',
          month: month ?? '',
        })}`,
      objective: (key: string) => base && `${base}/objectives/${part(key)}`,
      feasibility: base && `${base}/feasibility`,
      feasibilityOf: (entityRef: string) => {
        const [kind, namespace, name] = entityRef.split(/[:/]/).map(part);
        return base && `${base}/feasibility/${kind}/${namespace}/${name}`;
      },
      /** Undefined where nobody looks after definitions in the portal. */
      definition: (kind: string, key: string) =>
        admin && `${admin}/definitions/${kind}/${part(key)}`,
      newDefinition: (kind: string) =>
        admin && `${admin}/definitions/new?kind=${kind}`,
    }),
    [base, admin],
  );
}
