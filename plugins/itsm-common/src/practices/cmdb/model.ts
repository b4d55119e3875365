/**
 * How far from a configuration item one looks: at itself, at the parts of a system, at what it
 * depends on, or at what depends on it.
 */
export const REACHES = ['ci', 'system', 'dependencies', 'dependents'] as const;
export type Reach = (typeof REACHES)[number];

/**
 * The relations that each reach follows, from the item's side. Backstage says every relation from
 * both sides, so one direction of reading is enough.
 */
export const REACH_RELATIONS: Readonly<Record<Reach, readonly string[]>> = {
  ci: [],
  system: ['hasPart'],
  dependencies: ['dependsOn', 'consumesApi', 'apiProvidedBy'],
  dependents: ['dependencyOf', 'providesApi', 'apiConsumedBy'],
};

/** What became of a configuration item. */
export const CI_EVENTS = ['added', 'changed', 'removed'] as const;
export type CiEventKind = (typeof CI_EVENTS)[number];
