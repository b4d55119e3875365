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
import type { IncidentSummary } from '@callboard/plugin-itsm-common';
import {
  countWords,
  FailureMessage,
  Message,
  PriorityBadge,
  RouterLink,
  StatusChip,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { FileIncidentButton } from '../form/FileIncidentButton';
import { incidentRouteRef, incidentsRouteRef } from '../routes';
import { incidentsTranslationRef } from '../translation';
import styles from './EntityIncidentsCard.module.css';

/** So many are counted by priority; a service with more open incidents has other worries. */
const COUNTED = 100;
const SHOWN = 4;

function byPriority(items: readonly IncidentSummary[]): [number, number][] {
  const counts = new Map<number, number>();
  for (const { priority = 0 } of items)
    counts.set(priority, (counts.get(priority) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => a - b);
}

function Counts(props: { items: readonly IncidentSummary[]; more: boolean }) {
  const { t } = useTranslationRef(incidentsTranslationRef);
  return (
    <ul className={styles.counts} aria-label={t('entity.priorities')}>
      {byPriority(props.items).map(([priority, count]) => (
        <li key={priority} className={styles.count}>
          {priority ? <PriorityBadge priority={priority} /> : t('entity.unset')}
          {`${count}${props.more ? '+' : ''}`}
        </li>
      ))}
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
      limit: COUNTED,
      total: true,
    },
    live: true,
  });
  const { items, total = 0 } = open.data ?? {};
  return (
    <Card>
      <CardHeader>
        <div className={styles.head}>
          <h2 className={styles.title}>
            {t('entity.title')}
            {total > 0 && ` · ${countWords(total)}`}
          </h2>
          <FileIncidentButton service={ref} variant="secondary" />
        </div>
      </CardHeader>
      <CardBody>
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
            <Counts items={items} more={total > items.length} />
            <ul className={styles.rows}>
              {items.slice(0, SHOWN).map(incident => (
                <li key={incident.id}>
                  <RouterLink
                    className={styles.row}
                    to={incidentHref?.({ number: incident.number }) ?? ''}
                  >
                    <span className={styles.what}>
                      {incident.number} {incident.title}
                    </span>
                    <StatusChip
                      status={incident.status}
                      category={incident.statusCategory}
                      lifecycle={incidentLifecycle}
                    />
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
