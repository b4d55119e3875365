import { searchRoutes } from '@callboard/plugin-itsm-common';
import { useItsmQuery } from '@callboard/plugin-itsm-react';
import { useEffect, useState } from 'react';

const TYPING_PAUSE_MS = 400;

/** A value once it has not changed for a while. */
function useSettled<T>(value: T, pauseMs: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value, pauseMs]);
  return settled;
}

/** Open incidents on the same service or with similar words, asked for when the typing pauses. */
export function useSimilar(service: string | undefined, title: string) {
  const words = useSettled(title.trim(), TYPING_PAUSE_MS);
  return useItsmQuery(searchRoutes.similar, {
    query: { type: 'incident', title: words, entity: service },
    enabled: Boolean(service || words.length > 2),
    keepPrevious: true,
  });
}
