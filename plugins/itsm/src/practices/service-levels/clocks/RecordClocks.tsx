import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import type { ClockView } from '@callboard/plugin-itsm-common';
import {
  Awaited,
  errorSentence,
  RecordSection,
  RouterLink,
  useNow,
} from '@callboard/plugin-itsm-react';
import type { Refs } from '@callboard/plugin-itsm-react';
import { RiQuestionLine } from '@remixicon/react';
import { lazy, Suspense, useState } from 'react';
import { useServiceLevelAddresses } from '../addresses';
import { serviceLevelsTranslationRef } from '../translation';
import type { ServiceLevelWords } from '../translation';
import { useTimeThere } from '../words/useTimeThere';
import { clockName } from './clockName';
import { ClockThresholds } from './ClockThresholds';
import { dayTime, exactTime } from './dayTimes';
import { hoursWords } from './durations';
import styles from './RecordClocks.module.css';
import { inReadingOrder } from './standing';
import type { Answered } from './standing';
import { StandingPill } from './StandingPill';
import { useRecordClocks } from './useRecordClocks';

const ExplainDialog = lazy(async () => ({
  default: (await import('../explain/ExplainDialog')).ExplainDialog,
}));

/** When something is or was due, ended, or counts again: the one instant that matters. */
function instantOf(
  clock: ClockView,
  now: number,
  t: ServiceLevelWords,
): { at: string; words: string } | undefined {
  const { stoppedAt, dueAt, changesAt, state } = clock;
  const say = (
    key: 'clocks.ended' | 'clocks.due' | 'clocks.wasDue' | 'clocks.on',
    at: string,
  ) => ({ at, words: t(key, { at: dayTime(at, now) }) });
  if (state === 'stopped')
    return stoppedAt ? say('clocks.ended', stoppedAt) : undefined;
  if (dueAt && (clock.breached || Date.parse(dueAt) < now))
    return say('clocks.wasDue', dueAt);
  if (dueAt) return say('clocks.due', dueAt);
  return changesAt ? say('clocks.on', changesAt) : undefined;
}

function ClockLine(props: {
  clock: ClockView;
  answered: Answered;
  refs: Refs | undefined;
}) {
  const { clock, answered, refs } = props;
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const now = useNow();
  const addresses = useServiceLevelAddresses();
  const instant = instantOf(clock, now, t);
  const page = addresses.agreement(clock.agreement.key);
  // When it ended matters to nobody's calendar any more.
  const there = useTimeThere(
    clock.state === 'stopped' ? undefined : instant?.at,
    clock.calendar.timeZone,
  );
  // It runs, and so much working time never comes.
  const isEndless =
    clock.state === 'running' && !clock.breached && !clock.dueAt;
  return (
    <li className={styles.line}>
      <span className={styles.name}>{clockName(clock, t, refs)}</span>
      <StandingPill clock={clock} answered={answered} />
      <span className={styles.about}>
        <span>{t('clocks.of', { goal: hoursWords(clock.goal) })}</span>
        {instant && (
          <time dateTime={instant.at} title={exactTime(instant.at)}>
            {instant.words}
          </time>
        )}
        {instant && there && <span>{there}</span>}
        {isEndless && (
          <span title={t('clocks.endlessHint')}>{t('clocks.endless')}</span>
        )}
        {clock.run > 1 && (
          <span>{t('clocks.runs', { count: clock.run } as never)}</span>
        )}
        <span className={styles.agreement}>
          {page ? (
            <RouterLink to={page}>{clock.agreement.name}</RouterLink>
          ) : (
            clock.agreement.name
          )}
        </span>
        {clock.agreement.withdrawn && <span>{t('clocks.withdrawn')}</span>}
      </span>
      <ClockThresholds thresholds={clock.thresholds} refs={refs} />
    </li>
  );
}

/** The clocks of a record with what each is due; nothing if no agreement covers it. */
export function RecordClocks(props: { number: string }) {
  const { number } = props;
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const { clocks, refs, mayExplain, answered, error } = useRecordClocks(number);
  const [explained, setExplained] = useState(false);
  if (error && !clocks) {
    return (
      <Text as="p" color="secondary" role="status">
        {t('clocks.failed', { why: errorSentence(error) })}
      </Text>
    );
  }
  if (!clocks) return <Awaited />;
  const shown = clocks.filter(({ state }) => state !== 'cancelled');
  if (shown.length === 0 || !answered) return <></>;
  return (
    <RecordSection
      title={t('clocks.title')}
      actions={
        mayExplain && (
          <Button
            size="small"
            variant="tertiary"
            iconStart={<RiQuestionLine />}
            onPress={() => setExplained(true)}
          >
            {t('clocks.explain')}
          </Button>
        )
      }
    >
      <ul className={styles.lines}>
        {inReadingOrder(shown).map(clock => (
          <ClockLine
            key={clock.id}
            clock={clock}
            answered={answered}
            refs={refs}
          />
        ))}
      </ul>
      {explained && (
        <Suspense fallback={null}>
          <ExplainDialog number={number} onClose={() => setExplained(false)} />
        </Suspense>
      )}
    </RecordSection>
  );
}
