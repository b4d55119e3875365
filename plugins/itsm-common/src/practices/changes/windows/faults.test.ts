import { windowFaults } from './faults';
import { ruleWords } from './rule';
import { windowBodySchema } from './schema';

const night = () =>
  windowBodySchema.parse({
    title: 'Night',
    kind: 'maintenance',
    timezone: 'Europe/Berlin',
    start: '2026-03-01T22:00',
    duration: '4h',
    scope: { items: ['component:default/cart'] },
  });

describe('a window that cannot be', () => {
  const faultsOf = (body: Record<string, unknown>) => {
    const read = windowBodySchema.safeParse({ ...night(), ...body });
    return read.success
      ? windowFaults(read.data).map(({ message }) => message)
      : read.error.issues.map(({ message }) => message);
  };

  it.each([
    ['FREQ=HOURLY', 'FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY'],
    ['FREQ=SECONDLY', 'FREQ must be DAILY'],
    ['BYDAY=SU', 'must say how often'],
    ['every sunday', '"every sunday" is no part of a rule'],
    ['FREQ=WEEKLY;BYDAY=XX', 'BYDAY must be weekdays like MO,TU'],
    ['FREQ=WEEKLY;BYDAY=1SU', 'goes with FREQ=MONTHLY or YEARLY'],
    ['FREQ=YEARLY;BYMONTH=13', 'BYMONTH must be months from 1 to 12'],
    ['FREQ=DAILY;COUNT=3;UNTIL=20270101', 'COUNT and UNTIL; keep one'],
    ['FREQ=DAILY;COUNT=100000', 'COUNT must be a number from 1 to 1000'],
    ['FREQ=DAILY;UNTIL=20270230', 'UNTIL must be a local date or time'],
    ['FREQ=DAILY;UNTIL=20250101', 'ends before it begins'],
    ['FREQ=DAILY;TZID=UTC', 'TZID is said by start and timezone'],
    ['FREQ=DAILY;FREQ=WEEKLY', 'FREQ is there twice'],
    ['FREQ=DAILY;BYEASTER=1', 'BYEASTER is not taken here'],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'never begins'],
    ['FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', 'never begins'],
    [
      'FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=0,10,20,30,40,50',
      'more than 24 times a day',
    ],
    ['FREQ=DAILY;BYHOUR=20,22', 'begins again at 2026-03-02T22:00 before'],
  ])('by its rule %s', (rrule, message) => {
    expect(faultsOf({ rrule })).toEqual([expect.stringContaining(message)]);
  });

  it.each([
    [{ duration: '0h' }, 'must be a duration like 4h'],
    [{ duration: 'P1D' }, 'must be a duration like 4h'],
    [{ duration: '91d' }, 'must be at most 90d for maintenance'],
    [
      { kind: 'freeze', duration: '3650d' },
      'must be at most 366d for a freeze',
    ],
    [{ timezone: 'Europe/Berln' }, 'must be a time zone'],
    [{ start: '2026-02-30T10:00' }, 'must be a local time like'],
    [{ start: '2126-02-20T10:00' }, 'must be a year from 1970 to 2099'],
    [{ scope: {} }, 'is about nothing'],
    [{ scope: { types: ['standard'] } }, 'is about nothing'],
    [{ scope: { services: ['user:default/max'] } }, 'not be a user'],
    [{ scope: { all: true } }, 'must be named for maintenance'],
    [{ scope: { tiers: ['1'] } }, 'are for freezes'],
    [{ exceptionBy: ['group:default/ops'] }, 'is for freezes'],
    [{ kind: 'freeze', expectedImpact: 'down' }, 'is for maintenance'],
    [
      {
        kind: 'freeze',
        scope: { all: true, types: ['normal'], except: { types: ['normal'] } },
      },
      'excepts every type',
    ],
  ])('by %j', (body, message) => {
    const faults = faultsOf(body);
    expect(faults.join()).toContain(message);
  });

  it('says its rule in words', () => {
    expect(ruleWords('FREQ=WEEKLY;INTERVAL=2;BYDAY=SU')).toBe(
      'every 2 weeks on Sunday',
    );
    expect(ruleWords('FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1')).toBe(
      'every month on Monday, Tuesday, of those the last',
    );
    expect(ruleWords('FREQ=MONTHLY;BYMONTHDAY=-1')).toBe(
      'every month on the last day',
    );
  });

  it('is understood if nothing is wrong', () => {
    for (const rrule of [
      'RRULE:FREQ=WEEKLY;BYDAY=SU',
      'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
      'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO',
    ])
      expect(faultsOf({ rrule })).toEqual([]);
  });
});
