import type {
  KpiFormula,
  KpiStatistic,
  KpiUnit,
} from '../../../kernel/kpi/model';
import { kpiWords } from '../../../kernel/kpi/words';
import { growsWithTime, type Measured } from './judge';
import type { InitiativeDirection } from './model';

const HOUR = 3_600_000;

/**
 * What is saved one of: a thing that did not happen, an hour by which something took less, or an hour
 * in which something was there that had not been.
 */
export type BenefitKind = 'things' | 'hours-shorter' | 'hours-there' | 'none';

/** Hours of work in each of them, where an initiative says nothing else. Assumptions, no measurements. */
export const DEFAULT_HOURS_EACH: Readonly<Record<BenefitKind, number>> = {
  things: 1,
  'hours-shorter': 0.1,
  'hours-there': 1,
  none: 0,
};

/** What it is that an improvement of a number saves. */
export function benefitKindOf(unit: KpiUnit, formula: KpiFormula): BenefitKind {
  if (formula.of === 'count' || formula.of === 'share') return 'things';
  if (formula.of === 'value' && unit === 'duration') return 'hours-shorter';
  if (formula.of === 'gauge' && unit === 'percent') return 'hours-there';
  return 'none';
}

/** One window since implementing began, with what it saved. */
export interface SavedInWindow {
  from: number;
  to: number;
  /** Things or hours, by the kind; less than none where it got worse. */
  saved: number;
}

/** What an initiative saved, and how that was reckoned. */
export interface Benefit {
  kind: BenefitKind;
  /** All windows together: things or hours, by the kind. */
  saved: number;
  hoursEach: number;
  hours: number;
  hourlyRate?: number;
  currency?: string;
  money?: number;
  /** Hours in one window on average. */
  hoursEachWindow: number;
  windows: readonly SavedInWindow[];
  /** How it was reckoned, one line for each step. */
  formula: readonly string[];
}

const plain = (value: number) =>
  new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 }).format(value);

/** What one window gains, by which way is better. */
const gainWords = (direction: InitiativeDirection) =>
  direction === 'down' ? 'baseline − measured' : 'measured − baseline';

const NOUN: Readonly<
  Record<BenefitKind, Readonly<Record<InitiativeDirection, string>>>
> = {
  things: { down: 'fewer', up: 'more' },
  'hours-shorter': { down: 'hours shorter', up: 'hours longer' },
  'hours-there': { down: 'hours less', up: 'hours more' },
  none: { down: '', up: '' },
};

/** What one window saved. */
function savedIn(
  kind: BenefitKind,
  window: Measured & { from: number; to: number },
  input: { baseline: number; better: 1 | -1; perWindow: boolean },
): number {
  if (window.value === undefined) return 0;
  const gained = (input.baseline - window.value) * input.better;
  switch (kind) {
    case 'things':
      return input.perWindow ? gained : gained * window.count;
    case 'hours-shorter':
      return (gained / HOUR) * (input.perWindow ? 1 : window.count);
    case 'hours-there':
      return (gained * (window.to - window.from)) / HOUR;
    default:
      return 0;
  }
}

/**
 * What was saved since implementing began: of each window that was measured, how much better it was than
 * the baseline, times how many there were in it. A window that was worse takes away. Nothing is foretold.
 */
export function benefitOf(input: {
  unit: KpiUnit;
  formula: KpiFormula;
  statistic?: KpiStatistic;
  direction: InitiativeDirection;
  baseline: number;
  windows: readonly (Measured & { from: number; to: number })[];
  hoursEach?: number;
  hourlyRate?: number;
  currency?: string;
}): Benefit {
  const { unit, formula, statistic, direction, baseline } = input;
  const kind = benefitKindOf(unit, formula);
  const perWindow = growsWithTime(formula, statistic);
  const better = direction === 'down' ? 1 : -1;
  const windows = input.windows.map(window => ({
    from: window.from,
    to: window.to,
    saved: savedIn(kind, window, { baseline, better, perWindow }),
  }));
  const saved = windows.reduce((sum, window) => sum + window.saved, 0);
  const hoursEach = input.hoursEach ?? DEFAULT_HOURS_EACH[kind];
  const hours = saved * hoursEach;
  const { hourlyRate, currency } = input;
  const money = hourlyRate === undefined ? undefined : hours * hourlyRate;
  return {
    kind,
    saved,
    hoursEach,
    hours,
    hourlyRate,
    currency,
    money,
    hoursEachWindow: windows.length === 0 ? 0 : hours / windows.length,
    windows,
    formula: formulaWords(kind, {
      unit,
      direction,
      baseline,
      perWindow,
      count: windows.length,
      saved,
      hoursEach,
      hours,
      hourlyRate,
      currency,
      money,
    }),
  };
}

function formulaWords(
  kind: BenefitKind,
  r: {
    unit: KpiUnit;
    direction: InitiativeDirection;
    baseline: number;
    perWindow: boolean;
    count: number;
    saved: number;
    hoursEach: number;
    hours: number;
    hourlyRate?: number;
    currency?: string;
    money?: number;
  },
): string[] {
  if (kind === 'none') return [];
  const each = r.count === 1 ? '1 window' : `${r.count} windows`;
  const gain = gainWords(r.direction);
  const times =
    kind === 'hours-there' ? 'hours of the window' : 'how many there were';
  const how = r.perWindow ? gain : `(${gain}) × ${times}`;
  const words = [
    `${how}, baseline ${kpiWords(
      r.baseline,
      r.unit,
    )}, over ${each} since implementing began = ${plain(r.saved)} ${
      NOUN[kind][r.direction]
    }`,
    `${plain(r.saved)} × ${plain(r.hoursEach)} h of work each = ${plain(
      r.hours,
    )} h`,
  ];
  if (r.money !== undefined)
    words.push(
      `${plain(r.hours)} h × ${plain(r.hourlyRate!)} ${
        r.currency ?? ''
      } = ${plain(r.money)} ${r.currency ?? ''}`.trim(),
    );
  return words;
}
