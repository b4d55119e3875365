import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { handoverRoutes } from '@callboard/plugin-itsm-common';
import { Pill, RelativeTime, useItsmQuery } from '@callboard/plugin-itsm-react';
import type { Tone } from '@callboard/plugin-itsm-react';
import styles from './AdminPart.module.css';
import { AdminStates } from './AdminStates';
import { AdminTable } from './AdminTable';
import { HandOverButton } from './HandOverButton';
import { adminTranslationRef } from './translation';

const TONES: Record<'removed' | 'renamed' | 'unknown', Tone> = {
  removed: 'critical',
  renamed: 'info',
  unknown: 'warning',
};

/** Open work of people and groups who are gone, and where it goes. */
export function Handover() {
  const { t } = useTranslationRef(adminTranslationRef);
  const query = useItsmQuery(handoverRoutes.list);
  return (
    <div className={styles.part}>
      <p className={styles.intro}>{t('handover.intro')}</p>
      <AdminStates
        query={query}
        isEmpty={data => data.items.length === 0}
        empty={{ title: t('handover.empty'), next: t('handover.emptyNext') }}
      >
        {data => (
          <AdminTable
            label={t('section.handover')}
            items={data.items}
            idOf={work => `${work.heldAs} ${work.ref}`}
            columns={[
              {
                id: 'holder',
                label: t('handover.holder'),
                render: work => (
                  <>
                    {data.refs[work.ref]?.title ?? work.ref}
                    <span className={styles.about}>{work.ref}</span>
                  </>
                ),
              },
              {
                id: 'state',
                label: t('handover.state'),
                render: work => (
                  <>
                    <Pill tone={TONES[work.state]}>
                      {t(`handover.${work.state}`)}
                    </Pill>
                    {work.removedAt && (
                      <span className={styles.about}>
                        <RelativeTime instant={work.removedAt} />
                      </span>
                    )}
                    {work.nowRef && (
                      <span className={styles.about}>{work.nowRef}</span>
                    )}
                  </>
                ),
              },
              {
                id: 'as',
                label: t('handover.as'),
                render: work => t(`handover.as_${work.heldAs}`),
              },
              {
                id: 'records',
                label: t('handover.records'),
                align: 'right',
                render: work => work.records.toLocaleString('en'),
              },
            ]}
            actions={work => (
              <HandOverButton
                work={work}
                name={data.refs[work.ref]?.title ?? work.ref}
                onDone={query.refetch}
              />
            )}
          />
        )}
      </AdminStates>
    </div>
  );
}
