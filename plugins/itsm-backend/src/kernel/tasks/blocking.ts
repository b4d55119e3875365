import { isTaskOver, type TaskState } from '@callboard/plugin-itsm-common';

/** What is needed of a task to say what it waits for. */
interface Blockable {
  id: string;
  number: number;
  state: TaskState;
  blockedBy: readonly string[];
}

/** The tasks that come first and are not over. */
export function blockersOf<T extends Blockable>(
  tasks: readonly T[],
  task: T,
): T[] {
  return tasks.filter(
    t => task.blockedBy.includes(t.id) && !isTaskOver(t.state),
  );
}

/**
 * The numbers of the tasks through which one waits for itself.
 *
 * @returns e.g. `[1, 3, 1]`, or undefined if there is no such circle
 */
export function inCircle(
  tasks: readonly Blockable[],
  from: string,
): number[] | undefined {
  const byId = new Map(tasks.map(t => [t.id, t]));
  const visited = new Set<string>();
  const search = (id: string, path: number[]): number[] | undefined => {
    const task = byId.get(id);
    if (!task) return undefined;
    const here = [...path, task.number];
    for (const next of task.blockedBy) {
      if (next === from) return [...here, byId.get(from)!.number];
      if (visited.has(next)) continue;
      visited.add(next);
      const found = search(next, here);
      if (found) return found;
    }
    return undefined;
  };
  return search(from, []);
}
