import { excerpt } from './excerpt';
import { listChange } from './listChange';

describe('what changed of a list', () => {
  it('is what came and what went', () => {
    expect(listChange(['cart', 'email'], ['cart', 'fraud'])).toEqual({
      added: ['fraud'],
      removed: ['email'],
    });
  });

  it('is both of it where only the order changed, or one is no list', () => {
    expect(listChange(['a', 'b'], ['b', 'a'])).toBeUndefined();
    expect(listChange(undefined, ['a'])).toBeUndefined();
    expect(listChange('a', ['a'])).toBeUndefined();
  });
});

describe('the excerpt of a long text', () => {
  const long = `${'same '.repeat(60)}`;

  it('is its beginning', () => {
    expect(excerpt(long)).toBe(`${long.slice(0, 120).trim()}…`);
  });

  it('is where it begins to differ, with what leads there', () => {
    const lead = long.slice(-35).trim();
    expect(excerpt(`${long}new`, `${long}old`)).toBe(`…${lead} new`);
  });

  it('is not needed for a short text', () => {
    expect(excerpt('x'.repeat(140))).toBeUndefined();
  });
});
