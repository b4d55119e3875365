import type { CiClaimValue } from '../classes/model';

/** What one source says of one item. */
export interface Claim {
  source: string;
  externalId: string;
  /** Set when the newest complete load of the source came without it. */
  missing: boolean;
  values: Readonly<Record<string, CiClaimValue>>;
}

/** Smaller wins. */
export type PrecedenceOf = (source: string, key: string) => number;

/** The value that counts, and whether others say something else. */
export interface Settled {
  value: CiClaimValue;
  source: string;
  disagree: { source: string; value: CiClaimValue }[];
}

function byName(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

const keyOf = (value: CiClaimValue) => JSON.stringify(value);

/** Whether two values are one. */
export const sameValue = (
  a: CiClaimValue | undefined,
  b: CiClaimValue | undefined,
) => a === b || (a !== undefined && b !== undefined && keyOf(a) === keyOf(b));

/**
 * What counts of all that sources say of one item, key by key: a source that still names the item
 * before one that does not any more, then by precedence, then by name, so that neither the order of
 * loads nor that of rows decides anything.
 */
export function reconcile(
  claims: readonly Claim[],
  precedenceOf: PrecedenceOf,
): Map<string, Settled> {
  const said = new Map<string, Claim[]>();
  for (const claim of claims) {
    for (const key of Object.keys(claim.values)) {
      const all = said.get(key);
      if (all) all.push(claim);
      else said.set(key, [claim]);
    }
  }
  const settled = new Map<string, Settled>();
  for (const [key, all] of said) {
    const before = (a: Claim, b: Claim) =>
      Number(a.missing) - Number(b.missing) ||
      precedenceOf(a.source, key) - precedenceOf(b.source, key) ||
      byName(a.source, b.source) ||
      byName(a.externalId, b.externalId);
    const [first, ...others] = all.length > 1 ? [...all].sort(before) : all;
    const value = first.values[key];
    settled.set(key, {
      value,
      source: first.source,
      disagree: others
        .filter(o => !o.missing && !sameValue(o.values[key], value))
        .map(o => ({ source: o.source, value: o.values[key] })),
    });
  }
  return settled;
}
