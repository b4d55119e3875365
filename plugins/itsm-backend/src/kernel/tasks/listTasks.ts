import type { TaskListQuery } from '@callboard/plugin-itsm-common';
import type { Caller } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { permissionSql, readableSql } from '../access/sql';
import { decodeCursor, encodeCursor, listFingerprint } from '../records/cursor';
import type { RegisteredType } from '../RecordTypes';
import type { StoredTask } from './model';
import { NEVER_DUE, readBlocks, tasksWithText, toTask } from './TaskStore';
import { visibleTaskSql, workerSql } from './visibility';

const DEFAULT_LIMIT = 50;

/** A task in a list over all records. */
export interface ListedTask {
  task: StoredTask;
  record: {
    id: string;
    number: string;
    type: string;
    title: string;
    status: string;
    statusCategory: any;
  };
  blocked: boolean;
  /** Tasks that come first and that the caller may see. */
  blockedBy: string[];
  canChange: boolean;
}

/** A keyset page of tasks. */
export interface ListedTasks {
  items: ListedTask[];
  pageInfo: { nextCursor?: string; prevCursor?: string };
}

function applyFilters(
  query: Knex.QueryBuilder,
  caller: Caller,
  options: TaskListQuery,
): void {
  const { assignee, owner, state, dueBefore } = options;
  if (assignee?.length) {
    const refs = assignee
      .filter(a => a !== 'none')
      .map(a => (a === 'me' ? caller.ref : a));
    query.where(w => {
      w.whereIn('t.assignee_ref', refs);
      if (assignee.includes('none')) w.orWhereNull('t.assignee_ref');
    });
  }
  if (owner?.length) {
    query.whereIn(
      't.owner_ref',
      owner.flatMap(o => (o === 'mine' ? caller.ownership : [o])),
    );
  }
  if (state?.length) query.whereIn('t.state', state);
  if (dueBefore) query.where('t.due_at', '<', Date.parse(dueBefore));
}

/** Which of the blockers the caller may see, and which tasks are held up by any. */
async function blockFacts(
  knex: Knex,
  caller: Caller,
  blocks: ReadonlyMap<string, readonly string[]>,
) {
  const ids = [...new Set([...blocks.values()].flat())];
  if (ids.length === 0) return { seen: new Set(), open: new Set() };
  const visible = visibleTaskSql(caller);
  const rows = await knex('tasks as t')
    .join('records as r', 'r.id', 't.record_id')
    .whereIn('t.id', ids)
    .select('t.id', 't.state')
    .select(
      knex.raw(`case when ${visible.sql} then 1 else 0 end as seen`, [
        ...visible.bindings,
      ]),
    );
  return {
    seen: new Set(rows.filter(r => Number(r.seen) === 1).map(r => r.id)),
    open: new Set(
      rows.filter(r => !['done', 'skipped'].includes(r.state)).map(r => r.id),
    ),
  };
}

/**
 * One page of tasks over all records, earliest due date first. What the caller may not see is left
 * out by the query, before the limit. Three statements.
 */
export async function listTasks(
  knex: Knex,
  caller: Caller,
  types: readonly RegisteredType[],
  options: TaskListQuery,
): Promise<ListedTasks> {
  const { cursor: given, limit = DEFAULT_LIMIT, ...question } = options;
  const fingerprint = listFingerprint(['tasks', question]);
  const cursor =
    given === undefined ? undefined : decodeCursor(given, fingerprint);
  const forward = cursor?.direction !== 'prev';
  const readable = readableSql(caller, types);
  const visible = visibleTaskSql(caller);
  const works = workerSql(caller);
  const updates = permissionSql(caller, types, 'update');

  const query = tasksWithText(knex)
    .join('records as r', 'r.id', 't.record_id')
    .select(
      'r.number as record_number',
      'r.type as record_type',
      'r.title as record_title',
      'r.status as record_status',
      'r.status_category as record_category',
    )
    .select(
      knex.raw(
        `case when ${works.sql} and ${updates.sql} then 1 else 0 end as can_change`,
        [...works.bindings, ...updates.bindings],
      ),
    )
    .whereRaw(readable.sql, readable.bindings)
    .whereRaw(visible.sql, visible.bindings)
    .orderBy('t.due_order', forward ? 'asc' : 'desc')
    .orderBy('t.id', forward ? 'asc' : 'desc')
    .limit(limit + 1);
  applyFilters(query, caller, options);
  if (cursor) {
    query.whereRaw(
      `(t.due_order, t.id) ${forward ? '>' : '<'} (cast(? as bigint), ?)`,
      [cursor.value, cursor.id],
    );
  }
  const rows: Record<string, any>[] = await query;
  const more = rows.length > limit;
  const kept = rows.slice(0, limit);
  if (!forward) kept.reverse();
  const blocks = await readBlocks(
    knex,
    kept.map(r => r.id),
  );
  const { seen, open } = await blockFacts(knex, caller, blocks);

  const items = kept.map((row): ListedTask => {
    const before = blocks.get(row.id)!;
    return {
      task: toTask(row, before),
      record: {
        id: row.record_id,
        number: row.record_number,
        type: row.record_type,
        title: row.record_title,
        status: row.record_status,
        statusCategory: row.record_category,
      },
      blocked: before.some(id => open.has(id)),
      blockedBy: before.filter(id => seen.has(id)),
      canChange: Number(row.can_change) === 1,
    };
  });
  const edge = (item: ListedTask | undefined, direction: 'next' | 'prev') =>
    item &&
    encodeCursor(
      { value: item.task.dueAt ?? NEVER_DUE, id: item.task.id, direction },
      fingerprint,
    );
  return {
    items,
    pageInfo: {
      nextCursor:
        !forward || more ? edge(items[items.length - 1], 'next') : undefined,
      prevCursor: (forward ? cursor !== undefined : more)
        ? edge(items[0], 'prev')
        : undefined,
    },
  };
}
