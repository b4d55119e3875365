import { z } from 'zod';
import { definitionKeySchema } from '../../kernel/definitions';
import {
  instantSchema,
  refInfoSchema,
  thingRefSchema,
} from '../../kernel/schema';
import { readPercent } from './feasibility/percent';
import { AGREEMENT_TYPES, CLOCK_STATES, METRICS, readDuration } from './model';
import {
  clockThresholdsSchema,
  passedThresholdSchema,
  thresholdsSchema,
} from './thresholds';

/** A filter over a record's fields and facts of its service, see `RecordPredicate`. */
const predicateSchema = z.record(z.string(), z.unknown());

const durationSchema = z
  .string()
  .refine(
    text => readDuration(text) !== undefined,
    'must be a duration like 4h, 30m or 1h30m; days are not clear in working time, write hours',
  );

/** A goal, for records that meet a condition. */
export const goalSchema = z.strictObject({
  /** For which records; for all if it is left out. The first goal whose condition holds counts. */
  when: predicateSchema.optional(),
  /** How long it may take, in working time. */
  within: durationSchema,
  /** Key of the calendar. */
  calendar: definitionKeySchema,
});

/** A promise. */
export const agreementTargetSchema = z.strictObject({
  metric: z.enum(METRICS),
  goals: z.array(goalSchema).min(1).max(50),
  /** When it is held. By default a resolution while the record waits, others never. */
  pauseWhen: predicateSchema.optional(),
  /**
   * When it is kept. By default a response when the record is acknowledged or no longer as filed, all others
   * when it is resolved.
   */
  stopWhen: predicateSchema.optional(),
  /** What a reopening does: the same time goes on, or it begins anew. */
  reopen: z.enum(['resume', 'restart']).default('resume'),
  /** Whether time before the agreement came into scope counts. */
  retroactive: z.boolean().default(false),
  /** What happens when so much of the goal is used. */
  thresholds: thresholdsSchema.optional(),
});

const availabilitySchema = z.strictObject({
  /** E.g. `99.9%`. */
  target: z.string().refine(text => {
    const fraction = readPercent(text);
    return fraction !== undefined && fraction > 0 && fraction <= 1;
  }, 'must be a percentage like 99.9%'),
  /** Over which time; for people, a promise is compared with others whatever theirs is. */
  per: z.enum(['month', 'quarter', 'year']).default('month'),
});

/** What is agreed: a definition of the kind `agreement`. */
export const agreementBodySchema = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    type: z.enum(AGREEMENT_TYPES),
    /** Where several cover a record, the one with the smallest number counts; then by key. */
    precedence: z.number().int().min(0).max(10_000).default(100),
    /** Types of records it is about. */
    recordTypes: z
      .array(z.string().regex(/^[a-z][a-z-]*$/))
      .min(1)
      .max(20)
      .default(['incident']),
    /** Which of them; all if it is left out. */
    scope: predicateSchema.optional(),
    /** Who the other party is, for people. */
    party: z.string().trim().max(200).optional(),
    /**
     * What it is about: services, or what a team or a supplier stands for; of a group, all that it
     * owns. It says nothing of which records it covers, and decides what a promise is checked against.
     */
    items: z.array(thingRefSchema).min(1).max(200).optional(),
    /** How much of the time each of the items is up. */
    availability: availabilitySchema.optional(),
    targets: z.array(agreementTargetSchema).min(1).max(3),
    note: z.string().max(2_000).optional(),
  })
  .refine(
    body =>
      new Set(body.targets.map(t => t.metric)).size === body.targets.length,
    { path: ['targets'], message: 'must name each metric once' },
  )
  .refine(body => !body.availability || body.items, {
    path: ['items'],
    message: 'must name what the availability is promised of',
  });

const versioned = z.object({ key: z.string(), version: z.number() });

/** A clock of a record as it stands. Durations are milliseconds of working time. */
export const clockSchema = z.object({
  id: z.string(),
  type: z.enum(AGREEMENT_TYPES),
  metric: z.enum(METRICS),
  agreement: versioned.extend({
    name: z.string(),
    /** Whether it is agreed no more; what was counted under it stays. */
    withdrawn: z.boolean().optional(),
  }),
  calendar: versioned.extend({
    name: z.string().optional(),
    timeZone: z.string().optional(),
  }),
  groupRef: z.string().optional(),
  state: z.enum(CLOCK_STATES),
  /** What is agreed. */
  goal: z.number(),
  /** What counts so far, as of the answer. */
  elapsed: z.number(),
  startedAt: instantSchema,
  /** When it will be, or was, used up. Absent while nothing counts. */
  dueAt: instantSchema.optional(),
  stoppedAt: instantSchema.optional(),
  breached: z.boolean(),
  /** Whether time counts at the moment: it runs, and it is working time. */
  counting: z.boolean(),
  /** When that changes by itself, as working time begins or ends. */
  changesAt: instantSchema.optional(),
  /** Which run it is; earlier ones are told by the explanation. */
  run: z.number(),
  /** Runs that took longer than agreed. */
  breaches: z.number(),
  /** For those who work on the record: what was done at thresholds of this run, and what is next. */
  thresholds: clockThresholdsSchema.optional(),
});

