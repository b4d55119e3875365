import { z } from 'zod';
import { bulkSchemaOf } from '../../../kernel/bulk';
import { customValuesSchema } from '../../../kernel/customField';
import { definitionKeySchema } from '../../../kernel/definitions';
import { VISIBILITIES } from '../../../kernel/record';
import {
  channelSchema,
  entityRefSchema,
  instantSchema,
  markdownSchema,
  numberParam,
  pageSchema,
  participantSchema,
  recordIdParamsSchema,
  recordListQuerySchema,
  recordSchema,
  refInfoSchema,
  refOfKind,
  requiredMarkdownSchema,
  titleSchema,
  viewerSchema,
} from '../../../kernel/schema';
import { SERVICE_KINDS, TIERS } from '../model';
import { currencySchema, minorSchema } from '../money/money';
import { moneySchema, SERVICE_HEALTH } from '../services/sections';
import { MOST_CUSTOMERS, SERVICE_ORIGIN_VALUES } from './model';

/** Something in the catalog that can be a service. */
const serviceEntitySchema = refOfKind(...SERVICE_KINDS);

/** A name that an entity of the catalog can have, in small letters. */
export const entityNameSchema = z
  .string()
  .trim()
  .max(63, 'must have at most 63 characters')
  .regex(
    /^[a-z0-9]+(?:[-_.][a-z0-9]+)*$/,
    'must be small letters and digits, with -, _ or . between them, e.g. gift-cards',
  );

const score = z
  .number()
  .int('must be a whole number from 1 to 5')
  .min(1, 'must be from 1 to 5')
  .max(5, 'must be from 1 to 5');
const cost = minorSchema.min(0, 'must not be less than nothing');
const customers = z
  .array(titleSchema)
  .max(MOST_CUSTOMERS, `must name at most ${MOST_CUSTOMERS} customers`);
const tier = z.enum(TIERS);

/** What a service serves, as lists and roadmaps show it. */
export const servedObjectiveSchema = z.object({
  number: z.string(),
  title: z.string(),
});
export type ServedObjective = z.output<typeof servedObjectiveSchema>;

/** A row of the portfolio. */
export const portfolioServiceSummarySchema = recordSchema.extend({
  entityRef: z.string().optional(),
  entityName: z.string().optional(),
  businessOwnerRef: z.string().optional(),
  customers: z.array(z.string()).optional(),
  tier: tier.optional(),
  valueScore: z.number().optional(),
  riskScore: z.number().optional(),
  estimatedCost: z.number().optional(),
  costCurrency: z.string().optional(),
  plannedStart: instantSchema.optional(),
  plannedLive: instantSchema.optional(),
  plannedRetire: instantSchema.optional(),
  reviewAt: instantSchema.optional(),
  successorRef: z.string().optional(),
  origin: z.enum(SERVICE_ORIGIN_VALUES).optional(),
  charteredAt: instantSchema.optional(),
  liveAt: instantSchema.optional(),
  /** The catalog had its entity and has it no longer; the service goes on. */
  entityGone: z.boolean().optional(),
  /** Business objectives that it serves, as far as the caller may read them. */
  objectives: z.array(servedObjectiveSchema).optional(),
  /** How its entity stands, for whoever works on the service: as the fields `service.score` and `service.risk`. */
  managed: z
    .object({
      /** From 0 to 100. */
      score: z.number().optional(),
      /** Likelihood times impact of the highest risk, from 1 to 25. */
      risk: z.number().optional(),
    })
    .optional(),
});
export type PortfolioServiceSummary = z.output<
  typeof portfolioServiceSummarySchema
>;

/** How the record stands to its entity in the catalog. */
export const SERVICE_BINDINGS = [
  /** Nothing is said. */
  'none',
  /** It gets its entity from here once it is chartered. */
  'named',
  /** It was given to the catalog, which does not have it yet. */
  'given',
  /** The catalog has it, from here. */
  'provided',
  /** Bound to an entity that comes from elsewhere. */
  'bound',
  /** The catalog had it, and has it no longer. */
  'gone',
  /** The catalog has another entity of the name. */
  'taken',
] as const;
export type ServiceBinding = (typeof SERVICE_BINDINGS)[number];

