import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { PageBody, refTitle, RouterLink } from '@callboard/plugin-itsm-react';
import { AdminStates } from '../../../core/admin/AdminStates';
import { AdminTable } from '../../../core/admin/AdminTable';
import { useServiceLevelAddresses } from '../addresses';
import { AttainmentBar } from '../attainment/AttainmentBar';
import { useAttainment } from '../attainment/useAttainment';
import styles from './Review.module.css';
import { reviewTranslationRef } from './translation';

/** The services that have something to review. */
export function ChooseService() {
  const { t } = useTranslationRef(reviewTranslationRef);
  const addresses = useServiceLevelAddresses();
  const query = useAttainment('service', '365', { type: 'sla' });
  return (
    <PageBody title={t('title')}>
      <p className={styles.sentence}>{t('choose')}</p>
      <AdminStates
        query={query}
        isEmpty={({ items }) => items.every(({ key }) => key === undefined)}
        empty={{ title: t('none'), next: t('noneNext') }}
      >
        {({ items, refs }) => (
          <AdminTable
            label={t('choose')}
            items={items.filter(({ key }) => key !== undefined)}
            idOf={({ key }) => key!}
            columns={[
              {
                id: 'service',
                label: t('service'),
                render: ({ key }) => (
                  <RouterLink to={addresses.review(key) ?? ''}>
                    {refTitle(key!, refs)}
                  </RouterLink>
                ),
              },
              {
                id: 'attainment',
                label: t('figure.attainment'),
                render: ({ attainment }) => (
                  <AttainmentBar attainment={attainment} />
                ),
              },
              {
                id: 'missed',
                label: t('figure.missed'),
                align: 'right',
                render: ({ breached }) => breached,
              },
            ]}
          />
        )}
      </AdminStates>
    </PageBody>
  );
}
