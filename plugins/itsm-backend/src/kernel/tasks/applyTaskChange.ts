import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import { isTaskOver, MOST_TASKS } from '@callboard/plugin-itsm-common';
import type { TaskChange, TaskValues } from '@callboard/plugin-itsm-node';
import { blockersOf, inCircle } from './blocking';
import type { StoredTask } from './model';

/** Who changes tasks of which record, and when. */
export interface TaskContext {
  recordId: string;
  /** Number of the record, for sentences. */
  record: string;
  callerRef: string;
  /** Whether the caller works on the record; others may only move on what is assigned to them. */
  worker: boolean;
  /** Milliseconds since the epoch. */
  now: number;
  newId(): string;
  newText(title: string): { text: string; hash: string };
}

/** What one step did. */
export interface TaskStep {
  kind: 'task.added' | 'task.changed' | 'task.done' | 'task.reordered';
  before?: StoredTask;
  /** Absent for a new order. */
  after?: StoredTask;
  /** Numbers of the tasks in their new order. */
  order?: readonly number[];
}

const byPosition = (a: StoredTask, b: StoredTask) => a.position - b.position;

function find(
  tasks: readonly StoredTask[],
  id: string,
  context: TaskContext,
): StoredTask {
  const task = tasks.find(t => t.id === id);
  if (!task) {
    throw new NotFoundError(`${context.record} has no task ${id}`);
  }
  return task;
}

function checkBlockers(
  tasks: readonly StoredTask[],
  task: StoredTask,
  context: TaskContext,
): void {
  for (const id of task.blockedBy) {
    if (!tasks.some(t => t.id === id)) {
      throw new InputError(
        `blockedBy: ${context.record} has no task ${id}; only tasks of the same record can come first`,
      );
    }
  }
  const others = tasks.filter(t => t.id !== task.id);
  const circle = inCircle([...others, task], task.id);
  if (circle) {
    throw new InputError(
      `blockedBy: tasks ${circle.join(
        ' → ',
      )} would wait for each other in a circle`,
    );
  }
}

function add(
  tasks: readonly StoredTask[],
  toAdd: Extract<TaskChange, { add: unknown }>['add'],
  context: TaskContext,
): { tasks: StoredTask[]; step: TaskStep } {
  if (!context.worker) {
    throw new NotAllowedError(
      `Only those who work on ${context.record} may add tasks`,
    );
  }
  if (tasks.length >= MOST_TASKS) {
    throw new InputError(
      `tasks: ${context.record} has ${MOST_TASKS} tasks, more than that is a project`,
    );
  }
  const task: StoredTask = {
    id: context.newId(),
    recordId: context.recordId,
    number: Math.max(0, ...tasks.map(t => t.number)) + 1,
    position: tasks.length + 1,
    title: toAdd.title,
    text: context.newText(toAdd.title),
    state: 'open',
    audience: toAdd.audience ?? 'internal',
    assigneeRef: toAdd.assigneeRef,
    ownerRef: toAdd.ownerRef,
    dueAt: toAdd.dueAt,
    blockedBy: [...new Set(toAdd.blockedBy ?? [])],
    version: 1,
    createdAt: context.now,
  };
  checkBlockers(tasks, task, context);
  return {
    tasks: [...tasks, task],
    step: { kind: 'task.added', after: task },
  };
}

const same = (a: unknown, b: unknown) =>
  Array.isArray(a) && Array.isArray(b)
    ? a.length === b.length && a.every(item => b.includes(item))
    : a === b;

function withValues(
  task: StoredTask,
  set: TaskValues,
  context: TaskContext,
): StoredTask | undefined {
  const after: any = { ...task };
  let changed = false;
  for (const [key, value] of Object.entries(set)) {
    if (value === undefined) continue;
    const next =
      key === 'blockedBy'
        ? [...new Set(value as string[])]
        : value ?? undefined;
    if (same(after[key], next)) continue;
    after[key] = next;
    changed = true;
    if (key === 'title') after.text = context.newText(value as string);
  }
  if (!changed) return undefined;
  after.version += 1;
  if (after.state !== task.state) {
    const over = isTaskOver(after.state);
    after.doneAt = over ? context.now : undefined;
    after.doneByRef = over ? context.callerRef : undefined;
  }
  return after;
}

