import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { cmdbHealthRoutes } from '@callboard/plugin-itsm-common';
import type { HealthHistory } from '@callboard/plugin-itsm-common';
import {
  FailureMessage,
  Message,
  RecordSection,
  useItsmQuery,
  useUrlValues,
  ViewTabs,
} from '@callboard/plugin-itsm-react';
import { DateTime } from 'luxon';
import { lazy, Suspense } from 'react';
import { SCORED, scoreWords } from './score';
import styles from './ScoreOverTime.module.css';
import { ciHealthTranslationRef } from './translation';

// The library that draws is big, and whoever reads the answer need not wait for it.
const ScoreChart = lazy(async () => ({
  default: (await import('./ScoreChart')).ScoreChart,
}));

const RANGES = ['30', '90', '365'];
const CHART_PX = 260;

const dayWords = (day: string) =>
  DateTime.fromISO(day).toLocaleString(DateTime.DATE_MED);

/** The numbers behind the line, the latest day first. */
function Numbers(props: { days: HealthHistory['days'] }) {
  const { t } = useTranslationRef(ciHealthTranslationRef);
  return (
    <details className={styles.numbers}>
      <summary>{t('history.table')}</summary>
      <div className={styles.scroll}>
        <table aria-label={t('history.table')}>
          <thead>
            <tr>
              <th scope="col">{t('history.day')}</th>
              <th scope="col">{t('history.items')}</th>
              {SCORED.map(scored => (
                <th key={scored} scope="col">
                  {t(`score.${scored}`)}
                </th>
              ))}
              <th scope="col">{t('history.findings')}</th>
            </tr>
          </thead>
          <tbody>
            {[...props.days].reverse().map(({ day, ...of }) => (
              <tr key={day}>
                <th scope="row">{dayWords(day)}</th>
                <td>{of.items.toLocaleString('en')}</td>
                {SCORED.map(scored => (
                  <td key={scored}>{scoreWords(of.scores[scored])}</td>
                ))}
                <td>{of.findings.total.toLocaleString('en')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function Line(props: { history: HealthHistory }) {
  const { days, withheld } = props.history;
  const { t } = useTranslationRef(ciHealthTranslationRef);
  if (withheld)
    return (
      <Message small title={t('history.withheld')}>
        {withheld}
      </Message>
    );
  if (days.length === 0)
    return (
      <Message small title={t('history.none')}>
        {t('history.noneNext')}
      </Message>
    );
  if (days.length === 1) {
    const [{ day, scores }] = days;
    return (
      <Message
        small
        title={t('history.one', {
          score: scoreWords(scores.overall),
          day: dayWords(day),
        })}
      >
        {t('history.oneNext')}
      </Message>
    );
  }
  return (
    <>
      <Suspense fallback={<Skeleton height={CHART_PX} />}>
        <ScoreChart days={days} height={CHART_PX} />
      </Suspense>
      <Numbers days={days} />
    </>
  );
}

/** The scores by day, as a line and as a table. */
export function ScoreOverTime() {
  const { t } = useTranslationRef(ciHealthTranslationRef);
  const url = useUrlValues();
  const chosen = url.get('days');
  const days = RANGES.includes(chosen) ? chosen : RANGES[0];
  const query = useItsmQuery(cmdbHealthRoutes.history, {
    query: { days },
    keepPrevious: true,
    staleTime: 60_000,
  });
  const hrefOf = (id: string) => {
    const by = url.get('by');
    return `?${new URLSearchParams({ ...(by ? { by } : {}), days: id })}`;
  };
  return (
    <RecordSection title={t('history.title')}>
      <ViewTabs
        label={t('history.days')}
        current={days}
        views={RANGES.map(id => ({
          id,
          label: t('history.last', { days: id }),
        }))}
        hrefOf={({ id }) => hrefOf(id)}
      />
      {query.isPending && <Skeleton height={CHART_PX} />}
      {query.error && !query.data && (
        <FailureMessage
          small
          error={query.error}
          onRetry={() => query.refetch()}
        />
      )}
      {query.data && <Line history={query.data} />}
    </RecordSection>
  );
}
