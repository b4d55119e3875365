import type {
  AgreementType,
  ClockStateName,
  Metric,
} from '@callboard/plugin-itsm-common';

/** A clock as lists need it. Instants and durations are milliseconds. */
export interface ListedRow {
  recordId: string;
  id: string;
  type: AgreementType;
  metric: Metric;
  state: ClockStateName;
  goal: number;
  elapsed: number;
  dueAt?: number;
  breached: boolean;
  calendarKey: string;
}

/** Running ones before those that are held; the one that ends first before others. */
function compare(a: ListedRow, b: ListedRow): number {
  const held = (row: ListedRow) => (row.state === 'running' ? 0 : 1);
  const end = (row: ListedRow) =>
    row.state === 'running'
      ? row.dueAt ?? Number.MAX_SAFE_INTEGER
      : row.goal - row.elapsed;
  return held(a) - held(b) || end(a) - end(b) || (a.id < b.id ? -1 : 1);
}

/** Of the clocks of each record the one that is nearest to its end. */
export function nearestOf(rows: readonly ListedRow[]): ListedRow[] {
  const nearest = new Map<string, ListedRow>();
  for (const row of rows) {
    const other = nearest.get(row.recordId);
    if (!other || compare(row, other) < 0) nearest.set(row.recordId, row);
  }
  return [...nearest.values()];
}
