import { z } from 'zod';
import { definitionKeySchema } from '../../../kernel/definitions';
import {
  numberParam,
  pageSchema,
  refInfoSchema,
  refOfKind,
  textSchema,
  thingRefSchema,
  titleSchema,
} from '../../../kernel/schema';
import { LONGEST_RESULTS_MONTHS, SURVEY_OCCASIONS } from './model';

/** Who is asked what, and when: a definition of the kind `survey`. */
export const surveyBodySchema = z.strictObject({
  /** What it is called here, e.g. `Satisfaction with incidents`. */
  title: titleSchema,
  description: textSchema.trim().max(1_000).optional(),
  /** What people are asked. They answer with one of five, from very dissatisfied to very satisfied. */
  question: titleSchema.default('How satisfied are you with how we helped?'),
  /** What they are asked beside; they may leave it empty. */
  commentQuestion: titleSchema.default('What should we know? (optional)'),
  when: z.enum(SURVEY_OCCASIONS).default('after-resolve'),
  /** After which records, and by which people are known to use a service. */
  recordTypes: z
    .array(
      z
        .string()
        .max(40)
        .regex(/^[a-z][a-z-]*$/, 'must be a type of record like incident'),
    )
    .min(1, 'must name at least one type of record')
    .max(10)
    .default(['incident']),
  /** Only of these services; all if left out. */
  services: z.array(thingRefSchema).max(50).optional(),
  /** Only of what these teams own; all if left out. */
  teams: z.array(refOfKind('group')).max(50).optional(),
  /** How many of a hundred are asked. Who is, is settled by chance, and once. */
  samplePercent: z.number().int().min(1).max(100).default(100),
  /** After a record was solved, how long to wait: what comes back at once is not asked about. */
  delayHours: z
    .number()
    .min(0)
    .max(24 * 14)
    .default(1),
  /** On a rhythm, who is asked: whoever asked for something of a service so many days ago or less. */
  usedWithinDays: z.number().int().min(1).max(366).default(90),
  /** On a rhythm, how many people at most each time. */
  most: z.number().int().min(1).max(2_000).default(500),
  /** How long a link can be used. */
  validDays: z.number().int().min(1).max(90).default(14),
  /** How long somebody who was asked, by any survey, is left alone. */
  quietDays: z.number().int().min(0).max(366).default(30),
  /** Whether people may change their answer for as long as the link can be used. */
  changeable: z.boolean().default(true),
});
export type SurveyBody = z.output<typeof surveyBodySchema>;

const intervalSchema = z.object({
  value: z.number(),
  low: z.number().optional(),
  high: z.number().optional(),
});

const figuresShape = {
  /** Invitations of the time. */
  sent: z.number(),
  /** Those of them that were answered, whenever that was. */
  returned: z.number(),
  /** Those of them that can still be answered and were not. */
  open: z.number(),
  /** Answers of the time, whenever they were asked for. */
  answers: z.number(),
  responseRate: intervalSchema.optional(),
  /** Which part of the answers is one of the two best. Absent for fewer than 5 answers. */
  satisfied: intervalSchema.optional(),
  meanScore: intervalSchema.optional(),
  /** How many gave each score, the lowest first. */
  scores: z.array(z.number()).optional(),
  /** Whether there are answers that are not told, as it could be told who gave them. */
  tooFew: z.boolean(),
};

/** What surveys came to. */
export const surveyFiguresSchema = z.object(figuresShape);

/** A survey as lists show it. */
export const surveySummarySchema = z.object({
  key: z.string(),
  title: z.string(),
  description: z.string().optional(),
  question: z.string(),
  when: z.enum(SURVEY_OCCASIONS),
  services: z.array(z.string()),
  teams: z.array(z.string()),
  samplePercent: z.number(),
  /** Whether it was taken out of use; what it came to stays. */
  removed: z.boolean(),
  /** Of the last twelve months. */
  figures: surveyFiguresSchema,
});

/** All surveys, those in use first. */
export const surveyListSchema = z.object({
  items: z.array(surveySummarySchema),
  refs: z.record(z.string(), refInfoSchema),
});

