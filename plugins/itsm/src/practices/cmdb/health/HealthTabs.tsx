import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RouterLink } from '@callboard/plugin-itsm-react';
import { useHealthAddresses } from './addresses';
import styles from './HealthTabs.module.css';
import { ciHealthTranslationRef } from './translation';

const PAGES = ['health', 'findings', 'confirmations', 'tasks'] as const;

/** The way between the pages of CMDB health. Not like the views of a list, which may stand below. */
export function HealthTabs(props: { page: (typeof PAGES)[number] }) {
  const { t } = useTranslationRef(ciHealthTranslationRef);
  const { health, findings, confirmations, tasks } = useHealthAddresses();
  const hrefs = {
    health,
    findings: findings(),
    confirmations,
    tasks: tasks(),
  };
  return (
    <nav className={styles.tabs} aria-label={t('pages.label')}>
      {PAGES.map(page => (
        <RouterLink
          key={page}
          className={styles.tab}
          to={hrefs[page]}
          aria-current={page === props.page ? 'page' : undefined}
        >
          {t(`pages.${page}`)}
        </RouterLink>
      ))}
    </nav>
  );
}
