import { z } from 'zod';
import { bulkSchemaOf } from '../../kernel/bulk';
import { customValuesSchema } from '../../kernel/customField';
import { definitionKeySchema } from '../../kernel/definitions';
import { VISIBILITIES } from '../../kernel/record';
import {
  channelSchema,
  entityRefSchema,
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
  thingRefSchema,
  titleSchema,
  viewerSchema,
} from '../../kernel/schema';
import {
  CHANGE_OUTCOME_VALUES,
  CHANGE_TYPE_VALUES,
  EXPECTED_IMPACT_VALUES,
  MOST_AFFECTED,
  REVIEW_REASON_VALUES,
  RISK_LEVEL_VALUES,
} from './model';

const changeType = z.enum(CHANGE_TYPE_VALUES);
const expectedImpact = z.enum(EXPECTED_IMPACT_VALUES);

/** The configuration items that a change affects. */
export const affectedRefsSchema = z
  .array(thingRefSchema)
  .max(
    MOST_AFFECTED,
    `must name at most ${MOST_AFFECTED} items; name what they have in common instead`,
  );

/** A row of the list of changes. */
export const changeSummarySchema = recordSchema.extend({
  changeType: z.string().optional(),
  plannedStart: instantSchema.optional(),
  plannedEnd: instantSchema.optional(),
  actualStart: instantSchema.optional(),
  actualEnd: instantSchema.optional(),
  expectedImpact: z.string().optional(),
  outcome: z.string().optional(),
  risk: z.enum(RISK_LEVEL_VALUES).optional(),
  riskScore: z.number().optional(),
  conflictCount: z.number().int().optional(),
  inFreeze: z.boolean().optional(),
  templateKey: z.string().optional(),
  preApproved: z.boolean().optional(),
  reviewReason: z.enum(REVIEW_REASON_VALUES).optional(),
  reviewedAt: instantSchema.optional(),
});
export type ChangeSummary = z.output<typeof changeSummarySchema>;

/** What is odd about a change without being wrong, for people. */
export const changeWarningSchema = z.object({
  field: z.string(),
  message: z.string(),
});
export type ChangeWarning = z.output<typeof changeWarningSchema>;

/** One change, with what the caller may do with it. */
export const changeSchema = changeSummarySchema.extend({
  description: z.string().optional(),
  justification: z.string().optional(),
  plan: z.string().optional(),
  testEvidence: z.string().optional(),
  rollbackPlan: z.string().optional(),
  outcomeNote: z.string().optional(),
  sentBackReason: z.string().optional(),
  cancelReason: z.string().optional(),
  /** The items named as affected. Without any, the service is. */
  affects: z.array(z.string()),
  warnings: z.array(changeWarningSchema),
  participants: z.array(participantSchema),
  viewer: viewerSchema,
  refs: z.record(z.string(), refInfoSchema),
});
export type Change = z.output<typeof changeSchema>;

/** What is said when a change is filed. It begins as a draft; the owner follows from the service. */
export const newChangeSchema = z.strictObject({
  serviceRef: thingRefSchema,
  title: titleSchema,
  changeType: changeType.default('normal'),
  description: markdownSchema.optional(),
  justification: markdownSchema.optional(),
  plan: markdownSchema.optional(),
  testEvidence: markdownSchema.optional(),
  rollbackPlan: markdownSchema.optional(),
  plannedStart: instantSchema.optional(),
  plannedEnd: instantSchema.optional(),
  expectedImpact: expectedImpact.default('none'),
  affects: affectedRefsSchema.optional(),
  /** Number of the incident that it is to solve; the two are linked. */
  fromIncident: recordIdParamsSchema.shape.id.optional(),
  requestedForRef: refOfKind('user').optional(),
  assigneeRef: refOfKind('user').optional(),
  channel: channelSchema.exclude(['import']).optional(),
  visibility: z.enum(VISIBILITIES).optional(),
  /** Key of the record template it is filed from: brings its tasks and links. */
  template: definitionKeySchema.optional(),
  custom: customValuesSchema.optional(),
});
export type NewChange = z.output<typeof newChangeSchema>;

/** Fields that may be edited. `null` empties a field. */
export const changePatchSchema = z
  .strictObject({
    title: titleSchema,
    serviceRef: thingRefSchema,
    changeType,
    description: markdownSchema.nullable(),
    justification: markdownSchema.nullable(),
    plan: markdownSchema.nullable(),
    testEvidence: markdownSchema.nullable(),
    rollbackPlan: markdownSchema.nullable(),
    plannedStart: instantSchema.nullable(),
    plannedEnd: instantSchema.nullable(),
    actualStart: instantSchema,
    actualEnd: instantSchema,
    expectedImpact,
    outcomeNote: markdownSchema.nullable(),
    ownerRef: refOfKind('group'),
    assigneeRef: refOfKind('user').nullable(),
    requestedForRef: refOfKind('user').nullable(),
    visibility: z.enum(VISIBILITIES),
    custom: customValuesSchema,
  })
  .partial()
  .refine(
    patch => Object.keys(patch).length > 0,
    'must change at least one field',
  );
export type ChangePatch = z.output<typeof changePatchSchema>;

/** A transition with what it needs. */
export const changeTransitionSchema = z.strictObject({
  transition: z.string().max(40),
  assigneeRef: refOfKind('user').optional(),
  justification: requiredMarkdownSchema.optional(),
  plan: requiredMarkdownSchema.optional(),
  rollbackPlan: requiredMarkdownSchema.optional(),
  plannedStart: instantSchema.optional(),
  plannedEnd: instantSchema.optional(),
  actualStart: instantSchema.optional(),
  actualEnd: instantSchema.optional(),
  outcome: z.enum(CHANGE_OUTCOME_VALUES).optional(),
  outcomeNote: requiredMarkdownSchema.optional(),
  sentBackReason: requiredMarkdownSchema.optional(),
  cancelReason: requiredMarkdownSchema.optional(),
  comment: requiredMarkdownSchema.optional(),
});
export type ChangeTransition = z.output<typeof changeTransitionSchema>;

/** Which items a change affects from now on: these and no others. */
export const changeAffectedSchema = z.strictObject({
  refs: affectedRefsSchema,
});
export type ChangeAffected = z.output<typeof changeAffectedSchema>;

/** One change of fields or one transition for many changes. */
export const changeBulkSchema = bulkSchemaOf('changes', {
  patch: changePatchSchema,
  transition: changeTransitionSchema,
});
export type ChangeBulk = z.output<typeof changeBulkSchema>;

/** How changes are handled here. */
export const changeSettingsSchema = z.object({
  /** Days after which a finished change with nothing to review closes; 0: never by itself. */
  autoCloseDays: z.number(),
  /** How long before its window a change may be started. */
  earlyStartMinutes: z.number(),
  /** The longest planned window. */
  mostWindowDays: z.number(),
  /** The most items that one change may name as affected. */
  mostAffected: z.number(),
});
export type ChangeSettings = z.output<typeof changeSettingsSchema>;

/** Filters of the list of changes: those of every list, and the entity a change touches. */
export const changeListQuerySchema = recordListQuerySchema
  .omit({ type: true })
  .extend({
    /** Changes whose service or affected item it is. */
    entity: entityRefSchema.optional(),
  });
export type ChangeListQuery = z.output<typeof changeListQuerySchema>;

/** A page of changes with what the references in it are called. */
export const changePageSchema = pageSchema(changeSummarySchema).extend({
  refs: z.record(z.string(), refInfoSchema),
});
export type ChangePage = z.output<typeof changePageSchema>;
