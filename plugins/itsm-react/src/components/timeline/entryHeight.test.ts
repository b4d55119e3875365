import type { JournalEntry } from '@callboard/plugin-itsm-common';
import { entryHeight } from './entryHeight';

const entry = (parts: Partial<JournalEntry>) =>
  ({ kind: 'record.changed', changes: [], ...parts } as JournalEntry);
const changing = (...fields: string[]) =>
  entry({
    changes: fields.map(field => ({ field, label: field, type: 'string' })),
  });
const saying = (body?: string) => entry({ comment: { id: '1', body } });

describe('the height that an entry will have', () => {
  it('grows with the changed fields that stand below it', () => {
    expect(entryHeight(changing('impact'))).toBe(44);
    expect(entryHeight(changing('a', 'b', 'c', 'd'))).toBe(124);
  });

  it('grows with what was said', () => {
    expect(entryHeight(saying('Hello.'))).toBe(92);
    expect(entryHeight(saying('a\nb'))).toBe(112);
    expect(entryHeight(saying('word '.repeat(40)))).toBe(132);
    // Its text was erased; a word about that stands in its place.
    expect(entryHeight(saying())).toBe(92);
  });
});
