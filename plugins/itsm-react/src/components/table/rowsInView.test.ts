import { moved, toggled } from './columnOrder';
import { changedRows } from './useChangedRows';
import { rowsBetween } from './useRowSelection';

const rows = ['a', 'b', 'c', 'd'].map(id => ({ id, version: 1 }));
const ids = (found: readonly { id: string }[]) => found.map(row => row.id);

describe('rows between two', () => {
  it('are taken in either direction, both included', () => {
    expect(ids(rowsBetween(rows, 'b', 'd'))).toEqual(['b', 'c', 'd']);
    expect(ids(rowsBetween(rows, 'c', 'a'))).toEqual(['a', 'b', 'c']);
  });

  it('are only the second if the first is on another page', () => {
    expect(ids(rowsBetween(rows, 'z', 'b'))).toEqual(['b']);
    expect(ids(rowsBetween(rows, undefined, 'b'))).toEqual(['b']);
  });
});

describe('rows that changed under one’s eyes', () => {
  it('are those with a comment since', () => {
    const at = (updatedAt: string) => [{ id: 'a', version: 1, updatedAt }];
    expect(changedRows(at('9:00'), at('9:05'))).toEqual(['a']);
  });

  it('are those of another version, and new ones', () => {
    const now = [
      { id: 'n', version: 1 },
      { id: 'a', version: 2 },
      { id: 'b', version: 1 },
    ];
    expect(changedRows(rows, now)).toEqual(['n', 'a']);
    expect(changedRows(rows, [...rows].reverse())).toEqual([]);
  });
});

describe('the order of columns', () => {
  it('moves one of them, and stops at the ends', () => {
    expect(moved(['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 'c', -1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b'], 'a', -1)).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 'z', 1)).toEqual(['a', 'b']);
  });

  it('takes one away, or puts it at the end', () => {
    expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
    expect(toggled(['a', 'b'], 'c')).toEqual(['a', 'b', 'c']);
  });
});
