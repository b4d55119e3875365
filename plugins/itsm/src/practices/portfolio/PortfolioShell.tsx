import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { costReadPermission } from '@callboard/plugin-itsm-common';
import {
  PageBody,
  PageSections,
  useFirstBelow,
} from '@callboard/plugin-itsm-react';
import { Navigate, Outlet } from 'react-router-dom';
import { portfolioRouteRef } from './routes';
import { portfolioTranslationRef } from './translation';
import { useMayLately } from './useMayLately';

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
  const { loading, lately } = useMayLately(costReadPermission);
  const shown = lately ?? true ? SECTIONS : FOR_ALL;
  if (current === 'home' && first === '' && !lately) {
    return loading ? (
      <PageBody title="">
        <Skeleton height={36} />
        <Skeleton height={220} />
      </PageBody>
    ) : (
      <Navigate to={`${base}/demand`} replace />
    );
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
