import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import { fileIncidentRouteRef } from '../routes';
import { incidentFormTranslationRef } from './translation';

/** Goes to the form, with the service filled in where it is known. */
export function FileIncidentButton(props: {
  service?: string;
  variant?: 'primary' | 'secondary';
}) {
  const { service, variant = 'primary' } = props;
  const { t } = useTranslationRef(incidentFormTranslationRef);
  const href = useRouteRef(fileIncidentRouteRef)?.();
  if (!href) return null;
  const query = service ? `?service=${encodeURIComponent(service)}` : '';
  return (
    <ButtonLink
      variant={variant}
      iconStart={<RiAddLine />}
      href={`${href}${query}`}
    >
      {t('action')}
    </ButtonLink>
  );
}
