import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FeasibilityVerdict } from '@callboard/plugin-itsm-common';
import { Pill } from '@callboard/plugin-itsm-react';
import type { Tone } from '@callboard/plugin-itsm-react';
import {
  RiCheckboxCircleLine,
  RiCloseCircleFill,
  RiQuestionLine,
} from '@remixicon/react';
import type { ReactElement } from 'react';
import { feasibilityTranslationRef } from './translation';

const LOOKS: Record<FeasibilityVerdict, { tone: Tone; icon: ReactElement }> = {
  infeasible: { tone: 'danger', icon: <RiCloseCircleFill aria-hidden /> },
  unknown: { tone: 'neutral', icon: <RiQuestionLine aria-hidden /> },
  feasible: { tone: 'success', icon: <RiCheckboxCircleLine aria-hidden /> },
};

/** Whether a promise can be kept, in a word. */
export function VerdictPill({ verdict }: { verdict: FeasibilityVerdict }) {
  const { t } = useTranslationRef(feasibilityTranslationRef);
  const { tone, icon } = LOOKS[verdict];
  return (
    <Pill tone={tone} icon={icon}>
      {t(`verdict.${verdict}`)}
    </Pill>
  );
}
