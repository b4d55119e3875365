import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Skeleton } from '@backstage/ui';
import { kpiNameWords, kpiRoutes } from '@callboard/plugin-itsm-common';
import type { KpiInfo, KpiQuestion } from '@callboard/plugin-itsm-common';
import {
  ExportButton,
  FailureMessage,
  Message,
  PageBody,
  RecordSection,
  RouterLink,
  usePageTitle,
  XmrChart,
} from '@callboard/plugin-itsm-react';
import type { OtherLine, Refs } from '@callboard/plugin-itsm-react';
import { useParams } from 'react-router-dom';
import { useImprovementAddresses } from '../addresses';
import { FileInitiativeButton } from '../register/FileInitiativeButton';
import { KpiInitiatives } from '../register/KpiInitiatives';
import { AboutKpi } from './AboutKpi';
import { Ages } from './Ages';
import { BehindNotice } from './BehindNotice';
import { Breakdown } from './Breakdown';
import { Compared } from './Compared';
import { Explanation } from './Explanation';
import { HeatOfKpi } from './HeatOfKpi';
import styles from './KpiPage.module.css';
import shared from './Kpis.module.css';
import { QuestionBar } from './QuestionBar';
import { RecordsBehind } from './RecordsBehind';
import { judgedOf } from './told';
import { Total } from './Total';
import { kpisTranslationRef } from './translation';
import { useKpiAnswers, useKpiList } from './useKpis';
import { useKpiQuestion } from './useKpiQuestion';

const NO_COLUMNS: readonly string[] = [];
const NO_QUESTIONS: readonly KpiQuestion[] = [];

/** A number that can be told. */
function Told(props: { info: KpiInfo; zone: string; refs: Refs }) {
  const { info, zone, refs } = props;
  const { t } = useTranslationRef(kpisTranslationRef);
  const asked = useKpiQuestion(info, zone);
  const { main, groups, earlier, before, url, compare } = asked;
  const questions = [main, earlier, before].filter(
    (question): question is KpiQuestion => question !== undefined,
  );
  const result = useKpiAnswers(questions);
  // By itself: of what is narrowed it may be more than can be counted, which is no fault of the rest.
  const parts = useKpiAnswers(groups ? [groups] : NO_QUESTIONS);
  const answerTo = (question: KpiQuestion | undefined) =>
    question && result.data?.[questions.indexOf(question)];
  const answer = answerTo(main);
  const others: OtherLine[] = [];
  const earlierSeries = answerTo(earlier)?.series;
  if (compare && earlierSeries) {
    others.push({
      label: t(
        `page.compare.${compare === 'year' ? 'lineYear' : 'lineBefore'}`,
      ),
      points: earlierSeries,
    });
  }
  const beforeSeries = answerTo(before)?.series;
  if (before && beforeSeries) {
    others.push({
      label: t('page.earlier', { version: String(before.version) }),
      points: beforeSeries,
    });
  }
  return (
    <>
      <QuestionBar
        info={info}
        zone={zone}
        asked={asked}
        tools={
          <ExportButton
            route={{
              ...kpiRoutes.export,
              path: kpiRoutes.export.path.replace(':key', info.key),
            }}
            question={{
              ...asked.query,
              grain: asked.grain,
              statistic: main.statistic,
              compare,
            }}
            columns={NO_COLUMNS}
          />
        }
      />
      <div className={styles.columns}>
        <div className={styles.main}>
          {result.error && !result.data && (
            <FailureMessage
              error={result.error}
              onRetry={() => result.refetch()}
            />
          )}
          {!answer && !result.error && <Skeleton height={360} />}
          {answer && (
            <div
              className={styles.main}
              aria-busy={result.isPlaceholderData || undefined}
            >
              <BehindNotice answers={[answer]} />
              <RecordSection title={t('page.chart')}>
                <Total info={info} answer={answer} grain={asked.grain} />
                <XmrChart
                  hideTitle
                  title={`${t('page.chart')} ${info.name}`}
                  unit={answer.unit}
                  direction={info.direction}
                  grain={asked.grain}
                  zone={answer.zone}
                  points={answer.series ?? []}
                  judged={judgedOf(info, answer)}
                  target={info.target}
                  others={others}
                  changedAt={before && info.since}
                  height={300}
                  onPoint={
                    info.has.records
                      ? ({ from }) => url.set({ at: from, cursor: undefined })
                      : undefined
                  }
                />
              </RecordSection>
              {compare && answer.compared && (
                <Compared compare={compare} answer={answer} />
              )}
              {asked.by && (
                <Breakdown
                  info={info}
                  asked={asked}
                  total={answer.total}
                  result={parts}
                />
              )}
              {info.has.heatMap && <HeatOfKpi info={info} asked={asked} />}
              {info.has.ages && <Ages info={info} asked={asked} />}
              <Explanation info={info} asked={asked} zone={zone} />
              {info.has.records && (
                <RecordsBehind
                  info={info}
                  asked={asked}
                  series={answer.series ?? []}
                  zone={zone}
                />
              )}
            </div>
          )}
        </div>
        <aside className={styles.side} aria-label={t('page.about.title')}>
          <KpiInitiatives kpi={info.key} />
          <AboutKpi info={info} refs={refs} zone={zone} asOf={answer?.asOf} />
        </aside>
      </div>
    </>
  );
}

/** What can be done with a number: having it improved, as it is looked at now, and looking at others. */
function Ways(props: { info: KpiInfo; zone: string }) {
  const { info, zone } = props;
  const { t } = useTranslationRef(kpisTranslationRef);
  const addresses = useImprovementAddresses();
  const { kept, statistic } = useKpiQuestion(info, zone);
  return (
    <div className={styles.heads}>
      <RouterLink to={addresses.kpis()}>{t('page.all')}</RouterLink>
      {!info.awaits && (
        <FileInitiativeButton
          variant="secondary"
          label={t('page.improve')}
          kpi={info.key}
          kept={kept}
          statistic={statistic === info.statistic ? undefined : statistic}
        />
      )}
    </div>
  );
}

/** A number: its chart, what it is made of, how it came to be, and what is behind it. */
export function KpiPage() {
  const { key = '' } = useParams();
  const { t } = useTranslationRef(kpisTranslationRef);
  const addresses = useImprovementAddresses();
  const list = useKpiList();
  const info = list.data?.items.find(each => each.key === key);
  const title = info && kpiNameWords(info.name, info.statistic);
  usePageTitle(title);
  if (!list.data) {
    return (
      <PageBody title={t('title')}>
        {list.error ? (
          <FailureMessage error={list.error} onRetry={() => list.refetch()} />
        ) : (
          <Skeleton height={360} />
        )}
      </PageBody>
    );
  }
  if (!info) {
    return (
      <PageBody title={t('title')}>
        <Message
          title={t('page.unknown')}
          actions={
            <ButtonLink variant="secondary" href={addresses.kpis()}>
              {t('page.all')}
            </ButtonLink>
          }
        >
          {t('page.unknownNext')}
        </Message>
      </PageBody>
    );
  }
  return (
    <PageBody
      title={info.name}
      actions={<Ways key={info.key} info={info} zone={list.data.zone} />}
    >
      <p className={shared.lead}>{info.purpose}</p>
      {info.awaits ? (
        <>
          <Message title={t('page.waits')}>
            {t('page.waitsNext', { awaits: info.awaits })}
          </Message>
          <AboutKpi info={info} refs={list.data.refs} zone={list.data.zone} />
        </>
      ) : (
        <Told
          key={info.key}
          info={info}
          zone={list.data.zone}
          refs={list.data.refs}
        />
      )}
    </PageBody>
  );
}
