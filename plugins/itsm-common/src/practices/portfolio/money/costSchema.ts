import { z } from 'zod';
import {
  entityRefSchema,
  instantSchema,
  listParam,
  numberParam,
  pageSchema,
  refInfoSchema,
  textSchema,
  thingRefSchema,
  titleSchema,
} from '../../../kernel/schema';
import { moneySchema } from '../services/sections';
import { COST_KINDS, COST_PLANS, VALUE_PER } from './model';
import { currencySchema, minorSchema } from './money';
import { monthSchema, monthsFromTo, MOST_MONTHS } from './months';

const refs = z.record(z.string(), refInfoSchema);
const changesSomething = (patch: object) => Object.keys(patch).length > 0;
const NOTHING = 'must change at least one field';
const noteSchema = textSchema.trim().max(500);
const kind = z.enum(COST_KINDS);
const plan = z.enum(COST_PLANS);

const monthsAreFew = (
  { from, to }: { from?: string; to?: string },
  ctx: z.RefinementCtx,
) => {
  if (from === undefined || to === undefined) return;
  if (from > to)
    ctx.addIssue({
      code: 'custom',
      path: ['to'],
      message: `must not be before ${from}`,
    });
  else if (monthsFromTo(from, to).length > MOST_MONTHS)
    ctx.addIssue({
      code: 'custom',
      path: ['to'],
      message: `must be within ${MOST_MONTHS} months of ${from}`,
    });
};

/** The months that are asked for; the twelve up to the last whole one if they are left out. */
const months = { from: monthSchema.optional(), to: monthSchema.optional() };

/** A service in an address. */
export const costServiceParamsSchema = z.strictObject({
  kind: textSchema.max(63),
  namespace: textSchema.max(63),
  name: textSchema.max(63),
});

/** Sums of each currency, and all of them in the portfolio's where rates say what they are worth. */
export const costSumSchema = z.object({
  amounts: z.array(moneySchema),
  /** Absent where a rate is missing. */
  converted: moneySchema.optional(),
});
export type CostSum = z.output<typeof costSumSchema>;

/** What was spent, and what was to be. */
export const costFigureSchema = z.object({
  actual: costSumSchema,
  budget: costSumSchema,
});
export type CostFigure = z.output<typeof costFigureSchema>;

/** A month of costs. */
export const costMonthSchema = costFigureSchema.extend({ month: monthSchema });
export type CostMonth = z.output<typeof costMonthSchema>;

/** A service among others, with what it bears in the end: itself alone, so that the rows add up to the total. */
export const serviceCostSchema = costFigureSchema.extend({
  ref: z.string(),
  /**
   * Of a system, with what is part of it and the caller may see, as lists of services tell its cost; absent
   * where no part costs anything.
   */
  withParts: costFigureSchema.optional(),
  ownerRef: z.string().optional(),
  /** Actual less budget, in the portfolio's currency; less than nothing is under budget. */
  variance: moneySchema.optional(),
  /** In hundredths of a per cent of the budget. */
  varianceShare: z.number().optional(),
  /** Whether some of it comes from services that are shared. */
  receives: z.boolean(),
  /** Whether others bear some of what it costs. */
  gives: z.boolean(),
});
export type ServiceCost = z.output<typeof serviceCostSchema>;

/** By what a list of costs can be sorted. */
export const COST_SORTS = ['actual', 'budget', 'variance', 'name'] as const;

const filters = {
  ...months,
  owner: listParam(z.union([z.literal('mine'), entityRefSchema])).optional(),
  kind: listParam(kind).optional(),
  q: textSchema.trim().max(200).optional(),
};

/** What of the costs is asked for. */
export const costOverviewQuerySchema = z
  .strictObject({
    ...filters,
    sort: z.enum(COST_SORTS).optional(),
    order: z.enum(['asc', 'desc']).optional(),
    limit: numberParam(z.number().int().min(1).max(200)).optional(),
    cursor: z.string().max(4_000).optional(),
  })
  .superRefine(monthsAreFew);
export type CostOverviewQuery = z.output<typeof costOverviewQuerySchema>;

