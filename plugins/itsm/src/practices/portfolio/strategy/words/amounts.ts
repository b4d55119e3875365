import { kpiWords } from '@callboard/plugin-itsm-common';
import type { KeyResult, KpiUnit } from '@callboard/plugin-itsm-common';

/** What one of what somebody writes is in the unit of a KPI: hours for durations, percent for shares. */
const SCALES: Readonly<Partial<Record<KpiUnit, number>>> = {
  duration: 3_600_000,
  percent: 0.01,
};

/** A value of a key result, for people. */
export function amountWords(
  value: number,
  { unit, kpiUnit }: Pick<KeyResult, 'unit' | 'kpiUnit'>,
): string {
  if (kpiUnit) return kpiWords(value, kpiUnit);
  const number = value.toLocaleString('en-US', { maximumFractionDigits: 6 });
  return unit ? `${number} ${unit}` : number;
}

/** What somebody wrote, in the unit that it is kept in; undefined if it is no number. */
export function readAmount(text: string, unit?: KpiUnit): number | undefined {
  const trimmed = text.trim().replace(',', '.');
  const value = Number(trimmed);
  if (trimmed === '' || !Number.isFinite(value)) return undefined;
  // 12.3 % is 0.123, not 0.12300000000000001.
  const scale = (unit && SCALES[unit]) ?? 1;
  return Number((value * scale).toPrecision(12));
}

/** A value as somebody would have written it. */
export const writeAmount = (value: number | undefined, unit?: KpiUnit) =>
  value === undefined
    ? ''
    : String(Number((value / ((unit && SCALES[unit]) ?? 1)).toPrecision(12)));
