import type { BenefitKind, KpiInfo } from '@callboard/plugin-itsm-common';

/** What an improvement of a number saves, as far as its description says. */
export function benefitOfInfo({
  shape,
  unit,
}: Pick<KpiInfo, 'shape' | 'unit'>): BenefitKind {
  if (shape === 'count' || shape === 'share') return 'things';
  if (shape === 'value' && unit === 'duration') return 'hours-shorter';
  if (shape === 'gauge' && unit === 'percent') return 'hours-there';
  return 'none';
}
