import { z } from 'zod';
import { titleSchema } from '../../../kernel/schema';
import { timeOfDay, WEEKDAYS } from '../../service-levels/workingTime/hours';
import { isTimeZone } from '../../service-levels/workingTime/zone';

const points = z.number().int().min(-100).max(100);

/** Points from a number on: the highest step that is reached counts. */
const steps = (unit: string) =>
  z
    .array(
      z.strictObject({
        from: z.number().min(0).describe(`From so many ${unit} on.`),
        points,
      }),
    )
    .max(20)
    .refine(
      all => new Set(all.map(({ from }) => from)).size === all.length,
      'must not name a number twice',
    );

const localTime = z
  .string()
  .refine(
    text => timeOfDay(text) !== undefined,
    'must be a time like 08:00, and 24:00 at the end of a day',
  );

/**
 * What makes a change risky: points for what is known of it, and how many points are which level. What
 * is left out gives no points. Where several models are defined, the one that gives most counts.
 */
export const riskModelSchema = z
  .strictObject({
    title: titleSchema,
    /** By the type of the change. */
    types: z
      .strictObject({
        standard: points.default(0),
        normal: points.default(0),
        emergency: points.default(0),
      })
      .optional(),
    /** By what is expected to happen to the affected items meanwhile. */
    expectedImpact: z
      .strictObject({
        none: points.default(0),
        degraded: points.default(0),
        down: points.default(0),
      })
      .optional(),
    /** By how many items fail if the affected ones do. */
    blast: steps('items').optional(),
    /** By the most important of what is affected or fails with it. */
    tiers: z
      .strictObject({
        /** The attribute of configuration items that says how important one is. */
        attribute: z.string().trim().min(1).max(64).default('tier'),
        /** The highest of those that are hit counts. */
        points: z.record(z.string().max(64), points),
      })
      .optional(),
    /** For each redundancy that has nothing left to lose while the affected items are down. */
    spentRedundancy: points.optional(),
    window: z
      .strictObject({
        /** When the window overlaps hours in which most is at stake. */
        busyHours: z
          .strictObject({
            timezone: z
              .string()
              .refine(isTimeZone, 'must be a time zone like Europe/Zurich'),
            days: z.array(z.enum(WEEKDAYS)).min(1).max(7),
            from: localTime,
            to: localTime,
            points,
          })
          .refine(({ from, to }) => from < to, {
            path: ['to'],
            message: 'must be after `from`, on the same day',
          })
          .optional(),
        freeze: points.optional(),
        /** When all of it lies within a maintenance window of an affected item. */
        maintenance: points.optional(),
        /** By how long it is. */
        hours: steps('hours').optional(),
        /** When it begins sooner than so many hours from now. */
        shortNotice: z
          .strictObject({ hours: z.number().min(0).max(10_000), points })
          .optional(),
      })
      .optional(),
    /** For what is not written down. */
    missing: z
      .strictObject({
        plan: points.default(0),
        testEvidence: points.default(0),
        rollbackPlan: points.default(0),
      })
      .optional(),
    /** If there is any conflict of the kind. */
    conflicts: z
      .strictObject({
        change: points.default(0),
        joint: points.default(0),
        'major-incident': points.default(0),
      })
      .optional(),
    /** From how many points on it is which level; below all it is low. */
    levels: z
      .strictObject({
        medium: z.number().min(0).max(1_000),
        high: z.number().min(0).max(1_000),
        'very-high': z.number().min(0).max(1_000),
      })
      .refine(
        levels =>
          levels.medium < levels.high && levels.high < levels['very-high'],
        'must grow from `medium` by `high` to `very-high`',
      ),
  })
  .describe('What makes a change risky.');
export type RiskModel = z.output<typeof riskModelSchema>;

/** What counts where no risk model is defined. */
export const DEFAULT_RISK_MODEL: RiskModel = {
  title: 'Built in',
  types: { standard: 0, normal: 5, emergency: 20 },
  expectedImpact: { none: 0, degraded: 10, down: 20 },
  blast: [
    { from: 1, points: 5 },
    { from: 10, points: 10 },
    { from: 100, points: 20 },
    { from: 1_000, points: 30 },
  ],
  tiers: {
    attribute: 'tier',
    points: {
      '1': 25,
      '2': 15,
      '3': 5,
      'tier-1': 25,
      'tier-2': 15,
      'tier-3': 5,
    },
  },
  spentRedundancy: 5,
  window: {
    busyHours: {
      timezone: 'UTC',
      days: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
      from: '08:00',
      to: '18:00',
      points: 10,
    },
    freeze: 20,
    maintenance: -10,
    hours: [
      { from: 8, points: 5 },
      { from: 24, points: 10 },
    ],
    shortNotice: { hours: 24, points: 5 },
  },
  missing: { plan: 0, testEvidence: 5, rollbackPlan: 15 },
  conflicts: { change: 10, joint: 20, 'major-incident': 20 },
  levels: { medium: 25, high: 50, 'very-high': 75 },
};
