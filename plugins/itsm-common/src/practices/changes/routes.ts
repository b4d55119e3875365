import { defineRoute } from '../../kernel/contract';
import { recordIdParamsSchema } from '../../kernel/schema';
import { bulkResultSchema } from '../../kernel/bulk';
import {
  changeAffectedSchema,
  changeBulkSchema,
  changeListQuerySchema,
  changePageSchema,
  changePatchSchema,
  changeSchema,
  changeSettingsSchema,
  changeTransitionSchema,
  newChangeSchema,
} from './schema';

/** The routes of change enablement. */
export const changeRoutes = {
  list: defineRoute({
    name: 'changes.list',
    method: 'get',
    path: '/changes',
    summary: 'Changes that the caller may read, as a keyset page.',
    permission: 'itsm.change.read',
    query: changeListQuerySchema,
    response: changePageSchema,
  }),
  file: defineRoute({
    name: 'changes.file',
    method: 'post',
    path: '/changes',
    summary: 'Files a change against catalog entities, as a draft.',
    permission: 'itsm.change.create',
    body: newChangeSchema,
    response: changeSchema,
    status: 201,
  }),
  settings: defineRoute({
    name: 'changes.settings',
    method: 'get',
    path: '/changes/settings',
    summary: 'Limits and rhythms, so that a form can say them beforehand.',
    response: changeSettingsSchema,
  }),
  bulk: defineRoute({
    name: 'changes.bulk',
    method: 'post',
    path: '/changes/bulk',
    summary:
      'Edits or moves up to 100 changes, each on its own, and says what became of each.',
    permission: 'itsm.change.update',
    body: changeBulkSchema,
    response: bulkResultSchema,
  }),
  get: defineRoute({
    name: 'changes.get',
    method: 'get',
    path: '/changes/:id',
    summary: 'One change by number or id, with what the caller may do with it.',
    permission: 'itsm.change.read',
    params: recordIdParamsSchema,
    response: changeSchema,
  }),
  update: defineRoute({
    name: 'changes.update',
    method: 'patch',
    path: '/changes/:id',
    summary:
      'Edits fields. With If-Match, a stale version is a conflict that says what changed.',
    permission: 'itsm.change.update',
    params: recordIdParamsSchema,
    body: changePatchSchema,
    response: changeSchema,
  }),
  transition: defineRoute({
    name: 'changes.transition',
    method: 'post',
    path: '/changes/:id/transitions',
    summary: 'Moves a change along its lifecycle.',
    permission: 'itsm.change.update',
    params: recordIdParamsSchema,
    body: changeTransitionSchema,
    response: changeSchema,
  }),
  assignToMe: defineRoute({
    name: 'changes.assignToMe',
    method: 'post',
    path: '/changes/:id/assign-to-me',
    summary:
      'Assigns a change to the caller. With If-Match it is refused if somebody else was faster.',
    permission: 'itsm.change.update',
    params: recordIdParamsSchema,
    response: changeSchema,
  }),
  setAffected: defineRoute({
    name: 'changes.setAffected',
    method: 'put',
    path: '/changes/:id/affected',
    summary: 'Says which configuration items a change affects, in one command.',
    permission: 'itsm.change.update',
    params: recordIdParamsSchema,
    body: changeAffectedSchema,
    response: changeSchema,
  }),
  copy: defineRoute({
    name: 'changes.copy',
    method: 'post',
    path: '/changes/:id/copy',
    summary:
      'Files a new draft with what another change says and affects, without its times and what came of it.',
    permission: 'itsm.change.create',
    params: recordIdParamsSchema,
    response: changeSchema,
    status: 201,
  }),
} as const;