/** One service, with what the caller may do with it. */
export const portfolioServiceSchema = portfolioServiceSummarySchema.extend({
  purpose: z.string().optional(),
  expectedValue: z.string().optional(),
  fitReason: z.string().optional(),
  rejectReason: z.string().optional(),
  retireReason: z.string().optional(),
  givenRef: z.string().optional(),
  binding: z.enum(SERVICE_BINDINGS),
  participants: z.array(participantSchema),
  viewer: viewerSchema,
  refs: z.record(z.string(), refInfoSchema),
});
export type PortfolioService = z.output<typeof portfolioServiceSchema>;

/** What is said when a service is put into the portfolio. */
export const newPortfolioServiceSchema = z
  .strictObject({
    title: titleSchema,
    purpose: markdownSchema.optional(),
    /** Whether it runs already: it begins in operation then, bound to its entity. */
    runs: z.boolean().default(false),
    entityRef: serviceEntitySchema.optional(),
    entityName: entityNameSchema.optional(),
    /** The group that owns it; the owner of its entity, if it is left out. */
    ownerRef: refOfKind('group').optional(),
    assigneeRef: refOfKind('user').optional(),
    businessOwnerRef: refOfKind('user').optional(),
    requestedForRef: refOfKind('user').optional(),
    customers: customers.optional(),
    tier: tier.optional(),
    valueScore: score.optional(),
    expectedValue: markdownSchema.optional(),
    riskScore: score.optional(),
    estimatedCost: cost.optional(),
    costCurrency: currencySchema.optional(),
    plannedStart: instantSchema.optional(),
    plannedLive: instantSchema.optional(),
    plannedRetire: instantSchema.optional(),
    reviewAt: instantSchema.optional(),
    fitReason: markdownSchema.optional(),
    /** Number of a record that it comes from, e.g. a need; it is linked. */
    fromRecord: recordIdParamsSchema.shape.id.optional(),
    channel: channelSchema.exclude(['import']).optional(),
    visibility: z.enum(VISIBILITIES).optional(),
    /** Key of the record template it is filed from: brings its tasks and links. */
    template: definitionKeySchema.optional(),
    custom: customValuesSchema.optional(),
  })
  .refine(s => !(s.entityRef && s.entityName), {
    path: ['entityName'],
    message:
      'leave it out where an entity is named; it is for services that the catalog does not have yet',
  });
export type NewPortfolioService = z.output<typeof newPortfolioServiceSchema>;

/** Fields that may be edited. `null` empties a field; an entity that is emptied is unbound. */
export const portfolioServicePatchSchema = z
  .strictObject({
    title: titleSchema,
    purpose: markdownSchema.nullable(),
    entityRef: serviceEntitySchema.nullable(),
    entityName: entityNameSchema.nullable(),
    ownerRef: refOfKind('group'),
    assigneeRef: refOfKind('user').nullable(),
    businessOwnerRef: refOfKind('user').nullable(),
    requestedForRef: refOfKind('user').nullable(),
    customers: customers.nullable(),
    tier: tier.nullable(),
    valueScore: score.nullable(),
    expectedValue: markdownSchema.nullable(),
    riskScore: score.nullable(),
    estimatedCost: cost.nullable(),
    costCurrency: currencySchema.nullable(),
    plannedStart: instantSchema.nullable(),
    plannedLive: instantSchema.nullable(),
    plannedRetire: instantSchema.nullable(),
    reviewAt: instantSchema.nullable(),
    fitReason: markdownSchema.nullable(),
    successorRef: serviceEntitySchema.nullable(),
    visibility: z.enum(VISIBILITIES),
    custom: customValuesSchema,
  })
  .partial()
  .refine(
    patch => Object.keys(patch).length > 0,
    'must change at least one field',
  )
  .refine(p => !(p.entityRef && p.entityName), {
    path: ['entityName'],
    message: 'leave it out where an entity is named',
  });
export type PortfolioServicePatch = z.output<
  typeof portfolioServicePatchSchema
>;

/** A transition with what it needs. */
export const portfolioServiceTransitionSchema = z.strictObject({
  transition: z.string().max(40),
  purpose: requiredMarkdownSchema.optional(),
  entityRef: serviceEntitySchema.optional(),
  businessOwnerRef: refOfKind('user').optional(),
  tier: tier.optional(),
  valueScore: score.optional(),
  expectedValue: requiredMarkdownSchema.optional(),
  riskScore: score.optional(),
  plannedStart: instantSchema.optional(),
  plannedLive: instantSchema.optional(),
  plannedRetire: instantSchema.optional(),
  reviewAt: instantSchema.optional(),
  fitReason: requiredMarkdownSchema.optional(),
  rejectReason: requiredMarkdownSchema.optional(),
  retireReason: requiredMarkdownSchema.optional(),
  successorRef: serviceEntitySchema.optional(),
  comment: requiredMarkdownSchema.optional(),
});
export type PortfolioServiceTransition = z.output<
  typeof portfolioServiceTransitionSchema
