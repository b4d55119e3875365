import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box, Skeleton, Text } from '@backstage/ui';
import { kernelRoutes, nameOf } from '@callboard/plugin-itsm-common';
import {
  entityTitle,
  FailureMessage,
  useCatalogEntity,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import styles from './Aside.module.css';
import { AsideRecord } from './AsideRecord';
import { incidentFormTranslationRef } from './translation';

const SHOWN = 5;

/** What somebody asked for before, as far as the viewer may see it: it may be the same again. */
export function PersonRecords(props: { person: string; service?: string }) {
  const { person, service } = props;
  const { t } = useTranslationRef(incidentFormTranslationRef);
  const entity = useCatalogEntity(person).data;
  const records = useItsmQuery(kernelRoutes.listRecords, {
    query: { requester: person, sort: 'created', order: 'desc', limit: SHOWN },
  });
  const who = entity ? entityTitle(entity) : nameOf(person);
  const items = records.data?.items;
  return (
    <Box as="section" bg="neutral" className={styles.card}>
      <h2 className={styles.title}>{t('behalf.records', { who })}</h2>
      {records.isPending && <Skeleton height={60} />}
      {records.error && !items && (
        <FailureMessage
          small
          error={records.error}
          onRetry={() => records.refetch()}
        />
      )}
      {items?.length === 0 && (
        <Text as="p" color="secondary">
          {t('behalf.none')}
        </Text>
      )}
      <ul className={styles.list}>
        {items?.map(record => (
          <AsideRecord
            key={record.id}
            record={record}
            about={
              service &&
              record.serviceRef === service && (
                <span>{t('behalf.withService')}</span>
              )
            }
          />
        ))}
      </ul>
    </Box>
  );
}
