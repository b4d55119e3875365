import { anEvent, inEnglish } from '../__testUtils__/builders';
import { byDay, dayWords } from './days';

it('changes stand under their days, in their order', () => {
  const days = byDay([
    anEvent({ position: 3, at: '2026-03-02T10:00:00.000Z' }),
    anEvent({ position: 2, at: '2026-03-01T18:00:00.000Z' }),
    anEvent({ position: 1, at: '2026-03-01T10:00:00.000Z' }),
  ]);
  expect(days.map(d => [d.date, d.events.map(e => e.position)])).toEqual([
    ['2026-03-02', [3]],
    ['2026-03-01', [2, 1]],
  ]);
});

it('a day is today, yesterday, or its date', () => {
  const { t } = inEnglish();
  const now = Date.parse('2026-03-02T10:00:00.000Z');
  expect(dayWords('2026-03-02', now, t)).toBe('Today');
  expect(dayWords('2026-03-01', now, t)).toBe('Yesterday');
  expect(dayWords('2026-02-28', now, t)).toBe('Saturday, February 28, 2026');
});
