import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { RouterLink } from '@callboard/plugin-itsm-react';
import { useEffect, useRef } from 'react';
import { Outlet, useLocation } from 'react-router-dom';
import styles from './ChangesShell.module.css';
import { changesRouteRef } from './routes';
import { changesTranslationRef } from './translation';

/** The pages that stand beside each other, in their order. */
const SECTIONS = [
  'home',
  'all',
  'calendar',
  'cab',
  'windows',
  'standard',
] as const;

/** The overview, the list, the calendar and whatever else stands beside them, with the ways to them above. */
export function ChangesShell() {
  const { t } = useTranslationRef(changesTranslationRef);
  const base = useRouteRef(changesRouteRef)?.() ?? '';
  const [first = ''] = useLocation()
    .pathname.slice(base.length)
    .split('/')
    .filter(Boolean);
  const current = SECTIONS.find(section => section === first) ?? 'home';
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone the current one may be out of sight at the end of the row.
    const link = row.current?.querySelector<HTMLElement>('[aria-current]');
    if (!row.current || !link) return;
    const { offsetLeft, offsetWidth } = link;
    row.current.scrollLeft = offsetLeft + offsetWidth - row.current.clientWidth;
  }, [current]);
  return (
    <>
      <nav className={styles.sections} aria-label={t('nav.label')} ref={row}>
        {SECTIONS.map(id => (
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
      <Outlet />
    </>
  );
}
