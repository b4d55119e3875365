import { useApi } from '@backstage/frontend-plugin-api';
import { initiativeRoutes } from '@callboard/plugin-itsm-common';
import type { InitiativePreview } from '@callboard/plugin-itsm-common';
import { ITSM_QUERY_ROOT, itsmApiRef } from '@callboard/plugin-itsm-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';

const KEPT_MS = 60_000;

/** What would be measured; nothing is asked without a KPI. */
export function usePreview(draft: InitiativePreview | undefined) {
  const api = useApi(itsmApiRef);
  return useQuery({
    queryKey: [ITSM_QUERY_ROOT, initiativeRoutes.preview.name, draft],
    queryFn: ({ signal }) =>
      api.call(initiativeRoutes.preview, { body: draft!, signal }),
    enabled: draft !== undefined,
    staleTime: KEPT_MS,
    placeholderData: keepPreviousData,
    retry: false,
  });
}
