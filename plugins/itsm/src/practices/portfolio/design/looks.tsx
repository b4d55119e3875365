import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  MILESTONE_STATES,
  sectionStateLabel,
} from '@callboard/plugin-itsm-common';
import type {
  GateStatus,
  MilestoneState,
  SectionState,
} from '@callboard/plugin-itsm-common';
import { Pill } from '@callboard/plugin-itsm-react';
import type { Tone } from '@callboard/plugin-itsm-react';
import {
  RiCheckboxCircleLine,
  RiCheckDoubleLine,
  RiCheckLine,
  RiCloseCircleLine,
  RiDraftLine,
  RiEyeLine,
  RiFileLine,
  RiForbidLine,
  RiLockLine,
  RiPlayCircleLine,
  RiRecordCircleLine,
} from '@remixicon/react';
import type { ReactElement } from 'react';
import { designTranslationRef } from './translation';

const SECTIONS: Record<SectionState, { tone: Tone; icon: ReactElement }> = {
  empty: { tone: 'neutral', icon: <RiFileLine aria-hidden /> },
  draft: { tone: 'info', icon: <RiDraftLine aria-hidden /> },
  'in-review': { tone: 'warning', icon: <RiEyeLine aria-hidden /> },
  accepted: { tone: 'success', icon: <RiCheckLine aria-hidden /> },
  'not-needed': { tone: 'neutral', icon: <RiForbidLine aria-hidden /> },
};

/** How far a section is. */
export function SectionStatePill({ state }: { state: SectionState }) {
  const { tone, icon } = SECTIONS[state];
  return (
    <Pill tone={tone} icon={icon}>
      {sectionStateLabel(state)}
    </Pill>
  );
}

const MILESTONES: Record<MilestoneState, { tone: Tone; icon: ReactElement }> = {
  planned: { tone: 'neutral', icon: <RiRecordCircleLine aria-hidden /> },
  active: { tone: 'info', icon: <RiPlayCircleLine aria-hidden /> },
  done: { tone: 'success', icon: <RiCheckDoubleLine aria-hidden /> },
  dropped: { tone: 'neutral', icon: <RiCloseCircleLine aria-hidden /> },
};

export const milestoneStateLabel = (state: MilestoneState) =>
  MILESTONE_STATES.find(({ value }) => value === state)!.label;

/** How far a milestone is. */
export function MilestoneStatePill({ state }: { state: MilestoneState }) {
  const { tone, icon } = MILESTONES[state];
  return (
    <Pill tone={tone} icon={icon}>
      {milestoneStateLabel(state)}
    </Pill>
  );
}

/** Whether a gate lets the service pass. */
export function GatePill({
  gate: { passes, behind },
}: {
  gate: Pick<GateStatus, 'passes' | 'behind'>;
}) {
  const { t } = useTranslationRef(designTranslationRef);
  if (behind)
    return (
      <Pill tone="neutral" icon={<RiCheckDoubleLine aria-hidden />}>
        {t('gate.passed')}
      </Pill>
    );
  return passes ? (
    <Pill tone="success" icon={<RiCheckboxCircleLine aria-hidden />}>
      {t('gate.open')}
    </Pill>
  ) : (
    <Pill tone="warning" icon={<RiLockLine aria-hidden />}>
      {t('gate.closed')}
    </Pill>
  );
}
