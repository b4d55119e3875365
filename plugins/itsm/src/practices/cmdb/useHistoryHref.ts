import { useEntityHref } from '@callboard/plugin-itsm-react';
import { useCallback } from 'react';

/** Where the tab stands on an entity's page. */
export const HISTORY_PATH = '/history';

/** Gives the address of an entity's history, or undefined without a catalog. */
export function useHistoryHref(): (entityRef: string) => string | undefined {
  const hrefOf = useEntityHref();
  return useCallback(
    entityRef => {
      const href = hrefOf(entityRef);
      return href && `${href}${HISTORY_PATH}`;
    },
    [hrefOf],
  );
}
