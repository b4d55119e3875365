import { useApi } from '@backstage/frontend-plugin-api';
import { definitionRoutes } from '@callboard/plugin-itsm-common';
import { itsmApiRef } from '@callboard/plugin-itsm-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

const TYPING_PAUSE_MS = 400;

/** A value once it has stood still for a while. */
function useSettled<T>(value: T, ms: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}

/** Lets the server check a text while it is written; it writes nothing. */
export function useCheck(options: {
  kind: string;
  key: string;
  text: string;
  validFrom?: string;
  enabled: boolean;
}) {
  const { kind, key, validFrom } = options;
  const api = useApi(itsmApiRef);
  const text = useSettled(options.text, TYPING_PAUSE_MS);
  const query = useQuery({
    queryKey: ['itsm-check', kind, key, text, validFrom],
    enabled: options.enabled,
    staleTime: 60_000,
    retry: false,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      api.call(definitionRoutes.check, {
        params: { kind, key },
        body: { text, validFrom },
        signal,
      }),
  });
  return {
    check: query.data,
    error: query.error,
    /** What is shown is about an older text. */
    isOld: query.isFetching || text !== options.text,
  };
}
