import { BUSINESS_OBJECTIVE } from '@callboard/plugin-itsm-common';
import type { RecordCondition } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';

/** How far the objectives of a theme are. */
export interface ThemeSum {
  theme?: string;
  objectives: number;
  progress?: number;
}

/**
 * How far the objective `r` is, from 0 to 1, as an expression: NULL where nothing was measured. The same
 * as `objectiveProgress`, of what each key result's progress was when it was written.
 */
export const PROGRESS_SQL =
  '(select case when count(k.progress) > 0 then sum(coalesce(k.progress, 0)) / count(*) end from key_results k where k.record_id = r.id)';

/** The SQL of objectives beyond what lists of records tell. */
export class ObjectiveStore {
  constructor(private readonly knex: Knex) {}

  /** Active objectives by theme, those without one last. */
  async byTheme(readable: RecordCondition): Promise<ThemeSum[]> {
    const inner = this.knex('records as r')
      .join('business_objectives as d', 'd.record_id', 'r.id')
      .where('r.type', BUSINESS_OBJECTIVE)
      .where('r.status', 'active')
      .whereRaw(readable.sql, readable.bindings)
      .select('d.theme', this.knex.raw(`${PROGRESS_SQL} as progress`))
      .as('o');
    const rows: any[] = await this.knex
      .from(inner)
      .groupBy('theme')
      .orderByRaw('case when theme is null then 1 else 0 end, theme')
      .select('theme')
      .count({ objectives: '*' })
      .avg({ progress: 'progress' });
    return rows.map(row => ({
      theme: row.theme ?? undefined,
      objectives: Number(row.objectives),
      progress:
        row.progress === null ? undefined : Math.min(1, Number(row.progress)),
    }));
  }
}
