import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { initiativeRoutes } from '@callboard/plugin-itsm-common';
import { useItsmMutation, useRecordDesk } from '@callboard/plugin-itsm-react';
import type { RefObject } from 'react';
import { fileInitiativeRouteRef, initiativeRouteRef } from '../../routes';
import { registerTranslationRef } from '../translation';
import type { InitiativeList } from './useInitiativeList';

/** What is done on the list with initiatives at hand, see {@link useRecordDesk}. */
export function useDesk(
  list: InitiativeList,
  container: RefObject<HTMLElement>,
  beside: boolean,
) {
  const { t } = useTranslationRef(registerTranslationRef);
  const pageOf = useRouteRef(initiativeRouteRef);
  const fileHref = useRouteRef(fileInitiativeRouteRef)?.();
  const assign = useItsmMutation(initiativeRoutes.assignToMe);
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
