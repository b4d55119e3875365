import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ViewTabs } from '@callboard/plugin-itsm-react';
import { useHealthAddresses } from './addresses';
import { ciHealthTranslationRef } from './translation';

const PAGES = ['health', 'findings', 'confirmations', 'tasks'] as const;

/** The way between the pages of CMDB health. */
export function HealthTabs(props: { page: (typeof PAGES)[number] }) {
  const { t } = useTranslationRef(ciHealthTranslationRef);
  const { health, findings, confirmations, tasks } = useHealthAddresses();
  const hrefs: Record<string, string> = {
    health,
    findings: findings(),
    confirmations,
    tasks: tasks(),
  };
  return (
    <ViewTabs
      label={t('pages.label')}
      current={props.page}
      views={PAGES.map(id => ({ id, label: t(`pages.${id}`) }))}
      hrefOf={({ id }) => hrefs[id]}
    />
  );
}