/** The months of one service that are asked for. */
export const costMonthsQuerySchema = z
  .strictObject(months)
  .superRefine(monthsAreFew);

export const costExportQuerySchema = z
  .strictObject({
    ...filters,
    /** Puts a byte order mark first, for programs that guess the encoding. */
    bom: z
      .enum(['true', 'false'])
      .transform(v => v === 'true')
      .optional(),
  })
  .superRefine(monthsAreFew);
export type CostExportQuery = z.output<typeof costExportQuerySchema>;

/** Services that share with each other. */
export const costCircleSchema = z.object({
  refs: z.array(z.string()),
  /** Whether nothing leads out of it: its members keep their costs then. */
  closed: z.boolean(),
});
export type CostCircle = z.output<typeof costCircleSchema>;

/** What services cost, against their budgets. */
export const costOverviewSchema = pageSchema(serviceCostSchema).extend({
  from: monthSchema,
  to: monthSchema,
  /** Of the portfolio: what is told in one currency is in this one. */
  currency: z.string(),
  /** Of all services that fit, not of the page alone. */
  total: costFigureSchema,
  months: z.array(costMonthSchema),
  kinds: z.array(costFigureSchema.extend({ kind })),
  services: z.number().int(),
  /** Currencies of which nobody says what they were worth in one of the months. */
  missingRates: z.array(z.string()),
  circles: z.array(costCircleSchema),
  refs,
});
export type CostOverview = z.output<typeof costOverviewSchema>;

/** A sum that somebody wrote or imported. */
export const costLineSchema = z.object({
  id: z.string(),
  serviceRef: z.string(),
  month: monthSchema,
  kind,
  plan,
  amount: moneySchema,
  /** Absent once it was erased. */
  note: z.string().optional(),
  /** `manual`, or the name under which it was imported. */
  source: z.string(),
  externalId: z.string().optional(),
  version: z.number().int(),
  updatedAt: instantSchema,
});
export type CostLine = z.output<typeof costLineSchema>;

export const newCostLineSchema = z.strictObject({
  serviceRef: thingRefSchema,
  month: monthSchema,
  kind,
  plan: plan.default('actual'),
  minor: minorSchema,
  currency: currencySchema,
  note: noteSchema.optional(),
});
export type NewCostLine = z.output<typeof newCostLineSchema>;

export const costLinePatchSchema = z
  .strictObject({
    month: monthSchema,
    kind,
    plan,
    minor: minorSchema,
    currency: currencySchema,
    note: noteSchema.nullable(),
  })
  .partial()
  .refine(changesSomething, NOTHING);
export type CostLinePatch = z.output<typeof costLinePatchSchema>;

export const costLineQuerySchema = z
  .strictObject({
    service: entityRefSchema,
    ...months,
    plan: plan.optional(),
    limit: numberParam(z.number().int().min(1).max(200)).optional(),
    cursor: z.string().max(4_000).optional(),
  })
  .superRefine(monthsAreFew);
export type CostLineQuery = z.output<typeof costLineQuerySchema>;

export const costLinePageSchema = pageSchema(costLineSchema);
export type CostLinePage = z.output<typeof costLinePageSchema>;

export const costIdParamsSchema = z.strictObject({
  id: z.uuid('must be the id of a cost'),
});

/** For which of the plans something that comes back each month counts. */
export const ITEM_PLANS = ['actual', 'budget', 'both'] as const;

const itemFields = {
  /** What it is for, e.g. `Engineers`. */
  title: titleSchema,
  kind,
  plan: z.enum(ITEM_PLANS),
  from: monthSchema,
  /** The last month; it goes on if there is none. */
  to: monthSchema.nullable().optional(),
  /** How many of it, e.g. 2.5 full-time equivalents; at most three digits after the point. */
  quantity: z
    .number()
    .positive('must be more than 0')
    .max(1_000_000, 'must be at most 1,000,000')
    .refine(
      n => Math.abs(n * 1000 - Math.round(n * 1000)) < 1e-6,
      'must have at most three digits after the point',
    ),
  /** What one of it is called, e.g. `FTE`. */
  unit: textSchema.trim().max(40).nullable().optional(),
  /** What one of it costs. */
  minor: minorSchema,
  currency: currencySchema,
  per: z.enum(['month', 'year']),
  /** The number of the contract that it follows from. */
  contract: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]+-\d{1,12}$/, 'must be the number of a contract like CTR-9')
    .nullable()
    .optional(),
};

