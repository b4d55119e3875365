import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { cmdbImportPermission } from '@callboard/plugin-itsm-common';
import { PageBody, usePageTitle, ViewTabs } from '@callboard/plugin-itsm-react';
import type { ReactNode } from 'react';
import styles from './Data.module.css';
import { useDataAddresses } from './addresses';
import { ciSourcesTranslationRef } from './translation';

const PAGES = ['sources', 'duplicates', 'classes'] as const;

/** A page of what is not in Git, with the way to the others. */
export function DataPage(props: {
  page: (typeof PAGES)[number];
  title: string;
  intro?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const { page, title, intro, actions, children } = props;
  const { t } = useTranslationRef(ciSourcesTranslationRef);
  const addresses = useDataAddresses();
  const { allowed } = usePermission({ permission: cmdbImportPermission });
  // Classes are for everybody; the others for those who look after the data.
  const seen = PAGES.filter(id => allowed || id === 'classes' || id === page);
  usePageTitle(title);
  return (
    <PageBody title={title} actions={actions}>
      {seen.length > 1 && (
        <ViewTabs
          label={t('pages.label')}
          current={page}
          views={seen.map(id => ({ id, label: t(`pages.${id}`) }))}
          hrefOf={({ id }) => addresses[id as (typeof PAGES)[number]]}
        />
      )}
      {intro && <p className={styles.intro}>{intro}</p>}
      {children}
    </PageBody>
  );
}
