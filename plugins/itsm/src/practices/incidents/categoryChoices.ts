import type { FieldDefinition } from '@callboard/plugin-itsm-common';

/** A category as the desk defined it. */
interface DefinedCategory {
  key: string;
  label: string;
  subcategories: ReadonlyArray<{ key: string; label: string }>;
}

/**
 * The defined categories as choices of the fields that hold them. A subcategory's key is only told
 * apart within its category: one that several categories have is said without any of them.
 */
export function categoryChoices(
  categories: readonly DefinedCategory[],
): Record<'category' | 'subcategory', NonNullable<FieldDefinition['choices']>> {
  const found = new Map<string, Array<{ label: string; full: string }>>();
  for (const { label, subcategories } of categories) {
    for (const sub of subcategories) {
      const full = `${label} › ${sub.label}`;
      const same = found.get(sub.key) ?? [];
      found.set(sub.key, [...same, { label: sub.label, full }]);
    }
  }
  const nameOf = (same: Array<{ label: string; full: string }>) =>
    same.length === 1
      ? same[0].full
      : [...new Set(same.map(({ label }) => label))].join(' / ');
  return {
    category: categories.map(c => ({ value: c.key, label: c.label })),
    subcategory: [...found].map(([value, same]) => ({
      value,
      label: nameOf(same),
    })),
  };
}
