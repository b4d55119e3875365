import { z } from 'zod';
import {
  entityRefSchema,
  instantSchema,
  listParam,
  refInfoSchema,
  refOfKind,
  thingRefSchema,
  titleSchema,
} from '../../../kernel/schema';
import { STATUS_CATEGORIES } from '../../../kernel/record';
import { CHANGE_STATES } from '../lifecycle';
import { CHANGE_TYPE_VALUES, RISK_LEVEL_VALUES } from '../model';
import { CALENDAR_KINDS, LONGEST_CALENDAR_MS } from './model';

const changeTypeSchema = z.enum(CHANGE_TYPE_VALUES);
const teamSchema = z.union([z.literal('mine'), refOfKind('group')]);

/** Which part of the calendar is asked for. All filters hold together. */
export const calendarQuerySchema = z
  .strictObject({
    from: instantSchema,
    to: instantSchema,
    /** Owner groups; `mine` stands for the caller's. */
    team: listParam(z.union([z.literal('mine'), entityRefSchema])).optional(),
    /** Services, or other items: of changes that are for them or affect them. */
    service: listParam(entityRefSchema).optional(),
    type: listParam(changeTypeSchema).optional(),
    /** Left out: all but those that were cancelled or rejected. */
    status: listParam(z.enum(CHANGE_STATES)).optional(),
    /** Left out: all kinds of items. */
    show: listParam(z.enum(CALENDAR_KINDS)).optional(),
  })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
    path: ['to'],
    message: 'must be after from',
  })
  .refine(
    ({ from, to }) => Date.parse(to) - Date.parse(from) <= LONGEST_CALENDAR_MS,
    { path: ['to'], message: 'must be at most 400 days after from' },
  );

/** A change in a calendar, at its planned window. */
export const calendarChangeSchema = z.object({
  kind: z.literal('change'),
  id: z.string(),
  number: z.string(),
  title: z.string(),
  start: instantSchema,
  end: instantSchema,
  actualStart: instantSchema.optional(),
  actualEnd: instantSchema.optional(),
  changeType: changeTypeSchema,
  status: z.enum(CHANGE_STATES),
  statusCategory: z.enum(STATUS_CATEGORIES),
  risk: z.enum(RISK_LEVEL_VALUES).optional(),
  serviceRef: z.string().optional(),
  ownerRef: z.string().optional(),
  assigneeRef: z.string().optional(),
  /** Conflicts that it has with others as they stood when they were last looked at. */
  conflicts: z.number().int().optional(),
  inFreeze: z.boolean().optional(),
  /** Where only its participants may read it. */
  restricted: z.boolean().optional(),
  /** For If-Match when it is moved. */
  version: z.number().int(),
  /** Whether the caller works on it and it has not begun. A policy may still refuse. */
  movable: z.boolean().optional(),
});

/** A time in which changes are frozen or maintenance is announced. */
export const calendarWindowSchema = z.object({
  kind: z.literal('window'),
  /** The same for as long as it is this occurrence of this window. */
  id: z.string(),
  /** Of the definition; several occurrences have the same. */
  key: z.string(),
  windowKind: z.enum(['freeze', 'maintenance']),
  title: z.string(),
  start: instantSchema,
  end: instantSchema,
});

/** A meeting of a change advisory board. */
export const calendarMeetingSchema = z.object({
  kind: z.literal('cab'),
  id: z.string(),
  /** Of the board. */
  key: z.string(),
  title: z.string(),
  start: instantSchema,
  end: instantSchema,
});

/** One thing in a calendar. */
export const calendarItemSchema = z.discriminatedUnion('kind', [
  calendarChangeSchema,
  calendarWindowSchema,
  calendarMeetingSchema,
]);

/** What the caller may see of a span, by its start. */
export const calendarSchema = z.object({
  items: z.array(calendarItemSchema),
  /** Whether there is more than one answer holds: then it has what begins first. */
  truncated: z.boolean(),
  /** What services, teams and assignees are called. */
  refs: z.record(z.string(), refInfoSchema),
});

/** A feed to be made: which part of the calendar goes to a calendar program. */
export const newFeedSchema = z.strictObject({
  /** What the calendar is called where it is subscribed. */
  name: titleSchema.max(100, 'must have at most 100 characters'),
  /** Owner groups; `mine` stands for the groups of whoever owns the feed. None: all. */
  teams: z.array(teamSchema).max(20).default([]),
  /** Services or other items. None: all. */
  services: z.array(thingRefSchema).max(50).default([]),
  types: z.array(changeTypeSchema).max(3).default([]),
  /** Freezes and maintenance. */
  windows: z.boolean().default(true),
  /** Meetings of change advisory boards. */
  meetings: z.boolean().default(true),
});

/** A feed, without its address: that is told once, when it is made. */
export const feedSchema = z.object({
  id: z.string(),
  name: z.string(),
  teams: z.array(z.string()),
  services: z.array(z.string()),
  types: z.array(changeTypeSchema),
  windows: z.boolean(),
  meetings: z.boolean(),
  createdAt: instantSchema,
  /** When a calendar program last asked for it, to the hour. */
  lastUsedAt: instantSchema.optional(),
});

/** The feeds of the caller that are not revoked, the newest first. */
export const feedListSchema = z.object({
  items: z.array(feedSchema),
  refs: z.record(z.string(), refInfoSchema),
});

/** A feed that was just made, with its address. Nobody can look the address up again. */
export const madeFeedSchema = feedSchema.extend({ url: z.string() });

/** The address of a feed for its owner. */
export const feedParamsSchema = z.strictObject({
  id: z.uuid('must be the id of a feed'),
});

/** The address of a feed for calendar programs. */
export const feedFileParamsSchema = z.strictObject({
  token: z.string().max(200),
});

export type CalendarQuery = z.output<typeof calendarQuerySchema>;
export type CalendarChange = z.output<typeof calendarChangeSchema>;
export type CalendarWindow = z.output<typeof calendarWindowSchema>;
export type CalendarMeeting = z.output<typeof calendarMeetingSchema>;
export type CalendarItem = z.output<typeof calendarItemSchema>;
export type ChangeCalendar = z.output<typeof calendarSchema>;
export type NewFeed = z.output<typeof newFeedSchema>;
export type Feed = z.output<typeof feedSchema>;
export type FeedList = z.output<typeof feedListSchema>;
export type MadeFeed = z.output<typeof madeFeedSchema>;
