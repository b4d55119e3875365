import type { Knex } from 'knex';
import type { ListedRow } from './nearest';

/** Below the parameters that SQLite takes in one statement. */
const CHUNK = 200;

/** Reads the copy of clocks for lists. */
export class ListedClocksStore {
  constructor(private readonly knex: Knex) {}

  /** The clocks of records that run or are held. */
  async unfinished(recordIds: readonly string[]): Promise<ListedRow[]> {
    const found: ListedRow[] = [];
    for (let i = 0; i < recordIds.length; i += CHUNK) {
      const rows = await this.knex('sl_clocks')
        .whereIn('record_id', recordIds.slice(i, i + CHUNK))
        .whereIn('state', ['running', 'paused'])
        .select(
          'record_id',
          'clock_id',
          'type',
          'metric',
          'state',
          'goal',
          'elapsed',
          'due_at',
          'breached',
          'calendar_key',
        );
      for (const row of rows) {
        found.push({
          recordId: row.record_id,
          id: row.clock_id,
          type: row.type,
          metric: row.metric,
          state: row.state,
          goal: Number(row.goal),
          elapsed: Number(row.elapsed),
          ...(row.due_at !== null && { dueAt: Number(row.due_at) }),
          breached: Boolean(row.breached),
          calendarKey: row.calendar_key,
        });
      }
    }
    return found;
  }
}
