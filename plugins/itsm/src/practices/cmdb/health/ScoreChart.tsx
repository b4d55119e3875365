import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { HealthHistory } from '@callboard/plugin-itsm-common';
import { DateTime } from 'luxon';
import {
  CartesianGrid,
  Legend,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { SCORED, scoreWords } from './score';
import type { Scored } from './score';
import styles from './ScoreChart.module.css';
import { ciHealthTranslationRef } from './translation';

/** What all is about is thick; dimensions differ by dashes too, not by colour alone. */
const LOOKS: Record<Scored, { stroke: string; width: number; dash?: string }> =
  {
    overall: { stroke: 'var(--bui-fg-primary)', width: 3 },
    completeness: { stroke: 'var(--callboard-line-1)', width: 2 },
    correctness: { stroke: 'var(--callboard-line-2)', width: 2, dash: '6 3' },
    staleness: { stroke: 'var(--callboard-line-3)', width: 2, dash: '2 3' },
    compliance: {
      stroke: 'var(--callboard-line-4)',
      width: 2,
      dash: '8 3 2 3',
    },
  };
const DAY_MS = 86_400_000;

const dayWords = (at: number) =>
  DateTime.fromMillis(at, { zone: 'utc' }).toLocaleString({
    day: 'numeric',
    month: 'short',
  });

/** The lowest value that the axis shows: scores move little, and a line at the top says nothing. */
function floorOf(values: readonly number[]): number {
  const least = Math.min(...values, 100);
  return Math.max(0, Math.floor((least - 5) / 10) * 10);
}

/** The scores by day as lines. A day that was not kept is a gap, not a guess. */
export function ScoreChart(props: {
  days: HealthHistory['days'];
  height: number;
}) {
  const { days, height } = props;
  const { t } = useTranslationRef(ciHealthTranslationRef);
  const points = days.map(({ day, scores }) => ({
    at: DateTime.fromISO(day, { zone: 'utc' }).toMillis(),
    ...scores,
  }));
  const shown = SCORED.filter(scored =>
    points.some(point => point[scored] !== undefined),
  );
  const floor = floorOf(
    points.flatMap(point => shown.flatMap(scored => point[scored] ?? [])),
  );
  const [first, last] = [points[0].at, points[points.length - 1].at];
  return (
    <div className={styles.chart} role="img" aria-label={t('history.title')}>
      <ResponsiveContainer width="100%" height={height}>
        <LineChart
          data={points}
          margin={{ top: 8, right: 16, bottom: 0, left: 0 }}
        >
          <CartesianGrid vertical={false} stroke="var(--bui-border-1)" />
          <XAxis
            dataKey="at"
            type="number"
            scale="time"
            domain={[first, Math.max(last, first + DAY_MS)]}
            tickFormatter={dayWords}
            minTickGap={48}
            stroke="var(--bui-fg-secondary)"
            tick={{ fontSize: 12, fill: 'var(--bui-fg-secondary)' }}
          />
          <YAxis
            domain={[floor, 100]}
            unit=" %"
            width={56}
            stroke="var(--bui-fg-secondary)"
            tick={{ fontSize: 12, fill: 'var(--bui-fg-secondary)' }}
          />
          <Tooltip
            labelFormatter={at => dayWords(Number(at))}
            formatter={value => scoreWords(Number(value))}
            wrapperClassName={styles.tooltip}
          />
          <Legend
            itemSorter={null}
            iconType="plainline"
            iconSize={28}
            wrapperStyle={{ fontSize: 13, paddingTop: 8 }}
          />
          {shown.map(scored => (
            <Line
              key={scored}
              dataKey={scored}
              name={t(`score.${scored}`)}
              type="linear"
              stroke={LOOKS[scored].stroke}
              strokeWidth={LOOKS[scored].width}
              strokeDasharray={LOOKS[scored].dash}
              dot={points.length <= 2}
              isAnimationActive={false}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}
