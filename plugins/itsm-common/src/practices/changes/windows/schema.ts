import { z } from 'zod';
import { definitionKeySchema } from '../../../kernel/definitions';
import {
  entityRefSchema,
  instantSchema,
  listParam,
  markdownSchema,
  numberParam,
  pageSchema,
  recordIdParamsSchema,
  refInfoSchema,
  refOfKind,
  thingRefSchema,
  titleSchema,
} from '../../../kernel/schema';
import { isTimeZone } from '../../service-levels/workingTime/zone';
import { CHANGE_TYPE_VALUES } from '../model';
import { readLocalTime } from './localTime';
import {
  MAINTENANCE_IMPACTS,
  MAINTENANCE_SOURCES,
  MAINTENANCE_STATES,
  readWindowLength,
  WINDOW_KINDS,
} from './model';

const refs = z.array(thingRefSchema).min(1).max(100);
const groups = z.array(refOfKind('group')).min(1).max(20);
const changeTypes = z.array(z.enum(CHANGE_TYPE_VALUES)).min(1);
const tiers = z
  .array(
    z
      .string()
      .trim()
      .toLowerCase()
      .min(1)
      .max(40, 'must have at most 40 characters'),
  )
  .min(1)
  .max(20);

/** What of the items a window names. */
const named = {
  /** Services: they themselves and what is part of them. */
  services: refs.optional(),
  /** Items, each by itself. */
  items: refs.optional(),
  /** What groups own. */
  owners: groups.optional(),
  /** What has a tier, as the CMDB knows it. */
  tiers: tiers.optional(),
};

/** What a window is about: an item that is named in any of the ways, see `itemInScope`. */
export const windowScopeSchema = z.strictObject({
  ...named,
  /** Everything, whatever is named. */
  all: z.boolean().optional(),
  /** Of changes, those of these types only. A standard change that is not pre-approved is a normal one, too. */
  types: changeTypes.optional(),
  /** What it is not about after all. Of standard changes, `types` excepts those that are pre-approved. */
  except: z
    .strictObject({ ...named, types: changeTypes.optional() })
    .optional(),
});

/** A freeze or a maintenance window: a definition of the kind `change-window`. */
export const windowBodySchema = z.strictObject({
  title: titleSchema,
  /** What people should know of it. */
  description: markdownSchema.optional(),
  kind: z.enum(WINDOW_KINDS),
  timezone: z
    .string()
    .refine(isTimeZone, 'must be a time zone like Europe/Berlin'),
  /** When it begins for the first time, in its zone. */
  start: z
    .string()
    .refine(
      text => readLocalTime(text) !== undefined,
      'must be a local time like 2026-12-20T18:00, without a zone',
    )
    .refine(text => {
      const year = Number(text.slice(0, 4));
      return year >= 1970 && year < 2100;
    }, 'must be a year from 1970 to 2099'),
  /** How long it is, e.g. `4h`, `90m`, `14d`. */
  duration: z.string().refine(text => {
    const length = readWindowLength(text);
    return length !== undefined && length.days + length.exact > 0;
  }, 'must be a duration like 4h, 90m, 2d or 1w2d12h'),
  /** When it comes again: a recurrence rule (RFC 5545) like `FREQ=WEEKLY;BYDAY=SU`. Once if left out. */
  rrule: z.string().max(500).optional(),
  scope: windowScopeSchema,
  /** Of a freeze: groups that may let a change into it. */
  exceptionBy: groups.optional(),
  /** Of maintenance: what happens to what it is about; degraded if left out. */
  expectedImpact: z.enum(MAINTENANCE_IMPACTS).optional(),
});

/** When a window is, once. */
export const windowTimeSchema = z.object({
  /** The local time in the window's zone at which it begins by the rule. */
  begins: z.string(),
  startsAt: instantSchema,
  endsAt: instantSchema,
});

/** A window as pages show it: what the caller may not see of its scope is left out. */
export const changeWindowSchema = z.object({
  key: z.string(),
  version: z.number().int(),
  source: z.enum(['portal', 'git']),
  title: z.string(),
  description: z.string().optional(),
  kind: z.enum(WINDOW_KINDS),
  timezone: z.string(),
  start: z.string(),
  duration: z.string(),
  rrule: z.string().optional(),
  scope: windowScopeSchema,
  /** Whether it is about more than the caller may see. */
  more: z.boolean(),
  exceptionBy: z.array(z.string()).optional(),
  expectedImpact: z.enum(MAINTENANCE_IMPACTS).optional(),
  /** The one that goes on, if one does. */
  running: windowTimeSchema.optional(),
  /** Those to come, the next first. */
  next: z.array(windowTimeSchema),
});

