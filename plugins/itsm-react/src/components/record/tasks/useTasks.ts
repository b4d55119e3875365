import { taskRoutes } from '@callboard/plugin-itsm-common';
import type { RecordTasks, TaskState } from '@callboard/plugin-itsm-common';
import { useQueryClient } from '@tanstack/react-query';
import { useItsmMutation } from '../../../api/useItsmMutation';
import { itsmQueryKey, useItsmQuery } from '../../../api/useItsmQuery';
import { movedTo } from './order';

/** The tasks of a record with the ways to change them. Moving shows at once, before the answer. */
export function useTasks(number: string) {
  const params = { id: number };
  const queries = useQueryClient();
  const query = useItsmQuery(taskRoutes.ofRecord, { params, live: true });
  const add = useItsmMutation(taskRoutes.add);
  const update = useItsmMutation(taskRoutes.update);
  const reorder = useItsmMutation(taskRoutes.reorder);
  const key = itsmQueryKey(taskRoutes.ofRecord, { params });

  const move = async (id: string, index: number) => {
    const before = queries.getQueryData<RecordTasks>(key);
    if (!before) return;
    const ids = before.items.map(task => task.id);
    const order = movedTo(ids, id, index);
    if (order.every((other, i) => other === ids[i])) return;
    await queries.cancelQueries({ queryKey: key });
    queries.setQueryData(key, {
      ...before,
      items: order.map(other => before.items.find(t => t.id === other)!),
    });
    try {
      await reorder.mutateAsync({ params, body: { order } });
    } catch {
      queries.invalidateQueries({ queryKey: key });
    }
  };
  return {
    query,
    add,
    update,
    /** Moves a task on; it shows at once, and goes back if the server refuses. */
    moveOn: (id: string, state: TaskState) => {
      queries.setQueryData<RecordTasks>(
        key,
        old =>
          old && {
            ...old,
            items: old.items.map(task =>
              task.id === id ? { ...task, state } : task,
            ),
          },
      );
      update.mutate(
        { params: { id }, body: { state } },
        { onError: () => queries.invalidateQueries({ queryKey: key }) },
      );
    },
    move,
    error: update.error ?? reorder.error,
  };
}

/** What {@link useTasks} gives. */
export type TasksOnPage = ReturnType<typeof useTasks>;
