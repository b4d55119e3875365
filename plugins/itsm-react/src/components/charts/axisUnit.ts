import type { KpiUnit } from '@callboard/plugin-itsm-common';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

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