function checkMayChange(
  task: StoredTask,
  set: TaskValues,
  context: TaskContext,
): void {
  if (context.worker) return;
  const only = Object.entries(set).filter(([, v]) => v !== undefined);
  const movesOn = only.every(([key]) => key === 'state');
  if (movesOn && task.assigneeRef === context.callerRef) return;
  throw new NotAllowedError(
    movesOn
      ? `Task ${task.number} of ${context.record} is for its assignee and for those who work on the record`
      : `Only those who work on ${context.record} may change its tasks; their assignees may move them on`,
  );
}

function checkMayFinish(
  tasks: readonly StoredTask[],
  task: StoredTask,
  context: TaskContext,
): void {
  const blockers = blockersOf(tasks, task);
  if (blockers.length === 0) return;
  // Titles of internal tasks are not told to those who may not read them.
  const names = blockers.map(t =>
    context.worker && t.title
      ? `task ${t.number} "${t.title}"`
      : `task ${t.number}`,
  );
  throw new ConflictError(
    `Task ${task.number} of ${context.record} is blocked by ${names.join(
      ', ',
    )}; finish or skip that first`,
  );
}

function change(
  tasks: readonly StoredTask[],
  wanted: Extract<TaskChange, { id: string }>,
  context: TaskContext,
): { tasks: StoredTask[]; step?: TaskStep } {
  const before = find(tasks, wanted.id, context);
  checkMayChange(before, wanted.set, context);
  if (
    wanted.expectedVersion !== undefined &&
    wanted.expectedVersion !== before.version
  ) {
    throw new ConflictError(
      `Task ${before.number} of ${context.record} is at version ${before.version}, not ${wanted.expectedVersion}; load it again`,
    );
  }
  const after = withValues(before, wanted.set, context);
  if (!after) return { tasks: [...tasks] };
  const next = tasks.map(t => (t.id === after.id ? after : t));
  checkBlockers(next, after, context);
  const finished = after.state === 'done' && before.state !== 'done';
  if (finished) checkMayFinish(next, after, context);
  const kind = finished ? 'task.done' : 'task.changed';
  return { tasks: next, step: { kind, before, after } };
}

function reorder(
  tasks: readonly StoredTask[],
  order: readonly string[],
  context: TaskContext,
): { tasks: StoredTask[]; step?: TaskStep } {
  if (!context.worker) {
    throw new NotAllowedError(
      `Only those who work on ${context.record} may put its tasks in order`,
    );
  }
  const places = new Map(order.map((id, i) => [id, i + 1]));
  const complete =
    places.size === order.length &&
    order.length === tasks.length &&
    tasks.every(t => places.has(t.id));
  if (!complete) {
    throw new InputError(
      `order: must name each of the ${tasks.length} tasks of ${context.record} once; load them again`,
    );
  }
  if (tasks.every(t => places.get(t.id) === t.position))
    return { tasks: [...tasks] };
  const next = tasks
    .map(t => ({ ...t, position: places.get(t.id)! }))
    .sort(byPosition);
  return {
    tasks: next,
    step: { kind: 'task.reordered', order: next.map(t => t.number) },
  };
}

/**
 * What one step makes of the tasks of a record. Writes nothing. Whatever the steps, the positions
 * are 1 to n, numbers are never given twice, and tasks do not wait for each other in a circle.
 *
 * @throws InputError, NotFoundError, NotAllowedError, and ConflictError for a stale version or
 *   for finishing a task that is blocked
 */
export function applyTaskChange(
  tasks: readonly StoredTask[],
  wanted: TaskChange,
  context: TaskContext,
): { tasks: StoredTask[]; step?: TaskStep } {
  if ('add' in wanted) return add(tasks, wanted.add, context);
  if ('order' in wanted) return reorder(tasks, wanted.order, context);
  return change(tasks, wanted, context);
}
