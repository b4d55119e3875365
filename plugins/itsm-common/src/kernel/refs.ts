/** A full, lower-case entity reference, e.g. `component:default/cart`. */
export type EntityRef = string;

// Control characters and halves of characters are refused: PostgreSQL cannot store them.
const FULL_REF = /^[a-z][a-z0-9-]*:[^\s:/\p{Cc}\p{Cs}]+\/[^\s/\p{Cc}\p{Cs}]+$/u;

/**
 * Brings an entity reference to the one form in which it is stored and compared:
 * `kind:namespace/name`, lower-case.
 *
 * @param ref - a full reference in any case; the namespace may be left out
 * @returns the stored form, or undefined if it is no entity reference
 */
export function normalizeRef(ref: string): EntityRef | undefined {
  const lower = ref.trim().toLocaleLowerCase('en-US');
  const [kind, rest] = lower.split(/:(.*)/s);
  if (!kind || !rest) return undefined;
  const full = rest.includes('/') ? lower : `${kind}:default/${rest}`;
  return FULL_REF.test(full) ? full : undefined;
}

/** The kind part of a stored reference, e.g. `component`. */
export function kindOf(ref: EntityRef): string {
  return ref.slice(0, ref.indexOf(':'));
}

/** The name part of a stored reference, e.g. `cart`. */
export function nameOf(ref: EntityRef): string {
  return ref.slice(ref.indexOf('/') + 1);
}
