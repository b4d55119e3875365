import {
  AFFECTS,
  AUDIENCES,
  MOST_WINDOW_DAYS,
} from '@callboard/plugin-itsm-common';
import type { TaskToAdd } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';

const DAY = 86_400_000;
/** More identifiers in one statement than this some engines refuse. */
const CHUNK = 500;

/** A change on the schedule. Instants are milliseconds since the epoch. */
export interface PlannedChange {
  id: string;
  number: string;
  title: string;
  status: string;
  changeType: string;
  expectedImpact: string;
  plannedStart: number;
  plannedEnd: number;
  serviceRef?: string;
  ownerRef?: string;
  visibility: string;
  /** What it affects: the items it names, or its service if it names none. */
  affected: readonly string[];
}

/** The practice's own queries; its columns are written by the door. */
export class ChangeStore {
  constructor(private readonly knex: Knex) {}

  /**
   * Changes that are not over and whose planned window overlaps a span, by their start. Restricted
   * ones and those that nobody in particular may read are among them: whoever shows them asks what
   * the caller may read first.
   */
  async overlapping(
    from: number,
    to: number,
    options: { limit?: number; executor?: Knex } = {},
  ): Promise<PlannedChange[]> {
    const { limit = 10_000, executor = this.knex } = options;
    const rows = await executor('changes as d')
      .join('records as r', 'r.id', 'd.record_id')
      .where('d.planned_start', '<', to)
      // No window is longer, so that the index on its start bounds it on both sides.
      .where('d.planned_start', '>', from - MOST_WINDOW_DAYS * DAY)
      .where('d.planned_end', '>', from)
      .whereIn('r.status_category', ['open', 'waiting'])
      .orderBy([{ column: 'd.planned_start' }, { column: 'd.record_id' }])
      .limit(limit)
      .select(
        'r.id',
        'r.number',
        'r.title',
        'r.status',
        'r.service_ref',
        'r.owner_ref',
        'r.visibility',
        'd.change_type',
        'd.expected_impact',
        'd.planned_start',
        'd.planned_end',
      );
    const affects = await this.affectedOf(
      rows.map(row => row.id),
      executor,
    );
    return rows.map(row => {
      const named = affects.get(row.id) ?? [];
      const service = row.service_ref ?? undefined;
      return {
        id: row.id,
        number: row.number,
        title: row.title,
        status: row.status,
        changeType: row.change_type ?? 'normal',
        expectedImpact: row.expected_impact ?? 'none',
        plannedStart: Number(row.planned_start),
        plannedEnd: Number(row.planned_end),
        serviceRef: service,
        ownerRef: row.owner_ref ?? undefined,
        visibility: row.visibility,
        affected: named.length > 0 || !service ? named : [service],
      };
    });
  }

  /** The items that changes name as affected, by name; absent without any. */
  async affectedOf(
    ids: readonly string[],
    executor: Knex = this.knex,
  ): Promise<Map<string, string[]>> {
    const affected = new Map<string, string[]>();
    // On PostgreSQL they are one parameter: to write hundreds of marks takes longer than the query.
    const isPostgres = executor.client.config.client === 'pg';
    for (let i = 0; i < ids.length; i += CHUNK) {
      const chunk = ids.slice(i, i + CHUNK);
      const rows = await executor('links')
        .modify(query => {
          if (isPostgres) query.whereRaw('from_id = any(?)', [chunk as any]);
          else query.whereIn('from_id', chunk);
        })
        .where('kind', AFFECTS)
        .whereNotNull('to_ref')
        .orderBy('to_ref')
        .select('from_id', 'to_ref');
      for (const row of rows) {
        const known = affected.get(row.from_id);
        if (known) known.push(row.to_ref);
        else affected.set(row.from_id, [row.to_ref]);
      }
    }
    return affected;
  }

  /** Those of the references that the copy of the catalog has, under just this name. */
  async inCatalog(refs: readonly string[]): Promise<string[]> {
    const rows = await this.knex('catalog_entities')
      .whereIn('ref', [...refs])
      .whereNull('removed_at')
      .select('ref');
    return rows.map(row => row.ref);
  }

  /** Which of the records are changes. */
  async changesAmong(
    ids: readonly string[],
    executor: Knex = this.knex,
  ): Promise<ReadonlySet<string>> {
    const rows = await executor('records')
      .whereIn('id', [...new Set(ids)])
      .where('type', 'change')
      .select('id');
    return new Set(rows.map(row => row.id));
  }

  /**
   * The tasks of a change as they would be added to another one: not begun, without dates and
   * people, in the same order. Tasks whose words were erased are left out.
   *
   * @param internal - whether those are copied that only those see who work on it
   */
  async tasksToCopy(recordId: string, internal: boolean): Promise<TaskToAdd[]> {
    const rows = await this.knex('tasks as t')
      .join('texts as x', 'x.id', 't.text_id')
      .where('t.record_id', recordId)
      .whereIn('t.audience', internal ? AUDIENCES : ['requester'])
      .whereNotNull('x.body')
      .orderBy('t.position')
      .select('t.id', 't.audience', 't.owner_ref', 'x.body');
    const blocks = await this.knex('task_blocks')
      .whereIn(
        'task_id',
        rows.map(row => row.id),
      )
      .select('task_id', 'blocked_by_id');
    const before = new Set<string>();
    return rows.map(row => {
      const blockedBy = blocks
        .filter(b => b.task_id === row.id && before.has(b.blocked_by_id))
        .map(b => b.blocked_by_id);
      before.add(row.id);
      return {
        key: row.id,
        title: row.body,
        audience: row.audience,
        ownerRef: row.owner_ref ?? undefined,
        blockedBy,
      };
    });
  }
}
