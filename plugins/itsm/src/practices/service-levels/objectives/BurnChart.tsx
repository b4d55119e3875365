import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  ObjectiveAlert,
  ObjectiveAlertRule,
  ObjectivePoint,
} from '@callboard/plugin-itsm-common';
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import {
  ceilingOf,
  labelledOf,
  LABELS_PX,
  pointWords,
  thresholdsOf,
  tickWords,
} from './axes';
import styles from './Charts.module.css';
import { objectivesTranslationRef } from './translation';
import { rateWords } from './words';

const TICK = { fontSize: 12, fill: 'var(--bui-fg-secondary)' };

/** How fast the error budget burned, with the thresholds of alerts and when one ran. */
export function BurnChart(props: {
  points: readonly ObjectivePoint[];
  rules: readonly ObjectiveAlertRule[];
  alerts: readonly ObjectiveAlert[];
  height: number;
}) {
  const { rules, alerts, height } = props;
  const { t } = useTranslationRef(objectivesTranslationRef);
  const points = props.points.map(({ at, burnRate }) => ({
    at: Date.parse(at),
    rate: burnRate ?? null,
  }));
  const [first, last] = [points[0].at, points[points.length - 1].at];
  const thresholds = thresholdsOf(rules);
  const ceiling = ceilingOf(
    points.flatMap(({ rate }) => rate ?? []),
    thresholds.map(({ threshold }) => threshold),
  );
  const labelled = labelledOf(
    thresholds.map(({ threshold }) => threshold),
    ceiling,
  );
  return (
    <div className={styles.chart} role="img" aria-label={t('past.burn')}>
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
            domain={[0, ceiling]}
            tickCount={5}
            unit="×"
            width={60}
            stroke="var(--bui-fg-secondary)"
            tick={TICK}
          />
          <Tooltip
            labelFormatter={at => pointWords(Number(at))}
            formatter={value => rateWords(Number(value))}
            wrapperClassName={styles.tooltip}
          />
          {alerts.map(({ id, startedAt, endedAt }) => (
            <ReferenceArea
              key={id}
              x1={Math.max(Date.parse(startedAt), first)}
              x2={Math.min(endedAt ? Date.parse(endedAt) : last, last)}
              fill="var(--callboard-band)"
              fillOpacity={0.14}
              ifOverflow="discard"
            />
          ))}
          {thresholds.every(({ threshold }) => threshold !== 1) && (
            <ReferenceLine
              y={1}
              stroke="var(--bui-fg-secondary)"
              strokeDasharray="2 3"
            />
          )}
          {thresholds.map(({ threshold, severity }) => (
            <ReferenceLine
              key={threshold}
              y={threshold}
              stroke={`var(--callboard-${severity})`}
              strokeWidth={2}
              strokeDasharray={severity === 'page' ? '8 3 2 3' : '6 3'}
              label={
                labelled.has(threshold)
                  ? {
                      value: t('past.threshold', {
                        severity: t(`severity.${severity}`),
                        rate: rateWords(threshold),
                      }),
                      position: 'right',
                      fill: `var(--callboard-${severity})`,
                      fontSize: 12,
                    }
                  : undefined
              }
            />
          ))}
          <Line
            dataKey="rate"
            name={t('past.burnAxis')}
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
