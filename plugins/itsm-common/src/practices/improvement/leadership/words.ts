import type { KpiStatistic, KpiUnit } from '../../../kernel/kpi/model';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const plain = (value: number, most: number) =>
  new Intl.NumberFormat('en-US', { maximumFractionDigits: most }).format(value);

const two = (
  value: number,
  [large, largeName]: readonly [number, string],
  [small, smallName]: readonly [number, string],
) => {
  const all = Math.round(value / small);
  const per = large / small;
  const rest = all % per;
  const whole = `${Math.floor(all / per)} ${largeName}`;
  return rest === 0 ? whole : `${whole} ${rest} ${smallName}`;
};

function durationOf(milliseconds: number): string {
  if (milliseconds < 0) return `-${durationOf(-milliseconds)}`;
  if (milliseconds < MINUTE - SECOND / 2)
    return `${Math.round(milliseconds / SECOND)} s`;
  if (milliseconds < HOUR - MINUTE / 2)
    return `${Math.round(milliseconds / MINUTE)} min`;
  if (milliseconds < 2 * DAY - MINUTE / 2)
    return two(milliseconds, [HOUR, 'h'], [MINUTE, 'min']);
  return two(milliseconds, [DAY, 'd'], [HOUR, 'h']);
}

/** With as many decimals as it takes to see that something is missing to 100 %. */
function percentOf(share: number): string {
  const missing = Math.abs(1 - share) * 100;
  const decimals =
    missing < 1e-9 || missing >= 1
      ? 1
      : Math.min(1 - Math.floor(Math.log10(missing)), 6);
  return `${plain(share * 100, decimals)} %`;
}

/** A number with its unit, as people say it: `1,204`, `63.4 %`, `22 h 6 min`. */
export function kpiValueWords(value: number, unit: KpiUnit): string {
  if (unit === 'duration') return durationOf(value);
  if (unit === 'percent') return percentOf(value);
  if (unit === 'count') return plain(value, Number.isInteger(value) ? 0 : 1);
  return plain(value, 2);
}

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
