import { mentionsIn } from '@callboard/plugin-itsm-common';
import { completeMention, mentionAt } from './mentionAt';

describe('mentioning somebody while typing', () => {
  it('begins behind an @ and follows the caret', () => {
    expect(mentionAt('Hi @mar', 7)).toEqual({ start: 3, query: 'mar' });
    expect(mentionAt('Hi @mar and more', 7)).toEqual({
      start: 3,
      query: 'mar',
    });
    expect(mentionAt('@', 1)).toEqual({ start: 0, query: '' });
  });

  it('is none in an address, and ends with a space', () => {
    expect(mentionAt('mail me@example', 15)).toBeUndefined();
    expect(mentionAt('@maria is', 9)).toBeUndefined();
  });

  it('writes what the server reads as a mention', () => {
    for (const ref of [
      'user:default/maria',
      'user:partners/liu.wei',
      'group:default/payments',
    ]) {
      const open = mentionAt('Ask @p', 6)!;
      const { text, caret } = completeMention('Ask @p, please', 6, open, ref);
      expect(mentionsIn(text)).toEqual([ref]);
      expect(text.slice(caret)).toBe(', please');
    }
  });

  it('keeps a space behind it', () => {
    const open = mentionAt('@m', 2)!;
    expect(completeMention('@m', 2, open, 'user:default/maria')).toEqual({
      text: '@maria ',
      caret: 7,
    });
  });
});
