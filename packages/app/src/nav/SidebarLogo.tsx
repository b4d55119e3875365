import { Link, useSidebarOpenState } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Logo } from '../brand/Logo';
import { Mark } from '../brand/Mark';
import { appTranslationRef } from '../translation';
import styles from './SidebarLogo.module.css';

/** The sign at the top of the sidebar, with the name when there is room; it leads home. */
export function SidebarLogo() {
  const { isOpen } = useSidebarOpenState();
  const { t } = useTranslationRef(appTranslationRef);
  return (
    <Link
      to="/"
      underline="none"
      className={styles.logo}
      aria-label={`Callboard, ${t('nav.home')}`}
    >
      {isOpen ? <Logo /> : <Mark />}
    </Link>
  );
}
