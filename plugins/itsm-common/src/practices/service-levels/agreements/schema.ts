import { z } from 'zod';
import { instantSchema, refInfoSchema } from '../../../kernel/schema';
import { METRICS } from '../model';
import { agreementSummarySchema } from '../schema';

/** Another agreement that goes for some of the same records, and which of the two counts. */
export const agreementOverlapSchema = z.object({
  key: z.string(),
  name: z.string(),
  precedence: z.number(),
  /** Whether this other one counts where both cover a record; by precedence, then by key. */
  goesBefore: z.boolean(),
  /** What both promise. */
  metrics: z.array(z.enum(METRICS)),
  /** Types of records that both are about. */
  recordTypes: z.array(z.string()),
  /**
   * Open records that both cover now, among those that were looked at and that the caller may read. 0
   * means: their conditions do not exclude each other, but no record shows it.
   */
  records: z.number(),
  /** Numbers of the newest of them. */
  examples: z.array(z.string()),
});

/** Whether an agreement holds: since when, from when on, or until when. */
export const agreementStandingSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('holds'), since: instantSchema }),
  z.object({ state: z.literal('planned'), from: instantSchema }),
  z.object({ state: z.literal('withdrawn'), at: instantSchema }),
]);

/** An agreement on its page. */
export const agreementDetailSchema = agreementSummarySchema.extend({
  standing: agreementStandingSchema,
  /** A version that is written and does not hold yet. */
  next: z.object({ version: z.number(), from: instantSchema }).optional(),
  /** Calendars that its goals name and that there are not: these goals promise nothing. */
  missingCalendars: z.array(z.string()),
  overlaps: z.array(agreementOverlapSchema),
  /** Of which open records it is known whether several cover them. */
  looked: z.object({ records: z.number(), truncated: z.boolean() }),
  refs: z.record(z.string(), refInfoSchema),
});

export type AgreementOverlap = z.output<typeof agreementOverlapSchema>;
export type AgreementStanding = z.output<typeof agreementStandingSchema>;
export type AgreementDetail = z.output<typeof agreementDetailSchema>;
