import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  riskLevel,
  riskLevelLabel,
  type RiskScoreLevel,
} from '@callboard/plugin-itsm-common';
import { Pill, type Tone } from '@callboard/plugin-itsm-react';
import {
  RiAlarmWarningFill,
  RiArrowDownLine,
  RiErrorWarningLine,
  RiSubtractLine,
} from '@remixicon/react';
import type { ReactElement } from 'react';
import { risksTranslationRef } from './translation';

const TONES: Record<RiskScoreLevel, Tone> = {
  low: 'success',
  medium: 'info',
  high: 'warning',
  critical: 'critical',
};
const SHAPES: Record<RiskScoreLevel, ReactElement> = {
  low: <RiArrowDownLine size={14} aria-hidden />,
  medium: <RiSubtractLine size={14} aria-hidden />,
  high: <RiErrorWarningLine size={14} aria-hidden />,
  critical: <RiAlarmWarningFill size={14} aria-hidden />,
};

/** How high a risk is: a word, a shape and its score. */
export function LevelPill(props: { score: number | undefined }) {
  const { score } = props;
  const { t } = useTranslationRef(risksTranslationRef);
  if (score === undefined) return <Pill tone="neutral">{t('level.none')}</Pill>;
  const level = riskLevel(score);
  return (
    <Pill tone={TONES[level]} icon={SHAPES[level]}>
      {t('score', { level: riskLevelLabel(level), score: String(score) })}
    </Pill>
  );
}
