import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Select, Skeleton } from '@backstage/ui';
import { kpiNameWords, kpiWords } from '@callboard/plugin-itsm-common';
import type {
  Judged,
  KpiAnswer,
  KpiInfo,
  KpiPoint,
  KpiQuestion,
} from '@callboard/plugin-itsm-common';
import {
  errorSentence,
  FailureMessage,
  KpiTile,
  KpiTiles,
  Message,
  ParetoChart,
  pointTime,
  RecordSection,
  RouterLink,
  useUrlValues,
  XmrChart,
} from '@callboard/plugin-itsm-react';
import { useMemo, useState } from 'react';
import { useImprovementAddresses } from '../addresses';
import { Ages } from '../kpis/Ages';
import { BehindNotice } from '../kpis/BehindNotice';
import { HeatOfKpi } from '../kpis/HeatOfKpi';
import { periodUpToNow } from '../kpis/period';
import { isAdditive, judgedOf, latestOf, nowOf } from '../kpis/told';
import { useKpiAnswers } from '../kpis/useKpis';
import styles from './Dashboard.module.css';
import { News } from './News';
import { questionsOf, splitQuestionOf } from './plan';
import type { DashboardPlan } from './plan';
import { dashboardsTranslationRef } from './translation';

const NO_QUESTIONS: readonly KpiQuestion[] = [];

/** A number with its answer. */
export interface ToldKpi {
  kpi: KpiInfo;
  answer?: KpiAnswer;
  judged: Judged;
}

/** What is read off a gauge is of no count. */
const shownOf = ({ shape }: KpiInfo, point: KpiPoint): KpiPoint =>
  shape === 'gauge' ? { ...point, count: 0 } : point;

/** One of the numbers at a closer look; which one stands in the address. */
function Closer(props: { told: readonly ToldKpi[] }) {
  const { told } = props;
  const { t } = useTranslationRef(dashboardsTranslationRef);
  const url = useUrlValues();
  // What is news is looked at first.
  const chosen =
    told.find(({ kpi }) => kpi.key === url.get('kpi')) ??
    told.find(({ judged: { verdict } }) => verdict === 'worse') ??
    told.find(({ judged: { signal } }) => signal !== undefined) ??
    told[0];
  const { kpi, answer, judged } = chosen;
  if (!answer) return <></>;
  return (
    <RecordSection
      title={t('closer')}
      actions={
        <Select
          className={styles.choice}
          aria-label={t('which')}
          options={told.map(({ kpi: each }) => ({
            id: each.key,
            label: kpiNameWords(each.name, each.statistic),
          }))}
          value={kpi.key}
          onChange={key => url.set({ kpi: String(key) }, { replace: true })}
        />
      }
    >
      <XmrChart
        hideTitle
        title={kpi.purpose}
        unit={answer.unit}
        direction={kpi.direction}
        grain="month"
        zone={answer.zone}
        points={answer.series ?? []}
        judged={judged}
        target={kpi.target}
        height={240}
      />
    </RecordSection>
  );
}

/** What makes up most of the first number. */
function Split(props: { plan: DashboardPlan; from: string }) {
  const { plan, from } = props;
  const { t } = useTranslationRef(dashboardsTranslationRef);
  const addresses = useImprovementAddresses();
  const question = useMemo(() => splitQuestionOf(plan, { from }), [plan, from]);
  const result = useKpiAnswers(question ? [question] : NO_QUESTIONS);
  if (!plan.split) return <></>;
  const answer = result.data?.[0];
  const { kpi, by } = plan.split;
  const words = {
    kpi: kpi.name,
    dimension: by.label.toLocaleLowerCase('en-US'),
  };
  const title = t('madeOf', words);
  return (
    <RecordSection title={title}>
      {!answer && result.error && (
        <FailureMessage
          small
          error={result.error}
          onRetry={() => result.refetch()}
        />
      )}
      {!answer && !result.error && <Skeleton height={200} />}
      {answer && (
        <ParetoChart
          hideTitle
          title={title}
          unit={answer.unit}
          dimension={by.label}
          groups={answer.groups ?? []}
          whole={
            isAdditive(kpi, answer.statistic)
              ? answer.total.value ?? 0
              : undefined
          }
          moreGroups={answer.moreGroups}
          nameOf={({ value, label }) => (
            <RouterLink
              to={addresses.kpi(kpi.key, {
                ...plan.kept,
                [by.key]: [value ?? 'none'],
              })}
            >
              {label}
            </RouterLink>
          )}
        />
      )}
    </RecordSection>
  );
}

