import { z } from 'zod';
import {
  instantSchema,
  pageSchema,
  personParamSchema,
  refInfoSchema,
  refOfKind,
  titleSchema,
} from './schema';
import { AUDIENCES, STATUS_CATEGORIES } from './record';

/** The states of a task. `done` and `skipped` are over; both can be opened again. */
export const TASK_STATES = ['open', 'in-progress', 'done', 'skipped'] as const;
export type TaskState = (typeof TASK_STATES)[number];

/** Words for the states. */
export const TASK_STATE_LABELS: Record<TaskState, string> = {
  open: 'Open',
  'in-progress': 'In progress',
  done: 'Done',
  skipped: 'Skipped',
};

/** Whether nothing is left to do. */
export const isTaskOver = (state: TaskState): boolean =>
  state === 'done' || state === 'skipped';

/** Tasks of one record at most. */
export const MOST_TASKS = 200;

const blockedBy = z.array(z.uuid()).max(MOST_TASKS);

/** A task of a record. */
export const taskSchema = z.object({
  id: z.uuid(),
  /** Within its record, from 1; never given twice. */
  number: z.number().int(),
  /** Place in the order of the record's tasks, dense from 1. */
  position: z.number().int(),
  /** Absent once it was erased. */
  title: z.string().optional(),
  state: z.enum(TASK_STATES),
  /** Who may read it: those who work on the record, or its requester too. */
  audience: z.enum(AUDIENCES),
  assigneeRef: z.string().optional(),
  ownerRef: z.string().optional(),
  dueAt: instantSchema.optional(),
  /** Whether a task that comes first is not over yet. */
  blocked: z.boolean(),
  /** Tasks that come first, as far as the reader may see them. */
  blockedBy: z.array(z.uuid()),
  doneAt: instantSchema.optional(),
  doneByRef: z.string().optional(),
  version: z.number().int(),
  createdAt: instantSchema,
  viewer: z.object({
    /** Whether the caller may change everything about it. */
    canChange: z.boolean(),
    /** Whether the caller may move it on: change, or be its assignee. */
    canComplete: z.boolean(),
  }),
});
export type Task = z.output<typeof taskSchema>;

/** A task with the record it belongs to. */
export const taskOfRecordSchema = taskSchema.extend({
  record: z.object({
    id: z.uuid(),
    number: z.string(),
    type: z.string(),
    title: z.string(),
    status: z.string(),
    statusCategory: z.enum(STATUS_CATEGORIES),
  }),
});
export type TaskOfRecord = z.output<typeof taskOfRecordSchema>;

/** A task to be added; it comes last. */
export const newTaskSchema = z.strictObject({
  title: titleSchema,
  assigneeRef: refOfKind('user').optional(),
  ownerRef: refOfKind('group').optional(),
  dueAt: instantSchema.optional(),
  audience: z.enum(AUDIENCES).default('internal'),
  blockedBy: blockedBy.default([]),
});
export type NewTask = z.output<typeof newTaskSchema>;

/** What of a task may be changed. `null` empties. */
export const taskPatchSchema = z
  .strictObject({
    title: titleSchema,
    state: z.enum(TASK_STATES),
    assigneeRef: refOfKind('user').nullable(),
    ownerRef: refOfKind('group').nullable(),
    dueAt: instantSchema.nullable(),
    audience: z.enum(AUDIENCES),
    blockedBy,
  })
  .partial()
  .refine(
    patch => Object.keys(patch).length > 0,
    'must change at least one field',
  );
export type TaskPatch = z.output<typeof taskPatchSchema>;

/** The tasks of a record in their order. */
export const recordTasksSchema = z.object({
  items: z.array(taskSchema),
  refs: z.record(z.string(), refInfoSchema),
  /** Whether the caller may add and order tasks. */
  canChange: z.boolean(),
});
export type RecordTasks = z.output<typeof recordTasksSchema>;

const list = <T extends z.ZodType<unknown, string>>(item: T) =>
  z
    .union([z.string(), z.array(z.string())])
    .transform(v =>
      (Array.isArray(v) ? v : [v]).flatMap(s => s.split(',')).filter(Boolean),
    )
    .pipe(z.array(item).max(20));

/** Filters of the tasks over all records. */
export const taskListQuerySchema = z.strictObject({
  assignee: list(z.union([z.literal('none'), personParamSchema])).optional(),
  owner: list(z.union([z.literal('mine'), refOfKind('group')])).optional(),
  state: list(z.enum(TASK_STATES)).optional(),
  /** Due before this instant. */
  dueBefore: instantSchema.optional(),
  limit: z
    .string()
    .regex(/^\d{1,3}$/, 'must be a number from 1 to 200')
    .transform(Number)
    .pipe(z.number().int().min(1).max(200))
    .optional(),
  cursor: z.string().max(2000).optional(),
});
export type TaskListQuery = z.output<typeof taskListQuerySchema>;

/** A page of tasks, earliest due date first. */
export const taskPageSchema = pageSchema(taskOfRecordSchema).extend({
  refs: z.record(z.string(), refInfoSchema),
});
export type TaskPage = z.output<typeof taskPageSchema>;
