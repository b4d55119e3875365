import fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  beginAfter,
  beginOf,
  comparedPeriod,
  kpiPeriodFault,
  meantInstant,
  nextBegin,
  pointsOf,
} from './periods';

const ZONES = [
  'UTC',
  'Europe/Vienna',
  'America/Sao_Paulo',
  'Asia/Kolkata',
  'Pacific/Apia',
  'Australia/Lord_Howe',
] as const;
const GRAINS = ['day', 'week', 'month', 'quarter'] as const;
const zone = fc.constantFrom(...ZONES);
const grain = fc.constantFrom(...GRAINS);
const instant = fc.integer({
  min: Date.UTC(1999, 0, 1),
  max: Date.UTC(2040, 0, 1),
});
const at = (text: string) => Date.parse(text);

it('begins days, weeks, months and quarters where the calendar of a zone does', () => {
  fc.assert(
    fc.property(
      instant,
      grain,
      zone,
      fc.integer({ min: -9, max: 9 }),
      (...of) => {
        const [now, unit, name, count] = of;
        const begin = DateTime.fromMillis(now, { zone: name }).startOf(unit);
        expect(beginOf(now, unit, name)).toBe(begin.toMillis());
        // A day that a zone left out has no beginning of its own.
        fc.pre(name !== 'Pacific/Apia');
        expect(beginAfter(now, unit, name, count)).toBe(
          begin
            .plus({ [unit]: count })
            .startOf(unit)
            .toMillis(),
        );
      },
    ),
    { numRuns: 400 },
  );
});

it('takes midnight UTC for the date, in every zone', () => {
  const date = at('2026-03-29T00:00:00.000Z');
  expect(
    ZONES.map(name => new Date(meantInstant(date, name)).toISOString()),
  ).toEqual([
    '2026-03-29T00:00:00.000Z',
    '2026-03-28T23:00:00.000Z',
    '2026-03-29T03:00:00.000Z',
    '2026-03-28T18:30:00.000Z',
    '2026-03-28T11:00:00.000Z',
    '2026-03-28T13:00:00.000Z',
  ]);
  expect(meantInstant(date + 1, 'Asia/Kolkata')).toBe(date + 1);
});

it('divides a period into points without gaps, all but the first and the last whole', () => {
  fc.assert(
    fc.property(
      instant,
      fc.integer({ min: 1, max: 366 }),
      grain,
      zone,
      (from, days, unit, name) => {
        const to = from + days * 86_400_000;
        const points = pointsOf({ from, to }, unit, name);
        expect(points[0].from).toBe(from);
        expect(points.at(-1)!.to).toBe(to);
        points.slice(1).forEach((point, i) => {
          expect(point.from).toBe(points[i].to);
          expect(beginOf(point.from, unit, name)).toBe(point.from);
        });
        points
          .slice(0, -1)
          .forEach(point =>
            expect(point.to).toBe(nextBegin(point.from + 1, unit, name)),
          );
      },
    ),
    { numRuns: 25 },
  );
});

it('compares a month with the month before, however long, and a year with the year before', () => {
  const period = (from: string, to: string) => ({ from: at(from), to: at(to) });
  const march = period('2026-03-01T00:00:00Z', '2026-04-01T00:00:00Z');
  expect(comparedPeriod(march, 'before', 'UTC')).toEqual(
    period('2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z'),
  );
  expect(comparedPeriod(march, 'year', 'UTC')).toEqual(
    period('2025-03-01T00:00:00Z', '2025-04-01T00:00:00Z'),
  );
  // Ten days over which the clocks were put forward are ten days before, too.
  expect(
    comparedPeriod(
      period('2026-03-25T23:00:00Z', '2026-04-04T22:00:00Z'),
      'before',
      'Europe/Vienna',
    ),
  ).toEqual(period('2026-03-15T23:00:00Z', '2026-03-25T23:00:00Z'));
  expect(
    comparedPeriod(
      period('2026-03-01T00:00:00Z', '2026-03-01T05:30:00Z'),
      'before',
      'UTC',
    ),
  ).toEqual(period('2026-02-28T18:30:00Z', '2026-03-01T00:00:00Z'));
});

it('says of a period that it is too short, too long, or has too many points', () => {
  const from = at('2016-01-01T00:00:00Z');
  const fault = (length: number, unit?: 'hour' | 'day' | 'week') =>
    kpiPeriodFault({ from, to: from + length }, unit);
  const YEAR = 365 * 86_400_000;
  expect(fault(0)).toMatch(/before the end/);
  expect(fault(1_000)).toMatch(/at least an hour/);
  expect(fault(3_600_000)).toBeUndefined();
  expect(fault(100 * YEAR)).toMatch(/at most ten years/);
  expect(fault(10 * YEAR)).toBeUndefined();
  expect(fault(YEAR, 'hour')).toMatch(/8760 hours.*ask by day/);
  expect(fault(3 * YEAR, 'day')).toMatch(/1095 days.*ask by week/);
  expect(fault(2 * YEAR, 'day')).toBeUndefined();
  expect(fault(10 * YEAR, 'week')).toBeUndefined();
});
