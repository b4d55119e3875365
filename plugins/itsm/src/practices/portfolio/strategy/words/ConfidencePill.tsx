import { CONFIDENCES } from '@callboard/plugin-itsm-common';
import type { Confidence } from '@callboard/plugin-itsm-common';
import { Pill } from '@callboard/plugin-itsm-react';
import { RiAlertLine, RiCheckLine, RiCloseCircleLine } from '@remixicon/react';

const LOOKS = {
  'on-track': { tone: 'success', icon: <RiCheckLine /> },
  'at-risk': { tone: 'warning', icon: <RiAlertLine /> },
  'off-track': { tone: 'danger', icon: <RiCloseCircleLine /> },
} as const;

/** How sure its owner is that something will be reached. */
export function ConfidencePill(props: { confidence?: Confidence }) {
  const { confidence } = props;
  if (!confidence) return null;
  const { tone, icon } = LOOKS[confidence];
  return (
    <Pill tone={tone} icon={icon}>
      {CONFIDENCES.find(({ value }) => value === confidence)!.label}
    </Pill>
  );
}
