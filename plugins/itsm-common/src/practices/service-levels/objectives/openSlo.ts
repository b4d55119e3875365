import { DateTime } from 'luxon';
import { z } from 'zod';
import { isTimeZone } from '../workingTime/zone';
import { readSloDuration } from './durations';
import { ALERT_SEVERITIES, BUDGETING_METHODS } from './model';

/** The version of OpenSLO that is read: https://github.com/OpenSLO/OpenSLO */
export const OPEN_SLO = 'openslo/v1';

/** Something that OpenSLO has and we do not; the sentence says what to do instead. */
const unsupported = (instead: string) =>
  z.never({ error: `is not supported; ${instead}` }).optional();

const nameSchema = z
  .string()
  .max(40, 'must have at most 40 characters')
  .regex(
    /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/,
    'must be lower-case letters, digits, dots and dashes, e.g. checkout-availability',
  );

/** Names one of several things, and what people call it. */
const metadataSchema = z.strictObject({
  name: nameSchema,
  displayName: z.string().trim().min(1).max(100).optional(),
  labels: z
    .record(z.string(), z.union([z.string(), z.array(z.string())]))
    .optional(),
  annotations: z.record(z.string(), z.string()).optional(),
});

const descriptionSchema = z.string().max(1_050).optional();

const durationOf = (units: string, example: string) =>
  z.string().refine(text => {
    const duration = readSloDuration(text);
    return duration !== undefined && units.includes(duration.unit);
  }, `must be a duration like ${example}`);

const lookbackSchema = durationOf('mhdw', '5m, 1h or 3d');

/** Asks a Prometheus that the configuration names. */
const prometheusSourceSchema = z.strictObject({
  type: z.enum(['Prometheus', 'prometheus']),
  /** A name below `itsm.serviceLevels.prometheus`; not needed if there is just one. */
  metricSourceRef: z.string().max(100).optional(),
  spec: z.strictObject({
    /** PromQL whose answer is one series. */
    query: z.string().trim().min(1).max(10_000),
  }),
});

/** Asks what the portal itself knows. */
const ownSourceSchema = z.strictObject({
  type: z.literal('Callboard'),
  spec: z.strictObject({
    /** `availability`: the time in which no outage of the entity is on record. */
    measure: z.literal('availability'),
  }),
});

const metricOf = <S extends z.ZodType>(source: S) =>
  z.strictObject({ metricSource: source });

const prometheusMetricSchema = metricOf(prometheusSourceSchema);

const ratioMetricSchema = z
  .strictObject({
    /** Whether the numbers only grow, as counters do; else each is what happened in its minute. */
    counter: z.boolean().default(false),
    good: prometheusMetricSchema.optional(),
    bad: prometheusMetricSchema.optional(),
    total: prometheusMetricSchema.optional(),
    /** Whether `raw` is the part that is good or the part that is bad. */
    rawType: z.enum(['success', 'failure']).optional(),
    /** A ratio that is known already, from 0 to 1. */
    raw: metricOf(
      z.discriminatedUnion('type', [prometheusSourceSchema, ownSourceSchema]),
    ).optional(),
  })
  .superRefine((metric, ctx) => {
    const { good, bad, total, raw, rawType } = metric;
    const fault = (path: string, message: string) =>
      ctx.addIssue({ code: 'custom', path: [path], message });
    if (raw) {
      if (good || bad || total)
        fault('raw', 'cannot stand beside good, bad and total; keep one');
      if (!rawType) fault('rawType', 'must be success or failure beside raw');
      if (raw.metricSource.type === 'Callboard' && rawType === 'failure')
        fault('rawType', 'must be success: availability is what is good');
      return;
    }
    if (rawType) fault('rawType', 'is for raw only; leave it out');
    if (!total) fault('total', 'is required, or raw instead');
    if (!good === !bad)
      fault('good', 'must be there, or bad instead; just one of the two');
  });

const indicatorSpecSchema = z
  .strictObject({
    description: descriptionSchema,
    /** A number that is compared with the objective's `value` each minute. */
    thresholdMetric: prometheusMetricSchema.optional(),
    /** What is good of all. */
    ratioMetric: ratioMetricSchema.optional(),
  })
  .refine(
    ({ thresholdMetric, ratioMetric }) => !thresholdMetric !== !ratioMetric,
    'must have either thresholdMetric or ratioMetric',
  );

const slicesFit = (minutes: number) => 60 % minutes === 0;

/** Minutes of a slice: OpenSLO allows a number or a duration. */
export const sliceMinutes = (window: string | number): number =>
  typeof window === 'number'
    ? window
    : (readSloDuration(window)?.milliseconds ?? NaN) / 60_000;

