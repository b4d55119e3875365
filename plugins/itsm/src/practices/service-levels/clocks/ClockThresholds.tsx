import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ClockView } from '@callboard/plugin-itsm-common';
import { useNow } from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { thresholdTranslationRef } from '../words/translation';
import { useThresholdWords } from '../words/useThresholdWords';
import { dayTime, exactTime } from './dayTimes';
import styles from './RecordClocks.module.css';

/** Those that are told with the clock; all of them stand in the explanation. */
const SHOWN = 2;

/** What was done at the thresholds of a clock, and what comes next; nothing if there are none. */
export function ClockThresholds(props: {
  thresholds: ClockView['thresholds'];
  refs: Refs | undefined;
}) {
  const { thresholds, refs } = props;
  const { t } = useTranslationRef(thresholdTranslationRef);
  const words = useThresholdWords(refs);
  const now = useNow();
  if (!thresholds) return <></>;
  const { passed, next } = thresholds;
  const shown = passed.slice(-SHOWN);
  const earlier = passed.length - shown.length;
  return (
    <ul className={styles.thresholds}>
      {shown.map(each => (
        <li key={each.at} title={exactTime(each.doneAt)}>
          {t('passed', {
            at: words.at(each.at),
            what: words.did(each),
            when: dayTime(each.doneAt, now),
          })}
        </li>
      ))}
      {next && (
        <li title={words.hint(next.at)} className={styles.next}>
          {next.reachedAt
            ? t('nextWhen', {
                at: words.at(next.at).toLocaleLowerCase('en'),
                when: dayTime(next.reachedAt, now),
                what: words.will(next.actions),
              })
            : t('next', {
                at: words.at(next.at).toLocaleLowerCase('en'),
                what: words.will(next.actions),
              })}
        </li>
      )}
      {earlier > 0 && <li>{t('earlier', { count: earlier } as never)}</li>}
    </ul>
  );
}
