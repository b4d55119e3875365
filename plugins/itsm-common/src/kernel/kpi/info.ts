import { z } from 'zod';
import { instantSchema, refInfoSchema } from '../schema';
import {
  KPI_BASES,
  KPI_DIRECTIONS,
  KPI_GRAINS,
  KPI_STATISTICS,
  KPI_UNITS,
} from './model';
import { kpiKeySchema } from './schema';

/** What a number can be asked by. */
export const kpiDimensionSchema = z.object({
  key: z.string(),
  label: z.string(),
  /** Whether its values are references of entities. */
  entity: z.boolean(),
  /** For people, by value, where there are few. */
  labels: z.record(z.string(), z.string()).optional(),
  /** Whether hours are kept of its values too, so that there is a heat map of one. */
  hourly: z.boolean().optional(),
});
export type KpiDimension = z.output<typeof kpiDimensionSchema>;

/** What a version of a definition brought. */
export const kpiVersionSchema = z.object({
  version: z.number().int(),
  /** Since when it holds. */
  at: instantSchema.optional(),
  what: z.string(),
  /** Whether it can be asked. */
  askable: z.boolean(),
});

/** A number that can be asked for, with all that a page shows beside it. */
export const kpiInfoSchema = z.object({
  key: kpiKeySchema,
  practice: z.string(),
  name: z.string(),
  purpose: z.string(),
  formulaWords: z.string(),
  source: z.string(),
  unit: z.enum(KPI_UNITS),
  direction: z.enum(KPI_DIRECTIONS),
  basis: z.enum(KPI_BASES),
  /** On what it can be asked to rest. */
  bases: z.array(z.enum(KPI_BASES)),
  /** What of a formula it is, e.g. `share`. */
  shape: z.enum([
    'count',
    'share',
    'value',
    'ratio',
    'level',
    'level-age',
    'gauge',
  ]),
  /** What can be asked of a distribution, and what is told if nobody says. */
  statistics: z.array(z.enum(KPI_STATISTICS)).optional(),
  statistic: z.enum(KPI_STATISTICS).optional(),
  dimensions: z.array(kpiDimensionSchema),
  /** How long its points can be. */
  grains: z.array(z.enum(KPI_GRAINS)),
  ownerRef: z.string().optional(),
  target: z.number().optional(),
  forTeamItself: z.boolean(),
  version: z.number().int(),
  /** Since when that version holds, if it is not the first. */
  since: instantSchema.optional(),
  /** All versions that are told of, the newest first. */
  versions: z.array(kpiVersionSchema),
  /** What it waits for; it answers nothing until then. */
  awaits: z.string().optional(),
  /** The definition in the portal or in Git that says so, if one does. */
  definition: z.string().optional(),
  /** The number it is made from by a definition, if it is. */
  of: kpiKeySchema.optional(),
  /** What is kept by its definition. */
  where: z.record(z.string(), z.array(z.string())).optional(),
  /** Whether there are records behind it, a heat map by weekday and hour, and ages of open ones. */
  has: z.object({
    records: z.boolean(),
    heatMap: z.boolean(),
    ages: z.boolean(),
  }),
});
export type KpiInfo = z.output<typeof kpiInfoSchema>;

/** All numbers, by practice and key. */
export const kpiListSchema = z.object({
  items: z.array(kpiInfoSchema),
  /** The time zone in which days begin. */
  zone: z.string(),
  /** What owners are called. */
  refs: z.record(z.string(), refInfoSchema),
});