export const surveyParamsSchema = z.strictObject({ key: definitionKeySchema });

const monthSchema = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month like 2026-03');

const monthNumber = (month: string) =>
  Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;

const monthsShape = {
  /** The first month; eleven before the last if it is left out. */
  from: monthSchema.optional(),
  /** The last month, with it; this one if it is left out. */
  to: monthSchema.optional(),
};

const inOrder = (
  { from, to }: { from?: string; to?: string },
  context: z.RefinementCtx,
) => {
  if (!from || !to) return;
  const months = monthNumber(to) - monthNumber(from) + 1;
  const message =
    months < 1
      ? 'must not be before from'
      : `must be at most ${LONGEST_RESULTS_MONTHS} months from from on`;
  if (months < 1 || months > LONGEST_RESULTS_MONTHS)
    context.addIssue({ code: 'custom', path: ['to'], message });
};

/** Whole months, in the time zone of the portal's numbers. */
export const surveyResultsQuerySchema = z
  .strictObject(monthsShape)
  .superRefine(inOrder);

/** What a survey came to, over time and by service. */
export const surveyResultsSchema = z.object({
  survey: surveySummarySchema.omit({ figures: true }),
  /** Months. */
  from: z.string(),
  to: z.string(),
  zone: z.string(),
  total: surveyFiguresSchema,
  series: z.array(
    z.object({
      month: z.string(),
      /** False for the month that goes on. */
      complete: z.boolean(),
      ...figuresShape,
    }),
  ),
  /** Most answers first. Absent reference: of no service, or of those that one may not see, together. */
  services: z.array(
    z.object({ serviceRef: z.string().optional(), ...figuresShape }),
  ),
  refs: z.record(z.string(), refInfoSchema),
});

/** What is asked of comments. */
export const surveyCommentsQuerySchema = z.strictObject({
  limit: numberParam(z.number().int().min(1).max(100)).optional(),
  cursor: z.string().max(2_000).optional(),
});

/** What somebody wrote, for whoever may read the record it is about. */
export const surveyCommentSchema = z.object({
  id: z.string(),
  /** With the score: of a record that the caller may read. */
  record: z
    .object({
      number: z.string(),
      type: z.string(),
      title: z.string(),
      practice: z.string(),
    })
    .optional(),
  score: z.number().optional(),
  comment: z.string(),
  serviceRef: z.string().optional(),
  /** The day; of a survey on a rhythm, the month. */
  on: z.string(),
  /** For those who work on the record. */
  personRef: z.string().optional(),
});

/** The newest first. */
export const surveyCommentPageSchema = pageSchema(surveyCommentSchema).extend({
  refs: z.record(z.string(), refInfoSchema),
});

/** What is asked of an export. */
export const surveyExportQuerySchema = z
  .strictObject({
    ...monthsShape,
    /** `answers` to records that the caller may read, or the `results` as the page shows them. */
    of: z.enum(['answers', 'results']).default('answers'),
    /** `true` puts a byte order mark first, for programs that guess the encoding. */
    bom: z
      .enum(['true', 'false'])
      .transform(v => v === 'true')
      .optional(),
  })
  .superRefine(inOrder);

/** The address of an invitation. */
export const surveyLinkParamsSchema = z.strictObject({
  token: z.string().max(200),
});

/**
 * What the address may say beside: the answer that was clicked. Mail programs and scanners add things
 * of their own, which are let be.
 */
export const surveyLinkQuerySchema = z.object({
  score: z.string().max(20).optional().catch(undefined),
});

export type SurveySummary = z.output<typeof surveySummarySchema>;
export type SurveyList = z.output<typeof surveyListSchema>;
export type SurveyResults = z.output<typeof surveyResultsSchema>;
export type SurveyResultsQuery = z.output<typeof surveyResultsQuerySchema>;
export type SurveyComment = z.output<typeof surveyCommentSchema>;
export type SurveyCommentPage = z.output<typeof surveyCommentPageSchema>;
export type SurveyCommentsQuery = z.output<typeof surveyCommentsQuerySchema>;
export type SurveyExportQuery = z.output<typeof surveyExportQuerySchema>;
