import { defineRoute } from '../../../kernel/contract';
import { recordIdParamsSchema } from '../../../kernel/schema';
import { bulkResultSchema } from '../../../kernel/bulk';
import {
  initiativeBulkSchema,
  initiativeListQuerySchema,
  initiativeMeasuresSchema,
  initiativePageSchema,
  initiativePatchSchema,
  initiativePreviewedSchema,
  initiativePreviewSchema,
  initiativeSchema,
  initiativeSettingsSchema,
  initiativeTransitionSchema,
  newInitiativeSchema,
} from './schema';

const READ = 'itsm.initiative.read';
const UPDATE = 'itsm.initiative.update';

/** The register of improvement initiatives. */
export const initiativeRoutes = {
  list: defineRoute({
    name: 'initiatives.list',
    method: 'get',
    path: '/improvement/initiatives',
    summary: 'Initiatives that the caller may read, as a keyset page.',
    permission: READ,
    query: initiativeListQuerySchema,
    response: initiativePageSchema,
  }),
  file: defineRoute({
    name: 'initiatives.file',
    method: 'post',
    path: '/improvement/initiatives',
    summary:
      'Files an initiative. With a KPI and a baseline, the baseline is measured; that takes itsm.kpi.read as well.',
    permission: 'itsm.initiative.create',
    body: newInitiativeSchema,
    response: initiativeSchema,
    status: 201,
  }),
  settings: defineRoute({
    name: 'initiatives.settings',
    method: 'get',
    path: '/improvement/initiatives/settings',
    summary: 'Limits and rates, so that a form can say them beforehand.',
    response: initiativeSettingsSchema,
  }),
  preview: defineRoute({
    name: 'initiatives.preview',
    method: 'post',
    path: '/improvement/initiatives/preview',
    summary:
      'What a KPI was in a baseline and is now, as an initiative would measure it. Reads only.',
    permission: 'itsm.kpi.read',
    body: initiativePreviewSchema,
    takesKey: false,
    response: initiativePreviewedSchema,
  }),
  bulk: defineRoute({
    name: 'initiatives.bulk',
    method: 'post',
    path: '/improvement/initiatives/bulk',
    summary:
      'Edits or moves up to 100 initiatives, each on its own, and says what became of each.',
    permission: UPDATE,
    body: initiativeBulkSchema,
    response: bulkResultSchema,
  }),
  get: defineRoute({
    name: 'initiatives.get',
    method: 'get',
    path: '/improvement/initiatives/:id',
    summary:
      'One initiative by number or id, with what the caller may do with it and why it cannot be closed.',
    permission: READ,
    params: recordIdParamsSchema,
    response: initiativeSchema,
  }),
  update: defineRoute({
    name: 'initiatives.update',
    method: 'patch',
    path: '/improvement/initiatives/:id',
    summary:
      'Edits fields. With If-Match, a stale version is a conflict that says what changed. A KPI or a baseline that is chosen is measured.',
    permission: UPDATE,
    params: recordIdParamsSchema,
    body: initiativePatchSchema,
    response: initiativeSchema,
  }),
  transition: defineRoute({
    name: 'initiatives.transition',
    method: 'post',
    path: '/improvement/initiatives/:id/transitions',
    summary:
      'Moves an initiative along its lifecycle. Nobody closes one: it does so by itself when its target has held.',
    permission: UPDATE,
    params: recordIdParamsSchema,
    body: initiativeTransitionSchema,
    response: initiativeSchema,
  }),
  assignToMe: defineRoute({
    name: 'initiatives.assignToMe',
    method: 'post',
    path: '/improvement/initiatives/:id/assign-to-me',
    summary:
      'Assigns an initiative to the caller. With If-Match it is refused if somebody else was faster.',
    permission: UPDATE,
    params: recordIdParamsSchema,
    response: initiativeSchema,
  }),
  measures: defineRoute({
    name: 'initiatives.measures',
    method: 'get',
    path: '/improvement/initiatives/:id/measures',
    summary:
      'Everything measured for an initiative: window by window, by the definition of its baseline and by the newest one, and what was saved with the formula.',
    permission: READ,
    params: recordIdParamsSchema,
    response: initiativeMeasuresSchema,
  }),
  measureNow: defineRoute({
    name: 'initiatives.measureNow',
    method: 'post',
    path: '/improvement/initiatives/:id/measure',
    summary:
      'Measures an initiative now instead of tomorrow, for those who work on it.',
    permission: UPDATE,
    params: recordIdParamsSchema,
    response: initiativeSchema,
  }),
} as const;
