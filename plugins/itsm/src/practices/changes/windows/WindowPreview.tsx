import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Skeleton, Text } from '@backstage/ui';
import { windowRoutes } from '@callboard/plugin-itsm-common';
import { errorSentence, itsmApiRef } from '@callboard/plugin-itsm-react';
import type { DefinitionPartProps } from '@callboard/plugin-itsm-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { windowsTranslationRef } from './translation';
import styles from './Windows.module.css';
import { WindowTimes } from './WindowTimes';

/** When the window that is being written would be: the next ten times, as soon as it has no faults. */
export function WindowPreview(props: DefinitionPartProps) {
  const { definitionKey: key, text, isSound } = props;
  const { t } = useTranslationRef(windowsTranslationRef);
  const api = useApi(itsmApiRef);
  const { data, error } = useQuery({
    queryKey: ['itsm', windowRoutes.preview.name, key, text],
    queryFn: ({ signal }) =>
      api.call(windowRoutes.preview, { body: { key, text }, signal }),
    enabled: isSound === true,
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (
    <section className={styles.preview} aria-label={t('preview.title')}>
      <h3>{t('preview.title')}</h3>
      {error && isSound && (
        <Alert
          status="danger"
          icon
          title={t('preview.failed')}
          description={errorSentence(error)}
        />
      )}
      {!data && !error && isSound && <Skeleton height={120} />}
      {!data && !isSound && (
        <Text as="p" color="secondary">
          {t('preview.unsound')}
        </Text>
      )}
      {data && data.times.length === 0 && (
        <Text as="p" color="secondary">
          {t('preview.none')}
        </Text>
      )}
      {data && data.times.length > 0 && (
        <>
          <WindowTimes
            times={data.times}
            zone={data.timezone}
            label={t('preview.title')}
          />
          {data.more && (
            <Text as="p" color="secondary">
              {t('preview.more')}
            </Text>
          )}
        </>
      )}
    </section>
  );
}
