import { incidentRoutes } from '@callboard/plugin-itsm-common';
import type { FieldDefinition } from '@callboard/plugin-itsm-common';
import { useItsmQuery } from '@callboard/plugin-itsm-react';
import { useMemo } from 'react';
import { categoryChoices } from './categoryChoices';
import { INCIDENT_RECORD_FIELDS } from './fields';

const KEPT_MS = 300_000;

/**
 * All fields of an incident, with the categories that are defined here as choices. Where none are
 * defined, category and subcategory are free text.
 */
export function useIncidentFields(): readonly FieldDefinition[] {
  const { data } = useItsmQuery(incidentRoutes.settings, {
    staleTime: KEPT_MS,
  });
  return useMemo(() => {
    const categories = data?.categories ?? [];
    if (categories.length === 0) return INCIDENT_RECORD_FIELDS;
    const choices: Record<string, FieldDefinition['choices']> =
      categoryChoices(categories);
    return INCIDENT_RECORD_FIELDS.map(field =>
      choices[field.key]?.length
        ? { ...field, type: 'choice' as const, choices: choices[field.key] }
        : field,
    );
  }, [data]);
}
