import type { JournalRow, Projection } from '@callboard/plugin-itsm-node';
import type { RecordTypes } from '../RecordTypes';
import { textKeys } from './recordText';
import { refreshOpen, refreshWords } from './refreshWords';

/** The id under which the projection keeps its position. */
export const SEARCH_PROJECTION = 'kernel.search';

const CHANGES = new Set(['record.created', 'comment.added']);

/**
 * Keeps the words of records for full-text search. It reads what stands in the tables when an
 * entry comes by, so that the end is the same however often and from wherever it follows.
 */
export function searchProjection(
  types: RecordTypes,
  language: string,
): Projection {
  const saysWords = (entry: JournalRow, keys: ReadonlySet<string>) => {
    if (CHANGES.has(entry.kind)) return true;
    const { changes } = entry.payload as { changes?: { field: string }[] };
    return (changes ?? []).some(change => keys.has(change.field));
  };
  return {
    id: SEARCH_PROJECTION,
    title: 'Words of records for full-text search',
    kinds: [
      'record.created',
      'record.changed',
      'record.transitioned',
      'comment.added',
    ],
    async apply(tx, entries) {
      const all = types.all();
      const keys = new Set(all.flatMap(textKeys));
      const words = new Set<string>();
      const moved = new Set<string>();
      for (const entry of entries) {
        if (entry.subjectType !== 'record') continue;
        if (saysWords(entry, keys)) words.add(entry.subjectId);
        else if (entry.kind === 'record.transitioned')
          moved.add(entry.subjectId);
      }
      await refreshWords(tx, all, [...words], language);
      // What was read anew knows already whether it is open.
      await refreshOpen(
        tx,
        [...moved].filter(id => !words.has(id)),
      );
    },
    async reset(tx) {
      await tx('record_search').delete();
    },
  };
}
