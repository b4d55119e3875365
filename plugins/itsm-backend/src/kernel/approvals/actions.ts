import {
  APPROVAL_DECISIONS,
  approvalDecisionSchema,
  decidedSchema,
  inboxPageSchema,
} from '@callboard/plugin-itsm-common';
import { defineAction, type ItsmAction } from '@callboard/plugin-itsm-node';
import { z } from 'zod';
import { parse } from '../http/parse';
import type { Approvals } from './Approvals';

const listInput = z.strictObject({
  limit: z.number().int().min(1).max(50).default(20),
  cursor: z
    .string()
    .max(2000)
    .optional()
    .describe('pageInfo.nextCursor of the page before'),
});

const decideInput = z.strictObject({
  seatId: z.uuid().describe('seat.id of an item of list-approvals'),
  decision: z.enum(APPROVAL_DECISIONS),
  note: z
    .string()
    .max(10_000)
    .optional()
    .describe('Why; needed to reject: what would have to change'),
  round: z
    .number()
    .int()
    .min(1)
    .describe(
      'round of the item that was looked at; refused if it was asked anew since',
    ),
});

/** What agents can do with approvals, for the person they act for. */
export function approvalActions(approvals: Approvals): ItsmAction[] {
  return [
    defineAction({
      name: 'list-approvals',
      title: 'List what waits for approval',
      description:
        'Lists what waits for the caller’s decision, for them, their groups or whom they stand in for, longest waiting first, with what changed since they last looked.',
      input: listInput,
      output: inboxPageSchema,
      readOnly: true,
      run: (input, caller) => approvals.inbox(caller, input),
    }),
    defineAction({
      name: 'decide-approval',
      title: 'Approve or reject',
      description:
        'Decides for the caller at a seat of list-approvals. Only on the explicit word of the person, who has seen what it is about. Answers how the approval stands then.',
      input: decideInput,
      output: decidedSchema,
      run: ({ seatId, ...decision }, caller) =>
        approvals.decide(
          caller,
          seatId,
          parse(approvalDecisionSchema, decision, 'input'),
        ),
    }),
  ];
}
