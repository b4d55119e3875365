import type { ObjectiveHistory } from '@callboard/plugin-itsm-common';

/** What the columns of a history are called. */
export const HISTORY_HEADER = [
  'At',
  'Ratio (%)',
  'Error budget left (%)',
  'Good',
  'Total',
  'Burn rate',
];

const rounded = (value: number | undefined, digits: number) =>
  value === undefined ? '' : String(Number(value.toFixed(digits)));

const percent = (value: number | undefined) =>
  rounded(value === undefined ? undefined : value * 100, 6);

/** The points of a history as rows of cells. */
export async function* historyRows({
  points,
}: ObjectiveHistory): AsyncGenerator<string[]> {
  for (const point of points)
    yield [
      point.at,
      percent(point.ratio),
      percent(point.budgetRemaining),
      rounded(point.good, 6),
      rounded(point.total, 6),
      rounded(point.burnRate, 6),
    ];
}
