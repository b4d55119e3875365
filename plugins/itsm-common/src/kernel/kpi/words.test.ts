import { kpiWords } from './words';

const HOUR = 3_600_000;

it('says numbers with their units, and 100 % of all alone', () => {
  const words = (
    [
      [1234, 'count'],
      [0.6342, 'percent'],
      [0.0034, 'percent'],
      [0.99951, 'percent'],
      [0.999999, 'percent'],
      [1, 'percent'],
      [45_200, 'duration'],
      [59_900, 'duration'],
      [HOUR - 1, 'duration'],
      [130 * 60_000, 'duration'],
      [22.1 * HOUR, 'duration'],
      [178.17 * HOUR, 'duration'],
      [-90_000, 'duration'],
      [0.94, 'number'],
      [4.256, 'score'],
      [undefined, 'score'],
    ] as const
  ).map(([value, unit]) => kpiWords(value, unit));
  expect(words).toEqual([
    '1,234',
    '63.4 %',
    '0.34 %',
    '99.95 %',
    '99.9999 %',
    '100 %',
    '45 s',
    '1 min',
    '1 h',
    '2 h 10 min',
    '22 h 6 min',
    '7 d 10 h',
    '−1 min 30 s',
    '0.94',
    '4.26',
    '–',
  ]);
});
