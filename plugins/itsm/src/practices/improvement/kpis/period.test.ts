import { periodUpToNow, readPeriod } from './period';

const NOW = Date.parse('2026-03-29T12:00:00.000Z');
const none = { period: '', from: '', to: '' };

it('begins where a month does in the zone of the numbers', () => {
  expect(periodUpToNow('m12', 'Europe/Berlin', NOW)).toEqual({
    word: 'm12',
    from: '2025-02-28T23:00:00.000Z',
    grain: 'month',
  });
  expect(periodUpToNow('d90', 'UTC', NOW).from).toBe(
    '2025-12-22T00:00:00.000Z',
  );
});

it('reads days of one’s own with the last one, over a change of the clock', () => {
  expect(
    readPeriod(
      { ...none, from: '2026-03-01', to: '2026-03-29' },
      'Europe/Berlin',
      NOW,
    ),
  ).toEqual({
    from: '2026-02-28T23:00:00.000Z',
    to: '2026-03-29T22:00:00.000Z',
    grain: 'day',
  });
});

it('takes the usual period for what it cannot read', () => {
  const usual = readPeriod(none, 'UTC', NOW);
  expect(usual.word).toBe('m12');
  for (const given of [
    { ...none, period: 'century' },
    { ...none, from: '2026-03-05', to: '2026-03-01' },
    { ...none, from: '2026-13-45', to: '2026-13-46' },
  ])
    expect(readPeriod(given, 'UTC', NOW)).toEqual(usual);
});
