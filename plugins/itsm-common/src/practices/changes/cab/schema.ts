import { z } from 'zod';
import { definitionKeySchema } from '../../../kernel/definitions';
import { STATUS_CATEGORIES } from '../../../kernel/record';
import {
  instantSchema,
  refInfoSchema,
  refOfKind,
  textSchema,
  titleSchema,
} from '../../../kernel/schema';
import { isTimeZone } from '../../service-levels/workingTime/zone';
import { RISK_LEVEL_VALUES } from '../model';
import { ruleFault } from './meetings';

/** What an agenda shows at most. */
export const MOST_ON_AGENDA = 200;

/** A date and time without a zone. */
const localTimeSchema = z
  .string()
  .regex(
    /^\d{4}-\d\d-\d\dT\d\d:\d\d$/,
    'must be a date and time without a zone, like 2026-01-06T10:00',
  );

/** Who decides on changes in a meeting, and when it is: a definition of the kind `cab`. */
export const cabBodySchema = z
  .strictObject({
    title: titleSchema,
    /** What the board is for. */
    description: textSchema.trim().max(1_000).optional(),
    /** The group whose word it gives. Policies ask this group. */
    group: refOfKind('group'),
    /** The first meeting, as the clock in its time zone shows it. */
    start: localTimeSchema,
    /** When it meets again, e.g. `FREQ=WEEKLY;BYDAY=TU`. */
    rrule: textSchema.trim().min(1).max(500),
    timezone: z
      .string()
      .refine(isTimeZone, 'must be a time zone like Europe/Berlin'),
    durationMinutes: z
      .number()
      .int()
      .min(5)
      .max(12 * 60)
      .default(60),
    /**
     * How many days from the meeting on it looks at least; it always looks to the following meeting.
     */
    looksAheadDays: z.number().int().min(1).max(366).optional(),
  })
  .superRefine((body, context) => {
    const fault = ruleFault(body.start, body.rrule);
    if (fault)
      context.addIssue({
        code: 'custom',
        path: [fault.field],
        message: fault.message,
      });
  });

/** A meeting of a board. */
export const cabMeetingSchema = z.object({
  startsAt: instantSchema,
  endsAt: instantSchema,
});

/** A board with its next meetings. */
export const cabBoardSchema = z.object({
  key: z.string(),
  title: z.string(),
  description: z.string().optional(),
  groupRef: z.string(),
  timezone: z.string(),
  durationMinutes: z.number(),
  /** Whether the caller is a member of its group. */
  isMine: z.boolean(),
  /** The one that goes on now among them. */
  next: z.array(cabMeetingSchema),
  previous: cabMeetingSchema.optional(),
  /** Changes that wait for its word and that the caller may read; counts to 1000. */
  waiting: z.number().int(),
});

export const cabBoardsSchema = z.object({
  items: z.array(cabBoardSchema),
  refs: z.record(z.string(), refInfoSchema),
});

/** A change as an agenda lists it. */
export const cabChangeSchema = z.object({
  id: z.uuid(),
  number: z.string(),
  type: z.literal('change'),
  title: z.string(),
  status: z.string(),
  statusCategory: z.enum(STATUS_CATEGORIES),
  version: z.number().int(),
  serviceRef: z.string().optional(),
  ownerRef: z.string().optional(),
  assigneeRef: z.string().optional(),
  requesterRef: z.string().optional(),
  changeType: z.string(),
  plannedStart: instantSchema.optional(),
  plannedEnd: instantSchema.optional(),
  expectedImpact: z.string().optional(),
  risk: z.enum(RISK_LEVEL_VALUES).optional(),
  riskScore: z.number().optional(),
  conflictCount: z.number().optional(),
  inFreeze: z.boolean().optional(),
  outcome: z.string().optional(),
  /** How its approval stands: `requested`, `approved`, `rejected`, `stale`. */
  approval: z.string().optional(),
});

/** The word of the board on a change. */
export const CAB_ANSWERS = ['open', 'approved', 'rejected'] as const;

/** A change on an agenda, and the seat of the board's group. */
export const cabItemSchema = z.object({
  change: cabChangeSchema,
  seat: z.object({
    id: z.string(),
    round: z.number().int(),
    answer: z.enum(CAB_ANSWERS),
    /** Whether the approval is asked for after the fact. */
    after: z.boolean(),
    deadline: instantSchema.optional(),
    decidedAt: instantSchema.optional(),
    decidedByRef: z.string().optional(),
    /** In whose place somebody decided. */
    onBehalfOfRef: z.string().optional(),
    note: z.string().optional(),
  }),
  /** Whether it is planned to begin before the meeting: too late for its word. */
  missed: z.boolean(),
});

/** What a meeting of a board is about. */
export const cabAgendaSchema = z.object({
  board: cabBoardSchema,
  meeting: cabMeetingSchema,
  /** The meetings before and after this one. */
  before: cabMeetingSchema.optional(),
  after: cabMeetingSchema.optional(),
  /** Until when changes begin that are on the agenda. */
  until: instantSchema,
  /**
   * What waits for the board's word and begins before the following meeting, and what it decided
   * since this one began; by planned start.
   */
  items: z.array(cabItemSchema),
  /** Changes that wait for its word and begin later; counts to 1000. */
  later: z.number().int(),
  /** Emergency changes that began since the meeting before, for information. */
  emergencies: z.array(cabChangeSchema),
  /** Whether there is more than is shown. */
  truncated: z.boolean(),
  refs: z.record(z.string(), refInfoSchema),
});

export const cabParamsSchema = z.object({ key: definitionKeySchema });

export const cabAgendaQuerySchema = z.strictObject({
  /** When the meeting begins; the one that goes on or comes next if it is left out. */
  meeting: instantSchema.optional(),
});

export const cabMinutesQuerySchema = cabAgendaQuerySchema.extend({
  /** A byte order mark first, for programs that guess the encoding. */
  bom: z
    .enum(['true', 'false'])
    .transform(v => v === 'true')
    .optional(),
});

export type CabBody = z.output<typeof cabBodySchema>;
export type CabBoard = z.output<typeof cabBoardSchema>;
export type CabBoards = z.output<typeof cabBoardsSchema>;
export type CabMeeting = z.output<typeof cabMeetingSchema>;
export type CabChange = z.output<typeof cabChangeSchema>;
export type CabItem = z.output<typeof cabItemSchema>;
export type CabAgenda = z.output<typeof cabAgendaSchema>;
export type CabAgendaQuery = z.output<typeof cabAgendaQuerySchema>;
export type CabMinutesQuery = z.output<typeof cabMinutesQuerySchema>;
