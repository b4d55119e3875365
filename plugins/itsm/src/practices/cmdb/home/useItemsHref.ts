import { useRouteRef } from '@backstage/frontend-plugin-api';
import { cmdbItemsRouteRef } from '../routes';

/** Gives the address of the list with some filters; none where the list has no page. */
export function useItemsHref(): (
  filters: Readonly<Record<string, string>>,
) => string | undefined {
  const href = useRouteRef(cmdbItemsRouteRef)?.();
  return filters => href && `${href}?${new URLSearchParams(filters)}`;
}
