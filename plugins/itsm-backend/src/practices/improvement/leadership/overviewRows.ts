import type { Overview } from '@callboard/plugin-itsm-common';

/** The columns of the numbers of leadership. */
export const OVERVIEW_HEADER = [
  'KPI',
  'Name',
  'Unit',
  'From',
  'To',
  'Whole month',
  'Value',
  'Counted',
  'Average',
  'Lower limit',
  'Upper limit',
  'Target',
  'Verdict',
] as const;

const text = (value: number | undefined) =>
  value === undefined ? '' : String(value);

/** The numbers of leadership by month: durations in milliseconds, percentages as parts of 1. */
export async function* overviewRows({
  numbers,
}: Pick<Overview, 'numbers'>): AsyncGenerator<string[]> {
  for (const number of numbers) {
    const { kpi, name, unit, points, running, limits, target, verdict } =
      number;
    const months = running ? [...points, running] : points;
    for (const month of months) {
      yield [
        kpi,
        name,
        unit,
        month.from,
        month.to,
        month === running ? 'no' : 'yes',
        text(month.value),
        text(month.count),
        text(limits?.centre),
        text(limits?.lower),
        text(limits?.upper),
        text(target),
        verdict,
      ];
    }
  }
}
