import { stringifyEntityRef } from '@backstage/catalog-model';
import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  Card,
  CardBody,
  CardFooter,
  CardHeader,
  Link,
  Skeleton,
} from '@backstage/ui';
import type { ServicePage } from '@callboard/plugin-itsm-common';
import { FailureMessage, LevelBar } from '@callboard/plugin-itsm-react';
import { serviceRouteRef } from '../routes';
import { HealthPill } from './HealthPill';
import styles from './Service.module.css';
import { servicesTranslationRef } from './translation';
import { addressOf, useServicePage } from './useServicePage';

const MOST_MISSING = 3;
const LEVELS = { well: 'good', partly: 'fair', hardly: 'poor' } as const;

function Told({ page }: { page: ServicePage }) {
  const { t } = useTranslationRef(servicesTranslationRef);
  const { health, sections, checklist } = page;
  const { open } = sections;
  const count = open?.total ?? open?.items.length ?? 0;
  const missing = (checklist?.checks ?? [])
    .filter(({ state }) => state === 'missing')
    .slice(0, MOST_MISSING)
    .map(({ label }) => label);
  return (
    <div className={styles.card}>
      <span>
        <HealthPill health={health.worst} />
      </span>
      <span>{health.reasons[0]?.words ?? t('health.none')}</span>
      {open && (
        <span className={styles.quiet}>
          {count === 0 ? t('card.calm') : t('card.open', { count } as never)}
        </span>
      )}
      {checklist?.score !== undefined && (
        <>
          <span>
            {t('checklist.title')}:{' '}
            {t('checklist.score', { score: String(checklist.score) })}
          </span>
          <div className={styles.level}>
            <LevelBar
              percent={checklist.score}
              level={LEVELS[checklist.level ?? 'partly']}
            />
          </div>
          {missing.length > 0 && (
            <span className={styles.quiet}>
              {t('card.missing', { labels: missing.join(', ') })}
            </span>
          )}
        </>
      )}
    </div>
  );
}

/** How the service that an entity is does, and the way to its page. */
export function EntityServiceCard() {
  const { entity } = useEntity();
  const { t } = useTranslationRef(servicesTranslationRef);
  const address = addressOf(
    stringifyEntityRef(entity).toLocaleLowerCase('en-US'),
  );
  const href = useRouteRef(serviceRouteRef)?.(address);
  const { data, error, refetch } = useServicePage(address);
  return (
    <Card>
      <CardHeader>
        <h2 className={styles.cardTitle}>{t('card.title')}</h2>
      </CardHeader>
      <CardBody>
        {!data && error && (
          <FailureMessage small error={error} onRetry={() => refetch()} />
        )}
        {!data && !error && <Skeleton height={124} />}
        {data && <Told page={data} />}
      </CardBody>
      {href && (
        <CardFooter>
          <Link href={href}>{t('all')}</Link>
        </CardFooter>
      )}
    </Card>
  );
}
