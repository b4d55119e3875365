import { PRIORITY_LABELS } from '@callboard/plugin-itsm-common';
import type { Priority } from '@callboard/plugin-itsm-common';
import {
  RiArrowDownDoubleLine,
  RiArrowDownSLine,
  RiArrowUpDoubleLine,
  RiArrowUpSLine,
  RiEqualLine,
} from '@remixicon/react';
import type { ReactElement } from 'react';
import { Pill } from './Pill';
import type { Tone } from './Pill';

const LOOKS: Record<Priority, { tone: Tone; icon: ReactElement }> = {
  1: { tone: 'critical', icon: <RiArrowUpDoubleLine aria-hidden /> },
  2: { tone: 'danger', icon: <RiArrowUpSLine aria-hidden /> },
  3: { tone: 'info', icon: <RiEqualLine aria-hidden /> },
  4: { tone: 'neutral', icon: <RiArrowDownSLine aria-hidden /> },
  5: { tone: 'neutral', icon: <RiArrowDownDoubleLine aria-hidden /> },
};

/** A priority as number, word and shape. */
export function PriorityBadge(props: {
  priority: number | undefined;
  /** Leave the word to the tooltip where space is short. */
  compact?: boolean;
}) {
  const look = LOOKS[props.priority as Priority];
  if (!look) return <span>–</span>;
  const word = PRIORITY_LABELS[props.priority as Priority];
  return (
    <Pill
      tone={look.tone}
      icon={look.icon}
      title={`P${props.priority} ${word}`}
    >
      {props.compact ? `P${props.priority}` : `P${props.priority} ${word}`}
    </Pill>
  );
}