/**
 * How a practice, a team or a service does: what is news first, then each number with its course, one of
 * them closely, and what it is made of.
 */
export function Dashboard(props: { plan: DashboardPlan; zone: string }) {
  const { plan, zone } = props;
  const { t } = useTranslationRef(dashboardsTranslationRef);
  const url = useUrlValues();
  const addresses = useImprovementAddresses();
  const [now] = useState(() => Date.now());
  const word = url.get('period') === 'm24' ? 'm24' : 'm12';
  const { from, grain } = useMemo(
    () => periodUpToNow(word, zone, now),
    [word, zone, now],
  );
  const questions = useMemo(
    () => questionsOf(plan, { from, grain }),
    [plan, from, grain],
  );
  const result = useKpiAnswers(questions);
  const { data, error } = result;
  const told: ToldKpi[] = useMemo(
    () =>
      plan.tiles.map((kpi, i) => ({
        kpi,
        answer: data?.[i],
        judged: judgedOf(kpi, data?.[i]),
      })),
    [plan, data],
  );
  const query = useMemo(
    () => ({
      from,
      filter: Object.entries(plan.kept).map(([key, [first, ...rest]]) => [
        `${key}:${first}`,
        ...rest,
      ]),
    }),
    [from, plan],
  );
  if (plan.tiles.length + plan.waits.length === 0) {
    return (
      <Message
        title={t('none')}
        actions={
          <ButtonLink variant="secondary" href={addresses.kpis()}>
            {t('library')}
          </ButtonLink>
        }
      >
        {t('noneNext')}
      </Message>
    );
  }
  if (error && !data && plan.tiles.length > 0)
    return <FailureMessage error={error} onRetry={() => result.refetch()} />;
  return (
    <div
      className={styles.board}
      aria-busy={result.isPlaceholderData || undefined}
    >
      <div className={styles.top}>
        <News told={told} />
        <Select
          className={styles.choice}
          aria-label={t('period.label')}
          options={(['m12', 'm24'] as const).map(id => ({
            id,
            label: t(`period.${id}`),
          }))}
          value={word}
          onChange={id => url.set({ period: id === 'm24' ? 'm24' : undefined })}
        />
      </div>
      <BehindNotice answers={data ?? []} />
      <KpiTiles>
        {told.map(({ kpi, answer, judged }) => {
          const latest = answer && latestOf(answer.series);
          const open = answer && nowOf(kpi, answer.series);
          return (
            <KpiTile
              key={kpi.key}
              name={kpiNameWords(kpi.name, kpi.statistic)}
              href={addresses.kpi(kpi.key, plan.kept)}
              unit={kpi.unit}
              direction={kpi.direction}
              total={answer && shownOf(kpi, latest ?? answer.total)}
              points={answer?.series}
              judged={judged}
              period={[
                latest && pointTime(latest, 'month', answer.zone),
                open && t('now', { value: kpiWords(open.value, kpi.unit) }),
              ]
                .filter(Boolean)
                .join(' · ')}
              target={kpi.target}
              failure={error && !answer ? errorSentence(error) : undefined}
            />
          );
        })}
      </KpiTiles>
      {data && told.length > 0 && <Closer told={told} />}
      <div className={styles.pair}>
        <Split plan={plan} from={from} />
        {plan.ages && (
          <Ages
            info={plan.ages}
            asked={{ query: { filter: query.filter } }}
            title={t('ages')}
          />
        )}
      </div>
      {plan.heat && (
        <HeatOfKpi
          info={plan.heat}
          asked={{ query, kept: plan.kept }}
          title={
            plan.heat.practice === 'incidents' ? t('heat') : t('heatOther')
          }
        />
      )}
      {plan.waits.length > 0 && (
        <section className={styles.waits} aria-labelledby="numbers-that-wait">
          <h2 className={styles.heading} id="numbers-that-wait">
            {t('waits')}
          </h2>
          <KpiTiles>
            {plan.waits.map(kpi => (
              <KpiTile
                key={kpi.key}
                name={kpi.name}
                href={addresses.kpi(kpi.key)}
                unit={kpi.unit}
                direction={kpi.direction}
                awaits={kpi.awaits}
              />
            ))}
          </KpiTiles>
        </section>
      )}
    </div>
  );
}
