import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { ButtonLink } from '@backstage/ui';
import { changePermissions } from '@callboard/plugin-itsm-common';
import { RiAddLine } from '@remixicon/react';
import { fileChangeRouteRef } from './routes';
import { changesTranslationRef } from './translation';

/** Goes to the form, for whoever may file one, with what the change is about filled in where that is known. */
export function FileChangeButton(props: {
  entity?: string;
  incident?: string;
  variant?: 'primary' | 'secondary';
}) {
  const { entity, incident, variant = 'primary' } = props;
  const { t } = useTranslationRef(changesTranslationRef);
  const href = useRouteRef(fileChangeRouteRef)?.();
  const { allowed } = usePermission({ permission: changePermissions.create });
  if (!href || !allowed) return null;
  const known = new URLSearchParams();
  if (entity) known.set('entity', entity);
  if (incident) known.set('incident', incident);
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
