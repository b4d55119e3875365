import { kindOf } from '@callboard/plugin-itsm-common';
import type { AnswerItem } from './answer';
import { FACETS, isFiltered, NONE } from './impactAddress';
import type { Facet, ItemFilter } from './impactAddress';

/** What an item has of a facet. */
export function facetOf(item: AnswerItem, facet: Facet): string {
  if (facet === 'kind') return kindOf(item.ref);
  return (facet === 'owner' ? item.ownerRef : item.systemRef) ?? NONE;
}

/** The values of a facet among items, most frequent first. */
export function facetValues(
  items: readonly AnswerItem[],
  facet: Facet,
): Array<{ value: string; count: number }> {
  const counts = new Map<string, number>();
  for (const item of items) {
    const value = facetOf(item, facet);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

/** The references of the items that are looked for; undefined if all are. */
export function matching(
  items: readonly AnswerItem[],
  filter: ItemFilter,
): ReadonlySet<string> | undefined {
  if (!isFiltered(filter)) return undefined;
  const text = filter.text.trim().toLocaleLowerCase();
  const found = items.filter(
    item =>
      FACETS.every(
        facet =>
          filter[facet].length === 0 ||
          filter[facet].includes(facetOf(item, facet)),
      ) &&
      (!text ||
        item.title.toLocaleLowerCase().includes(text) ||
        item.ref.includes(text)),
  );
  return new Set(found.map(({ ref }) => ref));
}
