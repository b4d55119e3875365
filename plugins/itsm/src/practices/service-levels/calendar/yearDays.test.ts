import { dayAfterKey, lookOf, monthsOf } from './yearDays';

const HOUR = 3_600_000;
const day = (date: string, changes: object = {}) => ({
  date,
  working: 8 * HOUR,
  spans: [{ from: '08:00', to: '16:00' }],
  ...changes,
});

it('a day is told as usual, without work, or by why it is named', () => {
  const closed = { working: 0, spans: [] };
  expect(lookOf(day('2026-03-02'))).toBe('working');
  expect(lookOf(day('2026-03-01', closed))).toBe('off');
  expect(
    lookOf(day('2026-12-25', { ...closed, name: 'Christmas', holiday: true })),
  ).toBe('holiday');
  expect(lookOf(day('2026-12-28', { name: 'Between the years' }))).toBe(
    'special',
  );
  expect(lookOf(day('2026-06-01', { ...closed, name: 'Outing' }))).toBe(
    'exception',
  );
});

it('months begin on their weekday, and are summed', () => {
  const months = monthsOf([
    day('2026-02-01', { working: 0 }),
    day('2026-02-02'),
    day('2026-03-01'),
  ]);
  // The first of February 2026 is a Sunday.
  expect(months[1]).toMatchObject({
    before: 6,
    workingDays: 1,
    working: 8 * HOUR,
  });
  expect(months.map(({ days }) => days.length)).toEqual([
    0, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  ]);
});

it('arrow keys go by days and weeks, and stay within the year', () => {
  expect(dayAfterKey('ArrowRight', 10, 365)).toBe(11);
  expect(dayAfterKey('ArrowUp', 10, 365)).toBe(3);
  expect(dayAfterKey('ArrowUp', 3, 365)).toBe(0);
  expect(dayAfterKey('End', 3, 365)).toBe(364);
  expect(dayAfterKey('Tab', 3, 365)).toBeUndefined();
});
