import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { cmdbHealthRoutes } from '@callboard/plugin-itsm-common';
import type { HealthHistory } from '@callboard/plugin-itsm-common';
import {
  ChartNumbers,
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
    <ChartNumbers
      summary={t('history.table')}
      label={t('history.table')}
      rows={props.days}
      keyOf={({ day }) => day}
      head={{ label: t('history.day'), of: ({ day }) => dayWords(day) }}
      columns={[
        {
          label: t('history.items'),
          of: ({ items }) => items.toLocaleString('en'),
        },
        ...SCORED.map(scored => ({
          label: t(`score.${scored}`),
          of: ({ scores }: HealthHistory['days'][number]) =>
            scoreWords(scores[scored]),
        })),
        {
          label: t('history.findings'),
          of: ({ findings }) => findings.total.toLocaleString('en'),
        },
      ]}
    />
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
