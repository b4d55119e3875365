import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { cmdbHealthRoutes } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  Message,
  PageBody,
  useItsmQuery,
  usePageTitle,
} from '@callboard/plugin-itsm-react';
import { Answer } from './Answer';
import { DimensionTiles } from './DimensionTiles';
import { EvaluateButton } from './EvaluateButton';
import { Explained } from './Explained';
import { Groups } from './Groups';
import { HealthTabs } from './HealthTabs';
import { ScoreOverTime } from './ScoreOverTime';
import { ciHealthTranslationRef } from './translation';

/** How healthy the data of configuration items are: the answer, where it is worst, and why. */
export function HealthPage() {
  const { t } = useTranslationRef(ciHealthTranslationRef);
  const query = useItsmQuery(cmdbHealthRoutes.health, { live: true });
  const { data: health, error } = query;
  usePageTitle(t('title'));
  const isEmpty = health?.overall.items === 0;
  return (
    <PageBody title={t('title')} actions={<EvaluateButton />}>
      <HealthTabs page="health" />
      {error && !health && (
        <FailureMessage error={error} onRetry={() => query.refetch()} />
      )}
      {!error && !health && (
        <div aria-busy="true">
          <Skeleton height={64} />
          <Skeleton height={120} />
          <Skeleton height={280} />
        </div>
      )}
      {health && isEmpty && (
        <Message title={t(health.evaluatedAt ? 'none.nothing' : 'none.title')}>
          {t(health.evaluatedAt ? 'none.nothingNext' : 'none.next')}
        </Message>
      )}
      {health && !isEmpty && (
        <>
          <Answer health={health} />
          <DimensionTiles overall={health.overall} noTrend={health.noTrend} />
          <Groups />
          <ScoreOverTime />
        </>
      )}
      {health && <Explained weights={health.weights} />}
    </PageBody>
  );
}
