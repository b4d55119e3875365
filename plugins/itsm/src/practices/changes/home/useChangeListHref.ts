import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { changeListRouteRef } from '../routes';

/** Gives the address of the list with some of its questions asked. */
export function useChangeListHref(): (
  asked?: Readonly<Record<string, string>>,
) => string {
  const base = useRouteRef(changeListRouteRef)?.() ?? '';
  return useCallback(
    (asked = {}) => {
      const search = new URLSearchParams(asked);
      return search.size > 0 ? `${base}?${search}` : base;
    },
    [base],
  );
}
