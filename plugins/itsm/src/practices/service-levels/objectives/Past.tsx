import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { objectiveRoutes } from '@callboard/plugin-itsm-common';
import type {
  ObjectiveDetail,
  ObjectiveHistory,
  ObjectivePoint,
} from '@callboard/plugin-itsm-common';
import {
  ChartNumbers,
  ExportButton,
  FailureMessage,
  Message,
  type NumbersColumn,
  RecordSection,
  useItsmQuery,
  useUrlValues,
  ViewTabs,
} from '@callboard/plugin-itsm-react';
import { lazy, Suspense } from 'react';
import type { ReactNode } from 'react';
import { percentWords } from '../outages/outageWords';
import { pointWords } from './axes';
import styles from './Charts.module.css';
import { objectivesTranslationRef } from './translation';
import { budgetWords, lengthWords, rateWords } from './words';

// The library that draws is big, and whoever reads the answer need not wait for it.
const BudgetChart = lazy(async () => ({
  default: (await import('./BudgetChart')).BudgetChart,
}));
const BurnChart = lazy(async () => ({
  default: (await import('./BurnChart')).BurnChart,
}));

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const CHART_PX = 240;
const RANGES = { window: undefined, week: 7 * DAY_MS, day: DAY_MS } as const;
type Range = keyof typeof RANGES;

/** The numbers behind a line, the latest first. */
function Numbers(props: {
  of: string;
  points: readonly ObjectivePoint[];
  columns: readonly NumbersColumn<ObjectivePoint>[];
}) {
  const { points, columns } = props;
  const { t } = useTranslationRef(objectivesTranslationRef);
  return (
    <ChartNumbers
      summary={t('past.table')}
      label={props.of}
      rows={points}
      keyOf={({ at }) => at}
      head={{
        label: t('past.at'),
        of: ({ at }) => pointWords(Date.parse(at)),
      }}
      columns={columns}
    />
  );
}

function Chart(props: {
  title: string;
  axis: ReactNode;
  children: ReactNode;
  numbers: ReactNode;
  tools?: ReactNode;
}) {
  return (
    <RecordSection title={props.title} actions={props.tools}>
      <p className={styles.axis}>{props.axis}</p>
      <Suspense fallback={<Skeleton height={CHART_PX} />}>
        {props.children}
      </Suspense>
      {props.numbers}
    </RecordSection>
  );
}

function Charts(props: {
  objective: ObjectiveDetail;
  history: ObjectiveHistory;
  tools: ReactNode;
}) {
  const { objective, history, tools } = props;
  const { points, step } = history;
  const { t } = useTranslationRef(objectivesTranslationRef);
  const dash = (value: number | undefined, words: (v: number) => string) =>
    value === undefined ? '–' : words(value);
  const amount = (value: number) => {
    const rounded = Math.round(value * 10) / 10;
    const count = rounded.toLocaleString('en');
    return objective.tally.unit === 'minutes'
      ? t('past.minutes', { count } as never)
      : count;
  };
  const ran = objective.alerts.some(
    ({ endedAt }) => !endedAt || endedAt > history.from,
  );
  return (
    <>
      <Chart
        title={t('past.budget')}
        axis={t('past.budgetAxis')}
        tools={tools}
        numbers={
          <Numbers
            of={t('past.budget')}
            points={points}
            columns={[
              {
                label: t('past.left'),
                of: ({ budgetRemaining: left }) =>
                  left === undefined ? '–' : budgetWords(left, t),
              },
              {
                label: t('past.ratio'),
                of: ({ ratio }) => dash(ratio, percentWords),
              },
            ]}
          />
        }
      >
        <BudgetChart points={points} height={CHART_PX} />
      </Chart>
      <Chart
        title={t('past.burn')}
        axis={[
          `${t('past.burnAxis')}.`,
          t('past.burnHint', { step: lengthWords(step, t) }),
          ran && t('past.alertsRan'),
        ]
          .filter(Boolean)
          .join(' ')}
        numbers={
          <Numbers
            of={t('past.burn')}
            points={points}
            columns={[
              {
                label: t('past.burnAxis'),
                of: ({ burnRate }) => dash(burnRate, rateWords),
              },
              {
                label: t('past.bad'),
                of: ({ good, total }) => amount(total - good),
              },
              { label: t('past.total'), of: ({ total }) => amount(total) },
            ]}
          />
        }
      >
        <BurnChart
          points={points}
          rules={objective.rules}
          alerts={objective.alerts}
          height={CHART_PX}
        />
      </Chart>
    </>
  );
}

/** Where the shown part of the past begins, to the hour: a question that changes is never answered. */
function startOf(range: Range, at: string): string | undefined {
  const back = RANGES[range];
  if (back === undefined) return undefined;
  const hour = Math.floor(Date.parse(at) / HOUR_MS) * HOUR_MS;
  return new Date(hour - back).toISOString();
}

/** How the error budget came to be what it is, and how fast it burned. */
export function Past(props: { objective: ObjectiveDetail }) {
  const { objective } = props;
  const { key, at } = objective;
  const { t } = useTranslationRef(objectivesTranslationRef);
  const url = useUrlValues();
  const chosen = url.get('range');
  const range: Range = chosen in RANGES ? (chosen as Range) : 'window';
  const from = startOf(range, at);
  const query = useItsmQuery(objectiveRoutes.history, {
    params: { key },
    query: { from },
    keepPrevious: true,
    live: true,
  });
  const points = query.data?.points ?? [];
  return (
    <>
      <ViewTabs
        label={t('past.range')}
        current={range}
        views={(Object.keys(RANGES) as Range[]).map(id => ({
          id,
          label: t(`past.${id}`),
        }))}
        hrefOf={({ id }) => `?range=${id}`}
      />
      {query.isPending && <Skeleton height={CHART_PX} />}
      {query.error && !query.data && (
        <FailureMessage
          small
          error={query.error}
          onRetry={() => query.refetch()}
        />
      )}
      {query.data && points.length < 2 && (
        <Message small title={t('past.none')}>
          {t('past.noneNext')}
        </Message>
      )}
      {query.data && points.length >= 2 && (
        <Charts
          objective={objective}
          history={query.data}
          tools={
            <ExportButton
              route={{
                ...objectiveRoutes.export,
                path: objectiveRoutes.export.path.replace(':key', key),
              }}
              question={{ from }}
              columns={[]}
            />
          }
        />
      )}
    </>
  );
}
