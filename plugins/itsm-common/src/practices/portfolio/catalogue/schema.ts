import { z } from 'zod';
import { definitionKeySchema } from '../../../kernel/definitions';
import { STATUS_CATEGORIES } from '../../../kernel/record';
import { normalizeRef } from '../../../kernel/refs';
import {
  entityRefSchema,
  instantSchema,
  listParam,
  numberParam,
  pageSchema,
  refInfoSchema,
  textSchema,
} from '../../../kernel/schema';
import { AGREEMENT_TYPES, METRICS } from '../../service-levels/model';
import { SERVICE_KINDS, TIERS } from '../model';
import { moneySchema, SERVICE_HEALTH } from '../services/sections';
import {
  CHECK_STATES,
  MANAGED_COLUMNS,
  MANAGED_LEVEL_VALUES,
  MANAGED_SORTS,
  OFFERING_PRICE_PERIODS,
  OFFERING_STATES,
} from './model';

const refs = z.record(z.string(), refInfoSchema);
const kind = z.enum(SERVICE_KINDS);
const tier = z.enum(TIERS);
const limit = numberParam(z.number().int().min(1).max(100)).optional();
const cursor = z.string().max(4_000).optional();
const search = textSchema.trim().max(200).optional();

/** How one asks for an offering, ready for a button. */
export const askingSchema = z.object({
  way: z.enum(['template', 'link', 'incident', 'text']),
  /** Within the portal or outside; absent where words say it all. */
  to: z.string().optional(),
  /** In words. */
  text: z.string().optional(),
});
export type Asking = z.output<typeof askingSchema>;

/** A price of an offering. */
export const offeringPriceSchema = moneySchema.extend({
  per: z.enum(OFFERING_PRICE_PERIODS),
});

/** An offering as lists show it. */
export const offeringBriefSchema = z.object({
  key: z.string(),
  name: z.string(),
  summary: z.string(),
  serviceRef: z.string(),
  audience: z.string().optional(),
  state: z.enum(OFFERING_STATES),
  asking: askingSchema,
  price: offeringPriceSchema.optional(),
  /** Names of the agreements it comes with. */
  agreements: z.array(z.object({ key: z.string(), name: z.string() })),
});
export type OfferingBrief = z.output<typeof offeringBriefSchema>;

/** What an agreement promises, in words. */
export const offeredLevelSchema = z.object({
  key: z.string(),
  /** Absent where the agreement is no more. */
  name: z.string().optional(),
  type: z.enum(AGREEMENT_TYPES).optional(),
  /** E.g. `99.9 % available a month`. */
  availability: z.string().optional(),
  promises: z.array(
    z.object({
      metric: z.enum(METRICS),
      /** E.g. `First response`. */
      label: z.string(),
      goals: z.array(
        z.object({
          /** E.g. `30 min`. */
          within: z.string(),
          /** E.g. `Around the clock`. */
          calendar: z.string().optional(),
          /** For which records, e.g. `Priority 1`; absent for all. */
          when: z.string().optional(),
        }),
      ),
    }),
  ),
});
export type OfferedLevel = z.output<typeof offeredLevelSchema>;

/** An offering on its page. */
export const offeringSchema = offeringBriefSchema.extend({
  version: z.number().int(),
  description: z.string().optional(),
  availability: z.string().optional(),
  support: z.string().optional(),
  levels: z.array(offeredLevelSchema),
  ownerRef: z.string().optional(),
  /** Whether the catalog has the service no longer. */
  serviceGone: z.boolean(),
  /** Other offerings of the service. */
  others: z.array(offeringBriefSchema),
  refs,
});
export type Offering = z.output<typeof offeringSchema>;

export const offeringParamsSchema = z.strictObject({
  key: definitionKeySchema,
});

