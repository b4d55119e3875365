import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Skeleton } from '@backstage/ui';
import {
  FailureMessage,
  PageBody,
  RecordSection,
} from '@callboard/plugin-itsm-react';
import { useServiceLevelAddresses } from '../addresses';
import { ObjectiveTable } from '../objectives/ObjectiveTable';
import { OutageList } from '../outages/OutageList';
import { LateRecords } from '../records/LateRecords';
import styles from './Entity.module.css';
import { Kept } from './Kept';
import { Promises } from './Promises';
import { entityLevelsTranslationRef } from './translation';
import { useEntityRef, usePromises } from './useEntityLevels';

function Promised(props: { entityRef: string }) {
  const { data, error, refetch } = usePromises(props.entityRef);
  if (data) return <Promises promises={data} />;
  if (error)
    return <FailureMessage small error={error} onRetry={() => refetch()} />;
  return (
    <div aria-busy="true">
      <Skeleton height={180} />
    </div>
  );
}

/** What is promised for a service and how it is kept, as a tab of its page. */
export function EntityServiceLevels() {
  const { t } = useTranslationRef(entityLevelsTranslationRef);
  const ref = useEntityRef();
  const addresses = useServiceLevelAddresses();
  const feasibility = addresses.feasibilityOf(ref);
  return (
    <PageBody
      title={t('title')}
      embedded
      actions={
        feasibility && (
          <ButtonLink variant="secondary" href={feasibility}>
            {t('feasibility')}
          </ButtonLink>
        )
      }
    >
      <div className={styles.columns}>
        <div className={styles.column}>
          <Kept entityRef={ref} />
          <RecordSection title={t('objectives')}>
            <ObjectiveTable entityRef={ref} />
          </RecordSection>
          <OutageList entityRef={ref} />
        </div>
        <div className={styles.column}>
          <RecordSection title={t('soon')}>
            <LateRecords
              query={{ within: 'P1D', service: ref, limit: 10 }}
              none={t('noneSoon')}
              all={addresses.breaching({ service: ref })}
            />
          </RecordSection>
          <Promised entityRef={ref} />
        </div>
      </div>
    </PageBody>
  );
}
