import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { costReadPermission } from '@callboard/plugin-itsm-common';
import { PageSections, useFirstBelow } from '@callboard/plugin-itsm-react';
import { Navigate, Outlet } from 'react-router-dom';
import { portfolioRouteRef } from './routes';
import { portfolioTranslationRef } from './translation';

/** The pages that stand beside each other, in their order. */
const SECTIONS = [
  'home',
  'demand',
  'strategy',
  'trends',
  'transitions',
  'costs',
  'suppliers',
  'contracts',
  'risks',
  'continuity',
] as const;
type Section = (typeof SECTIONS)[number];

/** What there is for whoever does not work on the portfolio: everybody may say what they need. */
const FOR_ALL: readonly Section[] = ['demand'];

/** The portfolio and what belongs to it, with the ways to them above. */
export function PortfolioShell() {
  const { t } = useTranslationRef(portfolioTranslationRef);
  const base = useRouteRef(portfolioRouteRef)?.() ?? '';
  const first = useFirstBelow(base);
  const current = SECTIONS.find(section => section === first) ?? 'home';
  const { allowed, loading } = usePermission({
    permission: costReadPermission,
  });
  const shown = allowed || loading ? SECTIONS : FOR_ALL;
  if (current === 'home' && first === '' && !allowed) {
    return loading ? <></> : <Navigate to={`${base}/demand`} replace />;
  }
  return (
    <>
      {/* One page beside no other needs no way to it. */}
      {(shown.length > 1 || shown[0] !== current) && (
        <PageSections
          label={t('nav.label')}
          base={base}
          sections={shown}
          current={current}
          labelOf={id => t(`nav.${id}`)}
        />
      )}
      <Outlet />
    </>
  );
}
