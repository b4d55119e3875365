import { z } from 'zod';
import { APPROVAL_STATES } from './builtInFields';
import { STATUS_CATEGORIES } from './record';
import {
  fieldChangeSchema,
  instantSchema,
  listParam,
  markdownSchema,
  numberParam,
  pageSchema,
  refInfoSchema,
  refOfKind,
} from './schema';

/** What a round of approval is for: before something is done, or after the fact. */
export const APPROVAL_PURPOSES = ['before', 'after'] as const;
export type ApprovalPurpose = (typeof APPROVAL_PURPOSES)[number];

/**
 * How a round stands. `superseded`: what was to be approved changed, so it is asked anew;
 * `withdrawn`: there is nothing to approve any more.
 */
export const ROUND_STATES = [
  'asked',
  'approved',
  'rejected',
  'superseded',
  'withdrawn',
] as const;
export type RoundState = (typeof ROUND_STATES)[number];

/**
 * How a step or a seat stands. `waiting`: an earlier step is not through; `closed`: it ended without
 * a decision, because the round did, or because the seat went to somebody else.
 */
export const SEAT_STATES = [
  'waiting',
  'open',
  'approved',
  'rejected',
  'closed',
] as const;
export type SeatState = (typeof SEAT_STATES)[number];

/** What an approver may say. */
export const APPROVAL_DECISIONS = ['approve', 'reject'] as const;
export type ApprovalDecision = (typeof APPROVAL_DECISIONS)[number];

/** A place at which one person decides: for themselves, for their group, or for whom they stand in. */
export const approvalSeatSchema = z.object({
  id: z.uuid(),
  /** The user or group that is asked. */
  forRef: z.string(),
  /** Why they are asked, e.g. `owner of the service`. */
  why: z.string(),
  state: z.enum(SEAT_STATES),
  /** Whether it was added because others did not decide, or could not. */
  escalated: z.boolean(),
  openedAt: instantSchema.optional(),
  decidedByRef: z.string().optional(),
  /** Whom they stood in for, if they did. */
  onBehalfOfRef: z.string().optional(),
  decidedAt: instantSchema.optional(),
  /** Only for those who work on the record, who are asked, or who wrote it. */
  note: z.string().optional(),
  /** Whether there is a note, shown or not. */
  hasNote: z.boolean(),
  viewer: z.object({
    canDecide: z.boolean(),
    /** Why not, as a sentence, if the seat concerns the caller at all. */
    reason: z.string().optional(),
    /** The absent person for whom the caller would decide. */
    standsInForRef: z.string().optional(),
  }),
});
export type ApprovalSeat = z.output<typeof approvalSeatSchema>;

/** One step of a round: several seats, of which enough must approve. */
export const approvalStepSchema = z.object({
  position: z.number().int(),
  title: z.string(),
  /** As the policy says: `all`, `any`, `majority` or a number. */
  quorum: z.string(),
  /** How many must approve, as the seats are now. */
  needed: z.number().int(),
  approved: z.number().int(),
  /** Whether one rejection is enough to reject. */
  veto: z.boolean(),
  state: z.enum(SEAT_STATES),
  dueAt: instantSchema.optional(),
  escalatedAt: instantSchema.optional(),
  seats: z.array(approvalSeatSchema),
});
export type ApprovalStep = z.output<typeof approvalStepSchema>;

/** One round: what is asked of whom, and how it stands. */
export const approvalRoundSchema = z.object({
  id: z.uuid(),
  round: z.number().int(),
  purpose: z.enum(APPROVAL_PURPOSES),
  state: z.enum(ROUND_STATES),
  /** The policies that it follows, in their versions; none: the owner of the service is asked. */
  policies: z.array(
    z.object({ key: z.string(), version: z.number().int(), title: z.string() }),
  ),
  askedAt: instantSchema,
  askedByRef: z.string().optional(),
  decidedAt: instantSchema.optional(),
  /** The version of the record that was to be approved. */
  recordVersion: z.number().int(),
  steps: z.array(approvalStepSchema),
});
export type ApprovalRound = z.output<typeof approvalRoundSchema>;

/** All rounds of a record, the newest first. */
export const recordApprovalsSchema = z.object({
  /** How the approval of the record stands; absent: nobody was asked. */
  approval: z.enum(APPROVAL_STATES).optional(),
  items: z.array(approvalRoundSchema),
  refs: z.record(z.string(), refInfoSchema),
  /** What changed since the caller last looked or decided; empty if they never did. */
  changes: z.array(fieldChangeSchema),
  lookedAt: instantSchema.optional(),
  viewer: z.object({
    /** Whether the caller may have it asked anew. */
    canAskAgain: z.boolean(),
  }),
});
export type RecordApprovals = z.output<typeof recordApprovalsSchema>;

/** The record that a seat is about. */
export const approvalRecordSchema = z.object({
  id: z.uuid(),
  number: z.string(),
  type: z.string(),
  /** Path of its page in the portal. */
  path: z.string(),
  title: z.string(),
  status: z.string(),
  statusLabel: z.string(),
  statusCategory: z.enum(STATUS_CATEGORIES),
  priority: z.number().int().optional(),
  serviceRef: z.string().optional(),
  ownerRef: z.string().optional(),
  requesterRef: z.string().optional(),
  approval: z.enum(APPROVAL_STATES).optional(),
  version: z.number().int(),
});

