import type { CiRelation } from '@callboard/plugin-itsm-common';

const KNOWN = [
  'dependsOn',
  'dependencyOf',
  'ownedBy',
  'ownerOf',
  'partOf',
  'hasPart',
  'providesApi',
  'apiProvidedBy',
  'consumesApi',
  'apiConsumedBy',
  'memberOf',
  'hasMember',
  'parentOf',
  'childOf',
] as const;

/** Sorts relations as people look for them: what it depends on first, somebody's own last. */
export function inRelationOrder(a: CiRelation, b: CiRelation): number {
  const [rankA, rankB] = [a, b].map(({ type }) => {
    const rank = KNOWN.findIndex(known => known === type);
    return rank < 0 ? KNOWN.length : rank;
  });
  const key = ({ type, targetRef }: CiRelation) => `${type} ${targetRef}`;
  return rankA - rankB || key(a).localeCompare(key(b), 'en-US');
}

/** Under which name the words stand for a relation: its type, or `other` for one of somebody's own. */
export function relationWord(type: string): (typeof KNOWN)[number] | 'other' {
  return KNOWN.find(known => known === type) ?? 'other';
}
