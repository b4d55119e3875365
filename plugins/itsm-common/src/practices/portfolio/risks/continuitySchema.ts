import { z } from 'zod';
import {
  entityRefSchema,
  instantSchema,
  listParam,
  markdownSchema,
  numberParam,
  pageSchema,
  refInfoSchema,
  textSchema,
  thingRefSchema,
  webAddressSchema,
} from '../../../kernel/schema';
import { TIERS } from '../model';
import { serviceAddressSchema } from '../services/page';
import {
  CONTINUITY_GAPS,
  DEFAULT_TEST_DAYS,
  RECOVERY_RESULTS,
  RECOVERY_TEST_KINDS,
  type ContinuityGapKind,
  type RecoveryResult,
  type RecoveryTestKind,
} from './continuityModel';

const valuesOf = <T extends string>(choices: readonly { value: T }[]) =>
  choices.map(c => c.value) as [T, ...T[]];
const gapKind = z.enum(valuesOf<ContinuityGapKind>(CONTINUITY_GAPS));
const testKind = z.enum(valuesOf<RecoveryTestKind>(RECOVERY_TEST_KINDS));
const result = z.enum(valuesOf<RecoveryResult>(RECOVERY_RESULTS));
/** A year is longer than anybody plans for. */
const minutes = z
  .number()
  .int('must be whole minutes')
  .min(0, 'must not be less than none')
  .max(525_600, 'must be at most a year, in minutes');
const url = webAddressSchema('must be an address like https://…');
const version = z.number().int();

/** What is missing, in a sentence. */
export const continuityGapSchema = z.object({
  kind: gapKind,
  words: z.string(),
  /** From the service to what is back later, where that is what is missing. */
  path: z.array(z.string()).optional(),
});

/** How a service is to come back, as it is agreed. */
export const continuityPlanSchema = z.object({
  /** Minutes until it is back. */
  rtoMinutes: z.number(),
  /** Minutes of data that may be lost. */
  rpoMinutes: z.number(),
  /** Minutes that the business can bear at most. */
  mtdMinutes: z.number().optional(),
  /** The group or person that keeps the plan up to date. */
  ownerRef: z.string().optional(),
  /** Where it is written, where that is elsewhere. */
  planUrl: z.string().optional(),
  testEveryDays: z.number(),
  version,
  updatedAt: instantSchema,
  updatedByRef: z.string().optional(),
});
export type ContinuityPlan = z.output<typeof continuityPlanSchema>;

/** A test of the recovery, or a time when it was needed. */
export const recoveryTestSchema = z.object({
  id: z.string(),
  at: instantSchema,
  kind: testKind,
  result,
  /** Minutes that it took. */
  rtoMinutes: z.number().optional(),
  /** Minutes of data that were lost. */
  rpoMinutes: z.number().optional(),
  /** What was learnt; absent once it was erased. */
  notes: z.string().optional(),
  evidenceUrl: z.string().optional(),
  /** Who noted it. */
  byRef: z.string().optional(),
  createdAt: instantSchema,
});
export type RecoveryTest = z.output<typeof recoveryTestSchema>;

/** A service with its continuity, as the list shows it. */
export const continuityItemSchema = z.object({
  ref: z.string(),
  ownerRef: z.string().optional(),
  systemRef: z.string().optional(),
  tier: z.enum(TIERS).optional(),
  plan: continuityPlanSchema.optional(),
  lastTest: recoveryTestSchema.omit({ notes: true }).optional(),
  /** Worst first. */
  gaps: z.array(continuityGapSchema),
});
export type ContinuityItem = z.output<typeof continuityItemSchema>;

