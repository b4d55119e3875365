import { kpiWords } from '@callboard/plugin-itsm-common';
import type { InitiativeSummary, KpiUnit } from '@callboard/plugin-itsm-common';

/** What says how far an initiative is. */
export type Progressing = Pick<
  InitiativeSummary,
  'kpiUnit' | 'baselineValue' | 'target' | 'currentValue'
>;

/** How much of the way from the baseline to the target is done, 0 to 1; undefined while nobody knows. */
export function progressOf(initiative: Progressing): number | undefined {
  const { baselineValue, target, currentValue } = initiative;
  if (
    baselineValue === undefined ||
    target === undefined ||
    currentValue === undefined ||
    baselineValue === target
  )
    return undefined;
  const share = (currentValue - baselineValue) / (target - baselineValue);
  return Math.max(0, Math.min(1, share));
}

/** A number of an initiative in words. */
export const valueWords = (
  value: number | undefined,
  unit: KpiUnit | undefined,
): string => kpiWords(value, unit ?? 'number');