export const windowListQuerySchema = z.strictObject({
  kind: listParam(z.enum(WINDOW_KINDS)).optional(),
  /** How many occurrences to come of each. */
  next: numberParam(z.number().int().min(1).max(10)).optional(),
  limit: numberParam(z.number().int().min(1).max(200)).optional(),
  cursor: z.string().max(500).optional(),
});

/** Windows by key. */
export const windowPageSchema = pageSchema(changeWindowSchema).extend({
  refs: z.record(z.string(), refInfoSchema),
});

/** A window in which a change stands, or would. */
export const standingWindowSchema = windowTimeSchema.extend({
  key: z.string(),
  title: z.string(),
  kind: z.enum(WINDOW_KINDS),
  timezone: z.string(),
  /** Of a freeze: who may let it in; as far as the caller may see them. */
  exceptionBy: z.array(z.string()).optional(),
});

/** The windows in which a change stands, the first first. */
export const standingWindowsSchema = z.object({
  items: z.array(standingWindowSchema),
  refs: z.record(z.string(), refInfoSchema),
});

/** Maintenance as it is announced to whoever may see what it is about. */
export const maintenanceSchema = z.object({
  id: z.string(),
  state: z.enum(MAINTENANCE_STATES),
  source: z.enum(MAINTENANCE_SOURCES),
  /** As it is planned; the end of what runs over time lies back. */
  startsAt: instantSchema,
  /** Absent if nobody said when it ends. */
  endsAt: instantSchema.optional(),
  /** When it really began and ended. */
  startedAt: instantSchema.optional(),
  endedAt: instantSchema.optional(),
  /** What happens to what it is about; what depends on that may be degraded or down. */
  expectedImpact: z.enum(MAINTENANCE_IMPACTS),
  /** The change, if the caller may read it. */
  change: z
    .object({ id: z.string(), number: z.string(), title: z.string() })
    .optional(),
  /** The window, where it comes from one. */
  window: z.object({ key: z.string(), title: z.string() }).optional(),
  /** The items that it is about, as far as the caller may see them. */
  items: z.array(z.string()),
  /** How many others it may hit, as far as it is known and the caller may see them. */
  affected: z.number().int(),
  /** Of a question about an entity: whether it is about it, or hits it through others. */
  role: z.enum(['named', 'affected']).optional(),
});

export const maintenanceListQuerySchema = z.strictObject({
  /** What it is about or hits. */
  entity: entityRefSchema.optional(),
  state: listParam(z.enum(MAINTENANCE_STATES)).optional(),
  /** Only what was going on then or later. */
  from: instantSchema.optional(),
  /** Only what begins before. */
  to: instantSchema.optional(),
  limit: numberParam(z.number().int().min(1).max(100)).optional(),
  cursor: z.string().max(500).optional(),
});

/** Maintenance by its begin. */
export const maintenancePageSchema = pageSchema(maintenanceSchema).extend({
  refs: z.record(z.string(), refInfoSchema),
});

/** A window as somebody writes it: the text of its definition. */
export const windowPreviewQuestionSchema = z.strictObject({
  key: definitionKeySchema,
  text: z.string().max(200_000),
});

/** When a window that is not written yet would be. */
export const windowPreviewSchema = z.object({
  title: z.string(),
  kind: z.enum(WINDOW_KINDS),
  timezone: z.string(),
  rrule: z.string().optional(),
  /** The next ones, at most ten; one that goes on is the first. */
  times: z.array(windowTimeSchema),
  /** Whether there are more after them. */
  more: z.boolean(),
});

export const standingParamsSchema = recordIdParamsSchema;

export type WindowScope = z.output<typeof windowScopeSchema>;
export type WindowBody = z.output<typeof windowBodySchema>;
export type WindowTimeView = z.output<typeof windowTimeSchema>;
export type ChangeWindow = z.output<typeof changeWindowSchema>;
export type WindowListQuery = z.output<typeof windowListQuerySchema>;
export type WindowPage = z.output<typeof windowPageSchema>;
export type WindowPreviewQuestion = z.output<
  typeof windowPreviewQuestionSchema
>;
export type WindowPreview = z.output<typeof windowPreviewSchema>;
export type StandingWindow = z.output<typeof standingWindowSchema>;
export type StandingWindows = z.output<typeof standingWindowsSchema>;
export type Maintenance = z.output<typeof maintenanceSchema>;
export type MaintenanceListQuery = z.output<typeof maintenanceListQuerySchema>;
export type MaintenancePage = z.output<typeof maintenancePageSchema>;
