import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Card, CardBody, CardHeader, Skeleton } from '@backstage/ui';
import {
  cmdbHealthRoutes,
  HEALTH_DIMENSIONS,
} from '@callboard/plugin-itsm-common';
import type { CiHealth } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  isNotFound,
  Message,
  RouterLink,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { useHealthAddresses } from '../addresses';
import { scoreWords } from '../score';
import { ScoreBar } from '../ScoreBar';
import { ciHealthTranslationRef } from '../translation';
import { Checks } from './Checks';
import { Confirmation } from './Confirmation';
import styles from './EntityHealth.module.css';
import { EntityFindings } from './EntityFindings';

function Scores(props: { health: CiHealth }) {
  const { scores } = props.health;
  const { t } = useTranslationRef(ciHealthTranslationRef);
  return (
    <dl className={styles.scores} aria-label={t('tiles.label')}>
      {HEALTH_DIMENSIONS.filter(d => scores[d] !== undefined).map(dimension => (
        <div key={dimension} className={styles.score}>
          <dt>{t(`score.${dimension}`)}</dt>
          <dd>
            <ScoreBar score={scores[dimension]} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Health(props: { health: CiHealth }) {
  const { health } = props;
  const { t } = useTranslationRef(ciHealthTranslationRef);
  const passed = health.checks.filter(c => c.state === 'passed').length;
  return (
    <>
      <Scores health={health} />
      <EntityFindings findings={health.findings} refs={health.refs} />
      <Confirmation health={health} />
      {health.checks.length > 0 && (
        <details className={styles.more}>
          <summary>
            {t('card.passed', {
              passed: String(passed),
              total: String(health.checks.length),
            })}
          </summary>
          <Checks checks={health.checks} />
        </details>
      )}
      {health.explained.length > 0 && (
        <details className={styles.more}>
          <summary>{t('card.explained')}</summary>
          <ul className={styles.explained}>
            {health.explained.map(sentence => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** How healthy the data of an entity are: its score, what is wrong, and who confirmed it. */
export function EntityHealthCard() {
  const { entity } = useEntity();
  const { t } = useTranslationRef(ciHealthTranslationRef);
  const addresses = useHealthAddresses();
  const ref = stringifyEntityRef(entity).toLocaleLowerCase('en-US');
  const query = useItsmQuery(cmdbHealthRoutes.ciHealth, {
    query: { ref },
    live: true,
  });
  const { data: health, error } = query;
  // The page of the entity is there, so what is not found was not looked at yet.
  const isUnknown = !health && isNotFound(error);
  return (
    <Card>
      <CardHeader>
        <div className={styles.head}>
          <h2 className={styles.title}>{t('card.title')}</h2>
          {health && (
            <RouterLink
              className={styles.overall}
              to={addresses.health}
              title={t('card.all')}
            >
              {scoreWords(health.scores.overall)}
            </RouterLink>
          )}
        </div>
      </CardHeader>
      <CardBody>
        <div className={styles.body}>
          {isUnknown && (
            <Message small title={t('card.none')}>
              {t('card.noneNext')}
            </Message>
          )}
          {!isUnknown && error && !health && (
            <FailureMessage
              small
              error={error}
              onRetry={() => query.refetch()}
            />
          )}
          {!error && !health && (
            <div aria-busy="true">
              <Skeleton height={140} />
            </div>
          )}
          {health && <Health health={health} />}
        </div>
      </CardBody>
    </Card>
  );
}
