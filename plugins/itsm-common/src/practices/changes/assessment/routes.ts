import { defineRoute } from '../../../kernel/contract';
import { recordIdParamsSchema } from '../../../kernel/schema';
import { assessmentSchema, changeDraftSchema } from './schema';

/** The routes of what a change would do, before it does. */
export const assessmentRoutes = {
  assess: defineRoute({
    name: 'changes.assess',
    method: 'post',
    permission: 'itsm.change.read',
    path: '/changes/assess',
    summary:
      'What a change would hit, how risky it is and why, what it is in conflict with, and when it would not be. Nothing is written.',
    body: changeDraftSchema,
    response: assessmentSchema,
  }),
  assessment: defineRoute({
    name: 'changes.assessment',
    method: 'get',
    permission: 'itsm.change.read',
    path: '/changes/:id/assessment',
    summary:
      'The same for a change that is filed, as it is now. What the caller may not see is in no path and no count.',
    params: recordIdParamsSchema,
    response: assessmentSchema,
  }),
};
