import { z } from 'zod';
import { STATUS_CATEGORIES } from '../../../kernel/record';
import {
  instantSchema,
  recordIdParamsSchema,
  refInfoSchema,
  refOfKind,
  textSchema,
  titleSchema,
} from '../../../kernel/schema';
import { ciFieldChangeSchema, ciRelationSchema } from '../../cmdb/schema';
import { CI_EVENTS } from '../../cmdb/model';
import {
  CHANGE_TYPE_VALUES,
  EXPECTED_IMPACT_VALUES,
  REVIEW_REASON_VALUES,
} from '../model';
import { QUESTION_TYPES } from './model';

const word = z
  .string()
  .max(40)
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'must be a word like goal-reached');

/** A question of a review. */
export const reviewQuestionSchema = z
  .strictObject({
    key: word,
    question: titleSchema,
    help: textSchema.trim().max(500).optional(),
    type: z.enum(QUESTION_TYPES).default('text'),
    /** For `choice`. */
    choices: z
      .array(z.strictObject({ value: word, label: titleSchema }))
      .min(2)
      .max(20)
      .optional(),
    /** Whether the review is finished only with an answer. */
    required: z.boolean().default(false),
  })
  .refine(q => (q.type === 'choice') === (q.choices !== undefined), {
    path: ['choices'],
    message: 'must be there for the type choice, and for no other',
  });

/** The definition `review-questions`: what is asked in the review of changes of some types. */
export const reviewQuestionsBodySchema = z.strictObject({
  title: titleSchema,
  /** Types of changes that it is for. Of several for one type the first by key counts. */
  types: z.array(z.enum(CHANGE_TYPE_VALUES)).min(1),
  questions: z.array(reviewQuestionSchema).min(1).max(30),
});
export type ReviewQuestionsBody = z.output<typeof reviewQuestionsBodySchema>;

/** The answer to a question: words, `yes` or `no`, a choice's value, or `1` to `5`. */
export const reviewAnswerSchema = textSchema
  .trim()
  .min(1, 'must not be empty; null takes an answer away')
  .max(10_000, 'must have at most 10,000 characters');

/** A question with its answer, if there is one. */
export const answeredQuestionSchema = z.object({
  key: z.string(),
  question: z.string(),
  help: z.string().optional(),
  type: z.enum(QUESTION_TYPES),
  choices: z
    .array(z.object({ value: z.string(), label: z.string() }))
    .optional(),
  required: z.boolean(),
  answer: z.string().optional(),
  answeredAt: instantSchema.optional(),
  answeredByRef: z.string().optional(),
});

/** An incident beside a change. */
export const reviewIncidentSchema = z.object({
  id: z.string(),
  number: z.string(),
  title: z.string(),
  status: z.string(),
  statusCategory: z.enum(STATUS_CATEGORIES),
  priority: z.number().int().optional(),
  major: z.boolean(),
  serviceRef: z.string().optional(),
  openedAt: instantSchema,
});
export type ReviewIncident = z.output<typeof reviewIncidentSchema>;

/** The review of a change: whether and why it is needed, what is asked, and what came of it. */
export const changeReviewSchema = z.object({
  number: z.string(),
  version: z.number().int(),
  /** Absent if none is needed so far. */
  reason: z.enum(REVIEW_REASON_VALUES).optional(),
  reviewedAt: instantSchema.optional(),
  questions: z.array(answeredQuestionSchema),
  /** Answers to questions that are no longer asked. */
  formerAnswers: z.array(z.object({ key: z.string(), answer: z.string() })),
  /** Ids of the tasks of the change that came of the review, the oldest first. */
  actions: z.array(z.string()),
  /** Incidents that are linked as caused by it, as far as the caller may read them. */
  incidents: z.array(reviewIncidentSchema.extend({ linkId: z.string() })),
  /** What is missing before it can be finished, as sentences; empty if nothing is. */
  missing: z.array(z.string()),
  viewer: z.object({
    /** May answer, add actions, link incidents and finish. */
    canReview: z.boolean(),
    canAsk: z.boolean(),
    /** Why not, as a sentence. */
    reason: z.string().optional(),
  }),
  refs: z.record(z.string(), refInfoSchema),
});
export type ChangeReview = z.output<typeof changeReviewSchema>;

