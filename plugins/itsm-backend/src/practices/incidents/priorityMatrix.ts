import type { RootConfigService } from '@backstage/backend-plugin-api';
import {
  DEFAULT_PRIORITY_MATRIX,
  PRIORITIES,
  type Priority,
  type PriorityMatrix,
} from '@callboard/plugin-itsm-common';

/**
 * The matrix of `itsm.incidents.priorityMatrix`: three rows by impact, three columns by urgency.
 *
 * @throws Error if it is not 3×3, or a value is not a priority from 1 to 5
 */
export function readPriorityMatrix(config: RootConfigService): PriorityMatrix {
  const rows = config.getOptional<unknown>('itsm.incidents.priorityMatrix');
  if (rows === undefined) return DEFAULT_PRIORITY_MATRIX;
  const holds =
    Array.isArray(rows) &&
    rows.length === 3 &&
    rows.every(
      row =>
        Array.isArray(row) &&
        row.length === 3 &&
        row.every(value => PRIORITIES.includes(value as Priority)),
    );
  if (!holds) {
    throw new Error(
      'itsm.incidents.priorityMatrix must be three rows (impact high, medium, low) of three priorities from 1 to 5 (urgency high, medium, low)',
    );
  }
  return rows as Priority[][];
}
