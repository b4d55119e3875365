import { useApi } from '@backstage/frontend-plugin-api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { UseMutationResult } from '@tanstack/react-query';
import type { CallOptions, ResponseOf } from '@callboard/plugin-itsm-common';
import { itsmApiRef } from './itsmApiRef';
import { ITSM_QUERY_ROOT } from './useItsmQuery';
import type { AnyRoute } from './useItsmQuery';

/**
 * Changes something on the server.
 *
 * Afterwards every answer in view is asked for again: a change of a record moves it in lists,
 * counts and timelines, and only the server knows in which.
 */
export function useItsmMutation<C extends AnyRoute>(
  contract: C,
): UseMutationResult<ResponseOf<C>, Error, CallOptions<C>> {
  const api = useApi(itsmApiRef);
  const queries = useQueryClient();
  return useMutation<ResponseOf<C>, Error, CallOptions<C>>({
    mutationFn: call => api.call(contract, call),
    onSuccess: () => {
      queries.invalidateQueries({ queryKey: [ITSM_QUERY_ROOT] });
    },
  });
}
