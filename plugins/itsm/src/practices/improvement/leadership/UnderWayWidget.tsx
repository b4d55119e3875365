import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { FailureMessage, RouterLink } from '@callboard/plugin-itsm-react';
import { registerRouteRef } from '../routes';
import styles from './Leadership.module.css';
import { leadershipTranslationRef } from './translation';
import { InitiativeList } from './UnderWay';
import { useOverview } from './useOverview';

const SHOWN = 5;

/** Home widget: what is being done to get better. */
export function UnderWayWidget() {
  const { t } = useTranslationRef(leadershipTranslationRef);
  const all = useRouteRef(registerRouteRef)?.();
  const overview = useOverview();
  const { data, error } = overview;
  return (
    <>
      {overview.isPending && <Skeleton height={180} />}
      {error && (
        <FailureMessage
          small
          error={error}
          onRetry={() => overview.refetch()}
        />
      )}
      {data && <InitiativeList overview={data} most={SHOWN} />}
      {all && data?.hasRegister && (
        <p className={styles.all}>
          <RouterLink to={all}>{t('doing.all')}</RouterLink>
        </p>
      )}
    </>
  );
}
