import { fieldRoutes } from '@callboard/plugin-itsm-common';
import type { FieldInfo } from '@callboard/plugin-itsm-common';
import { useItsmQuery } from './useItsmQuery';

const KEPT_MS = 300_000;

/**
 * The fields of a record type, those that were defined in the portal among them.
 *
 * @param type - several types have those that all of them have; no type means every one
 */
export function useFields(
  type: string | readonly string[],
  enabled = true,
): { fields: FieldInfo[] | undefined; error: unknown; retry: () => void } {
  const types = typeof type === 'string' ? [type] : [...type];
  const { data, error, refetch } = useItsmQuery(fieldRoutes.listFields, {
    query: { type: types.length > 0 ? types : undefined },
    staleTime: KEPT_MS,
    enabled,
  });
  return { fields: data?.items, error, retry: () => refetch() };
}
