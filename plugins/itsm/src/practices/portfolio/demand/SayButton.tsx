import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { ButtonLink } from '@backstage/ui';
import { demandPermissions } from '@callboard/plugin-itsm-common';
import { RiAddLine } from '@remixicon/react';
import { newDemandRouteRef } from '../routes';
import { demandTranslationRef } from './translation';

/** Goes to the form, for whoever may say what they need. */
export function SayButton() {
  const { t } = useTranslationRef(demandTranslationRef);
  const href = useRouteRef(newDemandRouteRef)?.();
  const { allowed } = usePermission({ permission: demandPermissions.create });
  if (!href || !allowed) return null;
  return (
    <ButtonLink variant="primary" iconStart={<RiAddLine />} href={href}>
      {t('say')}
    </ButtonLink>
  );
}
