import fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  meetingAfter,
  meetingAt,
  meetingBefore,
  meetingsBetween,
  meetingsFrom,
  ruleFault,
  type MeetingRule,
} from './meetings';

const berlin: MeetingRule = {
  start: '2026-01-06T10:00',
  rrule: 'FREQ=WEEKLY;BYDAY=TU,TH',
  timezone: 'Europe/Berlin',
  durationMinutes: 60,
};
const at = (iso: string) => Date.parse(iso);
const iso = (instant: number) => new Date(instant).toISOString();

describe('when a board meets', () => {
  it('is at the same time of day on both sides of a switch of clocks', () => {
    const starts = meetingsBetween(
      berlin,
      at('2026-03-26T00:00:00Z'),
      at('2026-04-01T00:00:00Z'),
    ).map(m => iso(m.startsAt));
    expect(starts).toEqual([
      '2026-03-26T09:00:00.000Z',
      '2026-03-31T08:00:00.000Z',
    ]);
  });

  it('counts the meeting that goes on as the next one, and none that is over', () => {
    const [going] = meetingsFrom(berlin, at('2026-01-06T09:59:59Z'), 1);
    expect(iso(going.startsAt)).toBe('2026-01-06T09:00:00.000Z');
    const [next] = meetingsFrom(berlin, at('2026-01-06T10:00:00Z'), 1);
    expect(iso(next.startsAt)).toBe('2026-01-08T09:00:00.000Z');
    expect(meetingBefore(berlin, at('2026-01-06T09:00:00Z'))).toBeUndefined();
  });

  it('knows a time that is left out, and one that comes twice', () => {
    const night = { ...berlin, rrule: 'FREQ=DAILY', start: '2026-03-01T02:30' };
    const on = (day: string) => {
      const from = DateTime.fromISO(day, { zone: night.timezone });
      const to = from.plus({ days: 1 });
      return meetingsBetween(night, from.toMillis(), to.toMillis()).map(m =>
        iso(m.startsAt),
      );
    };
    expect(on('2026-03-29')).toEqual(['2026-03-29T01:30:00.000Z']);
    expect(on('2026-10-25')).toEqual(['2026-10-25T00:30:00.000Z']);
  });

  it('ends with its rule', () => {
    const thrice = { ...berlin, rrule: 'FREQ=WEEKLY;COUNT=3' };
    expect(meetingsFrom(thrice, at('2026-01-01T00:00:00Z'), 9)).toHaveLength(3);
    const last = meetingAt(thrice, at('2026-01-20T09:00:00Z'))!;
    expect(meetingAfter(thrice, last)).toBeUndefined();
  });

  it('is at the wall’s time in every zone, each meeting once, whoever asks for what part', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'Europe/Berlin',
          'America/New_York',
          'Pacific/Kiritimati',
          'Pacific/Pago_Pago',
          'Australia/Lord_Howe',
          'UTC',
        ),
        fc.constantFrom('FREQ=DAILY', 'FREQ=WEEKLY;BYDAY=MO,FR'),
        fc.integer({ min: 4, max: 23 }),
        fc.integer({ min: 1, max: 364 * 24 }),
        (timezone, rrule, hour, hours) => {
          const rule = {
            ...berlin,
            timezone,
            rrule,
            start: `2026-01-02T${String(hour).padStart(2, '0')}:15`,
          };
          const from = at('2026-01-01T00:00:00Z');
          const middle = from + hours * 3_600_000;
          const to = at('2027-01-01T00:00:00Z');
          const all = meetingsBetween(rule, from, to);
          // Halves make the whole.
          expect([
            ...meetingsBetween(rule, from, middle),
            ...meetingsBetween(rule, middle, to),
          ]).toEqual(all);
          for (const { startsAt } of all) {
            const there = DateTime.fromMillis(startsAt, { zone: timezone });
            expect([there.hour, there.minute]).toEqual([hour, 15]);
          }
          // Neighbours are each other's.
          const some = all[Math.floor(all.length / 2)];
          const next = meetingAfter(rule, some)!;
          expect(meetingBefore(rule, next.startsAt)).toEqual(some);
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('a rule of meetings', () => {
  it.each([
    ['2026-13-01T10:00', 'FREQ=WEEKLY', 'start'],
    ['2026-01-06T10:00', 'every Tuesday', 'rrule'],
    ['2026-01-06T10:00', 'FREQ=HOURLY', 'rrule'],
    ['2026-01-06T10:00', 'FREQ=DAILY;BYHOUR=9,10', 'rrule'],
    ['2026-01-06T10:00', 'FREQ=WEEKLY;UNTIL=20200101T000000Z', 'rrule'],
    ['2026-01-06T10:00', 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', 'rrule'],
    ['2026-01-06T10:00', 'DTSTART:20260101T000000Z\nFREQ=DAILY', 'rrule'],
    ['2026-01-06T10:00', 'FREQ=WEEKLY;BYDAY=XX', 'rrule'],
  ])('is refused: %s %s', (start, rrule, field) => {
    expect(ruleFault(start, rrule)?.field).toBe(field);
  });

  it.each([
    'FREQ=WEEKLY;BYDAY=TU',
    'RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=WE',
    'FREQ=MONTHLY;BYDAY=1MO',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
    'FREQ=DAILY;UNTIL=20270101T000000Z',
  ])('is taken: %s', rrule => {
    expect(ruleFault('2026-01-06T10:00', rrule)).toBeUndefined();
  });
});
