import { z } from 'zod';
import { definitionKeySchema } from '../../../kernel/definitions';
import {
  entityRefSchema,
  instantSchema,
  numberParam,
  pageSchema,
  refInfoSchema,
} from '../../../kernel/schema';
import {
  ALERT_SEVERITIES,
  BUDGETING_METHODS,
  OBJECTIVE_SOURCES,
  OBJECTIVE_STATES,
} from './model';

/** The most points of a history; a step that gives more is made longer. */
export const MOST_HISTORY_POINTS = 1_000;

/** The time over which a target is to be met. */
export const objectiveWindowSchema = z.object({
  /** `rolling` ends now; `calendar` begins anew, e.g. each month. */
  kind: z.enum(['rolling', 'calendar']),
  /** As it is written, e.g. `30d` or `1M`. */
  duration: z.string(),
  /** Milliseconds; of a calendar window the one that runs. */
  length: z.number(),
  /** Of calendar windows. */
  timeZone: z.string().optional(),
  from: instantSchema,
  /** Its end: now, or when a calendar window will be over. */
  to: instantSchema,
});

/** How fast the budget is used up, over a time that ends now. 1 uses it up just at the window's end. */
export const burnRateSchema = z.object({
  /** Milliseconds. */
  window: z.number(),
  /** Absent if nothing was measured in it. */
  rate: z.number().optional(),
});

/** An alert. One at a time runs for each severity of an objective. */
export const objectiveAlertSchema = z.object({
  id: z.string(),
  severity: z.enum(ALERT_SEVERITIES),
  startedAt: instantSchema,
  /** Absent while it runs. */
  endedAt: instantSchema.optional(),
  /** The rule that began it. */
  rule: z.object({
    long: z.number(),
    short: z.number(),
    threshold: z.number(),
  }),
  /** How fast the budget was burning over the long window when it began. */
  rate: z.number(),
  /** The incident that was filed for it, if the caller may read it. */
  incident: z.object({ id: z.string(), number: z.string() }).optional(),
});

/** An objective in lists. */
export const objectiveSummarySchema = z.object({
  key: z.string(),
  version: z.number(),
  name: z.string(),
  description: z.string().optional(),
  /** What it is about; dangling if the catalog does not know it. */
  entityRef: z.string().optional(),
  /** A fraction, e.g. 0.995. */
  target: z.number(),
  window: objectiveWindowSchema,
  budgetingMethod: z.enum(BUDGETING_METHODS),
  source: z.enum(OBJECTIVE_SOURCES),
  state: z.enum(OBJECTIVE_STATES),
  /** What was good of what was measured in the window, a fraction. */
  ratio: z.number().optional(),
  /** What is left of the error budget, a fraction of it; negative if more was used than there was. */
  budgetRemaining: z.number().optional(),
  burnRates: z.array(burnRateSchema),
  /** The alert that runs; a page before a ticket. */
  alert: z
    .object({
      id: z.string(),
      severity: z.enum(ALERT_SEVERITIES),
      startedAt: instantSchema,
    })
    .optional(),
  /** Everything before it was measured, or could not be. */
  measuredUntil: instantSchema.optional(),
  /** Why it cannot be measured at the moment, in a sentence, and since when. */
  failure: z.object({ message: z.string(), since: instantSchema }).optional(),
  /** How much of the window so far was measured, a fraction. What was not is neither good nor bad. */
  coverage: z.number(),
});

/** A rule for alerts: it holds while the budget burns faster than the threshold in both windows. */
export const objectiveAlertRuleSchema = z.object({
  severity: z.enum(ALERT_SEVERITIES),
  /** Milliseconds. */
  long: z.number(),
  short: z.number(),
  /** Times the rate that would use the budget up just at the window's end. */
  threshold: z.number(),
  /** What of the budget is gone when it begins, if it burns just so for the long window; a fraction. */
  budgetPart: z.number(),
  longRate: z.number().optional(),
  shortRate: z.number().optional(),
  /** Whether both are over at the moment. */
  over: z.boolean(),
  /** The key of the alert policy it comes from; absent for the rules everybody has. */
  policy: z.string().optional(),
});