const objectiveSchema = z
  .strictObject({
    displayName: z.string().max(100).optional(),
    /** How the indicator's number must be to the value, for a threshold metric. */
    op: z.enum(['lte', 'gte', 'lt', 'gt']).optional(),
    value: z.number().optional(),
    /** A fraction, e.g. 0.995. */
    target: z
      .number()
      .min(0)
      .lt(1, 'must be below 1: with a target of 1 there is no error budget')
      .optional(),
    /** The same in percent. */
    targetPercent: z
      .number()
      .min(0)
      .lt(
        100,
        'must be below 100: with a target of 100 there is no error budget',
      )
      .optional(),
    /** The part of a slice that must be good, a fraction. */
    timeSliceTarget: z.number().gt(0).max(1).optional(),
    timeSliceWindow: z
      .union([z.number().int(), z.string()])
      .refine(
        window => slicesFit(sliceMinutes(window)),
        'must be minutes that divide an hour: 1m, 2m, 3m, 4m, 5m, 6m, 10m, 12m, 15m, 20m, 30m or 1h',
      )
      .optional(),
    indicator: unsupported('an SLO has one indicator: put it into spec'),
    indicatorRef: unsupported('an SLO has one indicator: put it into spec'),
    compositeWeight: unsupported('write an SLO for each part'),
  })
  .refine(o => (o.target === undefined) !== (o.targetPercent === undefined), {
    path: ['target'],
    message: 'must be there, or targetPercent instead; just one of the two',
  })
  .refine(o => (o.op === undefined) === (o.value === undefined), {
    path: ['value'],
    message: 'must be there with op, and op with value',
  });

const alertConditionSchema = z.strictObject({
  apiVersion: z.literal(OPEN_SLO).optional(),
  kind: z.literal('AlertCondition').optional(),
  metadata: metadataSchema.optional(),
  conditionRef: unsupported('write the condition here, inline'),
  spec: z.strictObject({
    description: descriptionSchema,
    severity: z.enum(ALERT_SEVERITIES),
    condition: z.strictObject({
      kind: z.literal('burnrate'),
      op: z.enum(['gt', 'gte']).default('gte'),
      threshold: z.number().gt(0).max(10_000),
      lookbackWindow: lookbackSchema,
      /**
       * The short window, in which the budget must burn as fast too. Default: a twelfth of the
       * lookback window.
       */
      alertAfter: lookbackSchema.optional(),
    }),
  }),
});

/** What an alert policy says. */
const alertPolicySpecSchema = z.strictObject({
  description: descriptionSchema,
  alertWhenNoData: z
    .literal(false, {
      error:
        'must be false: what was not measured is neither good nor bad, and is shown as coverage',
    })
    .optional(),
  /** Whether the owner hears when it is over. */
  alertWhenResolved: z.boolean().default(false),
  alertWhenBreaching: z
    .literal(true, { error: 'must be true, or leave the policy out' })
    .optional(),
  conditions: z
    .array(alertConditionSchema)
    .length(1, 'must have one condition; write a policy for each'),
  notificationTargets: unsupported(
    'the owner group of the entity is told; leave it out',
  ),
});

/** OpenSLO's `AlertPolicy`: a definition of the kind `alert-policy`. */
export const alertPolicyBodySchema = z.strictObject({
  apiVersion: z.literal(OPEN_SLO),
  kind: z.literal('AlertPolicy'),
  metadata: metadataSchema,
  spec: alertPolicySpecSchema,
});

/** OpenSLO's `SLI`: a definition of the kind `indicator`. */
export const indicatorBodySchema = z.strictObject({
  apiVersion: z.literal(OPEN_SLO),
  kind: z.literal('SLI'),
  metadata: metadataSchema,
  spec: indicatorSpecSchema,
});

const calendarStartSchema = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}( \d{2}:\d{2}(:\d{2})?)?$/,
    'must be a local time like 2026-01-01 00:00:00',
  )
  .refine(
    text => DateTime.fromSQL(text).isValid,
    'must be a time that there is',
  );

const timeWindowSchema = z
  .strictObject({
    duration: durationOf('hdwMQY', '30d, 4w or 1M'),
    isRolling: z.boolean().default(false),
    calendar: z
      .strictObject({
        startTime: calendarStartSchema,
        timeZone: z
          .string()
          .refine(isTimeZone, 'must be a time zone like Europe/Berlin'),
      })
      .optional(),
  })
  .superRefine((window, ctx) => {
    const fault = (path: string, message: string) =>
      ctx.addIssue({ code: 'custom', path: [path], message });
    const duration = readSloDuration(window.duration);
    if (!duration) return;
    if (window.isRolling) {
      if (window.calendar)
        fault('calendar', 'is for windows that are not rolling; leave it out');
      if (duration.milliseconds === undefined)
        fault(
          'duration',
          'must be hours, days or weeks if the window rolls: months differ, write 30d',
        );
    } else if (!window.calendar)
      fault('calendar', 'is required, or isRolling: true instead');
    if (duration.approximately > 366 * 86_400_000)
      fault('duration', 'must be at most a year');
  });

