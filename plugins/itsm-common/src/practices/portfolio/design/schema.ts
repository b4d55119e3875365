import { z } from 'zod';
import { definitionKeySchema } from '../../../kernel/definitions';
import { STATUS_CATEGORIES } from '../../../kernel/record';
import {
  entityRefSchema,
  instantSchema,
  listParam,
  numberParam,
  pageSchema,
  recordIdParamsSchema,
  refInfoSchema,
  refOfKind,
  requiredMarkdownSchema,
  markdownSchema,
  textSchema,
  titleSchema,
  webAddressSchema,
} from '../../../kernel/schema';
import { TIERS } from '../model';
import {
  DESIGN_SECTION_KEYS,
  EVIDENCE_KIND_VALUES,
  DESIGN_GATE_VALUES,
  MILESTONE_STATE_VALUES,
  MOST_EVIDENCE,
  SECTION_MOVE_VALUES,
  SECTION_STATE_VALUES,
} from './model';

const refs = z.record(z.string(), refInfoSchema);
const section = z.enum(DESIGN_SECTION_KEYS);
const gate = z.enum(DESIGN_GATE_VALUES);
const NOTHING = 'must change at least one field';
const changesSomething = (patch: object) => Object.keys(patch).length > 0;

/** What a readiness gate asks for: a definition of the kind `readiness-gate`. */
export const readinessGateSchema = z
  .strictObject({
    title: titleSchema,
    gate,
    /** Of which services; all if absent. */
    tiers: z.array(z.enum(TIERS)).min(1).max(TIERS.length).optional(),
    sections: z
      .array(
        z.strictObject({
          section,
          evidence: z.number().int().min(0).max(MOST_EVIDENCE).default(0),
          kinds: z.array(z.enum(EVIDENCE_KIND_VALUES)).min(1).optional(),
          mayBeNotNeeded: z.boolean().default(false),
        }),
      )
      .max(DESIGN_SECTION_KEYS.length),
    checks: z
      .strictObject({
        score: z.number().int().min(0).max(100).optional(),
        highestRisk: z.number().int().min(1).max(25).optional(),
        milestones: z.boolean().optional(),
      })
      .default({}),
  })
  .superRefine(({ sections, checks }, ctx) => {
    sections.forEach((one, i) => {
      if (sections.findIndex(s => s.section === one.section) < i)
        ctx.addIssue({
          code: 'custom',
          path: ['sections', i, 'section'],
          message: `"${one.section}" is asked for already`,
        });
    });
    if (sections.length === 0 && Object.keys(checks).length === 0)
      ctx.addIssue({
        code: 'custom',
        path: ['sections'],
        message:
          'must ask for a section or a check; a gate that asks for nothing is none',
      });
  });

/** What the sections of packages begin with: a definition of the kind `design-template`. */
export const designTemplateSchema = z
  .strictObject({
    name: titleSchema,
    /** When to use it. */
    description: textSchema.trim().max(500).optional(),
    sections: z
      .array(
        z.strictObject({
          section,
          prompts: z.array(titleSchema).max(20).default([]),
          /** What is to be written there to begin with. */
          body: markdownSchema.max(20_000).optional(),
        }),
      )
      .min(1)
      .max(DESIGN_SECTION_KEYS.length),
  })
  .superRefine(({ sections }, ctx) => {
    sections.forEach((one, i) => {
      if (sections.findIndex(s => s.section === one.section) < i)
        ctx.addIssue({
          code: 'custom',
          path: ['sections', i, 'section'],
          message: `"${one.section}" is there already`,
        });
    });
  });
export type DesignTemplate = z.output<typeof designTemplateSchema>;

/** A piece of evidence. */
export const designEvidenceSchema = z.object({
  id: z.string(),
  kind: z.enum(EVIDENCE_KIND_VALUES),
  /** Where a link leads. */
  url: z.string().optional(),
  /** The record, if the caller may read it. */
  record: z
    .object({
      number: z.string(),
      title: z.string(),
      type: z.string(),
      statusLabel: z.string(),
    })
    .optional(),
  /** The file, of those of the service's record. */
  attachment: z.object({ id: z.string(), name: z.string() }).optional(),
  /** What it shows; absent where nothing was said, or once it was erased. */
  words: z.string().optional(),
  addedByRef: z.string(),
  addedAt: instantSchema,
});
export type DesignEvidence = z.output<typeof designEvidenceSchema>;

/** What the data say about a section. */
export const sectionFactSchema = z.object({
  label: z.string(),
  value: z.string(),
  /** Where to read more, within the portal. */
  path: z.string().optional(),
  /** Whether it does not hold, or is missing. */
  fault: z.boolean().optional(),
  /** Whether an acceptance rests on it: it is looked at again when it changes. */
  kept: z.boolean().optional(),
});
export type SectionFact = z.output<typeof sectionFactSchema>;

