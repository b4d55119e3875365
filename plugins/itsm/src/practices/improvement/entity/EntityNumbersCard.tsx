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
import { kpiNameWords, kpiWords } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  Message,
  RouterLink,
  Sparkline,
  useEntityHref,
  VerdictPill,
} from '@callboard/plugin-itsm-react';
import { useMemo, useState } from 'react';
import { useImprovementAddresses } from '../addresses';
import { planOf, questionsOf } from '../dashboards/plan';
import { dashboardsTranslationRef } from '../dashboards/translation';
import { periodUpToNow, USUAL_PERIOD } from '../kpis/period';
import { judgedOf, latestOf } from '../kpis/told';
import { useKpiAnswers, useKpiList } from '../kpis/useKpis';
import styles from './EntityNumbersCard.module.css';
import { NUMBERS_PATH } from './path';
import { subjectOf } from './subject';

const SHOWN = 4;

/** How a service or a team does: its first numbers, each with its course and what is news. */
export function EntityNumbersCard() {
  const { entity } = useEntity();
  const { t } = useTranslationRef(dashboardsTranslationRef);
  const addresses = useImprovementAddresses();
  const hrefOf = useEntityHref();
  const list = useKpiList();
  const [now] = useState(() => Date.now());
  const { of, ref } = subjectOf(entity);
  const plan = useMemo(() => {
    const all = planOf(list.data?.items ?? [], { of, ref });
    return { ...all, tiles: all.tiles.slice(0, SHOWN) };
  }, [list.data, of, ref]);
  const questions = useMemo(() => {
    const zone = list.data?.zone ?? 'utc';
    const { from, grain } = periodUpToNow(USUAL_PERIOD, zone, now);
    return questionsOf(plan, { from, grain });
  }, [plan, list.data, now]);
  const answers = useKpiAnswers(questions);
  const error = list.error ?? answers.error;
  const known = list.data && (plan.tiles.length === 0 || answers.data);
  const isCounted = answers.data?.some(({ series = [] }) =>
    series.some(({ value }) => value),
  );
  return (
    <Card>
      <CardHeader>
        <h2 className={styles.title}>{t('entity.title')}</h2>
      </CardHeader>
      <CardBody>
        {!known && error && (
          <FailureMessage
            small
            error={error}
            onRetry={() => {
              list.refetch();
              answers.refetch();
            }}
          />
        )}
        {!known && !error && <Skeleton height={120} />}
        {known && !isCounted && <Message small title={t('entity.none')} />}
        {known && isCounted && (
          <ul className={styles.lines}>
            {plan.tiles.map((kpi, i) => {
              const answer = answers.data?.[i];
              const judged = judgedOf(kpi, answer);
              return (
                <li key={kpi.key} className={styles.line}>
                  <RouterLink to={addresses.kpi(kpi.key, plan.kept)}>
                    {kpiNameWords(kpi.name, kpi.statistic)}
                  </RouterLink>
                  <span className={styles.value} title={t('entity.last')}>
                    {kpiWords(latestOf(answer?.series)?.value, kpi.unit)}
                  </span>
                  <div className={styles.spark}>
                    <Sparkline points={answer?.series ?? []} judged={judged} />
                  </div>
                  <VerdictPill judged={judged} />
                </li>
              );
            })}
          </ul>
        )}
      </CardBody>
      <CardFooter>
        <Link href={`${hrefOf(ref)}${NUMBERS_PATH}`}>{t('entity.all')}</Link>
      </CardFooter>
    </Card>
  );
}
