import { defineRoute } from '../../../kernel/contract';
import {
  maintenanceListQuerySchema,
  maintenancePageSchema,
  standingParamsSchema,
  standingWindowsSchema,
  windowListQuerySchema,
  windowPageSchema,
  windowPreviewQuestionSchema,
  windowPreviewSchema,
} from './schema';

/**
 * Freezes, maintenance windows and what goes on of them. They are written as definitions of the kind
 * `change-window`.
 */
export const windowRoutes = {
  list: defineRoute({
    name: 'changes.windows.list',
    method: 'get',
    path: '/changes/windows',
    summary:
      'Freezes and maintenance windows by key, with what goes on and the next occurrences. What the caller may not see of their scope is left out, and so is a window that is about nothing else.',
    query: windowListQuerySchema,
    response: windowPageSchema,
  }),
  preview: defineRoute({
    name: 'changes.windows.preview',
    method: 'post',
    permission: 'itsm.definition.write',
    path: '/changes/windows/preview',
    summary:
      'When a window would be that is not written yet: the next ten occurrences. For whoever may write definitions.',
    body: windowPreviewQuestionSchema,
    response: windowPreviewSchema,
  }),
  maintenance: defineRoute({
    name: 'changes.maintenance.list',
    method: 'get',
    path: '/changes/maintenance',
    summary:
      'Maintenance by its begin, of entities that the caller may see: of one entity, in a state, within a period. Left out is what only participants may know of; changes that the caller may not read are not named.',
    query: maintenanceListQuerySchema,
    response: maintenancePageSchema,
  }),
  standing: defineRoute({
    name: 'changes.windows.standing',
    method: 'get',
    permission: 'itsm.change.read',
    path: '/changes/:id/windows',
    summary:
      'The freezes and maintenance windows in which the planned time of a change lies, the first first.',
    params: standingParamsSchema,
    response: standingWindowsSchema,
  }),
};
