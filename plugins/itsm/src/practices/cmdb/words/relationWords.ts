import type { CmdbWords } from '../translation';

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
type Known = (typeof KNOWN)[number];

/** A relation as the middle of a sentence: "checkout *depends on* payment". */
export function relationWords(type: string, t: CmdbWords): string {
  return KNOWN.includes(type as Known)
    ? t(`relations.words.${type as Known}`)
    : t('relations.other', { type });
}
