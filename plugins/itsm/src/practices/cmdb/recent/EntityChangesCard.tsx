import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Card, CardBody, CardHeader } from '@backstage/ui';
import { cmdbTranslationRef } from '../translation';
import styles from './Recent.module.css';
import { RecentChangeList } from './RecentChangeList';

const WEEK_HOURS = 7 * 24;

/** What changed in a week of an entity and of what it depends on. */
export function EntityChangesCard() {
  const { entity } = useEntity();
  const { t } = useTranslationRef(cmdbTranslationRef);
  const ref = stringifyEntityRef(entity).toLocaleLowerCase('en-US');
  const { title = entity.metadata.name } = entity.metadata;
  return (
    <Card>
      <CardHeader>
        <h2 className={styles.title}>{t('recent.titleWeek')}</h2>
      </CardHeader>
      <CardBody>
        <RecentChangeList
          entityRef={ref}
          known={{ [ref]: { title, kind: entity.kind, dangling: false } }}
          hours={WEEK_HOURS}
          none={t('recent.none')}
        />
      </CardBody>
    </Card>
  );
}
