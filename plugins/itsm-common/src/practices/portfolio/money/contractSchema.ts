import { z } from 'zod';
import { VISIBILITIES } from '../../../kernel/record';
import {
  channelSchema,
  instantSchema,
  markdownSchema,
  pageSchema,
  participantSchema,
  recordListQuerySchema,
  recordSchema,
  refInfoSchema,
  refOfKind,
  requiredMarkdownSchema,
  textSchema,
  thingRefSchema,
  titleSchema,
  viewerSchema,
} from '../../../kernel/schema';
import { definitionKeySchema } from '../../../kernel/definitions';
import { moneySchema } from '../services/sections';
import { bulkSchemaOf } from '../../../kernel/bulk';
import { MOST_WEIGHT } from './contractCosts';
import { CONTRACT_COUNTS, COST_KINDS, RENEWALS, VALUE_PER } from './model';
import { currencySchema, minorSchema } from './money';

const refs = z.record(z.string(), refInfoSchema);
const changesSomething = (patch: object) => Object.keys(patch).length > 0;
const NOTHING = 'must change at least one field';

const websiteSchema = textSchema
  .trim()
  .max(500)
  .refine(value => {
    try {
      return ['https:', 'http:'].includes(new URL(value).protocol);
    } catch {
      return false;
    }
  }, 'must be an address like https://example.org');

/** A row of the suppliers. */
export const supplierSummarySchema = recordSchema.extend({
  website: z.string().optional(),
  reviewAt: instantSchema.optional(),
  /** Contracts with them that hold, as far as the caller may read them. */
  contracts: z.number().int(),
});
export type SupplierSummary = z.output<typeof supplierSummarySchema>;

/** One supplier, with what the caller may do with it. */
export const supplierSchema = supplierSummarySchema.extend({
  provides: z.string().optional(),
  contact: z.string().optional(),
  endReason: z.string().optional(),
  participants: z.array(participantSchema),
  viewer: viewerSchema,
  refs,
});
export type Supplier = z.output<typeof supplierSchema>;

export const newSupplierSchema = z.strictObject({
  /** Their name. */
  title: titleSchema,
  provides: markdownSchema.max(5_000).optional(),
  contact: markdownSchema.max(2_000).optional(),
  website: websiteSchema.optional(),
  /** The group that looks after them. */
  ownerRef: refOfKind('group').optional(),
  assigneeRef: refOfKind('user').optional(),
  reviewAt: instantSchema.optional(),
  visibility: z.enum(VISIBILITIES).optional(),
  channel: channelSchema.exclude(['import']).optional(),
});
export type NewSupplier = z.output<typeof newSupplierSchema>;

/** Fields of a supplier that may be edited. `null` empties one. */
export const supplierPatchSchema = z
  .strictObject({
    title: titleSchema,
    provides: markdownSchema.max(5_000).nullable(),
    contact: markdownSchema.max(2_000).nullable(),
    website: websiteSchema.nullable(),
    ownerRef: refOfKind('group'),
    assigneeRef: refOfKind('user').nullable(),
    reviewAt: instantSchema.nullable(),
    endReason: requiredMarkdownSchema.max(5_000),
    visibility: z.enum(VISIBILITIES),
  })
  .partial()
  .refine(changesSomething, NOTHING);
export type SupplierPatch = z.output<typeof supplierPatchSchema>;

export const supplierTransitionSchema = z.strictObject({
  transition: z.string().max(40),
  endReason: requiredMarkdownSchema.max(5_000).optional(),
  comment: requiredMarkdownSchema.optional(),
});
export type SupplierTransition = z.output<typeof supplierTransitionSchema>;

/** One change of fields or one transition for many suppliers. */
export const supplierBulkSchema = bulkSchemaOf('suppliers', {
  patch: supplierPatchSchema,
  transition: supplierTransitionSchema,
});
export type SupplierBulk = z.output<typeof supplierBulkSchema>;

export const supplierListQuerySchema = recordListQuerySchema.omit({
  type: true,
});
export type SupplierListQuery = z.output<typeof supplierListQuerySchema>;

export const supplierPageSchema = pageSchema(supplierSummarySchema).extend({
  refs,
});
export type SupplierPage = z.output<typeof supplierPageSchema>;

/** How a contract stands in time. */
export const CONTRACT_TIMES = [
  'none',
  'not-begun',
  'running',
  'notice-soon',
  'notice-passed',
  'ends-soon',
  'expired',
] as const;
export type ContractTime = (typeof CONTRACT_TIMES)[number];

const supplierNumberSchema = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z]+-\d{1,12}$/, 'must be the number of a supplier like SUP-2');

/** A row of the contracts. */
export const contractSummarySchema = recordSchema.extend({
  supplier: z.string().optional(),
  /** What the supplier is called, if the caller may read it. */
  supplierName: z.string().optional(),
  startAt: instantSchema.optional(),
  endAt: instantSchema.optional(),
  noticeBy: instantSchema.optional(),
  renewal: z.enum(RENEWALS).optional(),
  time: z.enum(CONTRACT_TIMES),
  /** Only with the permission `itsm.cost.read`, or for those who work on it. */
  value: moneySchema.optional(),
  valuePer: z.enum(VALUE_PER).optional(),
});
export type ContractSummary = z.output<typeof contractSummarySchema>;

