import type { KpiUnit } from '@callboard/plugin-itsm-common';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNITS = [
  ['d', DAY],
  ['h', HOUR],
  ['min', MINUTE],
  ['s', SECOND],
] as const;

/** A duration as people say it, in at most two units: `2 h 10 min`. */
function durationWords(ms: number): string {
  let rest = Math.round(Math.abs(ms) / SECOND) * SECOND;
  // Beside hours and days the smaller unit is rounded, too.
  if (rest >= DAY) rest = Math.round(rest / HOUR) * HOUR;
  else if (rest >= HOUR) rest = Math.round(rest / MINUTE) * MINUTE;
  const words: string[] = [];
  for (const [unit, length] of UNITS) {
    const count = Math.floor(rest / length);
    rest -= count * length;
    if (count > 0) words.push(`${count} ${unit}`);
    else if (words.length > 0) break;
    if (words.length === 2) break;
  }
  return `${ms < 0 ? '−' : ''}${words.join(' ') || '0 s'}`;
}

/** Digits after the point that still say something. */
function digitsOf(value: number): number {
  const size = Math.abs(value);
  if (size >= 100 || Number.isInteger(value)) return 0;
  return size >= 10 ? 1 : 2;
}

/** A number as people read it, e.g. `24,918`, with as many digits as say something. */
export function plainNumber(value: number): string {
  return value.toLocaleString('en-US', {
    maximumFractionDigits: digitsOf(value),
  });
}

/** The number of a KPI with its unit, e.g. `22 h 6 min`, `63.4 %`, `24,918`. */
export function kpiWords(value: number | undefined, unit: KpiUnit): string {
  if (value === undefined) return '–';
  if (unit === 'duration') return durationWords(value);
  if (unit === 'percent') {
    const percent = value * 100;
    // 100 % is said of all, 0 % of none.
    const isNearly = (whole: number) =>
      percent !== whole && Math.round(percent * 10) / 10 === whole;
    if (isNearly(100) || isNearly(0))
      return `${percent.toLocaleString('en-US', {
        maximumSignificantDigits: percent > 50 ? 4 : 1,
      })} %`;
    return `${percent.toLocaleString('en-US', {
      maximumFractionDigits: Math.abs(percent) < 10 ? 2 : 1,
    })} %`;
  }
  return plainNumber(value);
}

/** What an axis counts in. */
export interface AxisUnit {
  /** As the words of charts name it. */
  name:
    | 'count'
    | 'percent'
    | 'number'
    | 'score'
    | 'seconds'
    | 'minutes'
    | 'hours'
    | 'days';
  /** How much of the KPI's unit one is. */
  of: number;
}

/** The unit in which the ticks of an axis are short numbers. */
export function axisUnitOf(unit: KpiUnit, most: number): AxisUnit {
  if (unit === 'percent') return { name: 'percent', of: 0.01 };
  if (unit !== 'duration') return { name: unit, of: 1 };
  if (most >= 3 * DAY) return { name: 'days', of: DAY };
  if (most >= 3 * HOUR) return { name: 'hours', of: HOUR };
  if (most >= 3 * MINUTE) return { name: 'minutes', of: MINUTE };
  return { name: 'seconds', of: SECOND };
}
