import type { KpiStatistic, KpiUnit } from '../../../kernel/kpi/model';
import { kpiWords } from '../../../kernel/kpi/words';

const STATISTICS: Readonly<Record<KpiStatistic, string>> = {
  median: 'median',
  mean: 'mean',
  p90: 'slowest tenth from',
  max: 'largest',
  sum: 'sum',
};

/** The name of a number with what many values became one by, e.g. `Time to resolve (median)`. */
export function kpiNameWords(name: string, statistic?: KpiStatistic): string {
  return statistic === undefined ? name : `${name} (${STATISTICS[statistic]})`;
}

/** What is usual of a number: `16.5 to 37.3`, or the one value that it always has. */
export function rangeWords(
  { lower, upper }: { lower: number; upper: number },
  unit: KpiUnit,
): string {
  const [least, most] = [kpiWords(lower, unit), kpiWords(upper, unit)];
  return least === most ? least : `${least} to ${most}`;
}
