import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { kpiWords, monthWords } from '@callboard/plugin-itsm-common';
import type { Overview, OverviewNumber } from '@callboard/plugin-itsm-common';
import { ChartNumbers, KpiTile } from '@callboard/plugin-itsm-react';
import { kpiRouteRef } from '../routes';
import styles from './Leadership.module.css';
import { leadershipTranslationRef } from './translation';
import { useShown } from './useOverview';

const STATISTICS = {
  median: 'median',
  mean: 'mean',
  p90: 'p90',
  max: 'max',
  sum: 'sum',
};

/** What is usual of a number, how it was before, and whether it is where it should be. */
function AboutNumber(props: { number: OverviewNumber; overview: Overview }) {
  const { number, overview } = props;
  const { unit, limits, running, points, before, onTarget, target } = number;
  const { t } = useTranslationRef(leadershipTranslationRef);
  const said = (value: number) => kpiWords(value, unit);
  const previous = points[points.length - 2];
  const parts = [
    before !== undefined &&
      previous &&
      t('numbers.before', {
        value: said(before),
        month: monthWords(previous.from, overview.zone),
      }),
    limits &&
      t('numbers.usual', {
        lower: said(limits.lower),
        upper: said(limits.upper),
      }),
    onTarget !== undefined &&
      t(onTarget ? 'numbers.kept' : 'numbers.missed', {
        target: said(target!),
      }),
    points.length > 0 &&
      running?.value !== undefined &&
      t('numbers.soFar', {
        value: said(running.value),
        month: monthWords(running.from, overview.zone),
      }),
  ].filter(Boolean);
  return <p className={styles.about}>{parts.join(' · ')}</p>;
}

/** The leading numbers: how much, whether that is news, and their course with what is usual. */
export function Numbers(props: { overview: Overview }) {
  const { overview } = props;
  const { t } = useTranslationRef(leadershipTranslationRef);
  const hrefOf = useRouteRef(kpiRouteRef);
  const shownOf = useShown();
  return (
    <section aria-label={t('numbers.title')} className={styles.numbers}>
      {overview.numbers.map(number => {
        const { kpi, points, running, statistic } = number;
        const series = [
          ...points.map(({ value }) => ({ value, complete: true })),
          ...(running ? [{ value: running.value, complete: false }] : []),
        ];
        return (
          <KpiTile
            key={kpi}
            {...shownOf(number, overview)}
            name={number.name}
            href={hrefOf?.({ key: kpi })}
            unit={number.unit}
            direction={number.direction}
            points={series}
            statistic={statistic && STATISTICS[statistic]}
            awaits={number.awaits}
            note={<AboutNumber number={number} overview={overview} />}
          />
        );
      })}
    </section>
  );
}

interface Month {
  from: string;
  isWhole: boolean;
}

/** The numbers behind the charts, by month, the latest first. */
export function NumbersTable(props: { overview: Overview }) {
  const { overview } = props;
  const { numbers, zone } = overview;
  const { t } = useTranslationRef(leadershipTranslationRef);
  const months = new Map<string, boolean>();
  for (const { points, running } of numbers) {
    for (const { from } of points) months.set(from, true);
    if (running) months.set(running.from, false);
  }
  const rows = [...months]
    .map(([from, isWhole]) => ({ from, isWhole }))
    .sort((a, b) => (a.from < b.from ? -1 : 1));
  if (rows.length === 0) return null;
  return (
    <div className={styles.tools}>
      <ChartNumbers<Month>
        summary={t('numbers.table')}
        label={t('numbers.table')}
        rows={rows}
        keyOf={({ from }) => from}
        head={{
          label: t('numbers.month'),
          of: ({ from, isWhole }) => {
            const month = monthWords(from, zone);
            return isWhole ? month : t('numbers.running', { month });
          },
        }}
        columns={numbers.map(({ name, unit, points, running }) => ({
          label: name,
          of: ({ from }) =>
            kpiWords(
              [...points, ...(running ? [running] : [])].find(
                point => point.from === from,
              )?.value,
              unit,
            ),
        }))}
      />
    </div>
  );
}