/** Everything about an objective. */
export const objectiveSchema = objectiveSummarySchema.extend({
  at: instantSchema,
  /** The OpenSLO document. */
  body: z.unknown(),
  /** Where its definition stands. */
  definedIn: z.enum(['portal', 'git']),
  /** The group that hears of alerts: the entity's owner. */
  ownerRef: z.string().optional(),
  /** Numbers of the window. Of time slices they are minutes, else what the indicator counts. */
  tally: z.object({
    unit: z.enum(['events', 'minutes']),
    good: z.number(),
    total: z.number(),
    bad: z.number(),
    /** What may be bad until the window's end. */
    allowed: z.number(),
  }),
  /** What is compared, in the objective's own terms. */
  thresholds: z.object({
    op: z.enum(['lte', 'gte', 'lt', 'gt']).optional(),
    value: z.number().optional(),
    /** The part of a slice that must be good, a fraction. */
    timeSliceTarget: z.number().optional(),
    /** Milliseconds. */
    timeSliceWindow: z.number().optional(),
  }),
  /** What is asked, as it is written. */
  queries: z.array(
    z.object({
      part: z.enum(['good', 'bad', 'total', 'threshold', 'raw']),
      connection: z.string().optional(),
      query: z.string(),
    }),
  ),
  rules: z.array(objectiveAlertRuleSchema),
  /** Whether a page files an incident. */
  filesIncidents: z.boolean(),
  /** The newest first, at most 20. */
  alerts: z.array(objectiveAlertSchema),
  refs: z.record(z.string(), refInfoSchema),
});

/** What is asked of the list of objectives. */
export const objectivesQuerySchema = z.strictObject({
  /** Objectives of this entity. */
  entity: entityRefSchema.optional(),
  limit: numberParam(z.number().int().min(1).max(200)).optional(),
  cursor: z.string().max(2_000).optional(),
});

/** A page of objectives, by name. */
export const objectivePageSchema = pageSchema(objectiveSummarySchema).extend({
  at: instantSchema,
  refs: z.record(z.string(), refInfoSchema),
});

export const objectiveParamsSchema = z.strictObject({
  key: definitionKeySchema,
});

const DURATIONS = /^(\d{1,5})(m|h|d|w)$/;
const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

const stepSchema = z.string().transform((text, ctx) => {
  const [, amount, unit] = DURATIONS.exec(text) ?? [];
  const step = Number(amount) * UNIT_MS[unit as keyof typeof UNIT_MS];
  if (!(step >= 60_000)) {
    ctx.addIssue({
      code: 'custom',
      message: 'must be a step like 5m, 1h or 1d, of at least 1m',
    });
    return z.NEVER;
  }
  return step;
});

const historyShape = {
  /** Default: as long before the end as the objective's window. */
  from: instantSchema.optional(),
  /** Default: now. */
  to: instantSchema.optional(),
  /**
   * Between two points, e.g. `5m`, `1h`, `1d`. Default: about 200 points. Minutes are kept for four days;
   * what is older has a step of at least an hour.
   */
  step: stepSchema.optional(),
};

const isForwards = ({ from, to }: { from?: string; to?: string }) =>
  from === undefined || to === undefined || Date.parse(from) < Date.parse(to);
const forwards = { path: ['from'], message: 'must be before to' };

/** A part of an objective's past. */
export const objectiveHistoryQuerySchema = z
  .strictObject(historyShape)
  .refine(isForwards, forwards);

/** The same as a file. */
export const objectiveHistoryExportQuerySchema = z
  .strictObject({
    ...historyShape,
    /** Begins the file with a byte order mark, for spreadsheets that guess. */
    bom: z
      .enum(['true', 'false'])
      .transform(v => v === 'true')
      .optional(),
  })
  .refine(isForwards, forwards);

/** How it stood with an objective at an instant. */
export const objectivePointSchema = z.object({
  at: instantSchema,
  /** Of the window that ended then; absent if nothing was measured in it. */
  ratio: z.number().optional(),
  budgetRemaining: z.number().optional(),
  /** Since the point before. */
  good: z.number(),
  total: z.number(),
  /** Since the point before; absent if nothing was measured. */
  burnRate: z.number().optional(),
});

/** An objective's past. */
export const objectiveHistorySchema = z.object({
  key: z.string(),
  target: z.number(),
  from: instantSchema,
  to: instantSchema,
  /** Milliseconds between two points: what was asked for, or longer. */
  step: z.number(),
  points: z.array(objectivePointSchema),
});

export type ObjectiveSummary = z.output<typeof objectiveSummarySchema>;
export type ObjectiveDetail = z.output<typeof objectiveSchema>;
export type ObjectivePage = z.output<typeof objectivePageSchema>;
export type ObjectivesQuery = z.output<typeof objectivesQuerySchema>;
export type ObjectiveHistoryQuery = z.output<
  typeof objectiveHistoryQuerySchema
>;
export type ObjectiveHistoryExportQuery = z.output<
  typeof objectiveHistoryExportQuerySchema
>;
export type ObjectiveHistory = z.output<typeof objectiveHistorySchema>;
export type ObjectivePoint = z.output<typeof objectivePointSchema>;
export type ObjectiveAlert = z.output<typeof objectiveAlertSchema>;
export type ObjectiveAlertRule = z.output<typeof objectiveAlertRuleSchema>;
export type BurnRate = z.output<typeof burnRateSchema>;
