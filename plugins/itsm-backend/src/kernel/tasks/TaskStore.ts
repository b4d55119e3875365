import type { Knex } from 'knex';
import { toInstant } from '../database';
import { sha256 } from '../journal/canonical';
import type { StoredTask } from './model';

type Row = Record<string, any>;

/** Where tasks without a due date stand in an order by due date. */
export const NEVER_DUE = Number.MAX_SAFE_INTEGER;

/** A row joined with its words, as a task. */
export function toTask(row: Row, blockedBy: readonly string[]): StoredTask {
  const erased = row.text_body === null;
  return {
    id: row.id,
    recordId: row.record_id,
    number: row.number,
    position: row.position,
    title: erased ? undefined : row.text_body,
    text: {
      text: row.text_id,
      // Without a salt a name was taken out of the words: they are no longer those of the hash.
      hash:
        erased || row.text_salt === ''
          ? undefined
          : sha256(row.text_salt, row.text_body),
    },
    state: row.state,
    audience: row.audience,
    assigneeRef: row.assignee_ref ?? undefined,
    ownerRef: row.owner_ref ?? undefined,
    dueAt: toInstant(row.due_at),
    blockedBy,
    doneAt: toInstant(row.done_at),
    doneByRef: row.done_by_ref ?? undefined,
    version: row.version,
    createdAt: Number(row.created_at),
  };
}

function toRow(task: StoredTask): Row {
  return {
    id: task.id,
    record_id: task.recordId,
    number: task.number,
    position: task.position,
    text_id: task.text.text,
    state: task.state,
    audience: task.audience,
    assignee_ref: task.assigneeRef ?? null,
    owner_ref: task.ownerRef ?? null,
    due_at: task.dueAt ?? null,
    due_order: task.dueAt ?? NEVER_DUE,
    done_at: task.doneAt ?? null,
    done_by_ref: task.doneByRef ?? null,
    version: task.version,
    created_at: task.createdAt,
  };
}

/** A query over tasks `t` with their words. */
export function tasksWithText(executor: Knex): Knex.QueryBuilder {
  return executor('tasks as t')
    .join('texts as x', 'x.id', 't.text_id')
    .select('t.*', 'x.body as text_body', 'x.salt as text_salt');
}

/** What each of the tasks waits for: ids by id. */
export async function readBlocks(
  executor: Knex,
  taskIds: readonly string[],
): Promise<Map<string, string[]>> {
  const blocks = new Map<string, string[]>(taskIds.map(id => [id, []]));
  if (taskIds.length === 0) return blocks;
  const rows = await executor('task_blocks')
    .whereIn('task_id', [...taskIds])
    .orderBy(['task_id', 'blocked_by_id']);
  for (const row of rows) blocks.get(row.task_id)!.push(row.blocked_by_id);
  return blocks;
}

/** The tasks of a record in their order. Two statements. */
export async function readTasks(
  executor: Knex,
  recordId: string,
): Promise<StoredTask[]> {
  const rows: Row[] = await tasksWithText(executor)
    .where('t.record_id', recordId)
    .orderBy('t.position');
  const blocks = await readBlocks(
    executor,
    rows.map(r => r.id),
  );
  return rows.map(row => toTask(row, blocks.get(row.id)!));
}

/** The record that a task belongs to, whoever asks: callers check that they may read it. */
export async function recordOfTask(
  executor: Knex,
  taskId: string,
): Promise<string | undefined> {
  const row = await executor('tasks').where('id', taskId).first('record_id');
  return row?.record_id;
}

/** How many tasks of a record are not over. */
export async function countOpenTasks(
  executor: Knex,
  recordId: string,
): Promise<number> {
  const row = await executor('tasks')
    .where('record_id', recordId)
    .whereNotIn('state', ['done', 'skipped'])
    .count({ n: '*' })
    .first();
  return Number(row!.n);
}

/** Writes what differs between two states of a record's tasks. Only the door calls it. */
export async function writeTasks(
  tx: Knex.Transaction,
  before: readonly StoredTask[],
  after: readonly StoredTask[],
): Promise<void> {
  const had = new Map(before.map(t => [t.id, t]));
  const fresh = after.filter(t => !had.has(t.id));
  if (fresh.length > 0) await tx('tasks').insert(fresh.map(toRow));
  for (const task of after) {
    const old = had.get(task.id);
    if (!old || old === task) continue;
    const { id, record_id: _, created_at: __, ...values } = toRow(task);
    await tx('tasks').where('id', id).update(values);
  }
  for (const task of after) {
    const old = had.get(task.id)?.blockedBy ?? [];
    const gone = old.filter(id => !task.blockedBy.includes(id));
    const more = task.blockedBy.filter(id => !old.includes(id));
    if (gone.length > 0) {
      await tx('task_blocks')
        .where('task_id', task.id)
        .whereIn('blocked_by_id', gone)
        .delete();
    }
    if (more.length > 0) {
      await tx('task_blocks').insert(
        more.map(id => ({ task_id: task.id, blocked_by_id: id })),
      );
    }
  }
}
