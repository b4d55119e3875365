import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RiskLevel } from '@callboard/plugin-itsm-common';
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
import { changesTranslationRef } from '../translation';

const LOOKS: Record<RiskLevel, { tone: Tone; icon: ReactElement }> = {
  low: { tone: 'success', icon: <RiShieldCheckLine aria-hidden /> },
  medium: { tone: 'info', icon: <RiShieldLine aria-hidden /> },
  high: { tone: 'warning', icon: <RiShieldFlashLine aria-hidden /> },
  'very-high': { tone: 'danger', icon: <RiShieldCrossLine aria-hidden /> },
};

/** How risky a change is, in a word with its colour and shape; nothing before it was assessed. */
export function RiskPill(props: {
  risk: RiskLevel | undefined;
  /** Says that it is the risk, where nothing beside it does. */
  alone?: boolean;
}) {
  const { risk, alone } = props;
  const { t } = useTranslationRef(changesTranslationRef);
  if (!risk) return <>–</>;
  const look = LOOKS[risk];
  return (
    <Pill tone={look.tone} icon={look.icon}>
      {alone ? t(`risk.${risk}`) : choiceLabel('risk', risk)}
    </Pill>
  );
}
