import type { Entity } from '@backstage/catalog-model';
import { inRelationOrder } from '../words/relationWords';

/** The relations of one type. */
export interface RelationGroup {
  type: string;
  /** By name. */
  targets: readonly string[];
}

/**
 * An entity's relations by type, as people look for them. Backstage says every relation at both of
 * its ends, so these are those of both directions.
 */
export function relationGroups(
  relations: Entity['relations'],
  search: string,
): RelationGroup[] {
  const text = search.trim().toLocaleLowerCase('en-US');
  const groups = new Map<string, Set<string>>();
  for (const { type, targetRef } of relations ?? []) {
    const target = targetRef.toLocaleLowerCase('en-US');
    if (text && !target.includes(text)) continue;
    const targets = groups.get(type) ?? new Set();
    groups.set(type, targets.add(target));
  }
  return [...groups]
    .map(([type, targets]) => ({ type, targets: [...targets].sort() }))
    .sort((a, b) =>
      inRelationOrder(
        { type: a.type, targetRef: '' },
        { type: b.type, targetRef: '' },
      ),
    );
}
