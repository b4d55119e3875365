import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import type { ObjectiveDetail } from '@callboard/plugin-itsm-common';
import { useNow } from '@callboard/plugin-itsm-react';
import { DateTime } from 'luxon';
import { dayTime } from '../clocks/dayTimes';
import { hoursWords } from '../clocks/durations';
import { percentWords } from '../outages/outageWords';
import styles from './Objectives.module.css';
import { paceOf } from './pace';
import { SeverityPill } from './SeverityPill';
import { StatePill } from './StatePill';
import { objectivesTranslationRef } from './translation';
import type { ObjectiveWords } from './translation';
import { lengthWords, partWords, sentenceWords, windowWords } from './words';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** A day that is to come as people say it, with the time where it is near. */
function untilWords(until: number, now: number): string {
  if (until - now < 2 * DAY_MS)
    return dayTime(new Date(until).toISOString(), now);
  const at = DateTime.fromMillis(until);
  const sameYear = at.year === DateTime.fromMillis(now).year;
  return at.toLocaleString({
    day: 'numeric',
    month: 'long',
    ...(!sameYear && { year: 'numeric' }),
  });
}

/** How it stands with an objective, in one sentence. */
export function answerWords(
  objective: Pick<
    ObjectiveDetail,
    'state' | 'window' | 'budgetRemaining' | 'burnRates' | 'alert'
  >,
  now: number,
  t: ObjectiveWords,
): string {
  const { budgetRemaining: left } = objective;
  const window = windowWords(objective.window, t);
  if (left === undefined) return t('answer.noData');
  if (left === 0) return t('answer.exhausted', { window });
  if (left < 0) return t('answer.over', { window, percent: partWords(-left) });
  const percent = partWords(left);
  const pace = paceOf(objective, now);
  if (pace.kind === 'unknown') return t('answer.left', { percent, window });
  const over = lengthWords(pace.over, t).replace(/^1 /, '');
  return pace.until === undefined
    ? t('answer.kept', { percent, window, pace: over })
    : t('answer.lasts', {
        percent,
        window,
        pace: over,
        until: untilWords(pace.until, now),
      });
}

/** What was bad and what may be, in the objective's own units. */
function tallyWords(
  { unit, bad, allowed }: ObjectiveDetail['tally'],
  t: ObjectiveWords,
): string {
  const words = (amount: number) =>
    unit === 'minutes'
      ? hoursWords(amount * MINUTE_MS)
      : Math.round(amount).toLocaleString('en');
  return t(unit === 'minutes' ? 'answer.minutes' : 'answer.events', {
    bad: words(bad),
    allowed: words(allowed),
  });
}

/** The answer of an objective's page: one sentence, how it stands, and what is to be known about it. */
export function ObjectiveAnswer({ objective }: { objective: ObjectiveDetail }) {
  const { failure, coverage, measuredUntil, alert, tally } = objective;
  const { t } = useTranslationRef(objectivesTranslationRef);
  const now = useNow();
  const window = windowWords(objective.window, t);
  return (
    <>
      <p className={styles.answer}>{answerWords(objective, now, t)}</p>
      <div className={styles.standing}>
        <StatePill state={objective.state} />
        {alert && <SeverityPill severity={alert.severity} />}
        {tally.total > 0 && (
          <span className={styles.secondary}>{tallyWords(tally, t)}</span>
        )}
      </div>
      {failure && (
        <Alert
          status="warning"
          icon
          title={t('note.failing', { since: dayTime(failure.since, now) })}
          description={
            measuredUntil
              ? t('note.failingNext', {
                  why: sentenceWords(failure.message),
                  until: dayTime(measuredUntil, now),
                })
              : t('note.failingFirst', { why: sentenceWords(failure.message) })
          }
        />
      )}
      {!failure && objective.ratio !== undefined && coverage < 0.95 && (
        <Alert
          status="info"
          icon
          title={t('note.partly', { percent: percentWords(coverage), window })}
          description={t('note.partlyNext')}
        />
      )}
    </>
  );
}
