import { isTaskOver } from '@callboard/plugin-itsm-common';
import type { TaskPayload } from './model';

/** An entry about tasks as it stands in the journal. */
export interface TaskJournalEntry {
  kind: string;
  at: number;
  actorId: number;
  payload: Record<string, any>;
}

/** A task as the journal knows it: words and people by reference, other tasks by number. */
export interface ReplayedTask {
  id: string;
  number: number;
  position: number;
  version: number;
  values: Record<string, unknown>;
  doneAt?: number;
  doneBy?: number;
}

/**
 * What the journal of a record makes of its tasks: the same as stands in the table. The table is
 * written by the door in the same transaction; this is what proves it, and what would rebuild it.
 */
export function replayTasks(
  entries: readonly TaskJournalEntry[],
): ReplayedTask[] {
  const tasks = new Map<number, ReplayedTask>();
  for (const { kind, at, actorId, payload } of entries) {
    if (kind === 'task.reordered') {
      (payload.order as number[]).forEach((number, i) => {
        tasks.get(number)!.position = i + 1;
      });
      continue;
    }
    const said = payload.task as TaskPayload;
    if (kind === 'task.added') {
      tasks.set(said.number, {
        id: said.id,
        number: said.number,
        position: tasks.size + 1,
        version: said.version,
        values: { ...said.values, title: said.title },
      });
      continue;
    }
    const task = tasks.get(said.number)!;
    task.version = said.version;
    for (const { field, after } of said.changes ?? []) {
      task.values[field] = after;
      if (field !== 'state') continue;
      const over = isTaskOver(after as any);
      task.doneAt = over ? at : undefined;
      task.doneBy = over ? actorId : undefined;
    }
  }
  return [...tasks.values()].sort((a, b) => a.position - b.position);
}
