import type { KpiUnit } from '../../../kernel/kpi/model';
import { kpiWords } from '../../../kernel/kpi/words';
import type { InitiativeDirection, MeasureEvery } from './model';

const HALF_A_DAY = 43_200_000;

const asDate = (options: Intl.DateTimeFormatOptions, at: number) =>
  new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' }).format(at);

/**
 * A window as people name it: `October 2026`, `the week of 2 November 2026`. It begins at midnight of
 * some zone, so half a day later it is that day nearly everywhere.
 */
export function windowWords(from: number, every: MeasureEvery): string {
  const at = from + HALF_A_DAY;
  if (every === 'month') return asDate({ month: 'long', year: 'numeric' }, at);
  const day = asDate({ day: 'numeric', month: 'long', year: 'numeric' }, at);
  return `the week of ${day}`;
}

/** A target as people say it: `20 h or less`. */
export function targetWords(
  target: number,
  direction: InitiativeDirection,
  unit: KpiUnit,
): string {
  const less = unit === 'count' ? 'fewer' : 'less';
  return `${kpiWords(target, unit)} or ${direction === 'down' ? less : 'more'}`;
}