/** The clocks of a record. */
export const recordClocksSchema = z.object({
  number: z.string(),
  type: z.string(),
  at: instantSchema,
  /** Whether the caller may have them explained, because they work on the record. */
  mayExplain: z.boolean(),
  clocks: z.array(clockSchema),
  /** What groups are called: those of clocks between teams, and those that are told something. */
  refs: z.record(z.string(), refInfoSchema),
});

/** Records whose clocks lists show. */
export const listedClocksQuerySchema = z.strictObject({
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
        .min(1, 'must be the ids of 1 to 200 records')
        .max(200, 'must be the ids of at most 200 records'),
    ),
});

/** The clock of a record that lists show: of those that run or wait, the one nearest to its end. */
export const listedClockSchema = clockSchema
  .pick({
    id: true,
    type: true,
    metric: true,
    state: true,
    goal: true,
    elapsed: true,
    dueAt: true,
    breached: true,
    counting: true,
    changesAt: true,
  })
  .extend({ recordId: z.string() });

/** The entry of the record's journal that a stretch begins with. */
export const stretchCauseSchema = z.object({
  /** E.g. `record.transitioned`. */
  kind: z.string(),
  /** The state that the record was in from then on, if it was moved. */
  status: z.string().optional(),
  /** Values that it set, as far as they are no texts and no people. */
  set: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .optional(),
});

/** A stretch of a clock's life. */
export const clockStretchSchema = z.object({
  from: instantSchema,
  to: instantSchema,
  state: z.enum(CLOCK_STATES),
  elapsed: z.number(),
  because: z.number().optional(),
  cause: stretchCauseSchema.optional(),
  agreement: versioned.optional(),
  calendar: versioned.optional(),
  goal: z.number().optional(),
  ownerRef: z.string().optional(),
  retroactive: z.boolean().optional(),
  /** Working time in it by the calendar, as far as it can be drawn; at most 400 spans. */
  working: z.array(z.object({ from: instantSchema, to: instantSchema })),
});

/** How a clock came to be as it is. */
export const clockExplanationSchema = z.object({
  number: z.string(),
  type: z.string(),
  at: instantSchema,
  clocks: z.array(
    clockSchema.extend({
      cycles: z.array(
        z.object({
          startedAt: instantSchema,
          stoppedAt: instantSchema.optional(),
          state: z.enum(CLOCK_STATES),
          goal: z.number(),
          elapsed: z.number(),
          breached: z.boolean(),
          dueAt: instantSchema.optional(),
          /** Who had it for how much of what counts, most first. */
          heldBy: z.array(
            z.object({ ref: z.string().optional(), elapsed: z.number() }),
          ),
          stretches: z.array(clockStretchSchema),
          /** The thresholds that were passed in it. */
          passed: z.array(passedThresholdSchema),
          /** The same in sentences, in UTC. */
          sentences: z.array(z.string()),
        }),
      ),
    }),
  ),
  refs: z.record(z.string(), refInfoSchema),
  /** What agreements and calendars are called, by key. */
  agreements: z.record(z.string(), z.object({ name: z.string() })),
  calendars: z.record(
    z.string(),
    z.object({ name: z.string(), timeZone: z.string() }),
  ),
});

/** An agreement in lists. */
export const agreementSummarySchema = z.object({
  key: z.string(),
  version: z.number(),
  name: z.string(),
  type: z.enum(AGREEMENT_TYPES),
  precedence: z.number(),
  party: z.string().optional(),
  recordTypes: z.array(z.string()),
  scope: predicateSchema.optional(),
  note: z.string().optional(),
  /** How much of the time each of its items is up. */
  availability: availabilitySchema.optional(),
  targets: z.array(
    z.object({
      metric: z.enum(METRICS),
      pauseWhen: predicateSchema.optional(),
      stopWhen: predicateSchema.optional(),
      reopen: z.enum(['resume', 'restart']),
      retroactive: z.boolean(),
      goals: z.array(
        z.object({
          when: predicateSchema.optional(),
          within: z.number(),
          calendar: z.string(),
        }),
      ),
      /** What is done when so much of the goal is used, in the order in which it is reached. */
      thresholds: thresholdsSchema,
    }),
  ),
  /** Clocks that run under it, and those of them that are late. */
  running: z.number(),
  late: z.number(),
});

export type AgreementBody = z.output<typeof agreementBodySchema>;
export type AgreementTarget = z.output<typeof agreementTargetSchema>;
export type ClockView = z.output<typeof clockSchema>;
export type ListedClock = z.output<typeof listedClockSchema>;
export type RecordClocks = z.output<typeof recordClocksSchema>;
export type StretchCause = z.output<typeof stretchCauseSchema>;
export type ClockStretchView = z.output<typeof clockStretchSchema>;
export type ClockExplanation = z.output<typeof clockExplanationSchema>;
export type AgreementSummary = z.output<typeof agreementSummarySchema>;