/** A line of a service's cost model: what comes back each month. */
export const costItemSchema = z.object({
  id: z.string(),
  serviceRef: z.string(),
  title: z.string().optional(),
  kind,
  plan: z.enum(ITEM_PLANS),
  from: monthSchema,
  to: monthSchema.optional(),
  quantity: z.number(),
  unit: z.string().optional(),
  minor: z.number().int(),
  currency: z.string(),
  per: z.enum(['month', 'year']),
  contract: z.string().optional(),
  /** What it comes to in one month; of a year that does not divide by twelve, in most of them. */
  monthly: moneySchema,
  version: z.number().int(),
});
export type CostItem = z.output<typeof costItemSchema>;

const endsAfterItBegins = (item: {
  from?: string;
  to?: string | null;
}): boolean => !item.from || !item.to || item.from <= item.to;
const ENDS = { path: ['to'], message: 'must not be before it begins' };

export const newCostItemSchema = z
  .strictObject({ serviceRef: thingRefSchema, ...itemFields })
  .extend({
    plan: z.enum(ITEM_PLANS).default('both'),
    quantity: itemFields.quantity.default(1),
    per: itemFields.per.default('month'),
  })
  .refine(endsAfterItBegins, ENDS);
export type NewCostItem = z.output<typeof newCostItemSchema>;

export const costItemPatchSchema = z
  .strictObject(itemFields)
  .partial()
  .refine(changesSomething, NOTHING)
  .refine(endsAfterItBegins, ENDS);
export type CostItemPatch = z.output<typeof costItemPatchSchema>;

/** What a service gets of another, or gives it. */
export const sharedCostSchema = z.object({
  /** Absent for what the caller may not see: all of that together. */
  ref: z.string().optional(),
  actual: costSumSchema,
  budget: costSumSchema,
  /** By which rule, in words. */
  words: z.string(),
  /** Key of the definition that states it. */
  rule: z.string(),
});
export type SharedCostOf = z.output<typeof sharedCostSchema>;

/** What a service bears of a contract, by itself. */
export const contractCostSchema = z.object({
  /** Absent for one that the caller may not read. */
  number: z.string().optional(),
  title: z.string().optional(),
  kind,
  /** What it is worth in all. */
  value: moneySchema,
  per: z.enum(VALUE_PER),
  /** What part of it the service bears, in hundredths of a per cent. */
  share: z.number().int(),
  from: monthSchema,
  /** The last month; it goes on if there is none. */
  to: monthSchema.optional(),
  /** What the service bears of it in the first of the months asked for in which it costs something. */
  monthly: moneySchema.optional(),
  /** Why it does not count, or not in all of these months: it is in a cost model, or in what was imported. */
  leftOut: z.enum(['cost-model', 'imported']).optional(),
  /** The months asked for in which an import says it instead. */
  leftOutMonths: z.number().int(),
});
export type ContractCost = z.output<typeof contractCostSchema>;

/** What one service costs, and how that comes to be. */
export const serviceCostsSchema = z.object({
  ref: z.string(),
  ownerRef: z.string().optional(),
  from: monthSchema,
  to: monthSchema,
  currency: z.string(),
  /** What is written of the service itself. */
  own: costFigureSchema,
  received: z.array(sharedCostSchema),
  given: z.array(sharedCostSchema),
  /** What it gained or lost in a circle of services that share with each other. */
  exchanged: costFigureSchema.optional(),
  circle: costCircleSchema.optional(),
  /** What it bears in the end: own, and received, less given. */
  borne: costFigureSchema,
  /** As {@link serviceCostSchema} has it: of a system, with what is part of it and the caller may see. */
  withParts: costFigureSchema.optional(),
  variance: moneySchema.optional(),
  varianceShare: z.number().optional(),
  months: z.array(costMonthSchema),
  kinds: z.array(costFigureSchema.extend({ kind })),
  items: z.array(costItemSchema),
  /** What it bears of contracts; they are changed there. */
  contracts: z.array(contractCostSchema),
  missingRates: z.array(z.string()),
  canUpdate: z.boolean(),
  /** Why the caller may not change them. */
  refusal: z.string().optional(),
  refs,
});
export type ServiceCosts = z.output<typeof serviceCostsSchema>;

