import { BUSINESS_OBJECTIVE } from '@callboard/plugin-itsm-common';
import type { RecordCondition } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';

/** How far the objectives of a theme are. */
export interface ThemeSum {
  theme?: string;
  objectives: number;
  progress?: number;
}

/** Deeper than the kernel lets records be part of each other. */
const MOST_LEVELS = 20;

/**
 * Whether an objective counts for the one that it is part of: it is pursued or has ended, and is not
 * restricted. How far something is, is the same for everybody, so what only some may know of is not in it.
 */
const counts = (alias: string) =>
  `${alias}.type = '${BUSINESS_OBJECTIVE}' and ${alias}.status in ('active', 'achieved', 'missed') and ${alias}.visibility <> 'restricted'`;

/** How many objectives are part of one and count. */
const partsOf = (id: string) =>
  `(select count(*) from links pl join records pr on pr.id = pl.from_id where pl.to_id = ${id} and pl.kind = 'child-of' and ${counts(
    'pr',
  )})`;

/** By how much the weight of an objective is shared out. */
const sharesOf = (id: string) =>
  `((select count(*) from key_results ks where ks.record_id = ${id}) + ${partsOf(
    id,
  )})`;

/**
 * How far the objective `r` is, from 0 to 1, as an expression: NULL where nothing was measured. The same
 * as `rolledUpProgress`, of what each key result's progress was when it was written: the weight 1 of the
 * objective is shared out equally to its key results and parts, and so on below.
 */
export const PROGRESS_SQL = `(with recursive tree(id, weight, depth) as (
    select r.id, cast(1 as double precision), 0
    union all
    select c.id, t.weight / ${sharesOf('t.id')}, t.depth + 1
    from tree t join links cl on cl.to_id = t.id and cl.kind = 'child-of'
      join records c on c.id = cl.from_id and ${counts('c')}
    where t.depth < ${MOST_LEVELS}
  )
  select case when count(k.progress) > 0 then sum(coalesce(k.progress, 0) * t.weight / ${sharesOf(
    't.id',
  )}) end
  from tree t join key_results k on k.record_id = t.id)`;

/** How many objectives are part of the objective `r` and count, as an expression. */
export const PARTS_SQL = partsOf('r.id');

/** An objective that is part of another one. */
export interface PartRow {
  number: string;
  title: string;
  status: string;
  progress?: number;
  /** Whether who asks may read it. */
  shown: boolean;
}

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

  /** The objectives that are part of one and count, as they were written down. */
  async parts(recordId: string, readable: RecordCondition): Promise<PartRow[]> {
    const rows = await this.knex('links as l')
      .join('records as r', 'r.id', 'l.from_id')
      .where({ 'l.to_id': recordId, 'l.kind': 'child-of' })
      .whereRaw(counts('r'))
      .orderBy('r.id')
      .select(
        'r.number',
        'r.title',
        'r.status',
        this.knex.raw(`${PROGRESS_SQL} as progress`),
        this.knex.raw(
          `case when ${readable.sql} then 1 else 0 end as shown`,
          readable.bindings as any[],
        ),
      );
    return rows.map(row => ({
      number: row.number,
      title: row.title,
      status: row.status,
      progress: row.progress === null ? undefined : Number(row.progress),
      shown: Number(row.shown) === 1,
    }));
  }
}
