import { z } from 'zod';
import { defineRoute } from '../../../kernel/contract';
import { recordIdParamsSchema } from '../../../kernel/schema';
import {
  ciHealthQuerySchema,
  ciHealthSchema,
  ciTaskListQuerySchema,
  ciTaskPageSchema,
  ciTaskPatchSchema,
  ciTaskSchema,
  ciTaskTransitionSchema,
  confirmationListQuerySchema,
  confirmationPageSchema,
  confirmResultSchema,
  confirmSchema,
  excuseSchema,
  findingExportQuerySchema,
  findingListQuerySchema,
  findingPageSchema,
  findingResultSchema,
  findingTasksSchema,
  healthHistoryQuerySchema,
  healthHistorySchema,
  healthQuerySchema,
  healthRuleSchema,
  healthSchema,
  unexcuseSchema,
} from './schema';

const permission = 'itsm.cmdb.read';
const update = 'itsm.cmdb.update';

/** How well the data of configuration items are, what is wrong with them, and who puts it right. */
export const cmdbHealthRoutes = {
  health: defineRoute({
    name: 'cmdb.health',
    method: 'get',
    permission,
    path: '/cmdb/health',
    summary:
      'Scores of the data of configuration items by dimension, of all that the caller may see and by class, owner or system.',
    query: healthQuerySchema,
    response: healthSchema,
  }),
  history: defineRoute({
    name: 'cmdb.health.history',
    method: 'get',
    permission,
    path: '/cmdb/health/history',
    summary:
      'Scores by day. Days count all items, so whoever sees a part of the catalog gets none, and is told so.',
    query: healthHistoryQuerySchema,
    response: healthHistorySchema,
  }),
  rules: defineRoute({
    name: 'cmdb.health.rules',
    method: 'get',
    permission,
    path: '/cmdb/health/rules',
    summary:
      'All checks, with what they look for and how much they count; those of the organisation are definitions of the kind ci-rule.',
    response: z.object({ items: z.array(healthRuleSchema) }),
  }),
  evaluate: defineRoute({
    name: 'cmdb.health.evaluate',
    method: 'post',
    permission: update,
    path: '/cmdb/health/evaluate',
    summary:
      'Looks at all items anew, in the background. For the role admin; it happens once a day anyway.',
    response: z.object({ planned: z.literal(true) }),
    status: 202,
  }),
  findings: defineRoute({
    name: 'cmdb.findings.list',
    method: 'get',
    permission,
    path: '/cmdb/findings',
    summary:
      'What is wrong with items that the caller may see and what to do about it, the worst first, as a keyset page. A page may have fewer than asked for and a next one all the same.',
    query: findingListQuerySchema,
    response: findingPageSchema,
  }),
  exportFindings: defineRoute({
    name: 'cmdb.findings.export',
    method: 'get',
    permission,
    path: '/cmdb/findings/export',
    summary:
      'Findings as CSV, with the filters of the list. Texts that a spreadsheet would run as a formula begin with an apostrophe.',
    query: findingExportQuerySchema,
    answers: 'text/csv',
    response: z.string(),
  }),
  ciHealth: defineRoute({
    name: 'cmdb.ci-health',
    method: 'get',
    permission,
    path: '/cmdb/ci-health',
    summary:
      'How well the data of one item are: every check in words, findings, and when it was confirmed.',
    query: ciHealthQuerySchema,
    response: ciHealthSchema,
  }),
  makeTasks: defineRoute({
    name: 'cmdb.findings.tasks',
    method: 'post',
    permission: 'itsm.ci-task.create',
    path: '/cmdb/findings/tasks',
    summary:
      'Makes a task of each finding, for the owner of its item. A finding has at most one open task; the one that is there is named.',
    body: findingTasksSchema,
    response: findingResultSchema,
  }),
  excuse: defineRoute({
    name: 'cmdb.findings.excuse',
    method: 'post',
    permission: update,
    path: '/cmdb/findings/excuse',
    summary:
      'Accepts findings until a day, with a reason. For agents, and for the group that owns the item.',
    body: excuseSchema,
    response: findingResultSchema,
  }),
  unexcuse: defineRoute({
    name: 'cmdb.findings.unexcuse',
    method: 'post',
    permission: update,
    path: '/cmdb/findings/unexcuse',
    summary: 'Takes back that findings were accepted.',
    body: unexcuseSchema,
    response: findingResultSchema,
  }),
  confirmations: defineRoute({
    name: 'cmdb.confirmations.list',
    method: 'get',
    permission,
    path: '/cmdb/confirmations',
    summary:
      'Items that are to be confirmed, the longest due first, as a keyset page: those of the caller and their groups unless asked otherwise.',
    query: confirmationListQuerySchema,
    response: confirmationPageSchema,
  }),
  confirm: defineRoute({
    name: 'cmdb.confirmations.confirm',
    method: 'post',
    permission: update,
    path: '/cmdb/confirmations',
    summary:
      'Says that what is known of items is true. For agents, and for the group that owns the item.',
    body: confirmSchema,
    response: confirmResultSchema,
  }),
  listTasks: defineRoute({
    name: 'cmdb.tasks.list',
    method: 'get',
    permission: 'itsm.ci-task.read',
    path: '/cmdb/tasks',
    summary: 'CI tasks that the caller may read, as a keyset page.',
    query: ciTaskListQuerySchema,
    response: ciTaskPageSchema,
  }),
  getTask: defineRoute({
    name: 'cmdb.tasks.get',
    method: 'get',
    permission: 'itsm.ci-task.read',
    path: '/cmdb/tasks/:id',
    summary:
      'One CI task by number or id, with what the caller may do with it.',
    params: recordIdParamsSchema,
    response: ciTaskSchema,
  }),
  updateTask: defineRoute({
    name: 'cmdb.tasks.update',
    method: 'patch',
    permission: 'itsm.ci-task.update',
    path: '/cmdb/tasks/:id',
    summary:
      'Changes fields. With If-Match, a stale version is a conflict that says what changed.',
    params: recordIdParamsSchema,
    body: ciTaskPatchSchema,
    response: ciTaskSchema,
  }),
  transitionTask: defineRoute({
    name: 'cmdb.tasks.transition',
    method: 'post',
    permission: 'itsm.ci-task.update',
    path: '/cmdb/tasks/:id/transitions',
    summary: 'Moves a CI task along its lifecycle.',
    params: recordIdParamsSchema,
    body: ciTaskTransitionSchema,
    response: ciTaskSchema,
  }),
} as const;
