import { useEntityHref } from '@callboard/plugin-itsm-react';
import { useCallback } from 'react';

/** Where the tab stands on an entity's page. */
export const DEPENDENCIES_PATH = '/dependencies';

/** Gives the address of what an entity has to do with others, or undefined without a catalog. */
export function useDependenciesHref(): (
  entityRef: string,
) => string | undefined {
  const hrefOf = useEntityHref();
  return useCallback(
    entityRef => {
      const href = hrefOf(entityRef);
      return href && `${href}${DEPENDENCIES_PATH}`;
    },
    [hrefOf],
  );
}
