import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, Text } from '@backstage/ui';
import { cmdbRoutes } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  Message,
  RecordSection,
  RelativeTime,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import styles from './HomeRows.module.css';
import { cmdbHomeTranslationRef } from './translation';

const SHOWN = 5;

/** The latest named instants, and how one gets more. */
export function Baselines() {
  const { t } = useTranslationRef(cmdbHomeTranslationRef);
  const { data, error, isPending, refetch } = useItsmQuery(
    cmdbRoutes.listBaselines,
    { staleTime: 60_000 },
  );
  return (
    <RecordSection title={t('baselines.title')}>
      {isPending && <Skeleton height={48} />}
      {error && !data && (
        <FailureMessage small error={error} onRetry={() => refetch()} />
      )}
      {data?.items.length === 0 && (
        <Message small title={t('baselines.none')}>
          {t('baselines.noneNext')}
        </Message>
      )}
      {data && data.items.length > 0 && (
        <>
          <ul className={styles.rows}>
            {data.items.slice(0, SHOWN).map(({ key, name, at, note }) => (
              <li key={key} className={styles.row} title={note}>
                <span className={styles.what}>{name}</span>
                <span className={styles.about}>
                  <RelativeTime instant={at} />
                </span>
              </li>
            ))}
          </ul>
          <Text as="p" variant="body-small" color="secondary">
            {t('baselines.hint')}
          </Text>
        </>
      )}
    </RecordSection>
  );
}
