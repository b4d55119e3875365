import type {
  FactsAt,
  KpiFormula,
  KpiStatistic,
} from '@callboard/plugin-itsm-common';
import type { FactSums } from './model';

/** What a term of a formula is. */
export type TermRole =
  | 'count'
  | 'numerator'
  | 'denominator'
  | 'values'
  | 'entered'
  | 'left';

/** Facts that a formula counts. */
export interface Term {
  role: TermRole;
  facts: FactsAt;
  /** The value that is added up, if one is. */
  value?: string;
  /** Whether all that ever was counts, not what was in a period. */
  ever: boolean;
}

/** A number as it was counted, before it is told. */
export interface Measure {
  /** Absent where there is nothing to count it of. */
  value?: number;
  count: number;
  numerator?: number;
  exact: boolean;
}

/** What a term adds up to in a point, with percentiles where they were asked. */
export type TermSums = FactSums & {
  percentiles?: readonly number[];
  exact?: boolean;
};

export const NO_SUMS: FactSums = { count: 0, marks: {}, values: {}, since: 0 };

/** The facts that a formula counts, in a fixed order. Gauges count none. */
export function termsOf(formula: KpiFormula): Term[] {
  switch (formula.of) {
    case 'count':
      return [{ role: 'count', facts: formula.facts, ever: false }];
    case 'share': {
      // Both halves stand in the same cells.
      const { kind, stage } = formula.facts;
      return [{ role: 'denominator', facts: { kind, stage }, ever: false }];
    }
    case 'value':
      return [
        {
          role: 'values',
          facts: formula.facts,
          value: formula.value,
          ever: false,
        },
      ];
    case 'ratio':
      return (['numerator', 'denominator'] as const).map(role => {
        const { value, ...facts } = formula[role];
        return { role, facts, value, ever: false };
      });
    case 'level':
    case 'level-age':
      return (['entered', 'left'] as const).map(role => ({
        role,
        facts: formula[role],
        ever: true,
      }));
    default:
      return [];
  }
}

/** What a heat map counts: of what is divided, all that there was. */
export function hourlyTerm(formula: KpiFormula): Term | undefined {
  return termsOf(formula).at(formula.of === 'ratio' ? -1 : 0);
}

/** How much a term comes to: a sum of values, or how many. */
export function amountOf({ facts, value }: Term, sums: FactSums): number {
  if (value !== undefined) return sums.values[value]?.sum ?? 0;
  return facts.mark === undefined ? sums.count : sums.marks[facts.mark] ?? 0;
}

const shareOf = (numerator: number, count: number) =>
  count === 0 ? undefined : numerator / count;

/** What a statistic says of values. Of percentiles the first is it. */
function statisticOf(
  statistic: KpiStatistic,
  { count, sum }: { count: number; sum: number },
  percentiles: readonly number[] | undefined,
): number | undefined {
  if (statistic === 'sum') return sum;
  if (count === 0) return undefined;
  return statistic === 'mean' ? sum / count : percentiles?.[0];
}

/**
 * A number from what its terms add up to. Nothing divided by nothing has no value; counts, sums and
 * levels of nothing are 0.
 *
 * @param sums - of each of {@link termsOf}; of levels all that ever was until the end of the point
 * @param end - of level-age: the end of the point, as milliseconds after the instant that sums of
 *   instants are told from
 */
export function measureOf(
  formula: KpiFormula,
  statistic: KpiStatistic | undefined,
  sums: readonly TermSums[],
  end = 0,
): Measure {
  const terms = termsOf(formula);
  const exact = sums.every(each => each.exact !== false);
  const amounts = terms.map((term, i) => amountOf(term, sums[i]));
  switch (formula.of) {
    case 'count':
      return { value: amounts[0], count: amounts[0], exact };
    case 'share': {
      const [{ marks, count: all }] = sums;
      const count =
        formula.among === undefined ? all : marks[formula.among] ?? 0;
      const numerator = marks[formula.facts.mark] ?? 0;
      return { value: shareOf(numerator, count), count, numerator, exact };
    }
    case 'value': {
      const [{ values, percentiles }] = sums;
      const had = values[formula.value] ?? { count: 0, sum: 0 };
      return {
        value: statisticOf(statistic ?? formula.statistic, had, percentiles),
        count: had.count,
        exact,
      };
    }
    case 'ratio': {
      const [numerator, denominator] = amounts;
      return {
        value: shareOf(numerator, denominator),
        count: countOf(terms[1], sums[1]),
        numerator,
        exact,
      };
    }
    case 'level':
    case 'level-age': {
      const open = amounts[0] - amounts[1];
      if (formula.of === 'level') return { value: open, count: open, exact };
      const began = sums[0].since - sums[1].since;
      return {
        value: open === 0 ? undefined : end - began / open,
        count: open,
        exact,
      };
    }
    default:
      return { count: 0, exact };
  }
}

/** How many facts a term is of. */
function countOf({ facts, value }: Term, sums: FactSums): number {
  if (value !== undefined) return sums.values[value]?.count ?? 0;
  return facts.mark === undefined ? sums.count : sums.marks[facts.mark] ?? 0;
}

function addEach<T>(
  a: Readonly<Record<string, T>>,
  b: Readonly<Record<string, T>>,
  add: (x: T | undefined, y: T | undefined) => T,
): Record<string, T> {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...keys].map(key => [key, add(a[key], b[key])]));
}

/** What two add up to. Percentiles do not. */
export function addSums(a: FactSums, b: FactSums): FactSums {
  return {
    count: a.count + b.count,
    marks: addEach(a.marks, b.marks, (x = 0, y = 0) => x + y),
    values: addEach(
      a.values,
      b.values,
      (x = { count: 0, sum: 0 }, y = { count: 0, sum: 0 }) => ({
        count: x.count + y.count,
        sum: x.sum + y.sum,
      }),
    ),
    since: a.since + b.since,
  };
}

/** What ever was up to the end of each point. */
export function runningSums(
  before: FactSums,
  points: readonly FactSums[],
): FactSums[] {
  let sum = before;
  return points.map(point => {
    sum = addSums(sum, point);
    return sum;
  });
}
