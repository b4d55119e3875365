import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ContractSummary } from '@callboard/plugin-itsm-common';
import { Pill } from '@callboard/plugin-itsm-react';
import type { ComponentProps } from 'react';
import { moneyTranslationRef } from '../translation';

type Tone = ComponentProps<typeof Pill>['tone'];

const TONES: Partial<Record<ContractSummary['time'], Tone>> = {
  expired: 'danger',
  'notice-soon': 'warning',
  'ends-soon': 'warning',
};

/** How a contract stands in time, in words. */
export function TimePill({ time }: Pick<ContractSummary, 'time'>) {
  const { t } = useTranslationRef(moneyTranslationRef);
  if (time === 'none') return null;
  return (
    <Pill tone={TONES[time] ?? 'neutral'}>{t(`contracts.time.${time}`)}</Pill>
  );
}
