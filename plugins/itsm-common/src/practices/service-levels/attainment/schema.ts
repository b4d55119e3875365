import { z } from 'zod';
import { definitionKeySchema } from '../../../kernel/definitions';
import {
  entityRefSchema,
  instantSchema,
  listParam,
  numberParam,
  refInfoSchema,
} from '../../../kernel/schema';
import { AGREEMENT_TYPES, METRICS } from '../model';
import { isTimeZone } from '../workingTime/zone';
import {
  ATTAINMENT_BY,
  DEFAULT_PERIOD_MS,
  LONGEST_PERIOD_MS,
  SHORTEST_PERIOD_MS,
  TREND_BUCKETS,
} from './model';

const NONE = z.literal('none');

/** A time zone of the IANA database. */
export const timeZoneParam = z
  .string()
  .max(60)
  .refine(isTimeZone, 'must be a time zone like Europe/Berlin');

/** Which runs are looked at. `mine` stands for the caller's groups, `none` for no service or team. */
export const runFilterShape = {
  agreement: listParam(definitionKeySchema).optional(),
  service: listParam(z.union([NONE, entityRefSchema])).optional(),
  team: listParam(
    z.union([NONE, z.literal('mine'), entityRefSchema]),
  ).optional(),
  metric: listParam(z.enum(METRICS)).optional(),
  type: listParam(z.enum(AGREEMENT_TYPES)).optional(),
};

const periodShape = {
  /** From when on, 30 days before `to` if it is left out. */
  from: instantSchema.optional(),
  /** Until when, not with it; now if it is left out. */
  to: instantSchema.optional(),
};

/** A period that somebody may ask for; what is left out, others say. */
function isPeriod(
  { from, to }: { from?: string; to?: string },
  ctx: z.RefinementCtx,
): void {
  if (from === undefined) return;
  const until = to === undefined ? undefined : Date.parse(to);
  const fault = periodFault(Date.parse(from), until);
  if (fault !== undefined)
    ctx.addIssue({ code: 'custom', path: ['from'], message: fault });
}

/** What is wrong with a period, or undefined. */
export function periodFault(
  from: number,
  to: number | undefined,
): string | undefined {
  if (to === undefined) return undefined;
  if (from >= to) return 'must be before the end of the period, `to`';
  if (to - from < SHORTEST_PERIOD_MS)
    return 'must be at least an hour before the end of the period; a shorter one says nothing';
  if (to - from > LONGEST_PERIOD_MS)
    return 'must be at most five years before the end of the period; ask for the years one by one';
  return undefined;
}

/**
 * The period that a question is about, milliseconds.
 *
 * @throws RangeError with a sentence about `from`
 */
export function readPeriod(
  asked: { from?: string; to?: string },
  now: number,
  usual = DEFAULT_PERIOD_MS,
): { from: number; to: number } {
  const to = asked.to === undefined ? now : Date.parse(asked.to);
  const from = asked.from === undefined ? to - usual : Date.parse(asked.from);
  const fault = periodFault(from, to);
  if (fault !== undefined) throw new RangeError(`from: ${fault}`);
  if (from > now)
    throw new RangeError(
      'from: must not be in the future; nothing was decided then yet',
    );
  return { from, to };
}

/** What is asked of attainment. */
export const attainmentQuerySchema = z
  .strictObject({
    by: z.enum(ATTAINMENT_BY).default('service'),
    ...periodShape,
    ...runFilterShape,
  })
  .superRefine(isPeriod);

/** What is asked of its trend. */
export const attainmentTrendQuerySchema = z
  .strictObject({
    bucket: z.enum(TREND_BUCKETS).default('month'),
    /** The zone in which weeks and months begin. */
    zone: timeZoneParam.default('UTC'),
    ...periodShape,
    ...runFilterShape,
  })
  .superRefine(isPeriod);

const countsShape = {
  /** Runs that were done in time. */
  kept: z.number(),
  /** Runs that were not. */
  breached: z.number(),
  /** Percent of those that were kept; absent if none was decided. */
  attainment: z.number().optional(),
};

/** How promises were kept. */
export const attainmentCountsSchema = z.object(countsShape);

/** Who had how much of the time of breaches. */
export const breachShareSchema = z.object({
  /** Absent if nobody had it. */
  ref: z.string().optional(),
  /** Breaches, each counted by the part of its time that they had. */
  breaches: z.number(),
  /** Milliseconds of working time. */
  elapsed: z.number(),
});

