import { durationWords } from './durationWords';

describe('durationWords', () => {
  it.each([
    [0, '< 1 s'],
    [400, '< 1 s'],
    [59_000, '59 s'],
    [130 * 60_000, '2 h 10 min'],
    [86_400_000, '1 d'],
    [86_400_000 + 5_000, '1 d'],
    [3_600_000 * 49 + 60_000, '2 d 1 h'],
    [-5, '< 1 s'],
  ])('says %d ms as "%s"', (ms, words) => {
    expect(durationWords(ms)).toBe(words);
  });
});
