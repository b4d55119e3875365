import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import type { QueryValues } from '@callboard/plugin-itsm-common';
import { FailureMessage } from '@callboard/plugin-itsm-react';
import type { ReactNode } from 'react';
import styles from '../Register.module.css';
import { portfolioRegisterTranslationRef } from '../translation';
import { MOST_SHOWN, useAllServices } from './useAllServices';
import type { AllServices } from './useAllServices';

/** Another way to look at the services of the list, with its states. */
export function Look(props: {
  question: QueryValues;
  children: (all: AllServices) => ReactNode;
}) {
  const { t } = useTranslationRef(portfolioRegisterTranslationRef);
  const { data, error, refetch } = useAllServices(props.question);
  if (!data && error)
    return <FailureMessage error={error} onRetry={() => refetch()} />;
  if (!data) return <Skeleton height={360} aria-label={t('many.loading')} />;
  return (
    <>
      {data.cut && (
        <p className={styles.hint}>
          {t('many.cut', { count: String(MOST_SHOWN) } as never)}
        </p>
      )}
      {data.items.length === 0 ? (
        <p className={styles.hint}>{t('many.none')}</p>
      ) : (
        props.children(data)
      )}
    </>
  );
}
