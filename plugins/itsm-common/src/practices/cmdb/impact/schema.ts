import { z } from 'zod';
import {
  listParam,
  numberParam,
  refInfoSchema,
  thingRefSchema,
} from '../../../kernel/schema';
import { OPERATIONAL_STATES, MOST_ASKED, MOST_HITS } from './model';

const refsParam = listParam(thingRefSchema);
const asked = refsParam.refine(
  refs => refs.length > 0 && refs.length <= MOST_ASKED,
  `must name 1 to ${MOST_ASKED} items, separated by commas`,
);
const limit = numberParam(z.number().int().min(1).max(MOST_HITS)).optional();
const depth = numberParam(z.number().int().min(1).max(100)).optional();

/** A configuration item as pages of impact show it. */
export const ciBriefSchema = z.object({
  ref: z.string(),
  title: z.string(),
  kind: z.string(),
  type: z.string().optional(),
  ownerRef: z.string().optional(),
  systemRef: z.string().optional(),
  states: z.array(z.enum(OPERATIONAL_STATES)).optional(),
});

/** That of a set of dependencies at least so many must be up. */
export const redundancySchema = z.object({
  /** What it is called, if it is. */
  name: z.string().optional(),
  /** Who needs them. */
  ref: z.string(),
  atLeast: z.number(),
  /** The dependencies, as far as the caller may see them. */
  of: z.array(z.string()),
  /** Those of them that fail. */
  failed: z.array(z.string()),
});

/** Something that fails, or is depended on, and why. */
export const impactHitSchema = ciBriefSchema.extend({
  /** How many steps away; what was asked about is 0. */
  distance: z.number(),
  /** The item one step nearer, and the relation between them as the catalog says it. */
  from: z.string().optional(),
  relation: z.string().optional(),
  /** The redundancy that was used up, if it was not one dependency alone. */
  redundancy: redundancySchema.optional(),
});

/** A relation along which failures go, from what fails to what fails with it. */
export const impactEdgeSchema = z.object({
  from: z.string(),
  to: z.string(),
  relation: z.string(),
  /** Whether `to` can do without `from` as long as enough others are up. */
  redundant: z.boolean().optional(),
});

/** What fails if something fails. */
export const impactSchema = z.object({
  asked: z.array(ciBriefSchema),
  /** Taken to have failed already; what they take down is in no hit. */
  already: z.array(z.string()),
  /** Nearest first. */
  hits: z.array(impactHitSchema),
  /** How many fail; `hits` has fewer if it was limited. */
  total: z.number(),
  truncated: z.boolean(),
  /** Redundancy that holds, with what it has left. */
  withstood: z.array(redundancySchema),
  /** Who owns what fails, most first. */
  owners: z.array(
    z.object({ ref: z.string(), title: z.string(), count: z.number() }),
  ),
  /** How many of each kind fail, most first. */
  kinds: z.array(z.object({ kind: z.string(), count: z.number() })),
  /** Only if asked for: every relation between what is in the answer. */
  edges: z.array(impactEdgeSchema).optional(),
});

/** What something depends on, directly and by others. */
export const dependenciesSchema = z.object({
  asked: z.array(ciBriefSchema),
  hits: z.array(impactHitSchema.omit({ redundancy: true })),
  total: z.number(),
  truncated: z.boolean(),
  /** What is declared redundant of it. */
  redundancies: z.array(redundancySchema.omit({ failed: true })),
  edges: z.array(impactEdgeSchema).optional(),
});

/** What alone takes an item down. */
export const singlePointsSchema = z.object({
  ref: z.string(),
  items: z.array(
    ciBriefSchema.extend({
      distance: z.number(),
      /** From it to the item, step by step. */
      path: z.array(z.string()),
    }),
  ),
  /** How many dependencies there are, and how many of them were looked at. */
  dependencies: z.number(),
  checked: z.number(),
  refs: z.record(z.string(), refInfoSchema),
});

/** How failures go, as it is configured. */
export const impactRulesSchema = z.object({
  relations: z.array(z.object({ relation: z.string(), direction: z.string() })),
});

const states = {
  /**
   * What is taken into account: `down` for what is known to be down, `changing` for what is being
   * changed and may fail.
   */
  with: listParam(z.enum(OPERATIONAL_STATES)).optional(),
  /** More items that are taken to be down already. */
  down: refsParam.optional(),
};
const edges = z
  .enum(['true', 'false'])
  .transform(v => v === 'true')
  .optional();

export const impactQuerySchema = z.strictObject({
  ref: asked,
  ...states,
  depth,
  limit,
  edges,
});
export const dependenciesQuerySchema = z.strictObject({
  ref: asked,
  depth,
  limit,
  edges,
});
export const singlePointsQuerySchema = z.strictObject({
  ref: thingRefSchema,
  ...states,
});

export type CiBrief = z.output<typeof ciBriefSchema>;
export type Redundancy = z.output<typeof redundancySchema>;
export type ImpactHit = z.output<typeof impactHitSchema>;
export type ImpactEdge = z.output<typeof impactEdgeSchema>;
export type Impact = z.output<typeof impactSchema>;
export type Dependencies = z.output<typeof dependenciesSchema>;
export type SinglePoints = z.output<typeof singlePointsSchema>;
export type ImpactQuery = z.output<typeof impactQuerySchema>;
export type DependenciesQuery = z.output<typeof dependenciesQuerySchema>;
export type SinglePointsQuery = z.output<typeof singlePointsQuerySchema>;
