import type { KpiUnit } from '@callboard/plugin-itsm-common';

/** What a target can be written in. */
export const TARGET_UNITS = {
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  percent: 0.01,
  plain: 1,
} as const;
export type TargetUnit = keyof typeof TARGET_UNITS;

const DURATIONS: readonly TargetUnit[] = ['min', 'h', 'd'];

/** What a number of that unit can be written in. */
export function unitsFor(unit: KpiUnit | undefined): readonly TargetUnit[] {
  if (unit === 'duration') return DURATIONS;
  return unit === 'percent' ? ['percent'] : ['plain'];
}

/** What one would write it in, as large as it is. */
export function unitLike(
  value: number | undefined,
  unit: KpiUnit | undefined,
): TargetUnit {
  const units = unitsFor(unit);
  if (units !== DURATIONS) return units[0];
  const size = Math.abs(value ?? TARGET_UNITS.h * 8);
  if (size < 2 * TARGET_UNITS.h) return 'min';
  return size < 4 * TARGET_UNITS.d ? 'h' : 'd';
}

/** What was written, in the unit of the KPI; undefined if it is no number. */
export function readTarget(text: string, unit: TargetUnit): number | undefined {
  const value = Number(text.trim().replace(',', '.'));
  if (text.trim() === '' || !Number.isFinite(value)) return undefined;
  // 12.3 % is 0.123, not 0.12300000000000001.
  return Number((value * TARGET_UNITS[unit]).toPrecision(12));
}

/** A number as somebody would have written it. */
export const writeTarget = (value: number, unit: TargetUnit): string =>
  String(Number((value / TARGET_UNITS[unit]).toPrecision(6)));
