import {
  contractPageSchema,
  serviceCostsSchema,
  entityRefSchema,
  monthSchema,
} from '@callboard/plugin-itsm-common';
import { defineAction, type ItsmAction } from '@callboard/plugin-itsm-node';
import { z } from 'zod';
import type { ContractService } from './contracts/ContractService';
import type { CostService } from './costs/CostService';

const DAY_MS = 86_400_000;

/** What agents and pipelines can know of costs and contracts. */
export function moneyActions(deps: {
  costs: CostService;
  contracts: ContractService;
  now: () => number;
}): ItsmAction[] {
  return [
    defineAction({
      name: 'get-service-cost',
      title: 'Get what a service costs',
      description:
        'Tells what a service costs against its budget, by month and by kind: its own costs, what it bears of shared services and by which rule, and what others bear of it. Sums are whole numbers of the smallest unit of their currency (cents); sums of different currencies are never one, `converted` is in the portfolio’s currency and absent where no rate is stated.',
      input: z.strictObject({
        service: entityRefSchema.describe(
          'The service, e.g. system:default/payments',
        ),
        from: monthSchema.optional().describe('First month, e.g. 2026-01'),
        to: monthSchema
          .optional()
          .describe('Last month; the last whole one if it is left out'),
      }),
      output: serviceCostsSchema,
      readOnly: true,
      run({ service, ...months }, caller) {
        const [kind, rest] = service.split(':');
        const [namespace, name] = rest.split('/');
        return deps.costs.service(caller, { kind, namespace, name }, months);
      },
    }),
    defineAction({
      name: 'list-ending-contracts',
      title: 'List contracts that end',
      description:
        'Lists contracts that hold and end, renew, or must be given notice of within some days, the next end first. `time` says how each stands: notice-soon, notice-passed, ends-soon, expired…',
      input: z.strictObject({
        days: z
          .number()
          .int()
          .min(1)
          .max(1_000)
          .default(90)
          .describe('How far to look ahead'),
        service: entityRefSchema
          .optional()
          .describe('Only those of one service'),
        limit: z.number().int().min(1).max(50).default(20),
        cursor: z
          .string()
          .max(4_000)
          .optional()
          .describe('pageInfo.nextCursor of the page before'),
      }),
      output: contractPageSchema,
      readOnly: true,
      run({ days, service, ...page }, caller) {
        const until = new Date(deps.now() + days * DAY_MS).toISOString();
        return deps.contracts.list(caller, {
          ...page,
          service: service === undefined ? undefined : [service],
          category: ['open'],
          filter: {
            $any: [{ endAt: { $lt: until } }, { noticeBy: { $lt: until } }],
          },
          sort: 'endAt',
          order: 'asc',
        });
      },
    }),
  ];
}
