import { z } from 'zod';
import {
  instantSchema,
  listParam,
  numberParam,
  refInfoSchema,
  textSchema,
} from '../schema';
import { kpiKeySchema, kpiQuestionSchema } from './schema';
import { KPI_BASES, KPI_GRAINS, KPI_STATISTICS } from './model';

/** Where a number is asked of one value, a fact that has none. */
export const KPI_NONE = 'none';
/** Questions of one request. */
export const MOST_QUESTIONS = 40;

const FILTER = /^([a-zA-Z][\w.-]{0,39}):(.+)$/s;

/**
 * What is kept, in an address: `filter=priority:1,2`, once for each dimension. A value with a comma
 * has a parameter of its own: those of the same dimension are taken together.
 */
const filterParam = z
  .union([z.string(), z.array(z.string())])
  .transform((given, ctx) => {
    const where = new Map<string, string[]>();
    for (const text of Array.isArray(given) ? given : [given]) {
      const parts = FILTER.exec(text);
      if (!parts || text.length > 4_000) {
        ctx.addIssue({
          code: 'custom',
          message:
            'must be a dimension and its values, like filter=priority:1,2',
        });
        return z.NEVER;
      }
      const values = parts[2].split(',').filter(Boolean);
      where.set(parts[1], [...(where.get(parts[1]) ?? []), ...values]);
    }
    return Object.fromEntries(where);
  })
  .pipe(z.record(z.string(), z.array(textSchema.max(512)).min(1).max(50)));

/** A question about one number in an address, without its key. */
export const kpiParamsSchema = z.strictObject({ key: kpiKeySchema });

const period = {
  /** From when on; a year before `to` if it is left out. */
  from: instantSchema.optional(),
  /** Until when, not with it; now if it is left out. */
  to: instantSchema.optional(),
};
const counted = {
  filter: filterParam.optional(),
  basis: z.enum(KPI_BASES).optional(),
  version: numberParam(z.number().int().min(1)).optional(),
};

/** A question in an address. */
export const kpiQuerySchema = z.strictObject({
  ...period,
  ...counted,
  statistic: z.enum(KPI_STATISTICS).optional(),
  grain: z.enum(KPI_GRAINS).optional(),
  by: z.string().max(40).optional(),
  top: numberParam(z.number().int().min(1).max(100)).optional(),
  compare: z.enum(['before', 'year']).optional(),
});
export type KpiQuery = z.output<typeof kpiQuerySchema>;

const bom = z
  .enum(['true', 'false'])
  .transform(v => v === 'true')
  .optional();

/** The same as a file. */
export const kpiExportQuerySchema = kpiQuerySchema.extend({ bom });

/** Up to 40 questions at once, answered in their order. */
export const kpiQuestionsSchema = z.strictObject({
  questions: z
    .array(kpiQuestionSchema)
    .min(1)
    .max(MOST_QUESTIONS, 'must be at most 40; ask twice'),
});

/** Which of the facts a number is of are shown: all, those that count in its numerator, or the rest. */
export const KPI_PARTS = ['all', 'numerator', 'rest'] as const;
export type KpiPart = (typeof KPI_PARTS)[number];

/** What is behind a number. */
export const kpiRecordsQuerySchema = z.strictObject({
  ...period,
  ...counted,
  part: z.enum(KPI_PARTS).optional(),
  limit: numberParam(z.number().int().min(1).max(200)).optional(),
  cursor: z.string().max(2_000).optional(),
});
export type KpiRecordsQuery = z.output<typeof kpiRecordsQuerySchema>;

/** The same as a file. */
export const kpiRecordsExportQuerySchema = kpiRecordsQuerySchema
  .omit({ limit: true, cursor: true })
  .extend({ bom });

