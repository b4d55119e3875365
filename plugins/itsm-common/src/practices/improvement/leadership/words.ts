import type { KpiStatistic } from '../../../kernel/kpi/model';

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
