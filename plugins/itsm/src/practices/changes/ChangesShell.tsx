import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ViewTabs } from '@callboard/plugin-itsm-react';
import { Outlet, useLocation } from 'react-router-dom';
import styles from './ChangesShell.module.css';
import { changesRouteRef } from './routes';
import { changesTranslationRef } from './translation';

/** The pages that stand beside each other, in the order of their tabs. */
const SECTIONS = [
  'home',
  'all',
  'calendar',
  'cab',
  'windows',
  'standard',
] as const;
type Section = (typeof SECTIONS)[number];

/** The overview, the list, the calendar and whatever else stands beside them, with tabs above. */
export function ChangesShell() {
  const { t } = useTranslationRef(changesTranslationRef);
  const base = useRouteRef(changesRouteRef)?.() ?? '';
  const [first = ''] = useLocation()
    .pathname.slice(base.length)
    .split('/')
    .filter(Boolean);
  const current = SECTIONS.find(section => section === first) ?? 'home';
  return (
    <>
      <div className={styles.tabs}>
        <ViewTabs
          label={t('nav.label')}
          current={current}
          views={SECTIONS.map(id => ({ id, label: t(`nav.${id}`) }))}
          hrefOf={({ id }) =>
            (id as Section) === 'home' ? base : `${base}/${id}`
          }
        />
      </div>
      <Outlet />
    </>
  );
}