/** Which services: those that are planned for or need to be, unless asked for all. */
export const continuityQuerySchema = z.strictObject({
  tier: listParam(z.enum(TIERS)).optional(),
  gap: listParam(gapKind).optional(),
  owner: listParam(entityRefSchema).optional(),
  service: listParam(entityRefSchema).optional(),
  /** Those without a plan that need none, too. */
  all: z
    .enum(['true', 'false'])
    .transform(v => v === 'true')
    .optional(),
  q: textSchema.trim().max(200).optional(),
  limit: numberParam(z.number().int().min(1).max(100)).optional(),
  cursor: z.string().max(4_000).optional(),
});
export type ContinuityQuery = z.output<typeof continuityQuerySchema>;

/** The same, as a file. */
export const continuityExportQuerySchema = continuityQuerySchema
  .omit({ limit: true, cursor: true })
  .extend({
    bom: z
      .enum(['true', 'false'])
      .transform(v => v === 'true')
      .optional(),
  });
export type ContinuityExportQuery = z.output<
  typeof continuityExportQuerySchema
>;

/** A page of services, those with the worst gap first. */
export const continuityPageSchema = pageSchema(continuityItemSchema).extend({
  /** Of all that were asked about, how many have which gap. */
  counts: z.record(gapKind, z.number().int()),
  total: z.number().int(),
  /** Of them, those with any gap. */
  withGaps: z.number().int(),
  /** Groups that own any of them, for filters. */
  owners: z.array(z.string()),
  refs: z.record(z.string(), refInfoSchema),
});
export type ContinuityPage = z.output<typeof continuityPageSchema>;

/** Everything about the continuity of one service. */
export const serviceContinuitySchema = continuityItemSchema.extend({
  /** How it comes back, in Markdown; absent once it was erased. */
  steps: z.string().optional(),
  /** The last first, the newest fifty. */
  tests: z.array(recoveryTestSchema),
  /** What it needs and what of that is planned for, the latest to be back first. */
  dependencies: z.array(
    z.object({ ref: z.string(), rtoMinutes: z.number().optional() }),
  ),
  viewer: z.object({
    canUpdate: z.boolean(),
    /** Why not, as a sentence. */
    reason: z.string().optional(),
  }),
  refs: z.record(z.string(), refInfoSchema),
});
export type ServiceContinuity = z.output<typeof serviceContinuitySchema>;

export const continuityParamsSchema = serviceAddressSchema;

/** A plan as it is written; it replaces the one that is there. */
export const continuityPlanInputSchema = z.strictObject({
  rtoMinutes: minutes,
  rpoMinutes: minutes,
  mtdMinutes: minutes.optional(),
  ownerRef: entityRefSchema
    .refine(
      ref => ref.startsWith('group:') || ref.startsWith('user:'),
      'must be a group or a person',
    )
    .optional(),
  planUrl: url.optional(),
  testEveryDays: z
    .number()
    .int()
    .min(1, 'must be at least a day')
    .max(1_825, 'must be at most five years')
    .default(DEFAULT_TEST_DAYS),
  steps: markdownSchema.max(20_000).optional(),
});
export type ContinuityPlanInput = z.output<typeof continuityPlanInputSchema>;

/** A test as it is noted. */
export const recoveryTestInputSchema = z
  .strictObject({
    at: instantSchema,
    kind: testKind,
    result,
    rtoMinutes: minutes.optional(),
    rpoMinutes: minutes.optional(),
    notes: markdownSchema.max(5_000).optional(),
    evidenceUrl: url.optional(),
  })
  .refine(
    ({ kind, result: how, rtoMinutes }) =>
      how === 'failed' || kind === 'walkthrough' || rtoMinutes !== undefined,
    {
      path: ['rtoMinutes'],
      message: 'must say how many minutes it took until it was back',
    },
  );
export type RecoveryTestInput = z.output<typeof recoveryTestInputSchema>;

export const recoveryTestParamsSchema = continuityParamsSchema.extend({
  test: z.uuid('must be the id of a test'),
});

/** Which service a tool asks about. */
export const continuityOfSchema = z.strictObject({ service: thingRefSchema });
