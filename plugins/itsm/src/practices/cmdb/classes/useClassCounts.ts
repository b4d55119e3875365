import { useCallback } from 'react';
import { countWords } from '@callboard/plugin-itsm-react';
import { useFacets } from '../list/useFacets';

/** Says how many items there are of a class, by its key. */
export function useClassCounts(): (classKey: string) => string {
  const { data } = useFacets();
  return useCallback(
    classKey => {
      if (!data) return '–';
      const found = data.classes.find(c => c.class === classKey);
      return found ? countWords(found) : '0';
    },
    [data],
  );
}