export const offeringListQuerySchema = z.strictObject({
  q: search,
  service: listParam(entityRefSchema).optional(),
  /** Those that are offered unless asked otherwise. */
  state: listParam(z.enum(OFFERING_STATES)).optional(),
  limit,
  cursor,
});
export type OfferingListQuery = z.output<typeof offeringListQuerySchema>;

export const offeringPageSchema = pageSchema(offeringBriefSchema)
  .omit({ total: true })
  .extend({ refs });
export type OfferingPage = z.output<typeof offeringPageSchema>;

/** An offering for the index of Backstage's search. */
export const offeringDocumentSchema = z.object({
  key: z.string(),
  title: z.string(),
  text: z.string(),
  /** Who may see it in the catalog may find the offering. */
  serviceRef: z.string(),
});
export type OfferingDocument = z.output<typeof offeringDocumentSchema>;

/** Whether a service is offered to people, or just known. */
export const CARD_SECTIONS = ['offered', 'known'] as const;

/** A service as the catalogue shows it to people who are no engineers. */
export const serviceCardSchema = z.object({
  ref: z.string(),
  title: z.string(),
  kind,
  type: z.string().optional(),
  section: z.enum(CARD_SECTIONS),
  /** What it does for whom, in a few words and without markup. */
  what: z.string().optional(),
  ownerRef: z.string().optional(),
  systemRef: z.string().optional(),
  /** By what the catalogue is divided: its domain, else its system's. */
  categoryRef: z.string().optional(),
  tier: tier.optional(),
  offerings: z.array(offeringBriefSchema),
  /** How it does, where something is known of it that everybody may know. */
  health: z
    .object({ health: z.enum(SERVICE_HEALTH), words: z.string() })
    .optional(),
});
export type ServiceCard = z.output<typeof serviceCardSchema>;

export const catalogueQuerySchema = z.strictObject({
  /** Beginnings of words of the service or what it offers; all of them must be there. */
  q: search,
  /** Domains; `none` is what has none. */
  category: listParam(z.union([z.literal('none'), entityRefSchema])).optional(),
  /** Both, those that are offered first, unless asked otherwise. */
  section: listParam(z.enum(CARD_SECTIONS)).optional(),
  owner: listParam(entityRefSchema).optional(),
  /** How services do, as far as the caller may know; `unknown` is where nothing is known. */
  health: listParam(z.enum(SERVICE_HEALTH)).optional(),
  limit,
  cursor,
});
export type CatalogueQuery = z.output<typeof catalogueQuerySchema>;

/** A page of the service catalogue: what is offered first, then by title. */
export const cataloguePageSchema = pageSchema(serviceCardSchema)
  .omit({ total: true })
  .extend({
    /** On the first page: how many there are of each category that fit the rest of the question. */
    categories: z
      .array(z.object({ ref: z.string().optional(), count: z.number().int() }))
      .optional(),
    refs,
  });
export type CataloguePage = z.output<typeof cataloguePageSchema>;

/** One thing that a managed service has, and how a service stands to it. */
export const checkedSchema = z.object({
  key: z.string(),
  label: z.string(),
  why: z.string(),
  state: z.enum(CHECK_STATES),
  /** What is there or what is not. */
  words: z.string().optional(),
  /** What to do about it; of what is missing. */
  remedy: z.string().optional(),
  /** Where to do it, within the portal; of what is missing. */
  path: z.string().optional(),
  weight: z.number(),
});
export type Checked = z.output<typeof checkedSchema>;

/** What a service has of what a managed service has. */
export const serviceChecklistSchema = z.object({
  ref: z.string(),
  title: z.string().optional(),
  /** From 0 to 100; absent where nothing counts, or it was not looked at yet. */
  score: z.number().int().optional(),
  level: z.enum(MANAGED_LEVEL_VALUES).optional(),
  /** What is missing first, what counts most first among it. */
  checks: z.array(checkedSchema),
  computedAt: instantSchema.optional(),
});
export type ServiceChecklist = z.output<typeof serviceChecklistSchema>;

