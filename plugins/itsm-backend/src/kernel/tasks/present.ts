import type { Task } from '@callboard/plugin-itsm-common';
import type { Caller } from '@callboard/plugin-itsm-node';
import { toIso } from '../database';
import type { StoredTask } from './model';

/** What the caller may do with tasks of a record. */
export interface TaskRights {
  caller: Caller;
  /** Whether they may change the record's tasks. */
  canChange: boolean;
}

/** A task as the API shows it. */
export function presentTask(
  task: StoredTask,
  facts: {
    /** Whether a task that comes first is not over. */
    blocked: boolean;
    /** Tasks that come first and that the caller may see. */
    blockedBy: readonly string[];
  },
  rights: TaskRights,
): Task {
  return {
    id: task.id,
    number: task.number,
    position: task.position,
    title: task.title,
    state: task.state,
    audience: task.audience,
    assigneeRef: task.assigneeRef,
    ownerRef: task.ownerRef,
    dueAt: toIso(task.dueAt),
    blocked: facts.blocked,
    blockedBy: [...facts.blockedBy],
    doneAt: toIso(task.doneAt),
    doneByRef: task.doneByRef,
    version: task.version,
    createdAt: toIso(task.createdAt)!,
    viewer: {
      canChange: rights.canChange,
      canComplete: rights.canChange || task.assigneeRef === rights.caller.ref,
    },
  };
}

/** References in tasks, to be described. */
export function refsOfTasks(tasks: readonly StoredTask[]): string[] {
  return tasks.flatMap(t =>
    [t.assigneeRef, t.ownerRef, t.doneByRef].filter(
      (ref): ref is string => ref !== undefined,
    ),
  );
}
