import { InputError } from '@backstage/errors';
import type { Definitions, DefinitionKind } from '@callboard/plugin-itsm-node';
import { z } from 'zod';

const labelled = z.strictObject({
  key: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,60}$/, 'must be lower-case with dashes'),
  label: z.string().trim().min(1).max(100),
});

const categoryBodySchema = z.strictObject({
  label: labelled.shape.label,
  description: z.string().max(1000).optional(),
  subcategories: z.array(labelled).max(100).default([]),
});
type CategoryBody = z.output<typeof categoryBodySchema>;

/** Categories of incidents are definitions, so that a desk can change them without a release. */
export const incidentCategoryKind: DefinitionKind<typeof categoryBodySchema> = {
  kind: 'incident-category',
  label: 'Incident category',
  description:
    'A category that incidents may have. Once one is defined, incidents are filed under defined ones only.',
  schema: categoryBodySchema,
  titleOf: body => body.label,
  check(body) {
    const keys = body.subcategories.map(s => s.key);
    return keys.flatMap((key, i) =>
      keys.indexOf(key) < i
        ? [
            {
              path: ['subcategories', i, 'key'],
              message: `${key} is there twice`,
            },
          ]
        : [],
    );
  },
};

/** A category with its key. */
export interface Category extends CategoryBody {
  key: string;
}

/** The categories in use, by label. */
export async function listCategories(
  definitions: Definitions,
): Promise<Category[]> {
  const found = await definitions.list<CategoryBody>(incidentCategoryKind.kind);
  return found
    .map(d => ({ key: d.key, ...d.body }))
    .sort((a, b) => a.label.localeCompare(b.label, 'en'));
}

/**
 * Checks category and subcategory against the defined ones. Anything goes while none is defined.
 *
 * @throws InputError that lists what there is
 */
export async function checkCategory(
  definitions: Definitions,
  set: { category?: string | null; subcategory?: string | null },
  current: { category?: unknown } = {},
): Promise<void> {
  if (!set.category && !set.subcategory) return;
  const categories = await listCategories(definitions);
  if (categories.length === 0) return;
  const key = set.category === undefined ? current.category : set.category;
  const category = categories.find(c => c.key === key);
  if (!category) {
    throw new InputError(
      `category: there is no "${key ?? ''}"; there are ${categories
        .map(c => c.key)
        .join(', ')}`,
    );
  }
  const { subcategory } = set;
  if (!subcategory) return;
  if (!category.subcategories.some(s => s.key === subcategory)) {
    const there = category.subcategories.map(s => s.key).join(', ');
    throw new InputError(
      `subcategory: ${category.key} has no "${subcategory}"; it has ${
        there || 'none'
      }`,
    );
  }
}
