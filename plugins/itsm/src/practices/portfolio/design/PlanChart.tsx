import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Milestone } from '@callboard/plugin-itsm-common';
import { RiFlagLine, RiGuideLine } from '@remixicon/react';
import type { ChartScale } from './chartScale';
import { chartScale } from './chartScale';
import { designTranslationRef } from './translation';
import styles from './Plan.module.css';

/** Height of a row, for the lines between bars; the same as in the style. */
const ROW = 36;

function Bar({
  milestone,
  scale,
}: {
  milestone: Milestone;
  scale: ChartScale;
}) {
  const { plannedFrom, plannedTo, forecast, state, goLive } = milestone;
  const place = (from: string, to: string) => ({
    left: `${scale.at(from)}%`,
    width: `max(${scale.at(to) - scale.at(from)}%, 6px)`,
  });
  return (
    <>
      <span className={styles.planned} style={place(plannedFrom, plannedTo)} />
      {forecast && (
        <span
          className={styles.expected}
          data-state={state}
          data-critical={forecast.critical || undefined}
          style={place(forecast.from, forecast.to)}
        />
      )}
      {goLive && (
        <span
          className={styles.flag}
          style={{ left: `${scale.at(forecast?.to ?? plannedTo)}%` }}
        >
          <RiFlagLine size={14} />
        </span>
      )}
    </>
  );
}

/** Lines from what is waited for to what waits. */
function Waits(props: { milestones: readonly Milestone[]; scale: ChartScale }) {
  const { milestones, scale } = props;
  const rows = new Map(milestones.map(({ id }, row) => [id, row]));
  const middle = (row: number) => row * ROW + ROW / 2;
  const lines = milestones.flatMap((after, row) =>
    after.dependsOn.flatMap(id => {
      const from = rows.get(id);
      const before = from === undefined ? undefined : milestones[from];
      if (from === undefined || !before?.forecast || !after.forecast) return [];
      return [
        {
          key: `${id} ${after.id}`,
          critical: before.forecast.critical && after.forecast.critical,
          x1: scale.at(before.forecast.to),
          x2: scale.at(after.forecast.from),
          y1: middle(from),
          y2: middle(row),
        },
      ];
    }),
  );
  return (
    <svg
      className={styles.waits}
      viewBox={`0 0 100 ${milestones.length * ROW}`}
      preserveAspectRatio="none"
      style={{ height: milestones.length * ROW }}
    >
      {lines.map(({ key, critical, x1, x2, y1, y2 }) => (
        <path
          key={key}
          d={`M ${x1} ${y1} H ${Math.max(x1, x2)} V ${y2} H ${x2}`}
          data-critical={critical || undefined}
          vectorEffect="non-scaling-stroke"
        />
      ))}
    </svg>
  );
}

/**
 * Milestones on a timeline: as planned, and as it comes out. Everything in it stands in the list of
 * milestones too, so it is not read aloud.
 */
export function PlanChart(props: {
  milestones: readonly Milestone[];
  now: string;
}) {
  const { milestones, now } = props;
  const { t } = useTranslationRef(designTranslationRef);
  const scale = chartScale(milestones, now);
  return (
    <div className={styles.chart} aria-hidden>
      <div className={styles.axis}>
        <span />
        <div className={styles.ticks}>
          {scale.ticks.map(({ at, label }) => (
            <span key={label} style={{ left: `${at}%` }}>
              {label}
            </span>
          ))}
        </div>
      </div>
      <div className={styles.rows}>
        <ol className={styles.labels}>
          {milestones.map(({ id, title, forecast }) => (
            <li key={id} title={title}>
              {forecast?.critical && <RiGuideLine size={14} />}
              <span>{title ?? t('plan.erased')}</span>
            </li>
          ))}
        </ol>
        <div className={styles.track}>
          {scale.ticks.map(({ at, label }) => (
            <span
              key={label}
              className={styles.grid}
              style={{ left: `${at}%` }}
            />
          ))}
          <span className={styles.today} style={{ left: `${scale.today}%` }}>
            <span>{t('plan.today')}</span>
          </span>
          <Waits milestones={milestones} scale={scale} />
          {milestones.map(milestone => (
            <div className={styles.row} key={milestone.id}>
              <Bar milestone={milestone} scale={scale} />
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

/** What the shapes of the chart mean. */
export function PlanLegend() {
  const { t } = useTranslationRef(designTranslationRef);
  return (
    <ul className={styles.legend}>
      <li>
        <span className={styles.legendPlanned} /> {t('plan.legendPlanned')}
      </li>
      <li>
        <span className={styles.legendExpected} /> {t('plan.legendExpected')}
      </li>
      <li>
        <span className={styles.legendDone} /> {t('plan.legendDone')}
      </li>
      <li>
        <span className={styles.legendCritical} />
        <RiGuideLine size={14} aria-hidden /> {t('plan.legendCritical')}
      </li>
      <li>
        <RiFlagLine size={14} aria-hidden /> {t('plan.legendLive')}
      </li>
    </ul>
  );
}
