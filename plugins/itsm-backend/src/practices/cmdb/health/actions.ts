import {
  findingPageSchema,
  findingSchema,
  FINDING_SEVERITIES,
  healthSchema,
  HEALTH_DIMENSIONS,
  HEALTH_GROUPINGS,
  thingRefSchema,
} from '@callboard/plugin-itsm-common';
import { defineAction, type ItsmAction } from '@callboard/plugin-itsm-node';
import { z } from 'zod';
import type { HealthService } from './HealthService';

const owner = z
  .array(z.union([z.literal('mine'), z.literal('none'), thingRefSchema]))
  .max(50)
  .optional()
  .describe('Owner groups; `mine` are those of the caller, `none` is no owner');

/** What agents and pipelines can ask about health. */
export function healthActions(health: HealthService): ItsmAction[] {
  return [
    defineAction({
      name: 'cmdb-health',
      title: 'CMDB health',
      description:
        'Says how good the data of configuration items are: scores from 0 to 100 for completeness, correctness, freshness (`staleness`) and compliance, how many findings there are, and the difference to 30 days ago; of all items that the caller may see and by class, owner or system, the lowest score first.',
      input: z.strictObject({
        groupBy: z.enum(HEALTH_GROUPINGS).optional(),
        owner,
      }),
      output: healthSchema,
      readOnly: true,
      run: (query, caller) => health.health(caller, query),
    }),
    defineAction({
      name: 'list-cmdb-findings',
      title: 'List findings about configuration items',
      description:
        'Lists what is wrong with the data of configuration items and what to do about it, the worst first: missing owners and attributes, relations to nothing, duplicates, items that nobody confirmed, rules that are not kept. Call it with the cursor of the answer for more.',
      input: z.strictObject({
        owner,
        ref: z
          .array(thingRefSchema)
          .max(50)
          .optional()
          .describe('Catalog entities, e.g. component:default/cart'),
        dimension: z.array(z.enum(HEALTH_DIMENSIONS)).max(4).optional(),
        severity: z.array(z.enum(FINDING_SEVERITIES)).max(3).optional(),
        rule: z.array(z.string().max(100)).max(50).optional(),
        limit: z.number().int().min(1).max(100).default(25),
        cursor: z.string().max(4_000).optional(),
      }),
      output: z.object({
        items: z.array(findingSchema),
        nextCursor: z.string().optional(),
        refs: findingPageSchema.shape.refs,
      }),
      readOnly: true,
      run: async (query, caller) => {
        const { items, pageInfo, refs } = await health.findings(caller, query);
        return { items, nextCursor: pageInfo.nextCursor, refs };
      },
    }),
  ];
}
