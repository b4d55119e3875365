import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { ButtonLink } from '@backstage/ui';
import { initiativePermissions } from '@callboard/plugin-itsm-common';
import { RiAddLine } from '@remixicon/react';
import { fileInitiativeRouteRef } from '../routes';
import { registerTranslationRef } from './translation';

/** Goes to the form, for whoever may file one, with what it is about filled in where that is known. */
export function FileInitiativeButton(props: {
  service?: string;
  kpi?: string;
  variant?: 'primary' | 'secondary';
}) {
  const { service, kpi, variant = 'primary' } = props;
  const { t } = useTranslationRef(registerTranslationRef);
  const href = useRouteRef(fileInitiativeRouteRef)?.();
  const { allowed } = usePermission({
    permission: initiativePermissions.create,
  });
  if (!href || !allowed) return null;
  const known = new URLSearchParams();
  if (service) known.set('service', service);
  if (kpi) known.set('kpi', kpi);
  const query = known.size > 0 ? `?${known}` : '';
  return (
    <ButtonLink
      variant={variant}
      iconStart={<RiAddLine />}
      href={`${href}${query}`}
    >
      {t('file')}
    </ButtonLink>
  );
}
