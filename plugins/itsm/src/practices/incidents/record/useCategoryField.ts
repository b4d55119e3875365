import { incidentRoutes } from '@callboard/plugin-itsm-common';
import type { FieldDefinition, Incident } from '@callboard/plugin-itsm-common';
import { useItsmQuery } from '@callboard/plugin-itsm-react';

/**
 * A field of an incident as it is chosen here: where categories are defined, category and
 * subcategory are a choice of them; everywhere else, and for all other fields, it is as it was.
 */
export function useCategoryField(
  field: FieldDefinition,
  incident: Incident,
): FieldDefinition {
  const isCategory = field.key === 'category' || field.key === 'subcategory';
  const { data } = useItsmQuery(incidentRoutes.settings, {
    staleTime: 300_000,
    enabled: isCategory,
  });
  if (!isCategory || !data?.categories?.length) return field;
  const offered =
    field.key === 'category'
      ? data.categories
      : data.categories.find(c => c.key === incident.category)?.subcategories;
  return {
    ...field,
    type: 'choice',
    choices: (offered ?? []).map(({ key, label }) => ({ value: key, label })),
  };
}