/** One thing that a number counts, and the record to look at. */
export const kpiCountedSchema = z.object({
  /** When it reached the stage that is counted; when it began, of those that are open. */
  at: instantSchema,
  /** Its value, where values are told; how long it had been open, of those that are open. */
  value: z.number().optional(),
  /** Whether it counts in the numerator. */
  counts: z.boolean(),
  record: z.object({
    id: z.string(),
    number: z.string(),
    type: z.string(),
    title: z.string(),
    status: z.string(),
    statusCategory: z.string(),
    priority: z.number().optional(),
    serviceRef: z.string().optional(),
    ownerRef: z.string().optional(),
  }),
});
export type KpiCounted = z.output<typeof kpiCountedSchema>;

/** A page of what is behind a number, the latest first. */
export const kpiRecordsSchema = z.object({
  items: z.array(kpiCountedSchema),
  pageInfo: z.object({ nextCursor: z.string().optional() }),
  /** How many count, those among them that one may not read or that are no records. */
  total: z.number().int(),
  /** How many of this page's are not shown, as one may not read them. */
  hidden: z.number().int(),
  refs: z.record(z.string(), refInfoSchema),
});
export type KpiRecords = z.output<typeof kpiRecordsSchema>;

/** When things happen. */
export const kpiHeatMapQuerySchema = z.strictObject({
  ...period,
  filter: filterParam.optional(),
  basis: z.enum(KPI_BASES).optional(),
});

/** How many facts there were in each hour of each weekday. */
export const kpiHeatMapSchema = z.object({
  kpi: kpiKeySchema,
  from: instantSchema,
  to: instantSchema,
  zone: z.string(),
  /** What is counted, for people, e.g. `Incidents resolved`. */
  counted: z.string(),
  total: z.number(),
  /** 7 weekdays from Monday on, of 24 hours each. */
  hours: z.array(z.array(z.number())),
  asOf: instantSchema,
  unread: z.number(),
  rebuilding: z.boolean(),
});
export type KpiHeatMap = z.output<typeof kpiHeatMapSchema>;

const DAY_MS = 86_400_000;

/** Bands of ages, each up to and with its end; the last has none. */
export const AGE_BANDS = [
  { key: 'd1', label: 'Up to a day', upTo: DAY_MS },
  { key: 'd3', label: '1 to 3 days', upTo: 3 * DAY_MS },
  { key: 'd7', label: '3 to 7 days', upTo: 7 * DAY_MS },
  { key: 'd30', label: '7 to 30 days', upTo: 30 * DAY_MS },
  { key: 'd90', label: '30 to 90 days', upTo: 90 * DAY_MS },
  { key: 'older', label: 'More than 90 days', upTo: undefined },
] as const;

/** Which open ones. */
export const kpiAgesQuerySchema = z.strictObject({
  /** Now if it is left out. */
  asOf: instantSchema.optional(),
  by: z.string().max(40).optional(),
  top: numberParam(z.number().int().min(1).max(100)).optional(),
  filter: filterParam.optional(),
  basis: z.enum(KPI_BASES).optional(),
});

/** How old the open ones were at an instant. */
export const kpiAgesSchema = z.object({
  kpi: kpiKeySchema,
  asOf: instantSchema,
  total: z.number().int(),
  /** Their age on average, milliseconds; absent where none is open. */
  meanAge: z.number().optional(),
  bands: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      /** Milliseconds, with it; absent of the last band. */
      upTo: z.number().optional(),
      count: z.number().int(),
    }),
  ),
  /** The largest first, with their counts in the order of the bands. */
  groups: z
    .array(
      z.object({
        value: z.string().optional(),
        label: z.string(),
        ref: refInfoSchema.optional(),
        total: z.number().int(),
        counts: z.array(z.number().int()),
      }),
    )
    .optional(),
  moreGroups: z.number().int().optional(),
  unread: z.number(),
  rebuilding: z.boolean(),
});
export type KpiAges = z.output<typeof kpiAgesSchema>;

/** Which numbers. */
export const kpiListQuerySchema = z.strictObject({
  practice: listParam(z.string().max(41)).optional(),
});