/** One section of a design package. */
export const designSectionSchema = z.object({
  key: section,
  label: z.string(),
  about: z.string(),
  prompts: z.array(z.string()),
  state: z.enum(SECTION_STATE_VALUES),
  ownerRef: z.string().optional(),
  /** Markdown. Absent while it is empty, or once it was erased. */
  body: z.string().optional(),
  /** Who wrote it last, and when. */
  authorRef: z.string().optional(),
  writtenAt: instantSchema.optional(),
  /** Why it is not needed, or was sent back. */
  reason: z.string().optional(),
  evidence: z.array(designEvidenceSchema),
  facts: z.array(sectionFactSchema),
  reviewAt: instantSchema.optional(),
  reviewDue: z.boolean(),
  acceptedByRef: z.string().optional(),
  acceptedAt: instantSchema.optional(),
  /** What changed since it was accepted, a sentence each. */
  changed: z.array(z.string()),
  /** 0 until somebody wrote something. */
  version: z.number().int(),
  moves: z.array(
    z.object({
      name: z.enum(SECTION_MOVE_VALUES),
      label: z.string(),
      allowed: z.boolean(),
      /** Why not, in a sentence. */
      reason: z.string().optional(),
    }),
  ),
});
export type DesignSection = z.output<typeof designSectionSchema>;

/** How a service stands to a gate. */
export const gateStatusSchema = z.object({
  gate,
  label: z.string(),
  /** What defines it. */
  titles: z.array(z.string()),
  passes: z.boolean(),
  missing: z.array(
    z.object({
      section: section.optional(),
      words: z.string(),
    }),
  ),
  /** Sections that it asks for. */
  sections: z.array(section),
  /** Whether the service is past it. */
  behind: z.boolean(),
});
export type GateStatus = z.output<typeof gateStatusSchema>;

/** How both gates stand, for agents. */
export const gateStatusesSchema = z.object({
  number: z.string(),
  title: z.string(),
  statusLabel: z.string(),
  gates: z.array(gateStatusSchema),
});
export type GateStatuses = z.output<typeof gateStatusesSchema>;

const serviceBrief = {
  number: z.string(),
  title: z.string(),
  status: z.string(),
  statusLabel: z.string(),
  statusCategory: z.enum(STATUS_CATEGORIES),
  ownerRef: z.string().optional(),
  entityRef: z.string().optional(),
};

/** A design package. */
export const designPackageSchema = z.object({
  ...serviceBrief,
  id: z.string(),
  sections: z.array(designSectionSchema),
  gates: z.array(gateStatusSchema),
  /** Templates that sections can begin with. */
  templates: z.array(z.object({ key: z.string(), name: z.string() })),
  viewer: z.object({
    canEdit: z.boolean(),
    /** Why not, in a sentence. */
    reason: z.string().optional(),
  }),
  refs,
});
export type DesignPackage = z.output<typeof designPackageSchema>;

export const sectionParamsSchema = recordIdParamsSchema.extend({ section });

/** What is written into a section. `null` empties a field. */
export const sectionPatchSchema = z
  .strictObject({
    body: markdownSchema.max(20_000, 'must have at most 20,000 characters'),
    ownerRef: refOfKind('user', 'group').nullable(),
    reviewAt: instantSchema.nullable(),
  })
  .partial()
  .refine(changesSomething, NOTHING);
export type SectionPatch = z.output<typeof sectionPatchSchema>;

/** A move of a section, with why where one is asked for. */
export const sectionMoveSchema = z
  .strictObject({
    move: z.enum(SECTION_MOVE_VALUES),
    reason: requiredMarkdownSchema
      .max(2_000, 'must have at most 2,000 characters')
      .optional(),
  })
  .superRefine(({ move, reason }, ctx) => {
    if ((move === 'not-needed' || move === 'send-back') && !reason)
      ctx.addIssue({
        code: 'custom',
        path: ['reason'],
        message: 'must say why, for whoever reads it later',
      });
  });
export type SectionMoveCommand = z.output<typeof sectionMoveSchema>;

const evidenceWords = textSchema
  .trim()
  .min(1, 'must not be empty')
  .max(1_000, 'must have at most 1,000 characters');

/** A piece of evidence to be added. */
export const newDesignEvidenceSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('link'),
    url: webAddressSchema(
      'must be an address that begins with https:// or http://',
    ),
    words: evidenceWords.optional(),
  }),
  z.strictObject({
    kind: z.literal('record'),
    record: recordIdParamsSchema.shape.id,
    words: evidenceWords.optional(),
  }),
  z.strictObject({
    kind: z.literal('attachment'),
    attachment: z.uuid('must be the id of an attachment of the service'),
    words: evidenceWords.optional(),
  }),
  z.strictObject({ kind: z.literal('text'), words: evidenceWords }),
]);
export type NewDesignEvidence = z.output<typeof newDesignEvidenceSchema>;

export const designEvidenceParamsSchema = sectionParamsSchema.extend({
  evidence: z.uuid('must be the id of a piece of evidence'),
});

/** Begins the sections that are empty with a template. */
export const applyTemplateSchema = z.strictObject({
  template: definitionKeySchema,
});

