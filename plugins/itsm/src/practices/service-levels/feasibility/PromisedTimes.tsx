import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ExplainedTime, RefInfo } from '@callboard/plugin-itsm-common';
import { refTitle } from '@callboard/plugin-itsm-react';
import { hoursWords } from '../clocks/durations';
import { Name } from './ArithmeticTree';
import styles from './Feasibility.module.css';
import { SourceLink } from './SourceLink';
import { feasibilityTranslationRef } from './translation';
import { VerdictPill } from './VerdictPill';
import { prioritiesWords } from './words';

type Behind = ExplainedTime['behind'][number];
type Refs = Readonly<Record<string, RefInfo>>;

const instants = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});
const instantWords = (instant: string) => instants.format(new Date(instant));

function BehindIt(props: { time: ExplainedTime; behind: Behind; refs: Refs }) {
  const { time, behind, refs } = props;
  const { agreement, itemRef, within, calendar, worst, verdict } = behind;
  const { t } = useTranslationRef(feasibilityTranslationRef);
  return (
    <li className={styles.behind}>
      <span className={styles.said}>
        <VerdictPill verdict={verdict} />
        <span>
          <SourceLink source={agreement} />:{' '}
          {t('times.takes', {
            time: hoursWords(within),
            calendar: calendar.name,
          })}
          {itemRef !== time.entityRef && (
            <>
              {', '}
              {t('times.forItem')} <Name entityRef={itemRef} refs={refs} />
            </>
          )}
        </span>
      </span>
      {/* In the same calendar it is the same from whenever on. */}
      {(!worst || calendar.key !== time.calendar.key) && (
        <span className={styles.about}>
          {worst
            ? t('times.worst', {
                start: instantWords(worst.start),
                done: instantWords(worst.done),
                passed: hoursWords(worst.passed),
                promised: hoursWords(time.promised),
              })
            : t('times.never')}
        </span>
      )}
    </li>
  );
}

/** The times that are promised of a service against those that it waits for. */
export function PromisedTimes(props: {
  times: readonly ExplainedTime[];
  refs: Refs;
}) {
  const { times, refs } = props;
  const { t } = useTranslationRef(feasibilityTranslationRef);
  return (
    <div className={styles.list}>
      <ul className={styles.list}>
        {times.map(time => (
          <li key={time.id} className={styles.time}>
            <span className={styles.said}>
              <strong>
                {t('times.promise', {
                  metric: t(`kind.${time.metric}`),
                  time: hoursWords(time.promised),
                  calendar: time.calendar.name,
                })}
              </strong>
              <span className={styles.about}>
                <SourceLink source={time.source} />,{' '}
                {prioritiesWords(time.priorities, t)}
              </span>
            </span>
            {time.behind.length === 0 ? (
              <span className={styles.about}>{t('reason.nothingBehind')}</span>
            ) : (
              <ul
                className={styles.list}
                aria-label={refTitle(time.entityRef, refs)}
              >
                {time.behind.map(behind => (
                  <BehindIt
                    key={`${behind.agreement.key} ${behind.itemRef}`}
                    time={time}
                    behind={behind}
                    refs={refs}
                  />
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
      <p className={styles.hint}>{t('times.note')}</p>
    </div>
  );
}
