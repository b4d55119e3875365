import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { changeRoutes } from '@callboard/plugin-itsm-common';
import { useItsmMutation, useRecordDesk } from '@callboard/plugin-itsm-react';
import type { RefObject } from 'react';
import { fileChangeRouteRef, changeRouteRef } from '../routes';
import { changeListTranslationRef } from './translation';
import type { ChangeList } from './useChangeList';

/** What is done on the list with changes at hand, see {@link useRecordDesk}. */
export function useDesk(
  list: ChangeList,
  container: RefObject<HTMLElement>,
  beside: boolean,
) {
  const { t } = useTranslationRef(changeListTranslationRef);
  const pageOf = useRouteRef(changeRouteRef);
  const fileHref = useRouteRef(fileChangeRouteRef)?.();
  const assign = useItsmMutation(changeRoutes.assignToMe);
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
