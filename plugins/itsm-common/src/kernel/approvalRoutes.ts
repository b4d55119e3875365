import { z } from 'zod';
import {
  absenceSchema,
  approvalDecisionSchema,
  decidedSchema,
  inboxCountSchema,
  inboxPageSchema,
  inboxQuerySchema,
  myAbsenceSchema,
  newAbsenceSchema,
  recordApprovalsSchema,
  seatToDecideSchema,
} from './approvals';
import { defineRoute } from './contract';
import { recordIdParamsSchema, refOfKind } from './schema';

const seatParams = z.strictObject({ id: z.uuid() });
const ofPerson = z.strictObject({ ref: refOfKind('user') });

/** Routes of approvals. */
export const approvalRoutes = {
  inbox: defineRoute({
    name: 'approvals.inbox',
    method: 'get',
    path: '/approvals/inbox',
    summary:
      'What waits for the caller’s decision, for them, their groups, or whom they stand in for: longest waiting first, with what changed since they last looked.',
    query: inboxQuerySchema,
    response: inboxPageSchema,
  }),
  count: defineRoute({
    name: 'approvals.count',
    method: 'get',
    path: '/approvals/inbox/count',
    summary: 'How many wait for the caller’s decision.',
    response: inboxCountSchema,
  }),
  seat: defineRoute({
    name: 'approvals.seat',
    method: 'get',
    path: '/approvals/seats/:id',
    summary:
      'One seat with what is needed to decide: what is to be approved, the whole round, what changed since the caller last looked.',
    params: seatParams,
    response: seatToDecideSchema,
  }),
  decide: defineRoute({
    name: 'approvals.decide',
    method: 'post',
    path: '/approvals/seats/:id/decision',
    summary:
      'Approves or rejects. Whoever rejects says why. A round that is no longer the newest is a conflict that says what changed.',
    params: seatParams,
    body: approvalDecisionSchema,
    response: decidedSchema,
  }),
  ofRecord: defineRoute({
    name: 'approvals.ofRecord',
    method: 'get',
    path: '/records/:id/approvals',
    summary: 'All rounds of approval of a record, newest first.',
    params: recordIdParamsSchema,
    response: recordApprovalsSchema,
  }),
  looked: defineRoute({
    name: 'approvals.looked',
    method: 'post',
    path: '/records/:id/approvals/looked',
    summary:
      'Notes that the caller has seen the record as it is: changes are told from here on.',
    params: recordIdParamsSchema,
    response: z.object({}),
    status: 204,
  }),
  askAgain: defineRoute({
    name: 'approvals.askAgain',
    method: 'post',
    path: '/records/:id/approvals/ask-again',
    summary:
      'Has the approval asked anew, by the policies as they are now. For those who work on the record.',
    params: recordIdParamsSchema,
    response: recordApprovalsSchema,
  }),
  myAbsence: defineRoute({
    name: 'approvals.myAbsence',
    method: 'get',
    path: '/approvals/absences/mine',
    summary: 'The caller’s absence, and whom they stand in for now.',
    response: myAbsenceSchema,
  }),
  setMyAbsence: defineRoute({
    name: 'approvals.setMyAbsence',
    method: 'put',
    path: '/approvals/absences/mine',
    summary: 'Says when the caller is away, and who decides in their place.',
    body: newAbsenceSchema,
    response: myAbsenceSchema,
  }),
  endMyAbsence: defineRoute({
    name: 'approvals.endMyAbsence',
    method: 'delete',
    path: '/approvals/absences/mine',
    summary: 'Takes the caller’s absence back.',
    response: z.object({}),
    status: 204,
  }),
  absence: defineRoute({
    name: 'approvals.absence',
    method: 'get',
    path: '/approvals/absences',
    summary: 'When somebody is away. For the role admin.',
    query: ofPerson,
    response: z.object({ absence: absenceSchema.optional() }),
  }),
  setAbsence: defineRoute({
    name: 'approvals.setAbsence',
    method: 'put',
    path: '/approvals/absences',
    summary:
      'Says for somebody else when they are away, and who decides in their place. For the role admin.',
    query: ofPerson,
    body: newAbsenceSchema,
    response: z.object({ absence: absenceSchema.optional() }),
  }),
  endAbsence: defineRoute({
    name: 'approvals.endAbsence',
    method: 'delete',
    path: '/approvals/absences',
    summary: 'Takes somebody’s absence back. For the role admin.',
    query: ofPerson,
    response: z.object({}),
    status: 204,
  }),
} as const;
