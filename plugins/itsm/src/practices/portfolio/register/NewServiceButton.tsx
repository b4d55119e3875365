import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { ButtonLink } from '@backstage/ui';
import { servicePermissions } from '@callboard/plugin-itsm-common';
import { RiAddLine } from '@remixicon/react';
import { newServiceRouteRef } from '../routes';
import { portfolioRegisterTranslationRef } from './translation';

/** The way to the form, for whoever may put a service into the portfolio. */
export function NewServiceButton() {
  const { t } = useTranslationRef(portfolioRegisterTranslationRef);
  const href = useRouteRef(newServiceRouteRef)?.();
  const { allowed } = usePermission({ permission: servicePermissions.create });
  if (!href || !allowed) return null;
  return (
    <ButtonLink variant="primary" href={href} iconStart={<RiAddLine />}>
      {t('new')}
    </ButtonLink>
  );
}
