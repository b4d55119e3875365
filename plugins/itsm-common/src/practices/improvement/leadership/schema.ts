import { z } from 'zod';
import {
  KPI_DIRECTIONS,
  KPI_STATISTICS,
  KPI_UNITS,
} from '../../../kernel/kpi/model';
import { kpiKeySchema, kpiPointSchema } from '../../../kernel/kpi/schema';
import { VERDICTS } from '../../../kernel/kpi/xmr';
import { instantSchema, refInfoSchema } from '../../../kernel/schema';
import { dateSchema } from '../../service-levels/calendars/schema';

/** How many months an overview looks back on: a year and the same month of the year before, or two years. */
export const OVERVIEW_MONTHS = [13, 24] as const;
export type OverviewMonths = (typeof OVERVIEW_MONTHS)[number];

/** Initiatives that an overview shows. */
export const MOST_IN_OVERVIEW = 8;

/** What an overview is asked with. */
export const overviewQuerySchema = z.strictObject({
  /** A day in the zone of the numbers: what had happened by its end. Now if it is left out. */
  asOf: dateSchema.optional(),
  months: z
    .enum(['13', '24'], 'must be 13 or 24')
    .transform(v => Number(v) as OverviewMonths)
    .optional(),
});
export type OverviewQuery = z.output<typeof overviewQuerySchema>;

/** The same as a file. */
export const overviewExportQuerySchema = overviewQuerySchema.extend({
  /** A byte order mark first, for programs that guess the encoding. */
  bom: z
    .enum(['true', 'false'])
    .transform(v => v === 'true')
    .optional(),
});

/** A month of a number. */
export const overviewPointSchema = kpiPointSchema.pick({
  from: true,
  to: true,
  value: true,
  count: true,
  numerator: true,
});

/** One of the numbers that leadership looks at. */
export const overviewNumberSchema = z.object({
  kpi: kpiKeySchema,
  name: z.string(),
  purpose: z.string(),
  unit: z.enum(KPI_UNITS),
  direction: z.enum(KPI_DIRECTIONS),
  statistic: z.enum(KPI_STATISTICS).optional(),
  target: z.number().optional(),
  /** Whole months, from the first one that has anything in it. */
  points: z.array(overviewPointSchema),
  /** The month that goes on, if it does. */
  running: overviewPointSchema.optional(),
  /** Its average and natural process limits; absent where there are too few months for them. */
  limits: z
    .object({ centre: z.number(), lower: z.number(), upper: z.number() })
    .optional(),
  /** Of the last whole month, and of the one before. */
  value: z.number().optional(),
  before: z.number().optional(),
  /** How it moved: no more than it always does, or so that there is something to know. */
  verdict: z.enum(VERDICTS),
  /** Whether the last whole month met the target; absent without one. */
  onTarget: z.boolean().optional(),
  /** How it stands, one sentence. */
  words: z.string(),
  /** What it waits for before there are numbers, if it does. */
  awaits: z.string().optional(),
});
export type OverviewNumber = z.output<typeof overviewNumberSchema>;

/** What there is to say about a number. */
export const STORY_KINDS = [
  'better',
  'worse',
  'off-target',
  'changed',
] as const;
export type StoryKind = (typeof STORY_KINDS)[number];

/** What got better or did not, one sentence. */
export const overviewStorySchema = z.object({
  kpi: kpiKeySchema,
  kind: z.enum(STORY_KINDS),
  name: z.string(),
  words: z.string(),
});
export type OverviewStory = z.output<typeof overviewStorySchema>;

/** What is being done, and how far it is. */
export const overviewInitiativeSchema = z.object({
  number: z.string(),
  title: z.string(),
  status: z.string(),
  statusLabel: z.string(),
  ownerRef: z.string().optional(),
  kpi: kpiKeySchema.optional(),
  kpiName: z.string().optional(),
  /** Of what it is measured, where not of all: values by dimension. */
  where: z.record(z.string(), z.array(z.string())).optional(),
  unit: z.enum(KPI_UNITS).optional(),
  baseline: z.number().optional(),
  target: z.number().optional(),
  current: z.number().optional(),
  currentAt: instantSchema.optional(),
  dueAt: instantSchema.optional(),
  /** Whether its target was met and it is watched whether that holds. */
  watched: z.boolean(),
  /** Whether it should have been done by the day of the overview. */
  late: z.boolean(),
  /** How much of the way from before to the target is gone, 0 to 1. */
  progress: z.number().optional(),
});
export type OverviewInitiative = z.output<typeof overviewInitiativeSchema>;

/** Whether one is told of the numbers of each month. */
export const digestStateSchema = z.object({
  /** Whether one asked for it oneself. */
  subscribed: z.boolean(),
  /** Whether whoever runs the portal asked for it, for oneself or a group of oneself. */
  configured: z.boolean(),
  /** When the next one is sent. */
  nextAt: instantSchema,
});
export type DigestState = z.output<typeof digestStateSchema>;

/** What got better, what did not, and what is being done about it, as of a day. */
export const overviewSchema = z.object({
  asOf: dateSchema,
  /** Whether that day is today. */
  today: z.boolean(),
  zone: z.string(),
  months: z.number().int(),
  /** When the last whole month began, of which the numbers are. */
  month: instantSchema,
  /** When the first numbers are there: with the first whole month. Absent once they are. */
  firstAt: instantSchema.optional(),
  /** Up to when what happened is counted in. */
  countedUntil: instantSchema,
  /** How much has still to be counted; 0 if nothing. */
  unread: z.number(),
  rebuilding: z.boolean(),
  numbers: z.array(overviewNumberSchema),
  /** Keys of numbers that are configured but not there, e.g. as their practice is switched off. */
  absent: z.array(z.string()),
  better: z.array(overviewStorySchema),
  notBetter: z.array(overviewStorySchema),
  /** How many numbers move within their usual range. */
  steady: z.number().int(),
  initiatives: z.array(overviewInitiativeSchema),
  moreInitiatives: z.boolean(),
  /** Whether there is a register of initiatives at all. */
  hasRegister: z.boolean(),
  digest: digestStateSchema,
  refs: z.record(z.string(), refInfoSchema),
});
export type Overview = z.output<typeof overviewSchema>;
