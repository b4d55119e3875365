import { stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  Card,
  CardBody,
  CardFooter,
  CardHeader,
  Link,
  Skeleton,
} from '@backstage/ui';
import { changeRoutes } from '@callboard/plugin-itsm-common';
import {
  countWords,
  FailureMessage,
  Message,
  useEntityHref,
  useItsmQuery,
} from '@callboard/plugin-itsm-react';
import { FileChangeButton } from '../FileChangeButton';
import { ChangeRows } from '../words/ChangeRow';
import styles from './EntityChanges.module.css';
import { CHANGES_PATH } from './path';
import { ENTITY_CHANGES } from './questions';
import { entityChangesTranslationRef } from './translation';

const SHOWN = 4;

/** What changes on an entity now and next, and the way to file one more. */
export function EntityChangesCard() {
  const { entity } = useEntity();
  const { t } = useTranslationRef(entityChangesTranslationRef);
  const hrefOf = useEntityHref();
  const ref = stringifyEntityRef(entity).toLocaleLowerCase('en-US');
  const ask = (query: object) => ({
    query: { ...query, entity: ref, limit: SHOWN, total: true },
    live: true,
  });
  const running = useItsmQuery(changeRoutes.list, ask(ENTITY_CHANGES.running));
  const upcoming = useItsmQuery(
    changeRoutes.list,
    ask(ENTITY_CHANGES.upcoming),
  );
  const both = [running.data, upcoming.data];
  const error = running.error ?? upcoming.error;
  const known = both.every(Boolean);
  const changes = both.flatMap(page => page?.items ?? []).slice(0, SHOWN);
  const refs = Object.assign({}, ...both.map(page => page?.refs));
  const planned = upcoming.data?.total ?? 0;
  return (
    <Card>
      <CardHeader>
        <div className={styles.head}>
          <h2 className={styles.title}>
            {t('title')}
            {planned > 0 &&
              ` · ${
                planned > 1000
                  ? countWords(planned)
                  : t('planned', { count: planned })
              }`}
          </h2>
          <FileChangeButton entity={ref} variant="secondary" />
        </div>
      </CardHeader>
      <CardBody>
        {!known && !error && <Skeleton height={48} />}
        {!known && error && (
          <FailureMessage
            small
            error={error}
            onRetry={() => {
              running.refetch();
              upcoming.refetch();
            }}
          />
        )}
        {known && changes.length === 0 && (
          <Message small title={t('none')}>
            {t('noneNext')}
          </Message>
        )}
        {known && changes.length > 0 && (
          <ChangeRows changes={changes} refs={refs} />
        )}
      </CardBody>
      <CardFooter>
        <Link href={`${hrefOf(ref)}${CHANGES_PATH}`}>{t('all')}</Link>
      </CardFooter>
    </Card>
  );
}
