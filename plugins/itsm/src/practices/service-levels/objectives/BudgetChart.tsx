import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ObjectivePoint } from '@callboard/plugin-itsm-common';
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { budgetTicks, LABELS_PX, pointWords, tickWords } from './axes';
import styles from './Charts.module.css';
import { objectivesTranslationRef } from './translation';

const TICK = { fontSize: 12, fill: 'var(--bui-fg-secondary)' };

/** What was left of the error budget, as a line. Where nothing was measured there is a gap. */
export function BudgetChart(props: {
  points: readonly ObjectivePoint[];
  height: number;
}) {
  const { height } = props;
  const { t } = useTranslationRef(objectivesTranslationRef);
  const points = props.points.map(({ at, budgetRemaining }) => ({
    at: Date.parse(at),
    left: budgetRemaining === undefined ? null : budgetRemaining * 100,
  }));
  const [first, last] = [points[0].at, points[points.length - 1].at];
  const ticks = budgetTicks(points.flatMap(({ left }) => left ?? []));
  return (
    <div className={styles.chart} role="img" aria-label={t('past.budget')}>
      <ResponsiveContainer width="100%" height={height}>
        <LineChart
          data={points}
          margin={{ top: 8, right: LABELS_PX, bottom: 0, left: 0 }}
        >
          <CartesianGrid vertical={false} stroke="var(--bui-border-1)" />
          <XAxis
            dataKey="at"
            type="number"
            scale="time"
            domain={[first, last]}
            tickFormatter={at => tickWords(at, last - first)}
            minTickGap={48}
            stroke="var(--bui-fg-secondary)"
            tick={TICK}
          />
          <YAxis
            domain={[ticks[0], 100]}
            ticks={ticks}
            interval={0}
            allowDataOverflow
            unit=" %"
            width={60}
            stroke="var(--bui-fg-secondary)"
            tick={TICK}
          />
          <Tooltip
            labelFormatter={at => pointWords(Number(at))}
            formatter={value => `${Math.round(Number(value) * 10) / 10} %`}
            wrapperClassName={styles.tooltip}
          />
          <ReferenceLine
            y={0}
            stroke="var(--callboard-page)"
            strokeWidth={2}
            strokeDasharray="6 3"
            label={{
              value: t('past.budgetUsed'),
              position: 'right',
              fill: 'var(--callboard-page)',
              fontSize: 12,
            }}
          />
          <Line
            dataKey="left"
            name={t('past.budget')}
            type="linear"
            stroke="var(--callboard-line)"
            strokeWidth={2}
            dot={false}
            isAnimationActive={false}
          />
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}
