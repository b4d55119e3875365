/** What becomes of an item that a complete load of its source comes without. */
export const ON_MISSING = ['keep', 'stale', 'retire'] as const;
export type OnMissing = (typeof ON_MISSING)[number];

/** What a column can say beside the attributes of the class. */
export const COLUMN_TARGETS = [
  'externalId',
  'name',
  'entity',
  'title',
  'description',
  'owner',
  'system',
  'dependsOn',
] as const;
export type ColumnTarget = (typeof COLUMN_TARGETS)[number];

/** What a load did, or would do, to an item. */
export const LOAD_EFFECTS = [
  'created',
  'updated',
  'restored',
  'stale',
  'retired',
] as const;
export type LoadEffect = (typeof LOAD_EFFECTS)[number];

export const LOAD_STATES = ['running', 'done', 'failed'] as const;
export type LoadState = (typeof LOAD_STATES)[number];

export const DUPLICATE_STATES = ['open', 'dismissed', 'merged'] as const;
export type DuplicateState = (typeof DUPLICATE_STATES)[number];

/** Smaller wins: people before the catalog file, and both before what is brought in. */
export const DEFAULT_PRECEDENCE = {
  portal: 0,
  catalog: 10,
  others: 100,
} as const;

/** How many bad rows a load keeps, and how many changes an answer tells. */
export const MOST_PROBLEMS = 1_000;
export const MOST_TOLD = 500;
