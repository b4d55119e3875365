import { defineRoute } from '../../../kernel/contract';
import { recordIdParamsSchema } from '../../../kernel/schema';
import {
  filedStandardSchema,
  gateSchema,
  standardChangeSchema,
  standardFilingSchema,
  standardGateAnswerSchema,
  standardGateSchema,
  standardListQuerySchema,
  standardListSchema,
  standardParamsSchema,
  standardRunPageSchema,
  standardRunsQuerySchema,
} from './schema';

const permission = 'itsm.change.read';

/** Standard changes, their success record, and the gate. */
export const standardChangeRoutes = {
  list: defineRoute({
    name: 'changes.standard.list',
    method: 'get',
    path: '/changes/standard',
    summary:
      'Standard changes with their state and success record. They are definitions of the kind standard-change.',
    query: standardListQuerySchema,
    response: standardListSchema,
  }),
  get: defineRoute({
    name: 'changes.standard.get',
    method: 'get',
    path: '/changes/standard/:key',
    summary:
      'One standard change: what it does, its success record, and when and why it was promoted and demoted. Also one whose template was removed.',
    params: standardParamsSchema,
    response: standardChangeSchema,
  }),
  runs: defineRoute({
    name: 'changes.standard.runs',
    method: 'get',
    path: '/changes/standard/:key/runs',
    summary:
      'Its runs, the newest first, as a keyset page. Changes and incidents that the caller may not read are not named.',
    params: standardParamsSchema,
    query: standardRunsQuerySchema,
    response: standardRunPageSchema,
  }),
  file: defineRoute({
    name: 'changes.standard.file',
    method: 'post',
    permission: 'itsm.change.create',
    path: '/changes/standard/:key/file',
    summary:
      'Files a run: scheduled at once if the standard change is pre-approved now, submitted as a normal change otherwise.',
    params: standardParamsSchema,
    body: standardFilingSchema,
    response: filedStandardSchema,
    status: 201,
  }),
  gateOfRun: defineRoute({
    name: 'changes.standard.gate',
    method: 'post',
    permission: 'itsm.change.create',
    path: '/changes/standard/:key/gate',
    summary:
      'The gate of the run that the caller has open for an entity, for pipelines and templates. Files one if there is none; asking again does not file another.',
    params: standardParamsSchema,
    body: standardGateSchema,
    response: standardGateAnswerSchema,
  }),
  gate: defineRoute({
    name: 'changes.gate',
    method: 'get',
    permission,
    path: '/changes/:id/gate',
    summary:
      'Whether the work of a change may go on now: approved and within its planned window. With a sentence that says why not, and until when or from when it is open.',
    params: recordIdParamsSchema,
    response: gateSchema,
  }),
} as const;
