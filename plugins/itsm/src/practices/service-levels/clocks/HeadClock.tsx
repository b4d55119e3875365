import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Awaited } from '@callboard/plugin-itsm-react';
import { serviceLevelsTranslationRef } from '../translation';
import { clockName } from './clockName';
import { exactTime } from './dayTimes';
import { mostUrgent } from './standing';
import { StandingPill } from './StandingPill';
import { useRecordClocks } from './useRecordClocks';

/** The clock of a record that matters most, beside its status; nothing if none covers it. */
export function HeadClock(props: { number: string }) {
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const { clocks, refs, answered, error } = useRecordClocks(props.number);
  const clock = clocks && mostUrgent(clocks);
  if (!clocks && !error) return <Awaited inHead />;
  if (!clock || !answered) return <></>;
  return (
    <StandingPill
      clock={clock}
      answered={answered}
      name={clockName(clock, t, refs)}
      title={clock.dueAt && t('clocks.due', { at: exactTime(clock.dueAt) })}
    />
  );
}
