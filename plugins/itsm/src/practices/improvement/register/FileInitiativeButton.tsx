import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { ButtonLink } from '@backstage/ui';
import { initiativePermissions } from '@callboard/plugin-itsm-common';
import { RiAddLine } from '@remixicon/react';
import { keptParam, writeKept } from '../addresses';
import type { Kept } from '../addresses';
import { fileInitiativeRouteRef } from '../routes';
import { registerTranslationRef } from './translation';

/** Goes to the form, for whoever may file one, with what it is about filled in where that is known. */
export function FileInitiativeButton(props: {
  service?: string;
  kpi?: string;
  /** Of what the number is, where not of all. */
  kept?: Kept;
  /** What one value of many is made by, where not what the number does by itself. */
  statistic?: string;
  /** In place of what it is called elsewhere. */
  label?: string;
  variant?: 'primary' | 'secondary';
}) {
  const { service, kpi, kept = {}, statistic, label } = props;
  const { variant = 'primary' } = props;
  const { t } = useTranslationRef(registerTranslationRef);
  const href = useRouteRef(fileInitiativeRouteRef)?.();
  const { allowed } = usePermission({
    permission: initiativePermissions.create,
  });
  if (!href || !allowed) return null;
  const known = new URLSearchParams();
  if (service) known.set('service', service);
  if (kpi) known.set('kpi', kpi);
  if (statistic) known.set('statistic', statistic);
  for (const [dimension, values] of Object.entries(kept)) {
    if (values.length > 0) known.set(keptParam(dimension), writeKept(values));
  }
  const query = known.size > 0 ? `?${known}` : '';
  return (
    <ButtonLink
      variant={variant}
      iconStart={<RiAddLine />}
      href={`${href}${query}`}
    >
      {label ?? t('file')}
    </ButtonLink>
  );
}
