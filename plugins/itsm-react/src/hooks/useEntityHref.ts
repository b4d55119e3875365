import { parseEntityRef } from '@backstage/catalog-model';
import { routeResolutionApiRef, useApi } from '@backstage/frontend-plugin-api';
import type { RouteRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { useCallback } from 'react';

type EntityRouteParams = { kind: string; namespace: string; name: string };

/** Gives the address of an entity's page in the catalog, or undefined without a catalog. */
export function useEntityHref(): (entityRef: string) => string | undefined {
  const routes = useApi(routeResolutionApiRef);
  return useCallback(
    entityRef => {
      // The catalog's ref is made with the older function; at run time the two are the same.
      const ref = entityRouteRef as unknown as RouteRef<EntityRouteParams>;
      const { kind, namespace, name } = parseEntityRef(entityRef);
      return routes.resolve(ref)?.({ kind, namespace, name });
    },
    [routes],
  );
}
