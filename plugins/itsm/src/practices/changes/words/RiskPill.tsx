import { Pill } from '@callboard/plugin-itsm-react';
import type { Tone } from '@callboard/plugin-itsm-react';
import {
  RiShieldCheckLine,
  RiShieldFlashLine,
  RiShieldLine,
  RiShieldCrossLine,
} from '@remixicon/react';
import type { ReactElement } from 'react';
import { choiceLabel } from '../fields';

const LOOKS: Record<string, { tone: Tone; icon: ReactElement }> = {
  low: { tone: 'success', icon: <RiShieldCheckLine aria-hidden /> },
  medium: { tone: 'info', icon: <RiShieldLine aria-hidden /> },
  high: { tone: 'warning', icon: <RiShieldFlashLine aria-hidden /> },
  'very-high': { tone: 'danger', icon: <RiShieldCrossLine aria-hidden /> },
};

/** How risky a change is, in a word with its colour and shape; nothing before it was assessed. */
export function RiskPill(props: { risk: string | undefined; title?: string }) {
  const { risk, title } = props;
  if (!risk) return <>–</>;
  const look = LOOKS[risk] ?? LOOKS.medium;
  return (
    <Pill tone={look.tone} icon={look.icon} title={title}>
      {choiceLabel('risk', risk)}
    </Pill>
  );
}
