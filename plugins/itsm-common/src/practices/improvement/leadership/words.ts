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

/** {@link kpiWords} of a value that is there. */
export const kpiValueWords = (value: number, unit: KpiUnit): string =>
  kpiWords(value, unit);
