import {
  calendarBodySchema,
  type CalendarBody,
} from '@callboard/plugin-itsm-common';
import { calendarKind } from './calendarKind';
import { CalendarService } from './CalendarService';

const office = [{ from: '08:00', to: '16:00' }];
const week = {
  monday: office,
  tuesday: office,
  wednesday: office,
  thursday: office,
  friday: office,
};
const written = {
  name: 'Office hours',
  timeZone: 'Europe/Berlin',
  week,
  holidays: [{ country: 'DE', state: 'BY' }],
  exceptions: [
    {
      name: 'Inventory',
      date: '2026-03-07',
      spans: [{ from: '09:00', to: '12:00' }],
    },
    { name: 'Works outing', date: '2026-07-02', until: '2026-07-03' },
    // An exception goes before a holiday.
    { name: 'We are there', date: '2026-11-01', spans: office },
  ],
};

const faultsOf = async (body: unknown) => {
  const read = calendarBodySchema.safeParse(body);
  if (!read.success) return read.error.issues.map(issue => issue.message);
  const faults = (await calendarKind.check?.(read.data, 'office')) ?? [];
  return faults.map(fault => fault.message);
};

const serviceFor = (body: CalendarBody, now: string) => {
  const definition = {
    kind: 'calendar',
    key: 'office',
    version: 3,
    validFrom: 0,
    source: 'git' as const,
    removed: false,
    body,
  };
  return new CalendarService({
    clock: { now: () => Date.parse(now) },
    definitions: {
      list: async () => [definition] as never,
      find: async () => definition as never,
      history: async () => [],
    },
  });
};

describe('a calendar', () => {
  const body = calendarBodySchema.parse(calendarKind.complete!(written));

  it('keeps the dates of its holidays when it is written', () => {
    expect(body.holidayDates).toMatchObject({
      '2026-01-06': expect.any(String),
      '2026-04-03': 'Good Friday',
      '2030-12-25': expect.any(String),
    });
    // The same again gives the same: Git is read every minute.
    expect(calendarKind.complete!(written)).toEqual(
      calendarKind.complete!(calendarKind.complete!(written)),
    );
  });

  it('shows a year day by day', async () => {
    const service = serviceFor(body, '2026-03-02T10:00:00Z');
    const { days, weekly, open, changesAt } = await service.year(
      'office',
      2026,
    );
    const on = (date: string) => days.find(day => day.date === date);
    const HOUR = 3_600_000;
    expect(days).toHaveLength(365);
    expect(weekly).toBe(40 * HOUR);
    expect({ open, changesAt }).toEqual({
      open: true,
      changesAt: '2026-03-02T15:00:00.000Z',
    });
    expect(on('2026-03-06')).toMatchObject({ working: 8 * HOUR });
    expect(on('2026-03-07')).toMatchObject({
      working: 3 * HOUR,
      name: 'Inventory',
    });
    expect(on('2026-04-03')).toEqual({
      date: '2026-04-03',
      working: 0,
      spans: [],
      name: 'Good Friday',
      holiday: true,
    });
    expect(on('2026-07-03')).toMatchObject({ working: 0 });
    expect(on('2026-11-01')).toMatchObject({
      working: 8 * HOUR,
      name: 'We are there',
    });
  });

  it('a day on which clocks are put back has an hour more', async () => {
    const always = calendarBodySchema.parse({
      name: 'Always',
      timeZone: 'Europe/Berlin',
      week: { sunday: [{ from: '00:00', to: '24:00' }] },
    });
    const service = serviceFor(always, '2026-03-02T10:00:00Z');
    const { days } = await service.year('office', 2026);
    const hours = (date: string) =>
      days.find(day => day.date === date)!.working / 3_600_000;
    expect(hours('2026-10-25')).toBe(25);
    expect(hours('2026-03-29')).toBe(23);
    expect(hours('2026-03-22')).toBe(24);
  });

  it('says what is wrong with it', async () => {
    expect(await faultsOf({ ...written, week: {}, exceptions: [] })).toEqual([
      'has no working time: a clock by this calendar would never move; give at least one span',
    ]);
    expect(await faultsOf({ ...written, timeZone: 'Europe/Berln' })).toEqual([
      'must be a time zone like Europe/Berlin',
    ]);
    expect(
      await faultsOf({ ...written, holidays: [{ country: 'XX' }] }),
    ).toEqual(['the holidays of "XX" are not known; write them as exceptions']);
    expect(
      await faultsOf({
        ...written,
        holidays: [{ country: 'DE', state: 'Bavaria' }],
      }),
    ).toEqual([expect.stringContaining('there is no "Bavaria" in DE')]);
    expect(
      await faultsOf({
        ...written,
        exceptions: [{ name: 'Never', date: '2026-02-30' }],
      }),
    ).toEqual(['is no date of the calendar']);
    expect(
      await faultsOf({
        ...written,
        week: { monday: [{ from: '22:00', to: '06:00' }] },
      }),
    ).toEqual([expect.stringContaining('past midnight it is two spans')]);
  });
});
