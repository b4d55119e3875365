import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { AttainmentTrend } from '@callboard/plugin-itsm-common';
import { DateTime } from 'luxon';
import {
  CartesianGrid,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import styles from './TrendChart.module.css';
import { floorOf, percentWords, ticksOf } from './percent';
import { attainmentTranslationRef } from './translation';

const TICK = { fontSize: 12, fill: 'var(--bui-fg-secondary)' };

/** A week or month as an axis says it. */
export const bucketWords = (
  day: string,
  bucket: AttainmentTrend['bucket'],
): string =>
  DateTime.fromISO(day).toLocaleString(
    bucket === 'month'
      ? { month: 'short', year: '2-digit' }
      : { day: 'numeric', month: 'short' },
  );

/** Attainment as a line. Where nothing was decided there is a gap, not a guess. */
export function TrendChart(props: { trend: AttainmentTrend; height: number }) {
  const { trend, height } = props;
  const { t } = useTranslationRef(attainmentTranslationRef);
  const points = trend.points.map(point => ({
    ...point,
    percent: point.attainment ?? null,
  }));
  const values = trend.points.flatMap(({ attainment }) => attainment ?? []);
  const floor = floorOf(values);
  const words = (day: unknown) => bucketWords(String(day), trend.bucket);
  return (
    <div
      className={styles.chart}
      role="img"
      aria-label={t(
        trend.bucket === 'month' ? 'trend.title' : 'trend.titleWeek',
      )}
    >
      <ResponsiveContainer width="100%" height={height}>
        <LineChart
          data={points}
          margin={{ top: 8, right: 24, bottom: 0, left: 0 }}
        >
          <CartesianGrid vertical={false} stroke="var(--bui-border-1)" />
          <XAxis
            dataKey="day"
            tickFormatter={words}
            minTickGap={24}
            stroke="var(--bui-fg-secondary)"
            tick={TICK}
          />
          <YAxis
            domain={[floor, 100]}
            ticks={ticksOf(floor)}
            unit=" %"
            width={56}
            stroke="var(--bui-fg-secondary)"
            tick={TICK}
          />
          <Tooltip
            labelFormatter={words}
            formatter={(value, _, { payload }) =>
              `${percentWords(Number(value))} (${t('trend.kept')} ${
                payload.kept
              }, ${t('trend.missed')} ${payload.breached})`
            }
            wrapperClassName={styles.tooltip}
          />
          <Line
            dataKey="percent"
            name={t('trend.attainment')}
            type="linear"
            stroke="var(--callboard-line)"
            strokeWidth={2}
            dot={{ r: 3, fill: 'var(--callboard-line)' }}
            isAnimationActive={false}
          />
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}
