import { DEMAND, searchRoutes } from '@callboard/plugin-itsm-common';
import { useItsmQuery } from '@callboard/plugin-itsm-react';
import { useEffect, useState } from 'react';

const TYPING_PAUSE_MS = 400;

/** Needs that are not over with similar words or about the same service, asked for when typing pauses. */
export function useSimilarNeeds(service: string | undefined, title: string) {
  const [words, setWords] = useState(title.trim());
  useEffect(() => {
    const timer = setTimeout(() => setWords(title.trim()), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [title]);
  return useItsmQuery(searchRoutes.similar, {
    query: { type: DEMAND, title: words, entity: service } as never,
    enabled: Boolean(service || words.length > 2),
    keepPrevious: true,
  });
}
