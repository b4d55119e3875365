import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { WindowTimeView } from '@callboard/plugin-itsm-common';
import { RiTimeLine } from '@remixicon/react';
import { DateTime } from 'luxon';
import { windowWords } from '../words/planned';
import { windowsTranslationRef } from './translation';
import styles from './Windows.module.css';
import { placeOf, shiftedBegin, timeThere } from './words';

/** When a window is, once: in the reader's time, and in its own zone where that shows another. */
export function WindowTime(props: { time: WindowTimeView; zone: string }) {
  const { time, zone } = props;
  const { t } = useTranslationRef(windowsTranslationRef);
  const there = timeThere(time, zone);
  const shifted = shiftedBegin(time, zone);
  const place = placeOf(zone);
  const full = [time.startsAt, time.endsAt]
    .map(at => DateTime.fromISO(at).toLocaleString(DateTime.DATETIME_FULL))
    .join(' – ');
  return (
    <>
      <time dateTime={time.startsAt} title={full}>
        {windowWords({ start: time.startsAt, end: time.endsAt })}
      </time>
      {there && (
        <span className={styles.there}>
          {t('there', { time: there, zone: place })}
        </span>
      )}
      {shifted && (
        <span className={styles.shifted}>
          <RiTimeLine size={14} aria-hidden />
          {t('shifted', { time: shifted, zone: place })}
        </span>
      )}
    </>
  );
}

/** Several times of a window, in lines. */
export function WindowTimes(props: {
  times: readonly WindowTimeView[];
  zone: string;
  label: string;
}) {
  const { times, zone, label } = props;
  return (
    <ol className={styles.times} aria-label={label}>
      {times.map(time => (
        <li key={time.begins}>
          <WindowTime time={time} zone={zone} />
        </li>
      ))}
    </ol>
  );
}
