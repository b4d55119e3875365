import { z } from 'zod';
import {
  instantSchema,
  refInfoSchema,
  thingRefSchema,
} from '../../../kernel/schema';
import {
  CHANGE_TYPE_VALUES,
  EXPECTED_IMPACT_VALUES,
  RISK_LEVEL_VALUES,
} from '../model';
import { windowFault } from '../planned';
import { affectedRefsSchema } from '../schema';
import { CONFLICT_KINDS, CONNECTION_KINDS } from './model';

/** A change as far as it is known: while it is filed, moved or looked at. */
export const changeDraftSchema = z
  .strictObject({
    /** Number or id of the change itself, if it is filed already: it is not in conflict with itself. */
    id: z.string().min(1).max(64).optional(),
    changeType: z.enum(CHANGE_TYPE_VALUES).default('normal'),
    /** What it changes. */
    affects: affectedRefsSchema.default([]),
    /** Counts as affected if nothing is named. */
    serviceRef: thingRefSchema.optional(),
    plannedStart: instantSchema.optional(),
    plannedEnd: instantSchema.optional(),
    expectedImpact: z.enum(EXPECTED_IMPACT_VALUES).default('none'),
    /** Which of its texts are written. Left out: not known, and not counted. */
    has: z
      .strictObject({
        plan: z.boolean(),
        testEvidence: z.boolean(),
        rollbackPlan: z.boolean(),
      })
      .optional(),
  })
  .refine(
    d => (d.plannedStart === undefined) === (d.plannedEnd === undefined),
    {
      path: ['plannedEnd'],
      message: 'must be given together with plannedStart, or both left out',
    },
  )
  .superRefine(({ plannedStart, plannedEnd }, context) => {
    const fault = windowFault({
      plannedStart: (plannedStart && Date.parse(plannedStart)) || undefined,
      plannedEnd: (plannedEnd && Date.parse(plannedEnd)) || undefined,
    });
    if (fault)
      context.addIssue({
        code: 'custom',
        path: [fault.field],
        message: fault.words,
      });
  });

/** An item of the blast radius. */
const blastItemSchema = z.object({
  ref: z.string(),
  title: z.string(),
  kind: z.string(),
  type: z.string().optional(),
  ownerRef: z.string().optional(),
  tier: z.string().optional(),
  /** How many steps away; what is changed itself is 0. */
  distance: z.number(),
});

/** What fails if the affected items do. */
const blastSchema = z.object({
  /** Without the affected items themselves. */
  total: z.number(),
  /** By the tier that the risk model looks at, the most important first. */
  tiers: z.array(z.object({ tier: z.string(), count: z.number() })),
  kinds: z.array(z.object({ kind: z.string(), count: z.number() })),
  owners: z.array(z.object({ ref: z.string(), count: z.number() })),
  /** The most important ones, by tier, then nearest first. */
  items: z.array(blastItemSchema),
  /** Redundancies that hold; `spent` have nothing left to lose. */
  withstood: z.object({ total: z.number(), spent: z.number() }),
  /** Whether the caller may see all of the catalog; what they may not see is in no count. */
  wholeCatalog: z.boolean(),
});

export const riskFactorSchema = z.object({
  key: z.string(),
  label: z.string(),
  points: z.number(),
  value: z.string(),
  words: z.string(),
});

/** How risky it is, and why. */
export const riskSchema = z.object({
  level: z.enum(RISK_LEVEL_VALUES),
  score: z.number(),
  factors: z.array(riskFactorSchema),
  by: z.string(),
});

const spanSchema = z.object({ from: instantSchema, to: instantSchema });

/** What a change is in conflict with. */
export const conflictSchema = z.object({
  kind: z.enum(CONFLICT_KINDS),
  with: z.object({
    /** A change the caller may not read: there is nothing here but when it is. */
    hidden: z.boolean(),
    /** Of a record. */
    number: z.string().optional(),
    /** Of a definition. */
    key: z.string().optional(),
    title: z.string().optional(),
    span: spanSchema,
  }),
  overlap: spanSchema,
  connection: z.enum(CONNECTION_KINDS).optional(),
  /** What fails first at the beginning, what it hits at the end. */
  path: z.array(z.string()),
  /** Of a joint conflict: the way from the other one, and the redundancy that both use up. */
  theirs: z.array(z.string()).optional(),
  redundancy: z
    .object({
      name: z.string().optional(),
      ref: z.string(),
      atLeast: z.number(),
      of: z.array(z.string()),
      failed: z.array(z.string()),
    })
    .optional(),
  words: z.string(),
});

/** A time that is free. */
export const slotSchema = spanSchema.extend({
  /** The title of a maintenance window that it lies within. */
  maintenance: z.string().optional(),
});

/** What is known of a change before it happens. */
export const assessmentSchema = z.object({
  asOf: instantSchema,
  /** What it was assessed with: those of the affected items that are in the catalog. */
  items: z.array(z.string()),
  /** Absent where no practice knows what depends on what, or nothing is affected. */
  impact: blastSchema.optional(),
  risk: riskSchema,
  conflicts: z.object({
    /** By start of the overlap; without a window there are none. */
    items: z.array(conflictSchema),
    total: z.number(),
    inFreeze: z.boolean(),
  }),
  slots: z.object({
    items: z.array(slotSchema),
    /** How far was looked; absent without a window, for then it is not known how long it takes. */
    until: instantSchema.optional(),
  }),
  /** One sentence each on what could not be looked at. */
  partial: z.array(z.string()),
  refs: z.record(z.string(), refInfoSchema),
});

export type ChangeDraft = z.output<typeof changeDraftSchema>;
export type ChangeDraftInput = z.input<typeof changeDraftSchema>;
export type Conflict = z.output<typeof conflictSchema>;
export type Assessment = z.output<typeof assessmentSchema>;
export type AssessedSlot = z.output<typeof slotSchema>;
