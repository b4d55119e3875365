/**
 * Kinds of catalog entities that lists of configuration items leave out unless somebody asks for
 * them by kind: teams, and what the portal keeps for itself. People are in no list at all.
 */
export const KINDS_BESIDE = ['group', 'location', 'template'] as const;

/** Whether the catalog still has an item. */
export const CI_PRESENCES = ['present', 'gone'] as const;
export type CiPresence = (typeof CI_PRESENCES)[number];

/**
 * Where the entity of an item comes from: described in the catalog's own places, such as Git, or
 * made from what sources and people say.
 */
export const CI_ORIGINS = ['catalog', 'sources'] as const;
export type CiOrigin = (typeof CI_ORIGINS)[number];

/** What a list of configuration items can be sorted by. */
export const CI_SORTS = ['title', 'kind', 'changed'] as const;
export type CiSort = (typeof CI_SORTS)[number];

/** Which way a list is sorted if nobody says. */
export const CI_SORT_ORDERS: Readonly<Record<CiSort, 'asc' | 'desc'>> = {
  title: 'asc',
  kind: 'asc',
  changed: 'desc',
};

/** What of an item a list shows, by the key of the column. */
export const CI_COLUMNS = [
  'title',
  'ref',
  'kind',
  'type',
  'class',
  'ownerRef',
  'systemRef',
  'lifecycle',
  'sources',
  'health',
  'lastChange',
] as const;
export type CiColumnKey = (typeof CI_COLUMNS)[number];

/** Counts stop here and say that there are more. */
export const CI_COUNT_TO = 1_000;

/** The column of an attribute is called by it, e.g. `attribute.warranty-until`. */
export const ATTRIBUTE_COLUMN = 'attribute.';
