import { DateTime } from 'luxon';
import { clockChangeIn, lengthWords, windowWords } from './planned';

const BERLIN = 'Europe/Berlin';

describe('a change of the clock within a window', () => {
  it.each([
    // Forward: 02:00 becomes 03:00, an instant that is 01:00 UTC.
    ['2026-03-28T22:00:00Z', '2026-03-29T04:00:00Z', '2026-03-29T01:00', 60],
    // Back, and found to the minute in a window of two months that holds no other.
    ['2026-09-01T00:00:00Z', '2026-11-01T00:00:00Z', '2026-10-25T01:00', -60],
    // The first one of two counts.
    ['2026-03-01T00:00:00Z', '2026-12-01T00:00:00Z', '2026-03-29T01:00', 60],
  ])('from %s to %s is at %s', (start, end, at, minutes) => {
    const shift = clockChangeIn({ start, end }, BERLIN);
    expect(shift?.at.toUTC().toFormat("yyyy-MM-dd'T'HH:mm")).toBe(at);
    expect(shift?.minutes).toBe(minutes);
  });

  it('is none beside it, in a zone without any, and in what is no window', () => {
    const window = {
      start: '2026-03-29T01:00:00Z',
      end: '2026-03-29T05:00:00Z',
    };
    expect(clockChangeIn(window, BERLIN)).toBeUndefined();
    const over = { start: '2026-03-28T22:00:00Z', end: '2026-03-29T04:00:00Z' };
    expect(clockChangeIn(over, 'Asia/Tokyo')).toBeUndefined();
    expect(
      clockChangeIn({ start: over.end, end: over.start }, BERLIN),
    ).toBeUndefined();
  });
});

it('a window is said once per day, and with both days over midnight', () => {
  const now = DateTime.fromISO('2026-11-26T12:00:00');
  const local = (text: string) => DateTime.fromISO(text).toISO() ?? '';
  const start = local('2026-11-26T22:00:00');
  expect(
    windowWords({ start, end: local('2026-11-26T23:30:00') }, now),
  ).toMatch(/26.*22:00–23:30$/);
  expect(
    windowWords({ start, end: local('2026-11-27T01:00:00') }, now),
  ).toMatch(/26.*22:00 – .*27.*01:00$/);
  expect(lengthWords(90)).toBe('1 h 30 min');
  expect(lengthWords(1440 * 2 + 60)).toBe('2 d 1 h');
});
