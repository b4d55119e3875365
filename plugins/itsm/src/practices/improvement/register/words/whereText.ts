import { nameOf, normalizeRef } from '@callboard/plugin-itsm-common';

/**
 * Of what something is measured, in one line, as a history keeps it: `{"serviceRef":["component:default/cart"],
 * "priority":["1","2"]}` is `cart · priority: 1, 2`.
 *
 * @returns undefined for what is not kept in that form
 */
export function whereText(kept: string): string | undefined {
  let where: unknown;
  try {
    where = JSON.parse(kept);
  } catch {
    return undefined;
  }
  if (typeof where !== 'object' || where === null) return undefined;
  const words = Object.entries(where).map(([key, values]) => {
    const names = [values].flat().map(String);
    const refs = names.map(name => normalizeRef(name));
    // What an entity is says its name; a number or a word says nothing without what it is of.
    return refs.every(ref => ref !== undefined)
      ? refs.map(ref => nameOf(ref!)).join(', ')
      : `${key}: ${names.join(', ')}`;
  });
  return words.join(' · ') || undefined;
}