>;

/** One change of fields or one transition for many services. */
export const portfolioServiceBulkSchema = bulkSchemaOf('services', {
  patch: portfolioServicePatchSchema,
  transition: portfolioServiceTransitionSchema,
});
export type PortfolioServiceBulk = z.output<typeof portfolioServiceBulkSchema>;

/** What runs already and is taken into the portfolio as it is, by entity. */
export const takeInSchema = z.strictObject({
  refs: z
    .array(serviceEntitySchema)
    .min(1)
    .max(100, 'must name at most 100 services; send the rest in a second call')
    .refine(
      refs => new Set(refs).size === refs.length,
      'must name each service once',
    ),
});
export type TakeIn = z.output<typeof takeInSchema>;

/** Filters of the portfolio: those of every list, and the entity that it is. */
export const portfolioServiceListQuerySchema = recordListQuerySchema
  .omit({ type: true })
  .extend({ entity: entityRefSchema.optional() });
export type PortfolioServiceListQuery = z.output<
  typeof portfolioServiceListQuerySchema
>;

/** A page of services with what the references in it are called. */
export const portfolioServicePageSchema = pageSchema(
  portfolioServiceSummarySchema,
).extend({ refs: z.record(z.string(), refInfoSchema) });
export type PortfolioServicePage = z.output<typeof portfolioServicePageSchema>;

/** Services whose standing lists show. */
export const serviceStandingsQuerySchema = z.strictObject({
  records: z
    .union([z.string(), z.array(z.string())])
    .transform(v =>
      (Array.isArray(v) ? v : [v]).flatMap(s => s.split(',')).filter(Boolean),
    )
    .pipe(
      z
        .array(
          z
            .string()
            .regex(/^[0-9a-f-]{36}$/, 'must be ids of records, not numbers'),
        )
        .min(1, 'must be the ids of 1 to 100 services')
        .max(100, 'must be the ids of at most 100 services'),
    ),
});
export type ServiceStandingsQuery = z.output<
  typeof serviceStandingsQuerySchema
>;

/** How what a record of the portfolio is in the catalog stands. */
export const serviceStandingSchema = z.object({
  id: z.string(),
  /** How it does; in words that name no record. Absent where nobody knows. */
  health: z
    .object({ health: z.enum(SERVICE_HEALTH), words: z.string() })
    .optional(),
  /** What it cost in the last whole month, for whoever has `itsm.cost.read`; sums of two currencies are never one. */
  cost: z
    .object({ month: z.string(), amounts: z.array(moneySchema) })
    .optional(),
});
export type ServiceStanding = z.output<typeof serviceStandingSchema>;

/** How services of the portfolio are handled here. */
export const portfolioSettingsSchema = z.object({
  /** What costs are in, unless another currency is said. */
  currency: z.string(),
  /** Whether the caller may know what services cost. */
  seesCosts: z.boolean(),
});
export type PortfolioSettings = z.output<typeof portfolioSettingsSchema>;

/** Which services are asked for as entities. */
export const serviceEntityQuerySchema = z.strictObject({
  /** Those that changed after this revision. */
  after: numberParam(z.number().int().min(0)).default(0),
  limit: numberParam(z.number().int().min(1).max(1000)).default(1000),
});
export type ServiceEntityQuery = z.output<typeof serviceEntityQuerySchema>;

/** Services as entities of the catalog, in the order in which they changed. */
export const serviceEntityPageSchema = z.object({
  items: z.array(
    z.object({
      ref: z.string(),
      /** Absent: it is to leave the catalog. */
      entity: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
  /** Asked for as `after` the next time. */
  revision: z.number().int(),
  more: z.boolean(),
});
export type ServiceEntityPage = z.output<typeof serviceEntityPageSchema>;

/** Says in the catalog which record of the portfolio an entity is, e.g. `SVC-7`. */
export const SERVICE_ANNOTATION = 'callboard.dev/service';
