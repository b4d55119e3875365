import type { ObjectiveSummary } from '@callboard/plugin-itsm-common';
import { paceOf, telling, worstFirst } from './pace';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const now = Date.parse('2026-03-10T12:00:00.000Z');

const rolling: ObjectiveSummary['window'] = {
  kind: 'rolling',
  duration: '30d',
  length: 30 * DAY,
  from: new Date(now - 30 * DAY).toISOString(),
  to: new Date(now).toISOString(),
};
const month: ObjectiveSummary['window'] = {
  ...rolling,
  kind: 'calendar',
  duration: '1M',
  length: 31 * DAY,
  from: '2026-03-01T00:00:00.000Z',
  to: '2026-04-01T00:00:00.000Z',
};
const at = (rate: number, window = rolling, budgetRemaining = 0.6) =>
  paceOf(
    { window, budgetRemaining, burnRates: [{ window: 3 * DAY, rate }] },
    now,
  );

it('what burns no faster than 1× is never used up in a rolling window', () => {
  expect(at(1)).toEqual({ kind: 'kept', over: 3 * DAY });
  expect(at(0)).toEqual({ kind: 'kept', over: 3 * DAY });
  // 60 % of 30 days at twice the pace: nine days.
  expect(at(2)).toEqual({
    kind: 'lasts',
    over: 3 * DAY,
    until: now + 9 * DAY,
  });
});

it('a calendar window is over before a budget that lasts until its end', () => {
  // 60 % of 31 days at 0.8× is 23.25 days; the month has 21.5 left.
  expect(at(0.8, month).kind).toBe('kept');
  expect(at(0.9, month)).toEqual({
    kind: 'lasts',
    over: 3 * DAY,
    until: now + (0.6 * 31 * DAY) / 0.9,
  });
});

it('says nothing of a pace that was not measured, nor of a budget that is gone', () => {
  expect(at(2, rolling, 0)).toEqual({ kind: 'unknown' });
  expect(
    paceOf(
      { window: rolling, budgetRemaining: 0.5, burnRates: [{ window: HOUR }] },
      now,
    ),
  ).toEqual({ kind: 'unknown' });
});

it('while an alert runs, the last hour tells', () => {
  const burnRates = [
    { window: 3 * DAY, rate: 1 },
    { window: HOUR, rate: 15 },
    { window: 5 * 60_000, rate: 20 },
  ];
  expect(telling({ burnRates })?.rate).toBe(1);
  const alert = {
    id: 'a',
    severity: 'page' as const,
    startedAt: rolling.to,
  };
  expect(telling({ burnRates, alert })?.rate).toBe(15);
});

it('puts the worst first, and what nobody knows before what is met', () => {
  const sorted = worstFirst([
    { name: 'b', state: 'met', budgetRemaining: 0.9 },
    { name: 'a', state: 'met', budgetRemaining: 0.9 },
    { name: 'c', state: 'met', budgetRemaining: 0.2 },
    { name: 'd', state: 'noData' },
    { name: 'e', state: 'burning', budgetRemaining: 0.5 },
    { name: 'f', state: 'exhausted', budgetRemaining: -2 },
  ]);
  expect(sorted.map(({ name }) => name).join('')).toBe('fedcab');
});
