import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ClockView } from '@callboard/plugin-itsm-common';
import { Awaited, useNow } from '@callboard/plugin-itsm-react';
import {
  RiAlarmWarningLine,
  RiCheckLine,
  RiPauseCircleLine,
  RiTimerLine,
} from '@remixicon/react';
import { serviceLevelsTranslationRef } from '../translation';
import type { ServiceLevelWords } from '../translation';
import { dayTime, exactTime } from './dayTimes';
import styles from './PlainPromises.module.css';
import { useRecordClocks } from './useRecordClocks';

const ICONS = {
  open: <RiTimerLine aria-hidden />,
  late: <RiAlarmWarningLine aria-hidden />,
  held: <RiPauseCircleLine aria-hidden />,
  done: <RiCheckLine aria-hidden />,
};

/** What was promised to whoever asked, as one would tell them; undefined if it does not matter. */
export function promiseWords(
  clock: Pick<ClockView, 'metric' | 'state' | 'dueAt' | 'breached'>,
  now: number,
  t: ServiceLevelWords,
): { look: keyof typeof ICONS; words: string } | undefined {
  const { metric, state, dueAt, breached } = clock;
  if (state === 'stopped' && metric === 'resolution') {
    return {
      look: 'done',
      words: breached ? t('plain.missed') : t('plain.kept'),
    };
  }
  if (state !== 'running' && state !== 'paused') return undefined;
  if (dueAt) {
    const at = dayTime(dueAt, now);
    return breached || Date.parse(dueAt) < now
      ? { look: 'late', words: t(`plain.late.${metric}`, { at }) }
      : { look: 'open', words: t(`plain.${metric}`, { at }) };
  }
  return state === 'paused' && metric === 'resolution'
    ? { look: 'held', words: t('plain.paused') }
    : undefined;
}

/** What was promised to the requester of a record, in plain words; nothing if nothing was. */
export function PlainPromises(props: { number: string }) {
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const now = useNow();
  const { clocks, error } = useRecordClocks(props.number);
  if (!clocks && !error) return <Awaited inHead />;
  const told = (clocks ?? [])
    .filter(({ type }) => type === 'sla')
    .flatMap(clock => {
      const promise = promiseWords(clock, now, t);
      return promise ? [{ ...promise, clock }] : [];
    });
  if (told.length === 0) return <></>;
  return (
    <ul className={styles.promises}>
      {told.map(({ clock, look, words }) => (
        <li
          key={clock.id}
          data-look={look}
          title={clock.dueAt && exactTime(clock.dueAt)}
        >
          {ICONS[look]}
          <span>{words}</span>
        </li>
      ))}
    </ul>
  );
}
