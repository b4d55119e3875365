import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { kpiReadPermission } from '@callboard/plugin-itsm-common';
import { RouterLink } from '@callboard/plugin-itsm-react';
import { useEffect, useRef } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router-dom';
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
  const [first = ''] = useLocation()
    .pathname.slice(base.length)
    .split('/')
    .filter(Boolean);
  const current =
    WITHIN[first] ?? SECTIONS.find(section => section === first) ?? 'home';
  const { allowed, loading } = usePermission({ permission: kpiReadPermission });
  const shown = allowed || loading ? SECTIONS : FOR_ALL;
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone the current one may be out of sight at the end of the row.
    const link = row.current?.querySelector<HTMLElement>('[aria-current]');
    if (!row.current || !link) return;
    const { offsetLeft, offsetWidth } = link;
    row.current.scrollLeft = offsetLeft + offsetWidth - row.current.clientWidth;
  }, [current, shown]);
  if (current === 'home' && first === '' && !allowed) {
    return loading ? <></> : <Navigate to={`${base}/suggestions`} replace />;
  }
  return (
    <>
      {/* One page beside no other needs no way to it. */}
      {(shown.length > 1 || shown[0] !== current) && (
        <nav className={styles.sections} aria-label={t('nav.label')} ref={row}>
          {shown.map(id => (
            <RouterLink
              key={id}
              className={styles.section}
              to={id === 'home' ? base : `${base}/${id}`}
              aria-current={id === current ? 'page' : undefined}
            >
              {t(`nav.${id}`)}
            </RouterLink>
          ))}
        </nav>
      )}
      <Outlet />
    </>
  );
}
