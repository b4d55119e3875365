import type { ObjectiveSummary } from '@callboard/plugin-itsm-common';
import { hoursWords } from '../clocks/durations';
import type { ObjectiveWords } from './translation';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const UNITS = /^(\d+)([mhdwMQY])$/;

/** A fraction as a percentage with as many digits as say something, e.g. a target. */
export function targetWords(fraction: number): string {
  const percent = fraction * 100;
  return `${percent.toLocaleString('en', { maximumFractionDigits: 4 })} %`;
}

/** A part of a budget in whole percent; a little is not nothing. */
export function partWords(part: number): string {
  const percent = part * 100;
  if (percent > 0 && percent < 1) return '< 1 %';
  if (percent > 99 && percent < 100) return '99 %';
  return `${Math.round(percent).toLocaleString('en')} %`;
}

/** A burn rate, e.g. `0.6×`. */
export function rateWords(rate: number): string {
  const digits = rate < 0.1 ? 2 : 1;
  return `${rate.toLocaleString('en', { maximumFractionDigits: digits })}×`;
}

/** A length of time in the largest unit that people would say it in. */
export function lengthWords(ms: number, t: ObjectiveWords): string {
  if (ms >= 2 * DAY_MS || ms === DAY_MS) {
    const days = Math.round((ms / DAY_MS) * 10) / 10;
    return t('unit.d', { count: days } as never);
  }
  const hours = ms / HOUR_MS;
  return Number.isInteger(hours)
    ? t('unit.h', { count: hours } as never)
    : hoursWords(ms);
}

/** The window of an objective: `30 days`, `this month`. */
export function windowWords(
  window: Pick<ObjectiveSummary['window'], 'kind' | 'duration' | 'length'>,
  t: ObjectiveWords,
): string {
  const [, count, unit] = UNITS.exec(window.duration) ?? [];
  if (!unit) return lengthWords(window.length, t);
  if (window.kind === 'calendar' && count === '1' && unit !== 'm')
    return t(`current.${unit as 'M'}`);
  return t(`unit.${unit as 'm'}`, { count: Number(count) } as never);
}

/** What is left of a budget, in words. */
export function budgetWords(left: number | undefined, t: ObjectiveWords) {
  if (left === undefined) return t('budget.unknown');
  if (left > 0) return t('budget.left', { percent: partWords(left) });
  return left === 0
    ? t('budget.gone')
    : t('budget.over', { percent: partWords(-left) });
}

/** A sentence of the server between others: with a full stop. */
export function sentenceWords(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
