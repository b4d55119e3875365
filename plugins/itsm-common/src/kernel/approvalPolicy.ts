import { z } from 'zod';
import { refOfKind, textSchema, titleSchema } from './schema';

/** What can be asked for by name in every organisation; practices add more. */
export const APPROVER_ROLES = {
  owner: 'Owner group of the record',
  'service-owner': 'Owner of the service',
  'affected-owners': 'Owners of what is affected, one seat each',
  'requester-manager': 'Manager of the requester',
} as const;

/** Steps of one policy, and who one step asks, at most. */
export const MOST_APPROVAL_STEPS = 10;
export const MOST_APPROVERS = 20;

/** Who is asked: a user, a group of whom one or several decide, or a role. */
export const approverSchema = z.union([
  z.strictObject({ user: refOfKind('user') }),
  z.strictObject({
    group: refOfKind('group'),
    /** How many of the group are asked. */
    seats: z.number().int().min(1).max(10).optional(),
  }),
  z.strictObject({
    role: z
      .string()
      .max(40)
      .regex(/^[a-z][a-z-]*$/, 'must be a role like service-owner'),
  }),
]);
export type Approver = z.output<typeof approverSchema>;

const UNITS = { h: 3_600_000, d: 86_400_000 } as const;

/** A duration like `4h` or `2d`, at most 90 days. */
export const deadlineSchema = z
  .string()
  .regex(/^[1-9]\d{0,3}[hd]$/, 'must be hours or days, e.g. 4h or 2d')
  .refine(
    text => deadlineMs(text) <= 90 * UNITS.d,
    'must be at most 90 days, e.g. 2d',
  );

/** A deadline in milliseconds. */
export function deadlineMs(deadline: string): number {
  const unit = deadline.slice(-1) as keyof typeof UNITS;
  return Number(deadline.slice(0, -1)) * UNITS[unit];
}

/** One step: who is asked together. */
export const policyStepSchema = z.strictObject({
  title: titleSchema,
  who: z.array(approverSchema).min(1).max(MOST_APPROVERS),
  /** How many must approve. Default `any`. */
  quorum: z
    .union([
      z.enum(['all', 'any', 'majority']),
      z.number().int().min(1).max(50),
    ])
    .optional(),
  /** Whether one rejection is enough to reject. Default true. */
  veto: z.boolean().optional(),
  /** From when it is asked, e.g. `2d`. */
  deadline: deadlineSchema.optional(),
  /** Who is asked when the deadline passes or nobody can decide; else administrators. */
  escalateTo: z.array(approverSchema).min(1).max(MOST_APPROVERS).optional(),
  /** Default `escalate`. */
  onDeadline: z.enum(['escalate', 'reject']).optional(),
});
export type PolicyStep = z.output<typeof policyStepSchema>;

/** The definition `approval-policy`. */
export const approvalPolicySchema = z.strictObject({
  title: titleSchema,
  description: textSchema.trim().max(2_000).optional(),
  /** Types of records that it is for, e.g. `change`. */
  records: z
    .array(z.string().regex(/^[a-z][a-z-]*$/, 'must be a type like change'))
    .min(1)
    .max(20),
  /**
   * A predicate over fields of the record, and over what is known of its service as `service.tier`
   * and the like. All records of the types, if absent.
   */
  when: z.record(z.string(), z.unknown()).optional(),
  /** Policies that apply are asked in this order. Default 100. */
  order: z.number().int().min(0).max(10_000).optional(),
  steps: z.array(policyStepSchema).min(1).max(MOST_APPROVAL_STEPS),
});
export type ApprovalPolicy = z.output<typeof approvalPolicySchema>;
