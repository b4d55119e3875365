import { z } from 'zod';
import { defineRoute } from './contract';
import { recordIdParamsSchema } from './schema';
import {
  MOST_TASKS,
  newTaskSchema,
  recordTasksSchema,
  taskListQuerySchema,
  taskPageSchema,
  taskPatchSchema,
  taskSchema,
} from './tasks';

/** Routes of tasks. */
export const taskRoutes = {
  ofRecord: defineRoute({
    name: 'tasks.ofRecord',
    method: 'get',
    path: '/records/:id/tasks',
    summary: 'The tasks of a record that the caller may see, in their order.',
    params: recordIdParamsSchema,
    response: recordTasksSchema,
  }),
  add: defineRoute({
    name: 'tasks.add',
    method: 'post',
    path: '/records/:id/tasks',
    summary: 'Adds a task to a record, as the last one.',
    params: recordIdParamsSchema,
    body: newTaskSchema,
    response: taskSchema,
    status: 201,
  }),
  reorder: defineRoute({
    name: 'tasks.reorder',
    method: 'post',
    path: '/records/:id/tasks/order',
    summary: 'Puts the tasks of a record in another order: names all of them.',
    params: recordIdParamsSchema,
    body: z.strictObject({ order: z.array(z.uuid()).max(MOST_TASKS) }),
    response: recordTasksSchema,
  }),
  list: defineRoute({
    name: 'tasks.list',
    method: 'get',
    path: '/tasks',
    summary:
      'Tasks over all records that the caller may see, earliest due date first.',
    query: taskListQuerySchema,
    response: taskPageSchema,
  }),
  update: defineRoute({
    name: 'tasks.update',
    method: 'patch',
    path: '/tasks/:id',
    summary:
      'Changes a task. Its assignee may move it on; the rest is for those who work on the record.',
    params: z.strictObject({ id: z.uuid() }),
    body: taskPatchSchema,
    response: taskSchema,
  }),
} as const;
