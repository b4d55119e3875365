import { useApiHolder } from '@backstage/frontend-plugin-api';
import { recordSignalChannel } from '@callboard/plugin-itsm-common';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ITSM_QUERY_ROOT } from '../api/useItsmQuery';

/** Several signals of one command become one look. */
const PAUSE_MS = 200;

/**
 * Looks again at everything shown of a record as soon as somebody changed it. The signal itself
 * says nothing, so that it can reveal nothing; without signals the page still looks by itself
 * every half minute.
 */
export function useRecordSignal(
  record: { id: string; number: string } | undefined,
) {
  const signals = useApiHolder().get(signalApiRef);
  const queries = useQueryClient();
  const id = record?.id;
  const number = record?.number;
  useEffect(() => {
    if (!signals || !id) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      timer = undefined;
      queries.invalidateQueries({
        queryKey: [ITSM_QUERY_ROOT],
        predicate: ({ queryKey }) => {
          const asked = (queryKey[2] as { id?: string } | undefined)?.id;
          return asked === id || asked === number;
        },
      });
    };
    const subscription = signals.subscribe(recordSignalChannel(id), () => {
      timer ??= setTimeout(look, PAUSE_MS);
    });
    return () => {
      subscription.unsubscribe();
      clearTimeout(timer);
    };
  }, [signals, queries, id, number]);
}
