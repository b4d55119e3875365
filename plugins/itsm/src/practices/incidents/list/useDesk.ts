import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { incidentRoutes } from '@callboard/plugin-itsm-common';
import { useItsmMutation, useRecordDesk } from '@callboard/plugin-itsm-react';
import type { RefObject } from 'react';
import { fileIncidentRouteRef, incidentRouteRef } from '../routes';
import { incidentListTranslationRef } from './translation';
import type { IncidentList } from './useIncidentList';

/** What is done on the list with incidents at hand, see {@link useRecordDesk}. */
export function useDesk(
  list: IncidentList,
  container: RefObject<HTMLElement>,
  beside: boolean,
) {
  const { t } = useTranslationRef(incidentListTranslationRef);
  const pageOf = useRouteRef(incidentRouteRef);
  const fileHref = useRouteRef(fileIncidentRouteRef)?.();
  const assign = useItsmMutation(incidentRoutes.assignToMe);
  return useRecordDesk({
    list,
    container,
    beside,
    fileHref,
    hrefOf: number => pageOf?.({ number }),
    assign: ({ id, version }) =>
      assign.mutateAsync({ params: { id }, ifMatch: version }),
    assigned: number => t('assigned', { number }),
  });
}