/** Answers by the keys of their questions; `null` takes one away. */
export const reviewAnswersSchema = z.strictObject({
  answers: z
    .record(word, reviewAnswerSchema.nullable())
    .refine(a => Object.keys(a).length > 0, 'must answer something')
    .refine(a => Object.keys(a).length <= 30, 'must have at most 30 answers'),
});
export type ReviewAnswers = z.output<typeof reviewAnswersSchema>;

/** Something to be done after a review. */
export const reviewActionSchema = z.strictObject({
  title: titleSchema,
  assigneeRef: refOfKind('user').optional(),
  ownerRef: refOfKind('group').optional(),
  dueAt: instantSchema.optional(),
});
export type ReviewAction = z.output<typeof reviewActionSchema>;

/** Names an incident. */
export const causedIncidentSchema = z.strictObject({
  incident: recordIdParamsSchema.shape.id,
});
export type CausedIncident = z.output<typeof causedIncidentSchema>;

/** An incident that may have been caused by a change. */
export const causeProposalSchema = reviewIncidentSchema.extend({
  /** 0 to 100; see `causeScore`. */
  score: z.number().int(),
  /** Minutes after the work began. */
  afterMinutes: z.number().int(),
  distance: z.number().int(),
  /** From an item that the change was done to, to the incident's. */
  path: z.array(z.string()),
  /** Why, as a sentence. */
  reason: z.string(),
});
export type CauseProposal = z.output<typeof causeProposalSchema>;

/** Proposals, the likeliest first. */
export const causeProposalsSchema = z.object({
  items: z.array(causeProposalSchema),
  /** How many proposals were dismissed, of incidents that the caller may read. */
  dismissed: z.array(reviewIncidentSchema),
  /** Why there can be none, as a sentence. */
  none: z.string().optional(),
  /** Whether there were more incidents than were looked at. */
  truncated: z.boolean(),
  refs: z.record(z.string(), refInfoSchema),
});
export type CauseProposals = z.output<typeof causeProposalsSchema>;

/** The address of a dismissal. */
export const dismissalParamsSchema = recordIdParamsSchema.extend({
  incident: recordIdParamsSchema.shape.id,
});

/** What really changed while the change was carried out, beside what was planned. */
export const actualChangesSchema = z.object({
  planned: z.object({
    start: instantSchema.optional(),
    end: instantSchema.optional(),
    /** The items that were to be changed. */
    items: z.array(z.string()),
    expectedImpact: z.enum(EXPECTED_IMPACT_VALUES).optional(),
  }),
  /** Absent while the work has not begun. */
  actual: z
    .object({
      start: instantSchema,
      /** Now, while the work goes on. */
      end: instantSchema,
      ended: z.boolean(),
    })
    .optional(),
  items: z.array(
    z.object({
      ref: z.string(),
      /** `planned` was named, `reach` depends on what was named. */
      place: z.enum(['planned', 'reach']),
      what: z.enum(CI_EVENTS),
      changes: z.array(ciFieldChangeSchema),
      relations: z.object({
        added: z.array(ciRelationSchema),
        removed: z.array(ciRelationSchema),
      }),
      /** When it was read for the last time; it happened some time before. */
      at: instantSchema,
      /** Whether it is in the end as it was before. */
      undone: z.boolean(),
    }),
  ),
  /** Planned items of which nothing changed that the catalog knows. */
  untouched: z.array(z.string()),
  /** How many items were looked at. */
  looked: z.number().int(),
  truncated: z.boolean(),
  /** Why it is not known, as a sentence. */
  unknown: z.string().optional(),
  refs: z.record(z.string(), refInfoSchema),
});
export type ActualChanges = z.output<typeof actualChangesSchema>;