/** How promises were kept in a period, by something. */
export const attainmentSchema = z.object({
  by: z.enum(ATTAINMENT_BY),
  from: instantSchema,
  to: instantSchema,
  total: attainmentCountsSchema.extend({ late: z.number() }),
  items: z.array(
    z.object({
      /** A reference, the key of an agreement, or a metric; absent for what has none. */
      key: z.string().optional(),
      ...countsShape,
      /** Clocks that are late now, whenever that began. */
      late: z.number(),
    }),
  ),
  /** What is beyond 400 of them, together. */
  others: attainmentCountsSchema
    .extend({ groups: z.number(), late: z.number() })
    .optional(),
  /** By team: who had the time of the breaches, most first. */
  heldBy: z.array(breachShareSchema).optional(),
  /** What agreements are called, by key. */
  agreements: z.record(z.string(), z.string()),
  refs: z.record(z.string(), refInfoSchema),
});

/** How promises were kept from week to week or from month to month. */
export const attainmentTrendSchema = z.object({
  bucket: z.enum(TREND_BUCKETS),
  zone: z.string(),
  points: z.array(
    z.object({
      /** Its first day in the zone, e.g. `2026-03-01`. */
      day: z.string(),
      from: instantSchema,
      to: instantSchema,
      ...countsShape,
    }),
  ),
});

/** What is asked of breaches. */
export const breachListQuerySchema = z
  .strictObject({
    ...periodShape,
    ...runFilterShape,
    limit: numberParam(z.number().int().min(1).max(200)).optional(),
    cursor: z.string().max(4_000).optional(),
  })
  .superRefine(isPeriod);

/** What is asked of their export. */
export const breachExportQuerySchema = z
  .strictObject({
    ...periodShape,
    ...runFilterShape,
    /** `true` puts a byte order mark first, for programs that guess the encoding. */
    bom: z
      .enum(['true', 'false'])
      .transform(v => v === 'true')
      .optional(),
  })
  .superRefine(isPeriod);

/** A promise that was not kept. Durations are milliseconds of working time. */
export const breachSchema = z.object({
  /** Of the run. */
  id: z.string(),
  record: z.object({
    id: z.string(),
    number: z.string(),
    type: z.string(),
    title: z.string(),
    status: z.string(),
    priority: z.number().optional(),
  }),
  clock: z.string(),
  /** Which run of the clock. */
  run: z.number(),
  type: z.enum(AGREEMENT_TYPES),
  metric: z.enum(METRICS),
  agreement: z.object({ key: z.string(), name: z.string() }),
  /** At the end, or now. */
  serviceRef: z.string().optional(),
  teamRef: z.string().optional(),
  goal: z.number(),
  /** What counts, as of the answer. */
  elapsed: z.number(),
  overBy: z.number(),
  startedAt: instantSchema,
  /** When the goal was used up. */
  dueAt: instantSchema,
  /** When it was late: the first working instant after that. */
  lateAt: instantSchema,
  /** Absent as long as it goes on. */
  stoppedAt: instantSchema.optional(),
  /** Who had how much of the time until it was late, most first; for those who work on the record. */
  heldBy: z
    .array(z.object({ ref: z.string().optional(), elapsed: z.number() }))
    .optional(),
});

/** A page of breaches. */
export const breachPageSchema = z.object({
  items: z.array(breachSchema),
  pageInfo: z.object({ nextCursor: z.string().optional() }),
  refs: z.record(z.string(), refInfoSchema),
});

export type AttainmentQuery = z.output<typeof attainmentQuerySchema>;
export type AttainmentTrendQuery = z.output<typeof attainmentTrendQuerySchema>;
export type Attainment = z.output<typeof attainmentSchema>;
export type AttainmentCounts = z.output<typeof attainmentCountsSchema>;
export type AttainmentTrend = z.output<typeof attainmentTrendSchema>;
export type BreachShare = z.output<typeof breachShareSchema>;
export type BreachListQuery = z.output<typeof breachListQuerySchema>;
export type BreachExportQuery = z.output<typeof breachExportQuerySchema>;
export type Breach = z.output<typeof breachSchema>;
export type BreachPage = z.output<typeof breachPageSchema>;
