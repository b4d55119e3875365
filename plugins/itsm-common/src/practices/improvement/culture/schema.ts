import { z } from 'zod';
import { definitionKeySchema } from '../../../kernel/definitions';
import {
  channelSchema,
  instantSchema,
  markdownSchema,
  pageSchema,
  participantSchema,
  recordIdParamsSchema,
  recordListQuerySchema,
  recordSchema,
  refInfoSchema,
  refOfKind,
  requiredMarkdownSchema,
  textSchema,
  thingRefSchema,
  titleSchema,
  viewerSchema,
} from '../../../kernel/schema';
import { VISIBILITIES } from '../../../kernel/record';
import { LONGEST_NOTE, MOST_COLUMNS } from './model';

const refs = z.record(z.string(), refInfoSchema);

/** A row of the suggestions. */
export const suggestionSummarySchema = recordSchema.extend({
  /** How many want it. */
  votes: z.number(),
  /** Whether the caller does. */
  voted: z.boolean(),
  answer: z.string().optional(),
});
export type SuggestionSummary = z.output<typeof suggestionSummarySchema>;

/** One suggestion, with what the caller may do with it. */
export const suggestionSchema = suggestionSummarySchema.extend({
  idea: z.string().optional(),
  withdrawReason: z.string().optional(),
  /** Why the caller cannot vote, if they cannot. */
  voteRefusal: z.string().optional(),
  /** What it became, if the caller may read it. */
  initiative: z
    .object({
      number: z.string(),
      title: z.string(),
      statusLabel: z.string(),
    })
    .optional(),
  participants: z.array(participantSchema),
  viewer: viewerSchema,
  refs,
});
export type Suggestion = z.output<typeof suggestionSchema>;

/** Two fields are enough. */
export const newSuggestionSchema = z.strictObject({
  title: titleSchema,
  idea: requiredMarkdownSchema.max(5_000),
  /** What it is about; its owner answers. */
  serviceRef: thingRefSchema.optional(),
  channel: channelSchema.exclude(['import']).optional(),
});
export type NewSuggestion = z.output<typeof newSuggestionSchema>;

const changesSomething = (patch: object) => Object.keys(patch).length > 0;
const NOTHING = 'must change at least one field';

/** Fields of a suggestion that may be edited. `null` empties one. */
export const suggestionPatchSchema = z
  .strictObject({
    title: titleSchema,
    idea: requiredMarkdownSchema.max(5_000),
    serviceRef: thingRefSchema.nullable(),
    ownerRef: refOfKind('group'),
    assigneeRef: refOfKind('user').nullable(),
    answer: requiredMarkdownSchema.max(5_000),
  })
  .partial()
  .refine(changesSomething, NOTHING);
export type SuggestionPatch = z.output<typeof suggestionPatchSchema>;

/** A transition with what it needs. */
export const suggestionTransitionSchema = z.strictObject({
  transition: z.string().max(40),
  assigneeRef: refOfKind('user').optional(),
  /** What becomes of it, and why. */
  answer: requiredMarkdownSchema.max(5_000).optional(),
  withdrawReason: requiredMarkdownSchema.max(5_000).optional(),
  comment: requiredMarkdownSchema.optional(),
});
export type SuggestionTransition = z.output<typeof suggestionTransitionSchema>;

export const suggestionListQuerySchema = recordListQuerySchema.omit({
  type: true,
});
export type SuggestionListQuery = z.output<typeof suggestionListQuerySchema>;

export const suggestionPageSchema = pageSchema(suggestionSummarySchema).extend({
  refs,
});
export type SuggestionPage = z.output<typeof suggestionPageSchema>;

const columnKey = z
  .string()
  .max(40)
  .regex(/^[a-z][a-z0-9-]*$/, 'must be lower-case words with hyphens');

/** A column of a board. */
export const boardColumnSchema = z.strictObject({
  key: columnKey,
  title: textSchema.trim().min(1).max(80),
  hint: textSchema.trim().max(300).optional(),
});

/** What retrospectives begin with: a definition of the kind `retrospective-template`. */
export const retrospectiveTemplateSchema = z
  .strictObject({
    name: titleSchema,
    /** When to use it. */
    description: textSchema.trim().max(500).optional(),
    columns: z.array(boardColumnSchema).min(1).max(MOST_COLUMNS),
  })
  .superRefine(({ columns }, ctx) => {
    columns.forEach(({ key }, i) => {
      if (columns.findIndex(c => c.key === key) < i)
        ctx.addIssue({
          code: 'custom',
          path: ['columns', i, 'key'],
          message: `"${key}" is the key of another column already`,
        });
    });
  });
