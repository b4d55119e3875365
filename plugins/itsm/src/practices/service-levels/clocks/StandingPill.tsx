import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Pill } from '@callboard/plugin-itsm-react';
import type { Tone } from '@callboard/plugin-itsm-react';
import {
  RiAlarmWarningFill,
  RiCheckLine,
  RiCloseCircleLine,
  RiHourglass2Fill,
  RiMoonLine,
  RiPauseCircleLine,
  RiSubtractLine,
  RiTimerFlashLine,
  RiTimerLine,
} from '@remixicon/react';
import type { ReactElement } from 'react';
import { serviceLevelsTranslationRef } from '../translation';
import type { ServiceLevelWords } from '../translation';
import { hoursWords, runningWords } from './durations';
import { leftAt, standingOf } from './standing';
import type { Answered, ShownClock, Standing } from './standing';
import { useSaid } from './ticker';

const LOOKS: Record<Standing, { tone: Tone; icon: ReactElement }> = {
  running: { tone: 'info', icon: <RiTimerLine aria-hidden /> },
  short: { tone: 'warning', icon: <RiTimerFlashLine aria-hidden /> },
  late: { tone: 'critical', icon: <RiAlarmWarningFill aria-hidden /> },
  closed: { tone: 'neutral', icon: <RiMoonLine aria-hidden /> },
  paused: { tone: 'neutral', icon: <RiPauseCircleLine aria-hidden /> },
  idle: { tone: 'neutral', icon: <RiSubtractLine aria-hidden /> },
  kept: { tone: 'success', icon: <RiCheckLine aria-hidden /> },
  missed: { tone: 'danger', icon: <RiHourglass2Fill aria-hidden /> },
  cancelled: { tone: 'neutral', icon: <RiCloseCircleLine aria-hidden /> },
};

/** How a clock stands, in words: the time that is left, or that it took. */
export function standingWords(
  clock: ShownClock,
  standing: Standing,
  left: number,
  t: ServiceLevelWords,
): string {
  if (standing === 'kept')
    return t('standing.kept', { time: hoursWords(clock.elapsed) });
  // Seconds matter while there are some left.
  const words =
    clock.counting && standing !== 'late' ? runningWords : hoursWords;
  const time = words(Math.abs(left));
  if (standing === 'late' && clock.state === 'paused')
    return t('standing.lateHeld', { time });
  return t(`standing.${standing}`, { time });
}

/** How a clock stands: by word, shape and colour, counting down as it is looked at. */
export function StandingPill(props: {
  clock: ShownClock;
  answered: Answered;
  /** Says before the time what it is about. */
  name?: string;
  title?: string;
}) {
  const { clock, answered, name, title } = props;
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const said = useSaid(now => {
    const left = leftAt(clock, answered, now);
    const standing = standingOf(clock, left);
    return `${standing} ${standingWords(clock, standing, left, t)}`;
  });
  const space = said.indexOf(' ');
  const look = LOOKS[said.slice(0, space) as Standing];
  const words = said.slice(space + 1);
  return (
    <Pill tone={look.tone} icon={look.icon} title={title}>
      {name ? `${name} · ${words}` : words}
    </Pill>
  );
}
