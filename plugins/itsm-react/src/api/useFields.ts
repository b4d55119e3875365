import { fieldRoutes } from '@callboard/plugin-itsm-common';
import type { FieldInfo } from '@callboard/plugin-itsm-common';
import { useItsmQuery } from './useItsmQuery';

const KEPT_MS = 300_000;

/** The fields of a record type, those that were defined in the portal among them. */
export function useFields(
  type: string,
  enabled = true,
): { fields: FieldInfo[] | undefined; error: unknown; retry: () => void } {
  const { data, error, refetch } = useItsmQuery(fieldRoutes.listFields, {
    query: { type },
    staleTime: KEPT_MS,
    enabled,
  });
  return { fields: data?.items, error, retry: () => refetch() };
}
