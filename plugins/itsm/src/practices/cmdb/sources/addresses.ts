import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import { adminRouteRef } from '../../../core/admin/routes';
import { cmdbRouteRef } from '../routes';

const part = encodeURIComponent;

/** Where the pages of what is not in Git stand. */
export function useDataAddresses() {
  const base = useRouteRef(cmdbRouteRef)?.() ?? '';
  const admin = useRouteRef(adminRouteRef)?.();
  return useMemo(
    () => ({
      home: base,
      sources: `${base}/sources`,
      source: (key: string) => `${base}/sources/${part(key)}`,
      load: (source: string, id: string) =>
        `${base}/sources/${part(source)}/loads/${id}`,
      import: (source?: string) =>
        `${base}/import${source ? `?source=${part(source)}` : ''}`,
      duplicates: `${base}/duplicates`,
      classes: `${base}/classes`,
      class: (key: string) => `${base}/classes/${part(key)}`,
      items: (search: string) => `${base}/items${search}`,
      /** Undefined where nobody looks after definitions in the portal. */
      definition: (kind: string, key: string) =>
        admin && `${admin}/definitions/${kind}/${part(key)}`,
      newDefinition: (kind: string) =>
        admin && `${admin}/definitions/new?kind=${kind}`,
    }),
    [base, admin],
  );
}
