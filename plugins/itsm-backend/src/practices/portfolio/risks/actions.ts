import {
  continuityPageSchema,
  continuityQuerySchema,
  riskCandidatePageSchema,
  RISK_CANDIDATE_STATE_VALUES,
  RISK_FINDER_VALUES,
  riskListQuerySchema,
  riskPageSchema,
  riskPermissions,
  riskRecordSchema,
  riskTransitionSchema,
  TIERS,
} from '@callboard/plugin-itsm-common';
import {
  defineAction,
  recordActions,
  type ItsmAction,
  type ItsmKernel,
} from '@callboard/plugin-itsm-node';
import { z } from 'zod';
import type { CandidateService } from './candidates/CandidateService';
import type { ContinuityService } from './continuity/ContinuityService';
import type { RiskService } from './RiskService';

const { entity, filter } = riskListQuerySchema.shape;
const limit = z.number().int().min(1).max(50).default(20);
const cursor = z
  .string()
  .max(4_000)
  .optional()
  .describe('pageInfo.nextCursor of the page before');

/** What agents and pipelines can do with risks and continuity. */
export function riskActions(
  kernel: Pick<ItsmKernel, 'records' | 'authorizer' | 'clock'>,
  services: {
    risks: RiskService;
    candidates: CandidateService;
    continuity: ContinuityService;
  },
): ItsmAction[] {
  const { risks, candidates, continuity } = services;
  return [
    ...recordActions(kernel, risks, {
      noun: 'risk',
      one: 'a risk',
      many: 'risks',
      example: 'RSK-5',
      permissions: riskPermissions,
      query: riskListQuerySchema,
      page: riskPageSchema,
      record: riskRecordSchema,
      command: riskTransitionSchema,
      filters: {
        entity: entity.describe(
          'Only risks of this catalog entity, e.g. component:default/cart',
        ),
        filter: filter.describe(
          'A predicate over fields, e.g. {"level":{"$in":["high","critical"]}}',
        ),
      },
      category: {
        unlessSaid: ['draft', 'open', 'waiting', 'resolved'],
        description:
          'How they stand; those that are not closed unless said otherwise',
      },
      descriptions: {
        list: 'Lists risks of services that the caller may read: likelihood and impact from 1 to 5, the score before and after treatment and what counts now, treatment, review date.',
        get: 'One risk with everything the caller may see: cause, effect, scores, treatment and its plan, until when it is accepted, and under viewer.transitions what they may do with it now and why not.',
        requester: 'who wrote the risk down',
        transition:
          'Takes a transition such as analyse, treat, watch, request-acceptance or close, with the fields it needs. get-risk says which are possible and why not. Accepting a risk is decided by people, in an approval.',
      },
    }),
    defineAction({
      name: 'list-risk-candidates',
      title: 'List what could become a risk',
      description:
        'Lists what the data say could become a risk, the highest first: single points of failure, promises that cannot hold, services without an owner, things and contracts that end, missing or untested recovery, dependencies that recover later, missing backups. Accepting one takes a person.',
      input: z.strictObject({
        state: z
          .array(z.enum(RISK_CANDIDATE_STATE_VALUES))
          .max(4)
          .default(['open'])
          .describe('What became of them; the open ones unless said otherwise'),
        finder: z.array(z.enum(RISK_FINDER_VALUES)).optional(),
        limit,
        cursor,
      }),
      output: riskCandidatePageSchema,
      readOnly: true,
      run: (query, caller) => candidates.list(caller, query),
    }),
    defineAction({
      name: 'list-continuity-gaps',
      title: 'List gaps in continuity',
      description:
        'Lists services with how they come back: recovery time and recovery point objective in minutes, the last test with what it reached, and what is missing, the worst gap first: no plan, a test that failed or was slower than agreed, something needed that recovers later, never tested, tested too long ago.',
      input: z.strictObject({
        tier: z.array(z.enum(TIERS)).optional(),
        gap: z
          .array(
            continuityPageSchema.shape.items.element.shape.gaps.element.shape
              .kind,
          )
          .optional(),
        service: continuityQuerySchema.shape.service.describe(
          'Only these services, e.g. component:default/cart',
        ),
        limit,
        cursor,
      }),
      output: continuityPageSchema,
      readOnly: true,
      run: (query, caller) => continuity.list(caller, query),
    }),
  ];
}
