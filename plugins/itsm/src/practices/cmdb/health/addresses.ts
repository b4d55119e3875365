import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import { cmdbRouteRef } from '../routes';

const part = encodeURIComponent;

/** Filters of an address; those without a value are left out. */
export type Filters = Readonly<Record<string, string | undefined>>;

function searchOf(filters: Filters): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(filters))
    if (value) search.set(name, value);
  const text = search.toString();
  return text && `?${text}`;
}

/** Where the pages of CMDB health stand. */
export function useHealthAddresses() {
  const base = useRouteRef(cmdbRouteRef)?.() ?? '';
  return useMemo(
    () => ({
      health: `${base}/health`,
      findings: (filters: Filters = {}) =>
        `${base}/findings${searchOf(filters)}`,
      confirmations: `${base}/confirmations`,
      tasks: (filters: Filters = {}) => `${base}/tasks${searchOf(filters)}`,
      task: (number: string) => `${base}/tasks/${part(number)}`,
      items: (filters: Filters = {}) => `${base}/items${searchOf(filters)}`,
    }),
    [base],
  );
}
