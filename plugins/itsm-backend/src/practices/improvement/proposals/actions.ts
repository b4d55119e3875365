import {
  FINDER_VALUES,
  PROPOSAL_STATE_VALUES,
  proposalListQuerySchema,
  proposalPageSchema,
} from '@callboard/plugin-itsm-common';
import { defineAction, type ItsmAction } from '@callboard/plugin-itsm-node';
import { z } from 'zod';
import type { ProposalService } from './ProposalService';

const input = z.strictObject({
  state: z
    .array(z.enum(PROPOSAL_STATE_VALUES))
    .max(4)
    .default(['open'])
    .describe('What became of them; the open ones unless said otherwise'),
  finder: z
    .array(z.enum(FINDER_VALUES))
    .max(FINDER_VALUES.length)
    .optional()
    .describe('Only what was found in one of these ways'),
  service: proposalListQuerySchema.shape.service.describe(
    'Only those about one of these services, e.g. component:default/cart',
  ),
  limit: z.number().int().min(1).max(50).default(20),
  cursor: z
    .string()
    .max(4_000)
    .optional()
    .describe('pageInfo.nextCursor of the page before'),
});

/** What agents and pipelines can do with proposals. */
export const proposalActions = (proposals: ProposalService): ItsmAction[] => [
  defineAction({
    name: 'list-improvement-proposals',
    title: 'List what is worth improving',
    description:
      'Lists what the numbers say is worth improving, what would save most first: incidents that repeat on an item or in words, where the time of missed promises goes, changes that cause incidents, slow approvals, noisy services, ageing backlog, gaps in the CMDB. Each with its evidence (numbers with their time), an estimate of hours a month with its formula and assumptions, and the number that an initiative would be measured by. Accepting one takes a person.',
    input,
    output: proposalPageSchema,
    readOnly: true,
    run: (query, caller) => proposals.list(caller, query),
  }),
];