/** One contract, with what the caller may do with it. */
export const contractSchema = contractSummarySchema.extend({
  terms: z.string().optional(),
  renewalMonths: z.number().int().optional(),
  noticeDays: z.number().int().optional(),
  agreement: z.string().optional(),
  /** What the agreement is called. */
  agreementName: z.string().optional(),
  /** Services that it is for beside `serviceRef`, as far as the caller may see them. */
  services: z.array(z.string()),
  /** How many more there are that the caller may not see. */
  hiddenServices: z.number().int(),
  /** As the value, for those who may know what it costs. */
  countsAs: z.enum(CONTRACT_COUNTS).optional(),
  costKind: z.enum(COST_KINDS).optional(),
  /** What services weigh where its cost is split; one that is not named weighs 1. */
  costWeights: z.record(z.string(), z.number()).optional(),
  endReason: z.string().optional(),
  participants: z.array(participantSchema),
  viewer: viewerSchema,
  refs,
});
export type Contract = z.output<typeof contractSchema>;

const contractFields = {
  title: titleSchema,
  supplier: supplierNumberSchema,
  terms: markdownSchema.max(20_000),
  /** The service that it is for; more of them are `services`, links of the kind `affects`. */
  serviceRef: thingRefSchema,
  ownerRef: refOfKind('group'),
  assigneeRef: refOfKind('user'),
  startAt: instantSchema,
  endAt: instantSchema,
  renewal: z.enum(RENEWALS),
  renewalMonths: z.number().int().min(1).max(120),
  noticeDays: z.number().int().min(0).max(1_000),
  valueMinor: minorSchema.min(0, 'must not be less than 0'),
  currency: currencySchema,
  valuePer: z.enum(VALUE_PER),
  agreement: definitionKeySchema,
  /** More services that it is for: these and no others. */
  services: z.array(thingRefSchema).max(100),
  countsAs: z.enum(CONTRACT_COUNTS),
  costKind: z.enum(COST_KINDS),
  /** What services weigh where its cost is split; 0 for one that bears nothing of it. */
  costWeights: z
    .record(thingRefSchema, z.number().int().min(0).max(MOST_WEIGHT))
    .refine(
      weights => Object.keys(weights).length <= 101,
      'must name at most 101 services',
    ),
};

export const newContractSchema = z
  .strictObject(contractFields)
  .partial()
  .required({ title: true, supplier: true })
  .extend({
    visibility: z.enum(VISIBILITIES).optional(),
    channel: channelSchema.exclude(['import']).optional(),
  });
export type NewContract = z.output<typeof newContractSchema>;

const nullable = <T extends z.ZodType>(schema: T) => schema.nullable();

/** Fields of a contract that may be edited. `null` empties one. */
export const contractPatchSchema = z
  .strictObject({
    ...contractFields,
    terms: nullable(contractFields.terms),
    serviceRef: nullable(contractFields.serviceRef),
    assigneeRef: nullable(contractFields.assigneeRef),
    startAt: nullable(contractFields.startAt),
    endAt: nullable(contractFields.endAt),
    renewalMonths: nullable(contractFields.renewalMonths),
    noticeDays: nullable(contractFields.noticeDays),
    valueMinor: nullable(contractFields.valueMinor),
    currency: nullable(contractFields.currency),
    valuePer: nullable(contractFields.valuePer),
    agreement: nullable(contractFields.agreement),
    costWeights: nullable(contractFields.costWeights),
    endReason: requiredMarkdownSchema.max(5_000),
    visibility: z.enum(VISIBILITIES),
  })
  .partial()
  .refine(changesSomething, NOTHING);
export type ContractPatch = z.output<typeof contractPatchSchema>;

export const contractTransitionSchema = z.strictObject({
  transition: z.string().max(40),
  supplier: supplierNumberSchema.optional(),
  startAt: instantSchema.optional(),
  endAt: instantSchema.optional(),
  renewal: z.enum(RENEWALS).optional(),
  endReason: requiredMarkdownSchema.max(5_000).optional(),
  comment: requiredMarkdownSchema.optional(),
});
export type ContractTransition = z.output<typeof contractTransitionSchema>;

/** One change of fields or one transition for many contracts. */
export const contractBulkSchema = bulkSchemaOf('contracts', {
  patch: contractPatchSchema,
  transition: contractTransitionSchema,
});
export type ContractBulk = z.output<typeof contractBulkSchema>;

export const contractListQuerySchema = recordListQuerySchema.omit({
  type: true,
});
export type ContractListQuery = z.output<typeof contractListQuerySchema>;

export const contractPageSchema = pageSchema(contractSummarySchema).extend({
  refs,
});
export type ContractPage = z.output<typeof contractPageSchema>;
