import { bulkResultSchema } from '../../../kernel/bulk';
import { defineRoute } from '../../../kernel/contract';
import { recordIdParamsSchema } from '../../../kernel/schema';
import {
  businessObjectiveBulkSchema,
  businessObjectiveListQuerySchema,
  businessObjectivePageSchema,
  businessObjectivePatchSchema,
  businessObjectiveSchema,
  businessObjectiveTransitionSchema,
  checkInSchema,
  keyResultParamsSchema,
  keyResultPatchSchema,
  keyResultsSchema,
  keyResultValuesQuerySchema,
  keyResultValuesSchema,
  newBusinessObjectiveSchema,
  newKeyResultSchema,
  strategyPageSchema,
} from './schema';

const READ = 'itsm.business-objective.read';
const UPDATE = 'itsm.business-objective.update';

/** What the business wants to reach. */
export const businessObjectiveRoutes = {
  strategy: defineRoute({
    name: 'businessObjectives.strategy',
    method: 'get',
    path: '/portfolio/strategy',
    summary:
      'Vision, mission and themes as the definition strategy says them, and how far the active objectives of each theme are.',
    permission: READ,
    response: strategyPageSchema,
  }),
  list: defineRoute({
    name: 'businessObjectives.list',
    method: 'get',
    path: '/portfolio/objectives',
    summary:
      'Business objectives that the caller may read, as a keyset page, with how far each is.',
    permission: READ,
    query: businessObjectiveListQuerySchema,
    response: businessObjectivePageSchema,
  }),
  file: defineRoute({
    name: 'businessObjectives.file',
    method: 'post',
    path: '/portfolio/objectives',
    summary: 'Writes a business objective down, as a draft.',
    permission: 'itsm.business-objective.create',
    body: newBusinessObjectiveSchema,
    response: businessObjectiveSchema,
    status: 201,
  }),
  bulk: defineRoute({
    name: 'businessObjectives.bulk',
    method: 'post',
    path: '/portfolio/objectives/bulk',
    summary:
      'Edits or moves up to 100 objectives, each on its own, and says what became of each.',
    permission: UPDATE,
    body: businessObjectiveBulkSchema,
    response: bulkResultSchema,
  }),
  get: defineRoute({
    name: 'businessObjectives.get',
    method: 'get',
    path: '/portfolio/objectives/:id',
    summary:
      'One objective by number or id, with what the caller may do with it.',
    permission: READ,
    params: recordIdParamsSchema,
    response: businessObjectiveSchema,
  }),
  update: defineRoute({
    name: 'businessObjectives.update',
    method: 'patch',
    path: '/portfolio/objectives/:id',
    summary:
      'Edits fields. With If-Match, a stale version is a conflict that says what changed.',
    permission: UPDATE,
    params: recordIdParamsSchema,
    body: businessObjectivePatchSchema,
    response: businessObjectiveSchema,
  }),
  transition: defineRoute({
    name: 'businessObjectives.transition',
    method: 'post',
    path: '/portfolio/objectives/:id/transitions',
    summary:
      'Moves an objective along its lifecycle. It is pursued only with a key result, an owner and an end.',
    permission: UPDATE,
    params: recordIdParamsSchema,
    body: businessObjectiveTransitionSchema,
    response: businessObjectiveSchema,
  }),
  assignToMe: defineRoute({
    name: 'businessObjectives.assignToMe',
    method: 'post',
    path: '/portfolio/objectives/:id/assign-to-me',
    summary:
      'Assigns an objective to the caller. With If-Match it is refused if somebody else was faster.',
    permission: UPDATE,
    params: recordIdParamsSchema,
    response: businessObjectiveSchema,
  }),
  keyResults: defineRoute({
    name: 'businessObjectives.keyResults',
    method: 'get',
    path: '/portfolio/objectives/:id/key-results',
    summary:
      'All key results of an objective with how far each is and their last values.',
    permission: READ,
    params: recordIdParamsSchema,
    response: keyResultsSchema,
  }),
  addKeyResult: defineRoute({
    name: 'businessObjectives.addKeyResult',
    method: 'post',
    path: '/portfolio/objectives/:id/key-results',
    summary:
      'Adds a key result, for those who work on the objective. One that a KPI measures takes itsm.kpi.read as well.',
    permission: UPDATE,
    params: recordIdParamsSchema,
    body: newKeyResultSchema,
    response: keyResultsSchema,
    status: 201,
  }),
  changeKeyResult: defineRoute({
    name: 'businessObjectives.changeKeyResult',
    method: 'patch',
    path: '/portfolio/objectives/:id/key-results/:keyResult',
    summary:
      'Changes a key result. With If-Match, a stale version is a conflict. Its progress is told anew.',
    permission: UPDATE,
    params: keyResultParamsSchema,
    body: keyResultPatchSchema,
    response: keyResultsSchema,
  }),
  removeKeyResult: defineRoute({
    name: 'businessObjectives.removeKeyResult',
    method: 'delete',
    path: '/portfolio/objectives/:id/key-results/:keyResult',
    summary: 'Removes a key result with its values.',
    permission: UPDATE,
    params: keyResultParamsSchema,
    response: keyResultsSchema,
  }),
  checkIn: defineRoute({
    name: 'businessObjectives.checkIn',
    method: 'post',
    path: '/portfolio/objectives/:id/key-results/:keyResult/check-ins',
    summary:
      'Writes down a value of a key result, for its owner and those who work on the objective.',
    permission: UPDATE,
    params: keyResultParamsSchema,
    body: checkInSchema,
    response: keyResultsSchema,
    status: 201,
  }),
  measureNow: defineRoute({
    name: 'businessObjectives.measureNow',
    method: 'post',
    path: '/portfolio/objectives/:id/measure',
    summary:
      'Measures the key results that KPIs tell now, for those who work on the objective.',
    permission: UPDATE,
    params: recordIdParamsSchema,
    response: keyResultsSchema,
  }),
  keyResultValues: defineRoute({
    name: 'businessObjectives.keyResultValues',
    method: 'get',
    path: '/portfolio/objectives/:id/key-results/:keyResult/values',
    summary: 'All values of a key result, the latest first, as a keyset page.',
    permission: READ,
    params: keyResultParamsSchema,
    query: keyResultValuesQuerySchema,
    response: keyResultValuesSchema,
  }),
} as const;
