/** How a value of an attribute is written and compared. */
export const ATTRIBUTE_TYPES = [
  'text',
  'number',
  'date',
  'boolean',
  'choice',
  'url',
  'ref',
] as const;
export type AttributeType = (typeof ATTRIBUTE_TYPES)[number];

/** How badly an attribute is needed: without a required one an item is not complete. */
export const ATTRIBUTE_NEEDS = ['required', 'recommended', 'optional'] as const;
export type AttributeNeed = (typeof ATTRIBUTE_NEEDS)[number];

/**
 * `active` is there; `stale` a source stopped naming it; `retired` is out of use and no catalog
 * entity any more; `merged` turned out to be another item.
 */
export const CI_STATES = ['active', 'stale', 'retired', 'merged'] as const;
export type CiItemState = (typeof CI_STATES)[number];

/** What people note by hand. */
export const PORTAL_SOURCE = 'portal';
/** What the catalog file says, in annotations `callboard.dev/attribute.<key>`. */
export const CATALOG_SOURCE = 'catalog';

/** The beginning of the annotations by which a catalog file gives attributes. */
export const ATTRIBUTE_ANNOTATION = 'callboard.dev/attribute.';
/** The id of the item behind an entity of ours. */
export const CI_ID_ANNOTATION = 'callboard.dev/ci-id';
/** Who says what an entity of ours is: keys of sources, separated by commas. */
export const CI_SOURCE_ANNOTATION = 'callboard.dev/source';

/**
 * What every item can say beside the attributes of its class. The names have a capital or are no
 * attribute's: attributes have lower-case keys, and none of these.
 */
export const COMMON_KEYS = [
  'title',
  'description',
  'owner',
  'system',
  'dependsOn',
] as const;
export type CommonKey = (typeof COMMON_KEYS)[number];

/** A value as it is stored and sent; dates are `2026-03-01`, references in their stored form. */
export type CiScalar = string | number | boolean;
/** What a source says of one key. Lists are for `dependsOn` only. */
export type CiClaimValue = CiScalar | string[];

/** An attribute of a class. */
export interface CiAttribute {
  key: string;
  label: string;
  type: AttributeType;
  need: AttributeNeed;
  unit?: string;
  description?: string;
  /** The values of a choice. */
  values?: string[];
  /** What a text must match as a whole. */
  pattern?: string;
}

/** A class of configuration items, with its key. */
export interface CiClass {
  key: string;
  name: string;
  description?: string;
  /** The `spec.type` of its entities. */
  type: string;
  /** The entities from Git that it types too, by kind and `spec.type`. */
  appliesTo: readonly { kind: string; type?: string }[];
  attributes: readonly CiAttribute[];
  /** Each is a list of attributes that together name one item, the strongest first. */
  identification: readonly (readonly string[])[];
  /** After how many days without a word from any source an item is stale. */
  staleAfterDays?: number;
  /** How often somebody is to confirm an item. */
  confirmEveryDays?: number;
}

/** A value with who says it and since when. */
export interface CiFact {
  value: CiClaimValue;
  source: string;
  /** Milliseconds since the epoch. */
  since: number;
}
