import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { PageBody, usePageTitle } from '@callboard/plugin-itsm-react';
import { cmdbItemsRouteRef } from '../routes';
import { Baselines } from './Baselines';
import styles from './CmdbHome.module.css';
import { MyItems } from './MyItems';
import { NotInGit } from './NotInGit';
import { RecentChanges } from './RecentChanges';
import { ToLookAfter } from './ToLookAfter';
import { cmdbHomeTranslationRef } from './translation';
import { WhatThereIs } from './WhatThereIs';

/** The home of the CMDB: what there is, what changed, what is mine, and what needs somebody. */
export function CmdbHome() {
  const { t } = useTranslationRef(cmdbHomeTranslationRef);
  const itemsHref = useRouteRef(cmdbItemsRouteRef)?.();
  usePageTitle(t('title'));
  return (
    <PageBody
      title={t('title')}
      actions={
        itemsHref && (
          <ButtonLink variant="primary" href={itemsHref}>
            {t('browse')}
          </ButtonLink>
        )
      }
    >
      <ToLookAfter />
      <div className={styles.columns}>
        <div className={styles.column}>
          <WhatThereIs />
          <RecentChanges />
        </div>
        <div className={styles.column}>
          <MyItems />
          <NotInGit />
          <Baselines />
        </div>
      </div>
    </PageBody>
  );
}
