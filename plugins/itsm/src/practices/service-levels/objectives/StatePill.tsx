import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ObjectiveState } from '@callboard/plugin-itsm-common';
import { Pill } from '@callboard/plugin-itsm-react';
import type { Tone } from '@callboard/plugin-itsm-react';
import {
  RiAlarmWarningFill,
  RiCheckboxCircleLine,
  RiFireFill,
  RiQuestionLine,
} from '@remixicon/react';
import type { ReactElement } from 'react';
import { objectivesTranslationRef } from './translation';

const LOOKS: Record<ObjectiveState, { tone: Tone; icon: ReactElement }> = {
  exhausted: { tone: 'critical', icon: <RiAlarmWarningFill aria-hidden /> },
  burning: { tone: 'danger', icon: <RiFireFill aria-hidden /> },
  noData: { tone: 'neutral', icon: <RiQuestionLine aria-hidden /> },
  met: { tone: 'success', icon: <RiCheckboxCircleLine aria-hidden /> },
};

/** How it stands with an objective, in a word. */
export function StatePill({ state }: { state: ObjectiveState }) {
  const { t } = useTranslationRef(objectivesTranslationRef);
  const { tone, icon } = LOOKS[state];
  return (
    <Pill tone={tone} icon={icon}>
      {t(`state.${state}`)}
    </Pill>
  );
}