/** What a file of costs can say of each row. */
export const COST_COLUMNS = [
  'service',
  'month',
  'kind',
  'plan',
  'amount',
  'currency',
  'note',
  'id',
] as const;
export type CostColumn = (typeof COST_COLUMNS)[number];

/** Which column of the file says it, by the name in its header; `=` before what holds for all rows. */
const columnsParam = z
  .string()
  .max(4_000)
  .transform((text, ctx) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      ctx.addIssue({
        code: 'custom',
        message: 'must be JSON like {"amount":"Net amount","currency":"=EUR"}',
      });
      return z.NEVER;
    }
  })
  .pipe(
    z.partialRecord(z.enum(COST_COLUMNS), textSchema.trim().min(1).max(200)),
  );

/** How a file of costs is read. */
export const costImportQuerySchema = z.strictObject({
  /** Says what would happen and does nothing. */
  dryRun: z
    .enum(['true', 'false'])
    .transform(v => v === 'true')
    .optional(),
  /** What the file is of, e.g. `sap`: within one source a row with the same id is the same cost. */
  source: z
    .string()
    .max(40)
    .regex(/^[a-z][a-z0-9-]*$/, 'must be lower-case words with hyphens')
    .refine(
      name => name !== 'manual',
      'must not be manual; that is what people write by hand',
    )
    .refine(
      name => name !== 'contract',
      'must not be contract; that is what contracts bring by themselves, so name what the file is of',
    )
    .default('import'),
  columns: columnsParam.optional(),
  /** The sign before the cents, where the numbers do not say it themselves. */
  decimal: z.enum(['point', 'comma']).optional(),
});
export type CostImportQuery = z.output<typeof costImportQuerySchema>;

/** A line that could not be taken, and why. */
export const badCostLineSchema = z.object({
  line: z.number().int(),
  reason: z.string(),
});
export type BadCostLine = z.output<typeof badCostLineSchema>;

/** What became of a file of costs. */
export const costImportResultSchema = z.object({
  dryRun: z.boolean(),
  rows: z.number().int(),
  added: z.number().int(),
  changed: z.number().int(),
  /** Those that are there as they are. */
  same: z.number().int(),
  bad: z.number().int(),
  /** The first of the bad ones. */
  badLines: z.array(badCostLineSchema),
  /** What the file says, by currency and plan, of the rows that could be taken. */
  sums: z.object({
    actual: z.array(moneySchema),
    budget: z.array(moneySchema),
  }),
  /** The file's header, and which column was taken for what. */
  header: z.array(z.string()),
  columns: z.partialRecord(z.enum(COST_COLUMNS), z.string()),
  /** The first rows as they are understood. */
  sample: z.array(
    z.object({
      line: z.number().int(),
      serviceRef: z.string(),
      month: monthSchema,
      kind,
      plan,
      amount: moneySchema,
    }),
  ),
});
export type CostImportResult = z.output<typeof costImportResultSchema>;

/** How a service that others use is split, as it comes out in a month. */
export const sharingViewSchema = z.object({
  key: z.string(),
  name: z.string(),
  why: z.string().optional(),
  words: z.string(),
  serviceRef: z.string().optional(),
  percent: z.number(),
  /** Parts of what is split, in hundredths of a per cent; those one may not see are one. */
  bearers: z.array(z.object({ ref: z.string().optional(), part: z.number() })),
  /** Why it splits nothing, if it does not. */
  problem: z.string().optional(),
});
export type SharingView = z.output<typeof sharingViewSchema>;

export const sharingViewsSchema = z.object({
  month: monthSchema,
  items: z.array(sharingViewSchema),
  circles: z.array(costCircleSchema),
  refs,
});
export type SharingViews = z.output<typeof sharingViewsSchema>;
