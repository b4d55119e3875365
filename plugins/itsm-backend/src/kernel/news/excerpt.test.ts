import * as fc from 'fast-check';
import { excerpt } from './excerpt';

describe('the beginning of a text', () => {
  it('is one line', () => {
    expect(excerpt('  First\n\nsecond\tthird ')).toBe('First second third');
  });

  it('is cut between words', () => {
    const long = 'word '.repeat(100);
    expect(excerpt(long)).toMatch(/^(word )+word…$/);
  });

  it('is never longer than it may be, and never half of a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), text => {
        const short = excerpt(text);
        expect(short.length).toBeLessThanOrEqual(281);
        expect(short).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
      }),
    );
  });
});
