import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Card,
  CardBody,
  CardFooter,
  CardHeader,
  Link,
  Skeleton,
} from '@backstage/ui';
import type { ObjectiveSummary } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  RouterLink,
  useEntityHref,
} from '@callboard/plugin-itsm-react';
import { useServiceLevelAddresses } from '../addresses';
import { BudgetBar } from '../objectives/BudgetBar';
import { useObjectives } from '../objectives/useObjectives';
import { worstFirst } from '../objectives/pace';
import { LateRecords } from '../records/LateRecords';
import styles from './Entity.module.css';
import { LEVELS_PATH } from './path';
import { KeptSentence } from './KeptSentence';
import { PromiseLines } from './PromiseLines';
import { NoPromises } from './Promises';
import { entityLevelsTranslationRef } from './translation';
import { useEntityRef, useKept, usePromises } from './useEntityLevels';

const SHOWN = 3;

function Budgets(props: { objectives: readonly ObjectiveSummary[] }) {
  const { t } = useTranslationRef(entityLevelsTranslationRef);
  const addresses = useServiceLevelAddresses();
  const sorted = worstFirst(props.objectives);
  const more = sorted.length - SHOWN;
  return (
    <>
      <h3 className={styles.metric}>{t('objectives')}</h3>
      <ul className={styles.lines}>
        {sorted.slice(0, SHOWN).map(objective => {
          const page = addresses.objective(objective.key);
          return (
            <li key={objective.key} className={styles.budget}>
              {page ? (
                <RouterLink to={page}>{objective.name}</RouterLink>
              ) : (
                objective.name
              )}
              <BudgetBar objective={objective} />
            </li>
          );
        })}
      </ul>
      {more > 0 && (
        <p className={styles.about}>
          {t('moreObjectives', { count: more } as never)}
        </p>
      )}
    </>
  );
}

/** What is promised for a service, whether it is kept, and what is late now. */
export function EntityServiceLevelsCard() {
  const { t } = useTranslationRef(entityLevelsTranslationRef);
  const ref = useEntityRef();
  const addresses = useServiceLevelAddresses();
  const page = useEntityHref()(ref);
  const promises = usePromises(ref);
  const kept = useKept(ref);
  const objectives = useObjectives(ref).data?.items ?? [];
  const { data, error } = promises;
  const isPromised = Boolean(data && data.items.length > 0);
  return (
    <Card>
      <CardHeader>
        <h2 className={styles.title}>{t('title')}</h2>
      </CardHeader>
      <CardBody>
        <div className={styles.body}>
          {error && !data && (
            <FailureMessage
              small
              error={error}
              onRetry={() => promises.refetch()}
            />
          )}
          {!error && !data && (
            <div aria-busy="true">
              <Skeleton height={96} />
            </div>
          )}
          {data && !isPromised && <NoPromises small />}
          {isPromised && (
            <>
              {kept.data && <KeptSentence total={kept.data.total} />}
              <PromiseLines items={data!.items} />
              <LateRecords
                query={{ within: 'P1D', service: ref, limit: SHOWN }}
                none={t('noneSoon')}
                all={addresses.breaching({ service: ref })}
              />
            </>
          )}
          {objectives.length > 0 && <Budgets objectives={objectives} />}
        </div>
      </CardBody>
      {page && (
        <CardFooter>
          <Link href={`${page}${LEVELS_PATH}`}>{t('all')}</Link>
        </CardFooter>
      )}
    </Card>
  );
}
