import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FindingSeverity } from '@callboard/plugin-itsm-common';
import { Pill } from '@callboard/plugin-itsm-react';
import type { Tone } from '@callboard/plugin-itsm-react';
import {
  RiArrowDownLine,
  RiArrowUpDoubleLine,
  RiArrowUpLine,
} from '@remixicon/react';
import type { ReactElement } from 'react';
import { ciHealthTranslationRef } from './translation';

const LOOKS: Record<FindingSeverity, { tone: Tone; icon: ReactElement }> = {
  high: { tone: 'danger', icon: <RiArrowUpDoubleLine aria-hidden /> },
  medium: { tone: 'warning', icon: <RiArrowUpLine aria-hidden /> },
  low: { tone: 'neutral', icon: <RiArrowDownLine aria-hidden /> },
};

/** How bad a finding is, as a word with a shape. */
export function SeverityPill(props: { severity: FindingSeverity }) {
  const { t } = useTranslationRef(ciHealthTranslationRef);
  const { tone, icon } = LOOKS[props.severity];
  return (
    <Pill tone={tone} icon={icon}>
      {t(`severity.${props.severity}`)}
    </Pill>
  );
}
