import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { boundsOf, kpiWords, verdictOf } from '@callboard/plugin-itsm-common';
import type {
  Judged,
  KpiDirection,
  KpiGrain,
  KpiPoint,
  KpiUnit,
} from '@callboard/plugin-itsm-common';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { ChartFrame } from '../ChartFrame';
import { pointTime } from '../timeWords';
import { chartsTranslationRef } from '../translation';
import { VerdictPill } from '../VerdictPill';
import { marksOf } from './marks';
import styles from './XmrChart.module.css';
import { XmrLegend } from './XmrLegend';
import { XmrPlot } from './XmrPlot';

/** A second line, behind the first: what an earlier definition gives, or an earlier period. */
export interface OtherLine {
  label: string;
  /** In the places of the first line's points. */
  points: readonly Pick<KpiPoint, 'value'>[];
}

/** What the chart shows. */
export interface XmrChartProps {
  /** A question, e.g. `Are incidents solved faster?` */
  title: string;
  hideTitle?: boolean;
  unit: KpiUnit;
  direction: KpiDirection;
  grain: KpiGrain;
  /** The zone of the numbers. */
  zone: string;
  points: readonly KpiPoint[];
  /** What is said of the points, where it is known; otherwise they are judged here. */
  judged?: Judged;
  target?: number;
  others?: readonly OtherLine[];
  /** Since when the newest definition holds. */
  changedAt?: string;
  /** What happens where a point is chosen, e.g. shows what is behind it. */
  onPoint?: (point: KpiPoint) => void;
  tools?: ReactNode;
  /** Pixels; 260 unless said otherwise. */
  height?: number;
}

const NOTHING = { rows: [], head: { label: '', of: () => '' }, columns: [] };

/** At most six lines are told apart. */
const MOST_OTHERS = 3;

/**
 * A number over time with what is usual of it (natural process limits), so that noise is not read as
 * news: what is out of the usual has a shape of its own and is said in words.
 */
export function XmrChart(props: XmrChartProps) {
  const { title, hideTitle, unit, direction, grain, zone, points } = props;
  const { target, others = [], changedAt, onPoint, tools, height } = props;
  const { t } = useTranslationRef(chartsTranslationRef);
  const reckoned = useMemo(
    () => verdictOf(points, direction, { bounds: boundsOf(unit) }),
    [points, direction, unit],
  );
  const judged = props.judged ?? reckoned;
  const { xmr } = judged;
  const marks = useMemo(() => marksOf(xmr, direction), [xmr, direction]);
  const lines = others.slice(0, MOST_OTHERS);
  const indexOf = new Map(points.map((point, index) => [point, index]));
  const newsOf = (index: number) => marks.get(index)?.signal?.words ?? '';
  const words = (value: number | undefined) => kpiWords(value, unit);
  const there = points.filter(({ value }) => value !== undefined);
  if (there.length === 0) {
    return (
      <ChartFrame
        title={title}
        hideTitle={hideTitle}
        tools={tools}
        file={NOTHING}
      >
        <p className={styles.none}>{t('none')}</p>
      </ChartFrame>
    );
  }
  return (
    <ChartFrame
      title={title}
      hideTitle={hideTitle}
      tools={
        <>
          {!hideTitle && <VerdictPill judged={judged} />}
          {tools}
        </>
      }
      answer={
        <>
          {hideTitle && (
            <>
              <VerdictPill judged={judged} />{' '}
            </>
          )}
          {xmr
            ? t('xmr.usual', {
                centre: words(xmr.centre),
                lower: words(xmr.lower),
                upper: words(xmr.upper),
                count: xmr.baseline,
              } as never)
            : t('xmr.tooLittle')}{' '}
          {xmr && xmr.signals.length === 0 && t('xmr.signalsNone')}
          {judged.signal &&
            `${pointTime(points[judged.signal.index], grain, zone)}: ${
              judged.signal.words
            }.`}
        </>
      }
      legend={
        <XmrLegend
          marks={marks}
          hasLimits={Boolean(xmr)}
          hasTarget={target !== undefined}
          isGoing={there.some(({ complete }) => !complete)}
          others={lines.map(({ label }) => label)}
        />
      }
      table={{
        rows: points,
        keyOf: point => point.from,
        head: {
          label: t('xmr.column.period'),
          of: point => pointTime(point, grain, zone),
        },
        columns: [
          {
            label: t('xmr.column.value'),
            of: point =>
              `${words(point.value)}${
                point.complete ? '' : ` (${t('soFar')})`
              }`,
          },
          ...lines.map(line => ({
            label: line.label,
            of: (point: KpiPoint) =>
              words(line.points[indexOf.get(point)!]?.value),
          })),
          {
            label: t('xmr.column.count'),
            of: point => point.count.toLocaleString('en-US'),
          },
          {
            label: t('xmr.column.news'),
            of: point => newsOf(indexOf.get(point)!),
          },
        ],
      }}
      file={{
        rows: points,
        head: { label: 'from', of: point => point.from },
        columns: [
          { label: 'to', of: point => point.to },
          { label: 'value', of: point => point.value ?? '' },
          ...lines.map(line => ({
            label: line.label,
            of: (point: KpiPoint) =>
              line.points[indexOf.get(point)!]?.value ?? '',
          })),
          { label: 'count', of: point => point.count },
          { label: 'complete', of: point => String(point.complete) },
          { label: 'news', of: point => newsOf(indexOf.get(point)!) },
        ],
      }}
    >
      <XmrPlot
        unit={unit}
        grain={grain}
        zone={zone}
        points={points}
        xmr={xmr}
        marks={marks}
        others={lines}
        target={target}
        changedAt={changedAt}
        height={height ?? 260}
        onPoint={onPoint}
      />
    </ChartFrame>
  );
}
