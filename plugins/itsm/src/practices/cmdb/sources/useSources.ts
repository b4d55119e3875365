import { usePermission } from '@backstage/plugin-permission-react';
import {
  CATALOG_SOURCE,
  cmdbImportPermission,
  cmdbSourceRoutes,
  PORTAL_SOURCE,
} from '@callboard/plugin-itsm-common';
import type { CiSource } from '@callboard/plugin-itsm-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useItsmQuery } from '@callboard/plugin-itsm-react';
import { useCallback } from 'react';
import { ciSourcesTranslationRef } from './translation';

const KEPT_MS = 60_000;

/** The sources, for those who may see them; others do without. */
export function useKnownSources(): readonly CiSource[] | undefined {
  const { allowed } = usePermission({ permission: cmdbImportPermission });
  const { data } = useItsmQuery(cmdbSourceRoutes.list, {
    enabled: allowed,
    staleTime: KEPT_MS,
  });
  return data?.items;
}

/** What a source is called; one that is not known by its key. */
export function useSourceName(
  sources: readonly Pick<CiSource, 'key' | 'name'>[] | undefined,
): (key: string) => string {
  const { t } = useTranslationRef(ciSourcesTranslationRef);
  return useCallback(
    key => {
      if (key === PORTAL_SOURCE) return t('byHand');
      if (key === CATALOG_SOURCE) return t('catalog');
      return sources?.find(s => s.key === key)?.name ?? key;
    },
    [sources, t],
  );
}
