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
import {
  ACTIVE_CATEGORIES,
  incidentLifecycle,
  incidentRoutes,
} from '@callboard/plugin-itsm-common';
import {
  countWords,
  FailureMessage,
  Message,
  PriorityBadge,
  RecordBadges,
  RouterLink,
  StatusChip,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { FileIncidentButton } from '../form/FileIncidentButton';
import { Disruptions } from '../requests/Disruptions';
import { incidentRouteRef, incidentsRouteRef } from '../routes';
import { incidentsTranslationRef } from '../translation';
import styles from './EntityIncidentsCard.module.css';
import { FollowButton } from './FollowButton';
import { useOpenCounts } from './useOpenCounts';
import type { OpenCounts } from './useOpenCounts';

const SHOWN = 4;

function Counts(props: { counts: OpenCounts }) {
  const { t } = useTranslationRef(incidentsTranslationRef);
  const { all, byPriority } = props.counts;
  const known = byPriority.reduce((sum, { count }) => sum + count, 0);
  return (
    <ul className={styles.counts} aria-label={t('entity.priorities')}>
      {byPriority.map(({ priority, count }) => (
        <li key={priority} className={styles.count}>
          <PriorityBadge priority={priority} />
          {countWords(count)}
        </li>
      ))}
      {all > known && all <= 1000 && (
        <li className={styles.count}>
          {t('entity.unset')} {all - known}
        </li>
      )}
    </ul>
  );
}

/** What is broken on an entity now, and the way to say that something is. */
export function EntityIncidentsCard() {
  const { entity } = useEntity();
  const { t } = useTranslationRef(incidentsTranslationRef);
  const ref = stringifyEntityRef(entity).toLocaleLowerCase('en-US');
  const listHref = useRouteRef(incidentsRouteRef)?.();
  const incidentHref = useRouteRef(incidentRouteRef);
  const open = useItsmQuery(incidentRoutes.list, {
    query: {
      entity: ref,
      category: ACTIVE_CATEGORIES,
      sort: 'priority',
      order: 'asc',
      limit: SHOWN,
    },
    live: true,
  });
  const counts = useOpenCounts(ref);
  const items = open.data?.items;
  return (
    <Card>
      <CardHeader>
        <div className={styles.head}>
          <h2 className={styles.title}>
            {t('entity.title')}
            {counts && counts.all > 0 && ` · ${countWords(counts.all)}`}
          </h2>
          <span className={styles.actions}>
            <FollowButton entityRef={ref} />
            <FileIncidentButton service={ref} variant="secondary" />
          </span>
        </div>
      </CardHeader>
      <CardBody>
        <Disruptions entityRef={ref} />
        {open.isPending && <Skeleton height={48} />}
        {open.error && !items && (
          <FailureMessage
            small
            error={open.error}
            onRetry={() => open.refetch()}
          />
        )}
        {items?.length === 0 && (
          <Message small title={t('entity.none')}>
            {t('entity.noneNext')}
          </Message>
        )}
        {items && items.length > 0 && (
          <>
            {counts && <Counts counts={counts} />}
            <ul className={styles.rows}>
              {items.map(incident => (
                <li key={incident.id}>
                  <RouterLink
                    className={styles.row}
                    to={incidentHref?.({ number: incident.number }) ?? ''}
                  >
                    <span className={styles.what}>
                      {incident.number} {incident.title}
                    </span>
                    <span className={styles.state}>
                      <RecordBadges
                        type="incident"
                        id={incident.id}
                        ids={items.map(({ id }) => id)}
                      />
                      <StatusChip
                        status={incident.status}
                        category={incident.statusCategory}
                        lifecycle={incidentLifecycle}
                      />
                    </span>
                  </RouterLink>
                </li>
              ))}
            </ul>
          </>
        )}
      </CardBody>
      {listHref && (
        <CardFooter>
          <Link
            href={`${listHref}?view=all&service=${encodeURIComponent(ref)}`}
          >
            {t('entity.all')}
          </Link>
        </CardFooter>
      )}
    </Card>
  );
}
