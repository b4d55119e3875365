import type { Level } from '@callboard/plugin-itsm-react';

/** A percentage as people read it, rounded down so that 100 is said of nothing that was missed. */
export function percentWords(attainment: number | undefined): string {
  if (attainment === undefined) return '–';
  return Number.isInteger(attainment)
    ? `${attainment} %`
    : `${attainment.toFixed(1)} %`;
}

/** How well promises are kept, for the colour of a bar; the number always stands beside it. */
export function levelOf(attainment: number): Level {
  if (attainment >= 95) return 'good';
  return attainment >= 80 ? 'fair' : 'poor';
}

/** Even steps from the lowest value of an axis up to 100. */
export function ticksOf(floor: number): number[] {
  const span = 100 - floor;
  const step = [5, 10, 20].find(each => span / each <= 5) ?? 25;
  const count = Math.floor(span / step);
  return Array.from({ length: count + 1 }, (_, i) => 100 - (count - i) * step);
}

/** The lowest value that an axis of percentages shows: a line at the top would say nothing. */
export function floorOf(values: readonly number[]): number {
  return Math.max(0, Math.floor((Math.min(...values, 100) - 5) / 10) * 10);
}
