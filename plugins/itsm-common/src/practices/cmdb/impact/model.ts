/**
 * Which way a failure goes along a relation, as its source says it: to the source (`checkout
 * dependsOn database`: the database's failure is checkout's), to the target (`cart partOf shop`),
 * both ways, or not at all.
 */
export const FAILURE_DIRECTIONS = [
  'to-source',
  'to-target',
  'both',
  'none',
] as const;
export type FailureDirection = (typeof FAILURE_DIRECTIONS)[number];

/**
 * What carries a failure unless `itsm.cmdb.relations` says otherwise. Backstage says every relation
 * from both sides; one of them is enough. Other types of relations can be added by their name.
 */
export const DEFAULT_FAILURE_DIRECTIONS: Readonly<
  Record<string, FailureDirection>
> = {
  dependsOn: 'to-source',
  consumesApi: 'to-source',
  providesApi: 'to-target',
  partOf: 'to-target',
  ownedBy: 'to-source',
};

/** How it stands with a configuration item, as other practices know it. */
export const OPERATIONAL_STATES = ['down', 'changing'] as const;
export type OperationalState = (typeof OPERATIONAL_STATES)[number];

/**
 * The annotation with which an entity says that of a set of its dependencies so many must be up:
 * `1 of resource:db-a, resource:db-b; 2 of component:w1, component:w2, component:w3`. `0 of` is what
 * it can do without.
 */
export const REDUNDANCY_ANNOTATION = 'callboard.dev/redundancy';

/** The most items whose failure is asked about at once. */
export const MOST_ASKED = 50;
/** The most hits of one answer. */
export const MOST_HITS = 10_000;

/** A hit as far as its path needs it. */
interface Reached {
  ref: string;
  from?: string;
}

/**
 * The path that explains a hit: from what was asked about, step by step, to the hit. Each hit of an
 * answer names the one before it, which is in the answer too.
 *
 * @param hits - those of an answer
 * @returns references, the hit last
 */
export function pathTo(hits: Iterable<Reached>, ref: string): string[] {
  const before = new Map<string, string | undefined>();
  for (const hit of hits) before.set(hit.ref, hit.from);
  const path = [ref];
  for (
    let at = before.get(ref);
    at !== undefined && !path.includes(at);
    at = before.get(at)
  )
    path.unshift(at);
  return path;
}
