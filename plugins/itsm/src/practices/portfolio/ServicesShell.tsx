import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { kpiReadPermission } from '@callboard/plugin-itsm-common';
import { PageSections, useFirstBelow } from '@callboard/plugin-itsm-react';
import { Outlet } from 'react-router-dom';
import { servicesRouteRef } from './routes';
import { portfolioTranslationRef } from './translation';
import { useMayLately } from './useMayLately';

const SECTIONS = ['home', 'managed'] as const;

/** The catalogue, and for those who run services how well they are managed. */
export function ServicesShell() {
  const { t } = useTranslationRef(portfolioTranslationRef);
  const base = useRouteRef(servicesRouteRef)?.() ?? '';
  const first = useFirstBelow(base);
  const current = SECTIONS.find(section => section === first) ?? 'home';
  const { lately } = useMayLately(kpiReadPermission);
  return (
    <>
      {lately && (
        <PageSections
          label={t('services.label')}
          base={base}
          sections={SECTIONS}
          current={current}
          labelOf={id =>
            t(id === 'managed' ? 'services.managed' : 'services.catalogue')
          }
        />
      )}
      <Outlet />
    </>
  );
}