export type RetrospectiveTemplate = z.output<
  typeof retrospectiveTemplateSchema
>;

/** Templates that can be chosen. */
export const retrospectiveTemplatesSchema = z.object({
  items: z.array(
    z.object({
      /** Absent for the usual columns, which need no definition. */
      key: z.string().optional(),
      name: z.string(),
      description: z.string().optional(),
      columns: z.array(boardColumnSchema),
    }),
  ),
});

/** A row of the retrospectives. */
export const retrospectiveSummarySchema = recordSchema.extend({
  heldAt: instantSchema.optional(),
});
export type RetrospectiveSummary = z.output<typeof retrospectiveSummarySchema>;

/** One retrospective, with what the caller may do with it. */
export const retrospectiveSchema = retrospectiveSummarySchema.extend({
  about: z.string().optional(),
  summary: z.string().optional(),
  cancelReason: z.string().optional(),
  templateKey: z.string().optional(),
  columns: z.array(boardColumnSchema),
  participants: z.array(participantSchema),
  viewer: viewerSchema,
  refs,
});
export type Retrospective = z.output<typeof retrospectiveSchema>;

/** What is said when a retrospective is begun. */
export const newRetrospectiveSchema = z.strictObject({
  title: titleSchema,
  /** The team. */
  ownerRef: refOfKind('group'),
  about: markdownSchema.max(5_000).optional(),
  heldAt: instantSchema.optional(),
  template: definitionKeySchema.optional(),
  /** Number or id of an incident, a change or another record that it looks back at. */
  record: recordIdParamsSchema.shape.id.optional(),
  visibility: z.enum(VISIBILITIES).optional(),
});
export type NewRetrospective = z.output<typeof newRetrospectiveSchema>;

/** Fields of a retrospective that may be edited. `null` empties one. */
export const retrospectivePatchSchema = z
  .strictObject({
    title: titleSchema,
    about: markdownSchema.max(5_000).nullable(),
    heldAt: instantSchema.nullable(),
    summary: markdownSchema.max(5_000).nullable(),
    ownerRef: refOfKind('group'),
    assigneeRef: refOfKind('user').nullable(),
    visibility: z.enum(VISIBILITIES),
  })
  .partial()
  .refine(changesSomething, NOTHING);
export type RetrospectivePatch = z.output<typeof retrospectivePatchSchema>;

/** A transition with what it needs. */
export const retrospectiveTransitionSchema = z.strictObject({
  transition: z.string().max(40),
  summary: markdownSchema.max(5_000).optional(),
  cancelReason: requiredMarkdownSchema.max(5_000).optional(),
  comment: requiredMarkdownSchema.optional(),
});
export type RetrospectiveTransition = z.output<
  typeof retrospectiveTransitionSchema
>;

export const retrospectiveListQuerySchema = recordListQuerySchema.omit({
  type: true,
});
export type RetrospectiveListQuery = z.output<
  typeof retrospectiveListQuerySchema
>;

export const retrospectivePageSchema = pageSchema(
  retrospectiveSummarySchema,
).extend({ refs });
export type RetrospectivePage = z.output<typeof retrospectivePageSchema>;

/** A note on a board. */
export const retrospectiveNoteSchema = z.object({
  id: z.string(),
  column: z.string(),
  /** Absent once it was erased. */
  words: z.string().optional(),
  authorRef: z.string(),
  /** Whether the caller may change it and take it off. */
  mine: z.boolean(),
  version: z.number(),
  createdAt: instantSchema,
});
export type RetrospectiveNote = z.output<typeof retrospectiveNoteSchema>;

/** All notes of a board, by when they were written. */
export const retrospectiveNotesSchema = z.object({
  items: z.array(retrospectiveNoteSchema),
  /** Whether the caller is of the team, began it or was invited. Others see no notes. */
  canRead: z.boolean(),
  /** Why the caller cannot write, if they cannot. */
  refusal: z.string().optional(),
  refs,
});
export type RetrospectiveNotes = z.output<typeof retrospectiveNotesSchema>;

const words = textSchema
  .trim()
  .min(1, 'must say something')
  .max(LONGEST_NOTE, `must have at most ${LONGEST_NOTE} characters`);

export const newNoteSchema = z.strictObject({ column: columnKey, words });
export type NewNote = z.output<typeof newNoteSchema>;

/** Other words, or another column. */
export const notePatchSchema = z
  .strictObject({ column: columnKey, words })
  .partial()
  .refine(changesSomething, NOTHING);
export type NotePatch = z.output<typeof notePatchSchema>;

export const noteParamsSchema = recordIdParamsSchema.extend({
  note: z.uuid('must be the id of a note'),
});
