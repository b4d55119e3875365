import { z } from 'zod';
import { defineRoute } from './contract';
import {
  newViewSchema,
  savedViewSchema,
  viewListSchema,
  viewPageSchema,
  viewPatchSchema,
  viewPreferencesSchema,
} from './views';

const idParams = z.strictObject({ id: z.uuid() });

/** Routes of saved views. */
export const viewRoutes = {
  list: defineRoute({
    name: 'views.list',
    method: 'get',
    path: '/views',
    summary:
      'The caller’s own views of a page and those shared with them, in their order.',
    query: z.strictObject({ page: viewPageSchema }),
    response: viewListSchema,
  }),
  create: defineRoute({
    name: 'views.create',
    method: 'post',
    path: '/views',
    summary:
      'Saves a view. Sharing with groups is for their members, with everybody for agents.',
    body: newViewSchema,
    response: savedViewSchema,
    status: 201,
  }),
  prefer: defineRoute({
    name: 'views.prefer',
    method: 'put',
    path: '/views/preferences',
    summary: 'Says which view the caller starts with on a page, and the order.',
    body: viewPreferencesSchema,
    response: viewListSchema,
  }),
  get: defineRoute({
    name: 'views.get',
    method: 'get',
    path: '/views/:id',
    summary: 'One view, so that a link to it can be opened.',
    params: idParams,
    response: savedViewSchema,
  }),
  update: defineRoute({
    name: 'views.update',
    method: 'patch',
    path: '/views/:id',
    summary: 'Changes a view. Only its owner and admins may.',
    params: idParams,
    body: viewPatchSchema,
    response: savedViewSchema,
  }),
  remove: defineRoute({
    name: 'views.remove',
    method: 'delete',
    path: '/views/:id',
    summary: 'Deletes a view. Only its owner and admins may.',
    params: idParams,
    response: z.object({}),
    status: 204,
  }),
} as const;
