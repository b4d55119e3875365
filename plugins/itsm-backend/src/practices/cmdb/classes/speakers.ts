import {
  CATALOG_SOURCE,
  PORTAL_SOURCE,
  type CiSpeaker,
} from '@callboard/plugin-itsm-common';
import type { Basis } from './basis';
import type { ItemDraft, StoredClaim } from './ItemDraft';

const iso = (instant: number) => new Date(instant).toISOString();

const OWN_NAMES: Record<string, string> = {
  [PORTAL_SOURCE]: 'By hand',
  [CATALOG_SOURCE]: 'Catalog files',
};

/** A source that names an item under several ids still names it as long as one of them is there. */
function missingSince(claims: readonly StoredClaim[]): string | undefined {
  const since = claims.map(c => c.missingAt);
  return since.includes(undefined)
    ? undefined
    : iso(Math.max(...since.map(Number)));
}

/** Who says something of an item, whose word counts first on top. */
export function speakersOf(draft: ItemDraft, basis: Basis): CiSpeaker[] {
  const bySource = new Map<string, StoredClaim[]>();
  for (const claim of draft.claims.values()) {
    const known = bySource.get(claim.source);
    if (known) known.push(claim);
    else bySource.set(claim.source, [claim]);
  }
  return [...bySource]
    .map(([key, claims]): CiSpeaker => {
      const body = basis.sources.get(key);
      return {
        key,
        name: body?.name ?? OWN_NAMES[key] ?? key,
        precedence: basis.precedenceOf(key, ''),
        precedenceOf: body?.precedenceOf ?? {},
        seenAt: iso(Math.max(...claims.map(c => c.seenAt))),
        missingSince: missingSince(claims),
      };
    })
    .sort((a, b) => a.precedence - b.precedence || (a.key < b.key ? -1 : 1));
}