/** A change that a milestone waits for, as far as the caller may read it. */
export const milestoneChangeSchema = z.object({
  id: z.string(),
  number: z.string(),
  title: z.string(),
  status: z.string(),
  statusLabel: z.string(),
  statusCategory: z.enum(STATUS_CATEGORIES),
  plannedStart: instantSchema.optional(),
  plannedEnd: instantSchema.optional(),
  /** Whether it ends after the milestone is planned to. */
  late: z.boolean(),
});
export type MilestoneChange = z.output<typeof milestoneChangeSchema>;

/** A milestone with where it comes to stand. */
export const milestoneSchema = z.object({
  id: z.string(),
  /** Absent once it was erased. */
  title: z.string().optional(),
  state: z.enum(MILESTONE_STATE_VALUES),
  ownerRef: z.string().optional(),
  plannedFrom: instantSchema,
  plannedTo: instantSchema,
  doneAt: instantSchema.optional(),
  /** Whether it is the going live, or comes after that. */
  goLive: z.boolean(),
  dependsOn: z.array(z.string()),
  changes: z.array(milestoneChangeSchema),
  /** Changes that the caller may not read. */
  hiddenChanges: z.number().int(),
  forecast: z
    .object({
      from: instantSchema,
      to: instantSchema,
      /** Milliseconds. */
      slips: z.number(),
      slack: z.number(),
      critical: z.boolean(),
      delays: z.array(z.string()),
    })
    .optional(),
  overdue: z.boolean(),
  version: z.number().int(),
});
export type Milestone = z.output<typeof milestoneSchema>;

const plan = {
  ...serviceBrief,
  id: z.string(),
  milestones: z.array(milestoneSchema),
  /** When the last one ends, as far as is known now. */
  end: instantSchema.optional(),
  plannedEnd: instantSchema.optional(),
};

/** The transition plan of a service. */
export const transitionPlanSchema = z.object({
  ...plan,
  viewer: designPackageSchema.shape.viewer,
  now: instantSchema,
  refs,
});
export type TransitionPlan = z.output<typeof transitionPlanSchema>;

/** Plans of all services, those that begin first first. */
export const transitionPageSchema = pageSchema(z.object(plan)).extend({
  now: instantSchema,
  refs,
});
export type TransitionPage = z.output<typeof transitionPageSchema>;

/** Which plans: those with open milestones unless asked otherwise. */
export const transitionListQuerySchema = z.strictObject({
  /** `open`: with something left to do; `all`: those that are done too. */
  show: z.enum(['open', 'all']).optional(),
  owner: listParam(z.union([z.literal('mine'), entityRefSchema])).optional(),
  status: listParam(textSchema.max(40)).optional(),
  q: textSchema.trim().max(200).optional(),
  limit: numberParam(z.number().int().min(1).max(50)).optional(),
  cursor: z.string().max(4_000).optional(),
});
/** The same plans as a file. */
export const transitionExportQuerySchema = transitionListQuerySchema
  .omit({ limit: true, cursor: true })
  .extend({
    /** Begins with a byte order mark, for programs that guess the encoding. */
    bom: z
      .enum(['true', 'false'])
      .transform(value => value === 'true')
      .optional(),
  });
export type TransitionListQuery = z.output<typeof transitionListQuerySchema>;

const milestoneFields = {
  title: titleSchema,
  ownerRef: refOfKind('user', 'group').nullable(),
  plannedFrom: instantSchema,
  plannedTo: instantSchema,
  goLive: z.boolean(),
  dependsOn: z
    .array(z.uuid('must be the id of a milestone of the plan'))
    .max(50, 'must be at most 50 milestones'),
};

export const newMilestoneSchema = z
  .strictObject({
    ...milestoneFields,
    ownerRef: refOfKind('user', 'group').optional(),
    goLive: z.boolean().default(false),
    dependsOn: milestoneFields.dependsOn.default([]),
  })
  .refine(m => Date.parse(m.plannedFrom) <= Date.parse(m.plannedTo), {
    path: ['plannedTo'],
    message: 'must not be before plannedFrom',
  });
export type NewMilestone = z.output<typeof newMilestoneSchema>;

/** What of a milestone changes. `null` empties a field. */
export const milestonePatchSchema = z
  .strictObject({
    ...milestoneFields,
    state: z.enum(MILESTONE_STATE_VALUES),
    /** When it was done; now, if it is said to be done without it. */
    doneAt: instantSchema,
  })
  .partial()
  .refine(changesSomething, NOTHING);
export type MilestonePatch = z.output<typeof milestonePatchSchema>;

export const milestoneParamsSchema = recordIdParamsSchema.extend({
  milestone: z.uuid('must be the id of a milestone'),
});
export const milestoneChangeParamsSchema = milestoneParamsSchema.extend({
  change: recordIdParamsSchema.shape.id,
});
export const linkChangeSchema = z.strictObject({
  /** Number or id of a change. */
  change: recordIdParamsSchema.shape.id,
});
