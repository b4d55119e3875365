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

/** Under which name the words stand for a relation: its type, or `other` for one of somebody's own. */
export function relationWord(type: string): (typeof KNOWN)[number] | 'other' {
  return KNOWN.find(known => known === type) ?? 'other';
}
