import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { kpiReadPermission } from '@callboard/plugin-itsm-common';
import { PageSections, useFirstBelow } from '@callboard/plugin-itsm-react';
import { Navigate, Outlet } from 'react-router-dom';
import styles from './ImprovementShell.module.css';
import { improvementRouteRef } from './routes';
import { improvementTranslationRef } from './translation';

/** The pages that stand beside each other, in their order. */
const SECTIONS = [
  'home',
  'kpis',
  'register',
  'proposals',
  'suggestions',
  'retrospectives',
  'surveys',
] as const;
type Section = (typeof SECTIONS)[number];

/** What there is for whoever may not see the numbers: everybody may suggest something. */
const FOR_ALL: readonly Section[] = ['suggestions'];

/** Dashboards are reached from the numbers. */
const WITHIN: Readonly<Record<string, Section>> = {
  practices: 'kpis',
  teams: 'kpis',
  services: 'kpis',
};

/** The overview, the numbers, the register and whatever else stands beside them, with the ways to them above. */
export function ImprovementShell() {
  const { t } = useTranslationRef(improvementTranslationRef);
  const base = useRouteRef(improvementRouteRef)?.() ?? '';
  const first = useFirstBelow(base);
  const current =
    WITHIN[first] ?? SECTIONS.find(section => section === first) ?? 'home';
  const { allowed, loading } = usePermission({ permission: kpiReadPermission });
  const shown = allowed || loading ? SECTIONS : FOR_ALL;
  if (current === 'home' && first === '' && !allowed) {
    return loading ? <></> : <Navigate to={`${base}/suggestions`} replace />;
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
          className={styles.onScreen}
        />
      )}
      <Outlet />
    </>
  );
}
