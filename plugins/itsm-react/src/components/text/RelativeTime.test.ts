import { relativeWords } from './RelativeTime';

const now = Date.parse('2026-03-01T12:00:00.000Z');

describe('relativeWords', () => {
  it('says when something was as people do', () => {
    expect(relativeWords('2026-03-01T11:59:50.000Z', now)).toBe('just now');
    expect(relativeWords('2026-03-01T09:00:00.000Z', now)).toBe('3 hours ago');
  });

  it('names the date of what is long ago', () => {
    expect(relativeWords('2016-02-29T10:00:00.000Z', now)).toMatch(/2016/);
  });
});