const policyReferenceSchema = z.union([
  nameSchema,
  z.strictObject({ alertPolicyRef: nameSchema }),
  z.strictObject({
    apiVersion: z.literal(OPEN_SLO).optional(),
    kind: z.literal('AlertPolicy'),
    metadata: metadataSchema.optional(),
    spec: alertPolicySpecSchema,
  }),
]);

/** OpenSLO's `SLO`: a definition of the kind `objective`. */
export const objectiveBodySchema = z.strictObject({
  apiVersion: z.literal(OPEN_SLO),
  kind: z.literal('SLO'),
  metadata: metadataSchema,
  spec: z
    .strictObject({
      description: descriptionSchema,
      /** The entity it is about, by name or reference. */
      service: z.string().trim().min(1).max(512),
      indicator: z
        .strictObject({
          apiVersion: z.literal(OPEN_SLO).optional(),
          kind: z.literal('SLI').optional(),
          metadata: metadataSchema.optional(),
          spec: indicatorSpecSchema,
        })
        .optional(),
      indicatorRef: nameSchema.optional(),
      timeWindow: z.array(timeWindowSchema).length(1, 'must have one window'),
      budgetingMethod: z.enum(BUDGETING_METHODS),
      objectives: z
        .array(objectiveSchema)
        .length(1, 'must have one objective; write an SLO for each'),
      alertPolicies: z.array(policyReferenceSchema).max(20).optional(),
    })
    .superRefine((spec, ctx) => {
      const fault = (path: (string | number)[], message: string) =>
        ctx.addIssue({ code: 'custom', path, message });
      const { indicator, indicatorRef, budgetingMethod } = spec;
      if (!indicator === !indicatorRef)
        fault(
          ['indicator'],
          'must be there, or indicatorRef instead; just one of the two',
        );
      const [objective] = spec.objectives;
      if (!objective) return;
      const slices = budgetingMethod !== 'Occurrences';
      if (slices && objective.timeSliceWindow === undefined)
        fault(
          ['objectives', 0, 'timeSliceWindow'],
          `is required for ${budgetingMethod}`,
        );
      if (budgetingMethod === 'Timeslices') {
        if (objective.timeSliceTarget === undefined)
          fault(
            ['objectives', 0, 'timeSliceTarget'],
            'is required for Timeslices',
          );
      } else if (objective.timeSliceTarget !== undefined)
        fault(
          ['objectives', 0, 'timeSliceTarget'],
          'is for Timeslices only; leave it out',
        );
      if (!slices && objective.timeSliceWindow !== undefined)
        fault(
          ['objectives', 0, 'timeSliceWindow'],
          'is for time slices only; leave it out',
        );
      const compared = indicator && comparedFault(indicator.spec, objective);
      if (compared) fault(['objectives', 0, 'value'], compared);
    }),
});

/** What is wrong between an indicator and the value that it is compared with, if anything. */
export function comparedFault(
  indicator: Pick<IndicatorSpec, 'thresholdMetric'>,
  objective: { value?: number },
): string | undefined {
  const compared = objective.value !== undefined;
  if (indicator.thresholdMetric && !compared)
    return 'is required with op, for a thresholdMetric';
  return !indicator.thresholdMetric && compared
    ? 'is for a thresholdMetric only; leave op and value out'
    : undefined;
}

/** Kinds of OpenSLO that are no definitions here, and what to do instead. */
export const OPEN_SLO_INSTEAD: Readonly<Record<string, string>> = {
  DataSource:
    'connections stand in the configuration, below itsm.serviceLevels.prometheus; take the document out, and name the connection as metricSourceRef',
  AlertCondition:
    'write the condition inline, into the conditions of its AlertPolicy',
  AlertNotificationTarget:
    'the owner group of the entity is told; take the document out',
  Service:
    'services are entities of the catalog; take the document out, and name the entity as spec.service of the SLO',
};

export type IndicatorSpec = z.output<typeof indicatorSpecSchema>;
export type ObjectiveBody = z.output<typeof objectiveBodySchema>;
export type IndicatorBody = z.output<typeof indicatorBodySchema>;
export type AlertPolicyBody = z.output<typeof alertPolicyBodySchema>;
export type AlertPolicySpec = z.output<typeof alertPolicySpecSchema>;
