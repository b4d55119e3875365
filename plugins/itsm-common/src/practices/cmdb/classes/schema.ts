import { z } from 'zod';
import {
  instantSchema,
  refInfoSchema,
  thingRefSchema,
} from '../../../kernel/schema';
import {
  ATTRIBUTE_NEEDS,
  ATTRIBUTE_TYPES,
  CI_STATES,
  COMMON_KEYS,
} from './model';

const line = (longest: number) => z.string().trim().min(1).max(longest);

/** The key of an attribute: lower-case words with dashes. */
export const attributeKeySchema = z
  .string()
  .max(40, 'must have at most 40 characters')
  .regex(
    /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    'must be lower-case words with dashes, e.g. warranty-until',
  )
  .refine(
    key => !(COMMON_KEYS as readonly string[]).includes(key) && key !== 'name',
    `must be none of name, ${COMMON_KEYS.join(', ')}: every item has those`,
  );

/** A regular expression that cannot run away: no repetition of what repeats itself. */
const patternSchema = z
  .string()
  .min(1)
  .max(200)
  .refine(text => {
    try {
      return new RegExp(`^(?:${text})$`, 'u') !== undefined;
    } catch {
      return false;
    }
  }, 'must be a regular expression like [A-Z]{2}\\d{6}')
  .refine(
    text => !/[*+}]\??\)[*+{]|\\[1-9]/.test(text),
    'must not repeat what repeats itself, nor refer back; it would take too long',
  );

/** An attribute as a class defines it. */
export const ciAttributeSchema = z.strictObject({
  key: attributeKeySchema,
  label: line(80),
  type: z.enum(ATTRIBUTE_TYPES).default('text'),
  need: z.enum(ATTRIBUTE_NEEDS).default('optional'),
  unit: line(20).optional(),
  description: line(500).optional(),
  values: z.array(line(100)).min(1).max(200).optional(),
  pattern: patternSchema.optional(),
});

/** A definition of the kind `ci-class`. */
export const ciClassBodySchema = z.strictObject({
  name: line(80),
  description: line(1000).optional(),
  /** The `spec.type` of its entities; the key if absent. */
  type: z
    .string()
    .max(63)
    .regex(
      /^[a-z0-9]+(-[a-z0-9]+)*$/,
      'must be lower-case words with dashes, e.g. network-switch',
    )
    .optional(),
  /** Entities from Git that it types too. */
  appliesTo: z
    .array(
      z.strictObject({
        kind: z
          .string()
          .trim()
          .min(1)
          .max(63)
          .transform(kind => kind.toLowerCase()),
        type: line(63).optional(),
      }),
    )
    .max(20)
    .default([]),
  attributes: z.array(ciAttributeSchema).max(100).default([]),
  /** What together names one item, the strongest first. */
  identification: z
    .array(
      z
        .array(z.union([z.literal('name'), attributeKeySchema]))
        .min(1)
        .max(5),
    )
    .min(1)
    .max(10),
  staleAfterDays: z.number().int().min(1).max(3650).optional(),
  confirmEveryDays: z.number().int().min(1).max(3650).optional(),
});

/** A class as it is shown. */
export const ciClassSchema = z.object({
  key: z.string(),
  name: z.string(),
  description: z.string().optional(),
  type: z.string(),
  appliesTo: z.array(
    z.object({ kind: z.string(), type: z.string().optional() }),
  ),
  attributes: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      type: z.enum(ATTRIBUTE_TYPES),
      need: z.enum(ATTRIBUTE_NEEDS),
      unit: z.string().optional(),
      description: z.string().optional(),
      values: z.array(z.string()).optional(),
      pattern: z.string().optional(),
    }),
  ),
  identification: z.array(z.array(z.string())),
  staleAfterDays: z.number().optional(),
  confirmEveryDays: z.number().optional(),
});

/** What a source says. */
export const ciClaimValueSchema = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.array(z.string()),
]);

/** What one source says of one attribute. */
export const ciSaidSchema = z.object({
  source: z.string(),
  value: ciClaimValueSchema,
});

/** One attribute of an item: what counts, who says so, and what others say. */
export const ciAttributeValueSchema = z.object({
  key: z.string(),
  value: ciClaimValueSchema,
  source: z.string(),
  since: instantSchema,
  others: z.array(ciSaidSchema),
});

/** A source that says something of an item. */
export const ciSpeakerSchema = z.object({
  key: z.string(),
  name: z.string(),
  /** Smaller counts first. */
  precedence: z.number(),
  /** Another precedence for single attributes. */
  precedenceOf: z.record(z.string(), z.number()),
  /** When it last named the item. */
  seenAt: instantSchema,
  /** Since when it names the item no longer. */
  missingSince: instantSchema.optional(),
});

/** The attributes of an item. */
export const ciAttributesSchema = z.object({
  ref: z.string(),
  /** Absent as long as nobody noted anything of it. */
  id: z.uuid().optional(),
  class: z.string().optional(),
  state: z.enum(CI_STATES).optional(),
  /** Whether the entity is made from what sources say; others come from elsewhere in the catalog. */
  owned: z.boolean(),
  values: z.array(ciAttributeValueSchema),
  /** Required and recommended attributes that nobody says anything of. */
  missing: z.array(
    z.object({ key: z.string(), need: z.enum(ATTRIBUTE_NEEDS) }),
  ),
  /** Who says something of it, whose word counts first on top. */
  sources: z.array(ciSpeakerSchema),
  /** Whether the caller may note values. */
  canUpdate: z.boolean(),
  version: z.number().int(),
  refs: z.record(z.string(), refInfoSchema),
});

export const ciAttributesQuerySchema = z.strictObject({ ref: thingRefSchema });

/** Values by attribute; null takes back what was noted by hand. */
export const ciAttributesPatchSchema = z.strictObject({
  ref: thingRefSchema,
  values: z
    .record(
      z.string().max(60),
      z.union([z.string().max(5000), z.number(), z.boolean(), z.null()]),
    )
    .refine(
      values => Object.keys(values).length > 0,
      'must name at least one attribute',
    ),
});

export type CiClassBody = z.output<typeof ciClassBodySchema>;
export type CiClassView = z.output<typeof ciClassSchema>;
export type CiSpeaker = z.output<typeof ciSpeakerSchema>;
export type CiAttributes = z.output<typeof ciAttributesSchema>;
export type CiAttributesPatch = z.output<typeof ciAttributesPatchSchema>;
