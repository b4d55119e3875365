import { z } from 'zod';
import { defineRoute } from '../../../kernel/contract';
import { recordIdParamsSchema } from '../../../kernel/schema';
import {
  applyTemplateSchema,
  designPackageSchema,
  designEvidenceParamsSchema,
  gateStatusesSchema,
  linkChangeSchema,
  milestoneChangeParamsSchema,
  milestoneParamsSchema,
  milestonePatchSchema,
  newDesignEvidenceSchema,
  newMilestoneSchema,
  sectionMoveSchema,
  sectionParamsSchema,
  sectionPatchSchema,
  transitionExportQuerySchema,
  transitionListQuerySchema,
  transitionPageSchema,
  transitionPlanSchema,
} from './schema';

const READ = 'itsm.service.read';
const UPDATE = 'itsm.service.update';
const PACKAGE = '/portfolio/records/:id/design';
const PLAN = '/portfolio/records/:id/transition';

/** What must stand before a service goes live: its design package and the gates. */
export const designRoutes = {
  get: defineRoute({
    name: 'design.get',
    method: 'get',
    path: PACKAGE,
    summary:
      'The design package of a service: its sections with text, evidence and what the data say, and how it stands to its gates.',
    permission: READ,
    params: recordIdParamsSchema,
    response: designPackageSchema,
  }),
  gates: defineRoute({
    name: 'design.gates',
    method: 'get',
    path: '/portfolio/records/:id/gates',
    summary:
      'How a service stands to its readiness gates, with what is missing, a sentence each.',
    permission: READ,
    params: recordIdParamsSchema,
    response: gateStatusesSchema,
  }),
  write: defineRoute({
    name: 'design.sections.write',
    method: 'patch',
    path: `${PACKAGE}/:section`,
    summary:
      'Writes into a section: its text, its owner, when it is looked at again. Whoever becomes its owner may work on the service. With If-Match, a stale version is a conflict.',
    permission: UPDATE,
    params: sectionParamsSchema,
    body: sectionPatchSchema,
    response: designPackageSchema,
  }),
  move: defineRoute({
    name: 'design.sections.move',
    method: 'post',
    path: `${PACKAGE}/:section/moves`,
    summary:
      'Asks for the review of a section, accepts it, sends it back, or says that it is not needed. Nobody accepts what they wrote last.',
    permission: UPDATE,
    params: sectionParamsSchema,
    body: sectionMoveSchema,
    response: designPackageSchema,
  }),
  addEvidence: defineRoute({
    name: 'design.evidence.add',
    method: 'post',
    path: `${PACKAGE}/:section/evidence`,
    summary:
      'Adds a piece of evidence: a link, a record, a file of the service’s record, or a note.',
    permission: UPDATE,
    params: sectionParamsSchema,
    body: newDesignEvidenceSchema,
    response: designPackageSchema,
    status: 201,
  }),
  removeEvidence: defineRoute({
    name: 'design.evidence.remove',
    method: 'delete',
    path: `${PACKAGE}/:section/evidence/:evidence`,
    summary:
      'Takes a piece of evidence away. A section that was accepted with it is changed since.',
    permission: UPDATE,
    params: designEvidenceParamsSchema,
    response: designPackageSchema,
  }),
  applyTemplate: defineRoute({
    name: 'design.template',
    method: 'post',
    path: `${PACKAGE}/template`,
    summary:
      'Begins sections that are empty with the text of a design template. What is written stays.',
    permission: UPDATE,
    params: recordIdParamsSchema,
    body: applyTemplateSchema,
    response: designPackageSchema,
  }),
} as const;

/** How services are brought in: milestones, what they wait for, and their changes. */
export const transitionRoutes = {
  list: defineRoute({
    name: 'transitions.list',
    method: 'get',
    path: '/portfolio/transitions',
    summary:
      'Transition plans of services that the caller may read, as a keyset page, those whose first open milestone begins first come first.',
    permission: READ,
    query: transitionListQuerySchema,
    response: transitionPageSchema,
  }),
  export: defineRoute({
    name: 'transitions.export',
    method: 'get',
    path: '/portfolio/transitions/export',
    summary: 'The milestones of the plans as CSV, one row each.',
    permission: READ,
    query: transitionExportQuerySchema,
    answers: 'text/csv',
    response: z.string(),
  }),
  get: defineRoute({
    name: 'transitions.get',
    method: 'get',
    path: PLAN,
    summary:
      'The transition plan of a service: milestones with where they come to stand, the critical path, and their changes as far as the caller may read them.',
    permission: READ,
    params: recordIdParamsSchema,
    response: transitionPlanSchema,
  }),
  add: defineRoute({
    name: 'transitions.milestones.add',
    method: 'post',
    path: `${PLAN}/milestones`,
    summary:
      'Adds a milestone. Whoever becomes its owner may work on the service.',
    permission: UPDATE,
    params: recordIdParamsSchema,
    body: newMilestoneSchema,
    response: transitionPlanSchema,
    status: 201,
  }),
  update: defineRoute({
    name: 'transitions.milestones.update',
    method: 'patch',
    path: `${PLAN}/milestones/:milestone`,
    summary:
      'Changes a milestone. Milestones that would wait for each other in a circle are refused. With If-Match, a stale version is a conflict.',
    permission: UPDATE,
    params: milestoneParamsSchema,
    body: milestonePatchSchema,
    response: transitionPlanSchema,
  }),
  remove: defineRoute({
    name: 'transitions.milestones.remove',
    method: 'delete',
    path: `${PLAN}/milestones/:milestone`,
    summary:
      'Takes a milestone off the plan. What waited for it waits no more.',
    permission: UPDATE,
    params: milestoneParamsSchema,
    response: transitionPlanSchema,
  }),
  linkChange: defineRoute({
    name: 'transitions.changes.link',
    method: 'post',
    path: `${PLAN}/milestones/:milestone/changes`,
    summary:
      'Says that a change belongs to a milestone, and links both records.',
    permission: UPDATE,
    params: milestoneParamsSchema,
    body: linkChangeSchema,
    response: transitionPlanSchema,
  }),
  unlinkChange: defineRoute({
    name: 'transitions.changes.unlink',
    method: 'delete',
    path: `${PLAN}/milestones/:milestone/changes/:change`,
    summary:
      'Says that a change does not belong to a milestone. The link of the records stays.',
    permission: UPDATE,
    params: milestoneChangeParamsSchema,
    response: transitionPlanSchema,
  }),
} as const;
