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
  initiativeLifecycle,
  initiativeRoutes,
} from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  Message,
  RouterLink,
  StatusChip,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { initiativeRouteRef, registerRouteRef } from '../../routes';
import { FileInitiativeButton } from '../FileInitiativeButton';
import { Progress } from '../words/Progress';
import styles from './EntityInitiativesCard.module.css';
import { entityInitiativesTranslationRef } from './translation';

const SHOWN = 4;

/** What is being improved about a service, or by a team, and the way to file one more. */
export function EntityInitiativesCard() {
  const { entity } = useEntity();
  const { t } = useTranslationRef(entityInitiativesTranslationRef);
  const hrefOf = useRouteRef(initiativeRouteRef);
  const register = useRouteRef(registerRouteRef)?.();
  const ref = stringifyEntityRef(entity).toLocaleLowerCase('en-US');
  const isTeam = ref.startsWith('group:');
  const { data, error, refetch } = useItsmQuery(initiativeRoutes.list, {
    query: {
      category: ['open', 'resolved'],
      ...(isTeam ? { owner: [ref] } : { entity: ref }),
      sort: 'dueAt',
      order: 'asc',
      limit: SHOWN,
    },
    live: true,
  });
  const all =
    register &&
    `${register}?view=all&${isTeam ? 'owner' : 'service'}=${encodeURIComponent(
      ref,
    )}`;
  return (
    <Card>
      <CardHeader>
        <div className={styles.head}>
          <h2 className={styles.title}>{t('title')}</h2>
          <FileInitiativeButton
            service={isTeam ? undefined : ref}
            variant="secondary"
          />
        </div>
      </CardHeader>
      <CardBody>
        {!data && !error && <Skeleton height={48} />}
        {!data && error && (
          <FailureMessage small error={error} onRetry={() => refetch()} />
        )}
        {data?.items.length === 0 && (
          <Message small title={t('none')}>
            {t('noneNext')}
          </Message>
        )}
        {data && data.items.length > 0 && (
          <ul className={styles.list}>
            {data.items.map(initiative => (
              <li key={initiative.id} className={styles.row}>
                <span className={styles.top}>
                  <span className={styles.number}>{initiative.number}</span>
                  <StatusChip
                    status={initiative.status}
                    category={initiative.statusCategory}
                    lifecycle={initiativeLifecycle}
                  />
                </span>
                <RouterLink
                  to={hrefOf?.({ number: initiative.number }) ?? ''}
                  className={styles.name}
                >
                  {initiative.title}
                </RouterLink>
                {initiative.kpi && <Progress initiative={initiative} />}
              </li>
            ))}
          </ul>
        )}
      </CardBody>
      <CardFooter>{all && <Link href={all}>{t('all')}</Link>}</CardFooter>
    </Card>
  );
}
