import type { Lifecycle, StatusCategory } from '@callboard/plugin-itsm-common';
import {
  RiCheckDoubleLine,
  RiCheckLine,
  RiCloseCircleLine,
  RiDraftLine,
  RiPauseCircleLine,
  RiRecordCircleLine,
} from '@remixicon/react';
import type { ReactElement } from 'react';
import { Pill } from './Pill';
import type { Tone } from './Pill';

const LOOKS: Record<StatusCategory, { tone: Tone; icon: ReactElement }> = {
  draft: { tone: 'neutral', icon: <RiDraftLine aria-hidden /> },
  open: { tone: 'info', icon: <RiRecordCircleLine aria-hidden /> },
  waiting: { tone: 'warning', icon: <RiPauseCircleLine aria-hidden /> },
  resolved: { tone: 'success', icon: <RiCheckLine aria-hidden /> },
  closed: { tone: 'neutral', icon: <RiCheckDoubleLine aria-hidden /> },
  cancelled: { tone: 'neutral', icon: <RiCloseCircleLine aria-hidden /> },
};

/** A record's status in the practice's word, with the shape and tone of its category. */
export function StatusChip(props: {
  status: string;
  category: StatusCategory;
  lifecycle?: Lifecycle;
}) {
  const state = props.lifecycle?.states[props.status];
  const look = LOOKS[props.category];
  return (
    <Pill tone={look.tone} icon={look.icon} title={state?.description}>
      {state?.label ?? props.status}
    </Pill>
  );
}