/** A service in the list of how well services are managed. */
export const managedServiceSchema = z.object({
  /** Its reference: what pages know their rows by. */
  id: z.string(),
  ref: z.string(),
  title: z.string(),
  kind,
  type: z.string().optional(),
  lifecycle: z.string().optional(),
  ownerRef: z.string().optional(),
  systemRef: z.string().optional(),
  tier: tier.optional(),
  /** Its record in the portfolio, if the caller may read that. */
  record: z
    .object({
      number: z.string(),
      statusLabel: z.string(),
      statusCategory: z.enum(STATUS_CATEGORIES),
    })
    .optional(),
  score: z.number().int().optional(),
  level: z.enum(MANAGED_LEVEL_VALUES).optional(),
  /** What counts most first. */
  missing: z.array(z.object({ key: z.string(), label: z.string() })),
  computedAt: instantSchema,
});
export type ManagedService = z.output<typeof managedServiceSchema>;

const ownerParam = z
  .string()
  .max(512)
  .transform((text, ctx) => {
    if (text === 'mine' || text === 'none') return text;
    const ref = normalizeRef(text);
    if (ref) return ref;
    ctx.addIssue({
      code: 'custom',
      message: 'must be mine, none or a reference like group:default/payments',
    });
    return z.NEVER;
  });

const managedQuestion = {
  q: search,
  owner: listParam(ownerParam).optional(),
  kind: listParam(kind).optional(),
  tier: listParam(z.union([z.literal('none'), tier])).optional(),
  level: listParam(z.enum(MANAGED_LEVEL_VALUES)).optional(),
  /** Keys of checks; all of them are missing. */
  missing: listParam(
    z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'must be the key of a check'),
  ).optional(),
  sort: z.enum(MANAGED_SORTS).optional(),
  order: z.enum(['asc', 'desc']).optional(),
};

export const managedListQuerySchema = z.strictObject({
  ...managedQuestion,
  limit,
  cursor,
});
export type ManagedListQuery = z.output<typeof managedListQuerySchema>;

export const managedExportQuerySchema = z.strictObject({
  ...managedQuestion,
  /** All of them, if it is left out. */
  columns: listParam(z.enum(MANAGED_COLUMNS)).optional(),
  /** `true` puts a byte order mark first, for programs that guess the encoding. */
  bom: z
    .enum(['true', 'false'])
    .transform(v => v === 'true')
    .optional(),
});
export type ManagedExportQuery = z.output<typeof managedExportQuerySchema>;

export const managedPageSchema = pageSchema(managedServiceSchema)
  .omit({ total: true })
  .extend({ refs });
export type ManagedPage = z.output<typeof managedPageSchema>;

/** How well all services are managed that the caller may see. */
export const managedSummarySchema = z.object({
  services: z.number().int(),
  /** The mean of all scores; absent if there are none. */
  score: z.number().int().optional(),
  levels: z.array(
    z.object({
      level: z.enum(MANAGED_LEVEL_VALUES),
      count: z.number().int(),
    }),
  ),
  /** The worst managed first. */
  teams: z.array(
    z.object({
      ownerRef: z.string().optional(),
      services: z.number().int(),
      score: z.number().int(),
    }),
  ),
  /** What is missing most first. */
  checks: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      why: z.string(),
      remedy: z.string(),
      missing: z.number().int(),
      /** Services that need it. */
      of: z.number().int(),
    }),
  ),
  /** When all services were looked at last; absent before the first time. */
  computedAt: instantSchema.optional(),
  refs,
  viewer: z.object({ canRecompute: z.boolean() }),
});
export type ManagedSummary = z.output<typeof managedSummarySchema>;

/** One service to look at anew; all, for the role admin, if it is left out. */
export const recomputeSchema = z.strictObject({
  ref: entityRefSchema.optional(),
});
export type Recompute = z.output<typeof recomputeSchema>;