/** A seat that waits for the caller, or for whom they stand in for. */
export const inboxItemSchema = z.object({
  /** The round's number; a decision names it, so that nobody approves what they have not seen. */
  round: z.number().int(),
  purpose: z.enum(APPROVAL_PURPOSES),
  seat: approvalSeatSchema,
  step: z.object({
    position: z.number().int(),
    /** How many steps the round has. */
    of: z.number().int(),
    title: z.string(),
    needed: z.number().int(),
    approved: z.number().int(),
    dueAt: instantSchema.optional(),
  }),
  askedAt: instantSchema,
  askedByRef: z.string().optional(),
  record: approvalRecordSchema,
  /** Whether the caller has not looked at it yet. */
  isNew: z.boolean(),
  lookedAt: instantSchema.optional(),
  /** What changed since the caller last looked or decided; empty if they never did. */
  changes: z.array(fieldChangeSchema),
});
export type InboxItem = z.output<typeof inboxItemSchema>;

/** A page of what waits for the caller, the longest waiting first. */
export const inboxPageSchema = pageSchema(inboxItemSchema).extend({
  refs: z.record(z.string(), refInfoSchema),
});
export type InboxPage = z.output<typeof inboxPageSchema>;

/** Filters of the inbox. */
export const inboxQuerySchema = z.strictObject({
  type: listParam(z.string().regex(/^[a-z][a-z-]*$/)).optional(),
  /** Groups of the caller's whose seats are wanted; `me` for the caller's own. */
  for: listParam(z.union([z.literal('me'), refOfKind('group')])).optional(),
  limit: numberParam(z.number().int().min(1).max(200)).optional(),
  cursor: z.string().max(2000).optional(),
});
export type InboxQuery = z.output<typeof inboxQuerySchema>;

/** How many wait; counts to 1000 and says `1000+` as 1001. */
export const inboxCountSchema = z.object({
  waiting: z.number().int(),
  /** Of them, those whose deadline has passed. */
  overdue: z.number().int(),
});
export type InboxCount = z.output<typeof inboxCountSchema>;

/** One seat with all that is needed to decide. */
export const seatToDecideSchema = inboxItemSchema.extend({
  /** What is asked to be approved: the fields that must stay as they are. */
  fields: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      type: z.string(),
      value: z.union([z.string(), z.number(), z.boolean()]).optional(),
      /** Of a choice, in words. */
      valueLabel: z.string().optional(),
    }),
  ),
  /** Entities that it affects, as far as the caller may see them. */
  affected: z.array(z.string()),
  /** The whole round. */
  asked: approvalRoundSchema,
  /** Whether the round is the newest one and still open. */
  isCurrent: z.boolean(),
  refs: z.record(z.string(), refInfoSchema),
});
export type SeatToDecide = z.output<typeof seatToDecideSchema>;

const noteSchema = markdownSchema.max(
  10_000,
  'must have at most 10,000 characters',
);

/** A decision. */
export const approvalDecisionSchema = z
  .strictObject({
    decision: z.enum(APPROVAL_DECISIONS),
    note: noteSchema.optional(),
    /** The round that was looked at; another one by now is a conflict. */
    round: z.number().int().min(1),
  })
  .refine(d => d.decision === 'approve' || Boolean(d.note), {
    message: 'is needed to reject: say what would have to change',
    path: ['note'],
  });
export type ApprovalDecisionInput = z.output<typeof approvalDecisionSchema>;

/** What a decision came to. */
export const decidedSchema = z.object({
  /** How the approval of the record stands now. */
  approval: z.enum(APPROVAL_STATES).optional(),
  /** How the round stands now. */
  state: z.enum(ROUND_STATES),
  record: approvalRecordSchema,
});
export type Decided = z.output<typeof decidedSchema>;

/** When somebody is away, and who decides in their place. */
export const absenceSchema = z.object({
  principalRef: z.string(),
  from: instantSchema,
  to: instantSchema,
  /** Nobody, if absent: their seats wait or escalate. */
  delegateRef: z.string().optional(),
});
export type Absence = z.output<typeof absenceSchema>;

/** An absence to be told. */
export const newAbsenceSchema = z
  .strictObject({
    from: instantSchema,
    to: instantSchema,
    delegateRef: refOfKind('user').optional(),
  })
  .refine(a => Date.parse(a.to) > Date.parse(a.from), {
    message: 'must be after the beginning',
    path: ['to'],
  })
  .refine(a => Date.parse(a.to) - Date.parse(a.from) <= 366 * 86_400_000, {
    message: 'must be within a year of the beginning',
    path: ['to'],
  });
export type NewAbsence = z.output<typeof newAbsenceSchema>;

/** One's absence, if any, and whom one stands in for now. */
export const myAbsenceSchema = z.object({
  absence: absenceSchema.optional(),
  standsInFor: z.array(absenceSchema),
  refs: z.record(z.string(), refInfoSchema),
});
export type MyAbsence = z.output<typeof myAbsenceSchema>;
