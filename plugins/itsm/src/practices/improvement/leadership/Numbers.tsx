import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  boundsOf,
  kpiWords,
  monthWords,
  rangeWords,
  verdictOf,
} from '@callboard/plugin-itsm-common';
import type { Overview, OverviewNumber } from '@callboard/plugin-itsm-common';
import {
  ChartNumbers,
  RouterLink,
  Sparkline,
  VerdictPill,
} from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';
import { kpiRouteRef } from '../routes';
import styles from './Leadership.module.css';
import { leadershipTranslationRef } from './translation';
import { useShown } from './useOverview';

/** How a number was before, and what is usual of it. */
function AboutNumber(props: { number: OverviewNumber; overview: Overview }) {
  const { number, overview } = props;
  const { unit, limits, points, before } = number;
  const { t } = useTranslationRef(leadershipTranslationRef);
  const said = (value: number) => kpiWords(value, unit);
  const previous = points[points.length - 2];
  const parts = [
    before !== undefined &&
      previous &&
      t('numbers.before', {
        value: said(before),
        month: monthWords(previous.from, overview.zone).split(' ')[0],
      }),
    limits && t('numbers.usual', { range: rangeWords(limits, unit) }),
  ].filter(Boolean);
  return <p className={styles.about}>{parts.join(' · ')}</p>;
}

/** A number: how much, whether that is news, and its course with what is usual. */
function NumberTile(props: { number: OverviewNumber; overview: Overview }) {
  const { number, overview } = props;
  const { kpi, name, unit, direction, points, running, words } = number;
  const { onTarget, target } = number;
  const { t } = useTranslationRef(leadershipTranslationRef);
  const hrefOf = useRouteRef(kpiRouteRef);
  const targetWords =
    onTarget !== undefined &&
    t(onTarget ? 'numbers.kept' : 'numbers.missed', {
      target: kpiWords(target!, unit),
    });
  const { total, period } = useShown()(number, overview);
  const judged = useMemo(
    () => verdictOf(points, direction, { bounds: boundsOf(unit) }),
    [points, direction, unit],
  );
  const series = [
    ...points.map(({ value }) => ({ value, complete: true })),
    ...(running ? [{ value: running.value, complete: false }] : []),
  ];
  return (
    <article className={styles.tile} aria-label={name}>
      <div className={styles.tileHead}>
        <h3 className={styles.tileName}>
          <RouterLink to={hrefOf?.({ key: kpi }) ?? ''}>{name}</RouterLink>
        </h3>
        {points.length > 0 && <VerdictPill judged={judged} />}
      </div>
      {total.value === undefined ? (
        // A number that there is none of is said in a sentence.
        <p className={styles.nothing}>{words}</p>
      ) : (
        <p className={styles.number}>
          {kpiWords(total.value, unit)}{' '}
          <span className={styles.about}>
            {[period, targetWords].filter(Boolean).join(' · ')}
          </span>
        </p>
      )}
      <Sparkline points={series} judged={judged} />
      <AboutNumber number={number} overview={overview} />
    </article>
  );
}

/** The leading numbers. */
export function Numbers(props: { overview: Overview }) {
  const { overview } = props;
  const { t } = useTranslationRef(leadershipTranslationRef);
  return (
    <section aria-label={t('numbers.title')} className={styles.numbers}>
      {overview.numbers.map(number => (
        <NumberTile key={number.kpi} number={number} overview={overview} />
      ))}
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
