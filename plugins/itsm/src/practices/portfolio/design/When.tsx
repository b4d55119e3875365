import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Milestone } from '@callboard/plugin-itsm-common';
import { Pill } from '@callboard/plugin-itsm-react';
import { RiAlertLine, RiGuideLine } from '@remixicon/react';
import { dayWords, daysOf, spanWords } from './dates';
import { designTranslationRef } from './translation';
import styles from './Plan.module.css';

/** When it was planned, and when it comes out; what slips says what that delays. */
export function When(props: {
  milestone: Milestone;
  titles: ReadonlyMap<string, string>;
}) {
  const { milestone, titles } = props;
  const { forecast, doneAt, state } = milestone;
  const { t } = useTranslationRef(designTranslationRef);
  const days = (milliseconds: number) =>
    t('plan.days', { count: daysOf(milliseconds) });
  if (state === 'done') return <>{doneAt ? dayWords(doneAt) : '–'}</>;
  if (!forecast) return <>–</>;
  return (
    <div className={styles.when}>
      <span>{spanWords(forecast.from, forecast.to)}</span>
      {forecast.slips > 0 && (
        <Pill tone="warning" icon={<RiAlertLine aria-hidden />}>
          {t('plan.late', { days: days(forecast.slips) })}
        </Pill>
      )}
      {forecast.critical ? (
        <span className={styles.mark}>
          <RiGuideLine size={14} aria-hidden /> {t('plan.critical')}
        </span>
      ) : (
        <span className={styles.mark}>
          {t('plan.slack', { days: days(forecast.slack) })}
        </span>
      )}
      {forecast.slips > 0 && forecast.delays.length > 0 && (
        <span className={styles.mark}>
          {t('plan.delays', {
            what: forecast.delays.map(id => titles.get(id)).join(', '),
          })}
        </span>
      )}
    </div>
  );
}
