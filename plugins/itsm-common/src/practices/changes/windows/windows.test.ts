import fc from 'fast-check';
import { DateTime } from 'luxon';
import { Zone } from '../../service-levels/workingTime/zone';
import { instantOfLocal, readLocalTime, writeLocalTime } from './localTime';
import {
  localTimeIn,
  nextTimesOf,
  occurrencesOf,
  timesOf,
  WindowSchedule,
} from './occurrences';
import { windowBodySchema, type WindowBody } from './schema';

const runs = Number(process.env.PROPERTY_RUNS ?? 60);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Asia/Kathmandu',
  'UTC',
];
/** Local days on which, or around which, clocks are changed in one of them. */
const SWITCHES = [
  '2026-03-08',
  '2026-03-29',
  '2026-04-05',
  '2026-10-04',
  '2026-10-25',
  '2026-11-01',
  '2027-03-28',
];

const wall = (zone: string, instant: number) =>
  instant + DateTime.fromMillis(instant, { zone }).offset * MINUTE;

/** The instant of a local time by going through all minutes around it. */
function instantByMinutes(zone: string, local: number): number {
  let before = wall(zone, local - 30 * HOUR);
  for (let t = local - 30 * HOUR + MINUTE; ; t += MINUTE) {
    const now = wall(zone, t);
    if (now === local) return t;
    // Clocks were put forward over it: as long after as it would have been.
    if (before < local && now > local) return t + local - (before + MINUTE);
    before = now;
  }
}

const window = (body: Partial<WindowBody>): WindowBody =>
  windowBodySchema.parse({
    title: 'Night',
    kind: 'maintenance',
    timezone: 'Europe/Berlin',
    start: '2026-03-01T22:00',
    duration: '4h',
    scope: { items: ['component:default/cart'] },
    ...body,
  });
const at = (text: string) => Date.parse(text);
const spans = (body: WindowBody, from: string, to: string) =>
  new WindowSchedule(body)
    .between(at(from), at(to))
    .map(
      ({ startsAt, endsAt }) =>
        `${new Date(startsAt).toISOString().slice(0, 16)}/${new Date(endsAt)
          .toISOString()
          .slice(0, 16)}`,
    );

describe('a local time', () => {
  it('is the instant that going through all minutes finds, in every zone', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.constantFrom(...SWITCHES),
        fc.integer({ min: -24 * 60, max: 48 * 60 }),
        (zone, day, minutes) => {
          const local = at(`${day}T00:00:00Z`) + minutes * MINUTE;
          expect(instantOfLocal(new Zone(zone), local)).toBe(
            instantByMinutes(zone, local),
          );
        },
      ),
      { numRuns: runs },
    );
  });

  it('reads what it writes, and nothing that no calendar has', () => {
    expect(writeLocalTime(readLocalTime('2026-02-28T23:59')!)).toBe(
      '2026-02-28T23:59',
    );
    expect(readLocalTime('2026-02-29T10:00')).toBeUndefined();
    expect(readLocalTime('2026-02-28T24:00')).toBeUndefined();
    expect(readLocalTime('2026-02-28T10:00Z')).toBeUndefined();
  });
});

describe('a window', () => {
  it('is at the same local time in summer and in winter', () => {
    const weekly = window({ rrule: 'FREQ=WEEKLY;BYDAY=SU' });
    expect(spans(weekly, '2026-03-20T00:00Z', '2026-04-06T00:00Z')).toEqual([
      '2026-03-22T21:00/2026-03-23T01:00',
      '2026-03-29T20:00/2026-03-30T00:00',
      '2026-04-05T20:00/2026-04-06T00:00',
    ]);
  });

  it('that begins in a gap begins as long after it', () => {
    const inGap = window({ start: '2026-03-29T02:30', duration: '1h' });
    expect(spans(inGap, '2026-03-28T00:00Z', '2026-03-31T00:00Z')).toEqual([
      '2026-03-29T01:30/2026-03-29T02:30',
    ]);
    expect(localTimeIn('Europe/Berlin', at('2026-03-29T01:30Z'))).toBe(
      '2026-03-29T03:30',
    );
  });

  it('that begins in the hour that comes twice begins in the first', () => {
    const twice = window({ start: '2026-10-25T02:30', duration: '1h' });
    expect(spans(twice, '2026-10-24T00:00Z', '2026-10-27T00:00Z')).toEqual([
      '2026-10-25T00:30/2026-10-25T01:30',
    ]);
  });

  it('counts hours exactly, and days by the calendar', () => {
    const hours = window({ start: '2026-10-24T18:00', duration: '24h' });
    const day = window({ start: '2026-10-24T18:00', duration: '1d' });
    const ends = window({ start: '2026-10-24T02:30', duration: '1d' });
    const around = ['2026-10-23T00:00Z', '2026-10-27T00:00Z'] as const;
    expect(spans(hours, ...around)).toEqual([
      '2026-10-24T16:00/2026-10-25T16:00',
    ]);
    expect(spans(day, ...around)).toEqual([
      '2026-10-24T16:00/2026-10-25T17:00',
    ]);
    // It ends in the hour that comes twice: in the first.
    expect(spans(ends, ...around)).toEqual([
      '2026-10-24T00:30/2026-10-25T00:30',
    ]);
  });

  it('goes on at an instant if going through its days says so, in every zone', () => {
    fc.assert(
      fc.property(
        fc.record({
          timezone: fc.constantFrom(...ZONES),
          day: fc.constantFrom(...SWITCHES),
          minute: fc.integer({ min: 0, max: 24 * 60 - 1 }),
          every: fc.integer({ min: 1, max: 3 }),
          days: fc.integer({ min: 0, max: 1 }),
          minutes: fc.integer({ min: 1, max: 300 }),
          probes: fc.array(
            fc.integer({ min: -2 * 24 * 60, max: 4 * 24 * 60 }),
            {
              minLength: 5,
              maxLength: 5,
            },
          ),
        }),
        ({ timezone, day, minute, every, days, minutes, probes }) => {
          const first = at(`${day}T00:00:00Z`) - 6 * DAY + minute * MINUTE;
          const body = window({
            timezone,
            start: writeLocalTime(first),
            duration: `${days}d${minutes}m`,
            rrule: `FREQ=DAILY;INTERVAL=${every}`,
          });
          const byDays: [number, number][] = [];
          for (let n = 0; n < 14; n += every) {
            const local = first + n * DAY;
            const startsAt = instantByMinutes(timezone, local);
            const end = days
              ? instantByMinutes(timezone, local + DAY)
              : startsAt;
            byDays.push([startsAt, end + minutes * MINUTE]);
          }
          for (const probe of probes) {
            const instant = at(`${day}T00:00:00Z`) + probe * MINUTE;
            const goesOn = byDays.some(([s, e]) => s <= instant && instant < e);
            expect(timesOf(body, instant, instant + 1).length > 0).toBe(goesOn);
          }
        },
      ),
      { numRuns: Math.ceil(runs / 3) },
    );
  });

  it('comes on the days that going through the calendar finds', () => {
    const codes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
    const weekday = (d: Date) => (d.getUTCDay() + 6) % 7;
    const lastOf = (d: Date) =>
      new Date(
        Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + 1, 0),
      ).getUTCDate();
    const months = (d: Date) => d.getUTCFullYear() * 12 + d.getUTCMonth();
    const monday = (d: Date) => Math.floor(d.getTime() / DAY) - weekday(d);

    interface Rule {
      text: string;
      on(day: Date, start: Date, every: number): boolean;
    }
    const rules: fc.Arbitrary<Rule> = fc.oneof(
      fc.constant<Rule>({
        text: 'FREQ=DAILY',
        on: (d, s, n) => ((d.getTime() - s.getTime()) / DAY) % n === 0,
      }),
      fc
        .uniqueArray(fc.integer({ min: 0, max: 6 }), {
          minLength: 0,
          maxLength: 3,
        })
        .map<Rule>(days => ({
          text: days.length
            ? `FREQ=WEEKLY;BYDAY=${days.map(d => codes[d]).join(',')}`
            : 'FREQ=WEEKLY',
          on: (d, s, n) =>
            ((monday(d) - monday(s)) / 7) % n === 0 &&
            (days.length ? days : [weekday(s)]).includes(weekday(d)),
        })),
      fc.constantFrom(1, 15, 29, 31, -1, -3, 0).map<Rule>(nth => ({
        text: nth ? `FREQ=MONTHLY;BYMONTHDAY=${nth}` : 'FREQ=MONTHLY',
        on: (d, s, n) => {
          const wanted = nth || s.getUTCDate();
          return (
            (months(d) - months(s)) % n === 0 &&
            d.getUTCDate() === (wanted < 0 ? lastOf(d) + 1 + wanted : wanted)
          );
        },
      })),
      fc
        .tuple(fc.constantFrom(1, 2, 5, -1), fc.integer({ min: 0, max: 6 }))
        .map<Rule>(([nth, day]) => ({
          text: `FREQ=MONTHLY;BYDAY=${nth}${codes[day]}`,
          on: (d, s, n) =>
            (months(d) - months(s)) % n === 0 &&
            weekday(d) === day &&
            (nth > 0
              ? Math.ceil(d.getUTCDate() / 7) === nth
              : d.getUTCDate() + 7 > lastOf(d)),
        })),
      fc.constant<Rule>({
        text: 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
        on: (d, s, n) => {
          const rest = lastOf(d) - d.getUTCDate();
          const later = Array.from(
            { length: rest },
            (_, i) => (weekday(d) + i + 1) % 7,
          );
          return (
            (months(d) - months(s)) % n === 0 &&
            weekday(d) < 5 &&
            later.every(other => other > 4)
          );
        },
      }),
      fc
        .constantFrom<[number, number] | undefined>(
          [2, 29],
          [12, 20],
          undefined,
        )
        .map<Rule>(on => ({
          text: on
            ? `FREQ=YEARLY;BYMONTH=${on[0]};BYMONTHDAY=${on[1]}`
            : 'FREQ=YEARLY',
          on: (d, s, n) =>
            (d.getUTCFullYear() - s.getUTCFullYear()) % n === 0 &&
            d.getUTCMonth() === (on ? on[0] - 1 : s.getUTCMonth()) &&
            d.getUTCDate() === (on ? on[1] : s.getUTCDate()),
        })),
    );
    const ends = fc.oneof(
      fc.constant({}),
      fc.record({ count: fc.integer({ min: 1, max: 30 }) }),
      fc.record({ until: fc.integer({ min: 0, max: 2_000 }) }),
    ) as fc.Arbitrary<{ count?: number; until?: number }>;

    fc.assert(
      fc.property(
        rules,
        fc.integer({ min: 1, max: 4 }),
        ends,
        fc.integer({ min: 0, max: 3_000 }),
        fc.integer({ min: 0, max: 4_000 }),
        fc.integer({ min: 1, max: 500 }),
        (rule, every, { count, until }, startDay, ahead, long) => {
          const first = new Date(Date.UTC(2020, 0, 1 + startDay));
          const end =
            until === undefined ? undefined : first.getTime() + until * DAY;
          const text = (t: number) =>
            new Date(t).toISOString().slice(0, 10).replaceAll('-', '');
          const body = window({
            timezone: 'UTC',
            start: `${first.toISOString().slice(0, 10)}T09:00`,
            duration: '1h',
            rrule: [
              `${rule.text};INTERVAL=${every}`,
              ...(count ? [`COUNT=${count}`] : []),
              ...(end === undefined ? [] : [`UNTIL=${text(end)}`]),
            ].join(';'),
          });
          const from = first.getTime() + ahead * DAY;
          const to = from + long * DAY;
          const byDays: string[] = [];
          let seen = 0;
          for (let d = first.getTime(); d < to; d += DAY) {
            if (!rule.on(new Date(d), first, every)) continue;
            seen += 1;
            if (count && seen > count) break;
            if (end !== undefined && d > end) break;
            if (d >= from) byDays.push(new Date(d).toISOString().slice(0, 10));
          }
          const found = new WindowSchedule(body).between(from, to);
          expect(found.map(({ begins }) => begins.slice(0, 10))).toEqual(
            byDays,
          );
          // What is kept by years answers the same.
          expect(timesOf(body, from, to)).toEqual(found);
          const [next] = nextTimesOf(body, from, 1);
          expect(
            found.length === 0 || next.startsAt === found[0].startsAt,
          ).toBe(true);
        },
      ),
      { numRuns: runs * 3 },
    );
  });

  it('without an end is found far from its start', () => {
    const daily = window({ rrule: 'FREQ=DAILY', start: '1990-01-01T22:00' });
    const far = spans(daily, '2899-07-01T00:00Z', '2899-07-03T00:00Z');
    expect(far).toEqual([
      '2899-07-01T20:00/2899-07-02T00:00',
      '2899-07-02T20:00/2899-07-03T00:00',
    ]);
    expect(() =>
      occurrencesOf([{ key: 'daily', body: daily }], 0, at('2026-01-01')),
    ).toThrow('At most ten years');
  });

  it('ends by a date that is meant whole, a local time, or an instant', () => {
    const last = (until: string) =>
      nextTimesOf(
        window({ rrule: `FREQ=DAILY;UNTIL=${until}` }),
        at('2026-03-01'),
        99,
      ).map(({ begins }) => begins.slice(5, 10));
    expect(last('20260303')).toEqual(['03-01', '03-02', '03-03']);
    expect(last('20260303T215959')).toEqual(['03-01', '03-02']);
    // 22:00 in Berlin is 21:00 UTC.
    expect(last('20260303T210000Z')).toEqual(['03-01', '03-02', '03-03']);
    expect(last('20260303T205959Z')).toEqual(['03-01', '03-02']);
  });

  it('comes in order with others, and says which it is', () => {
    const freeze = window({
      kind: 'freeze',
      title: 'Year end',
      start: '2026-12-18T18:00',
      duration: '17d',
      rrule: 'FREQ=YEARLY',
    });
    const weekly = window({ rrule: 'FREQ=WEEKLY;BYDAY=SU' });
    const found = occurrencesOf(
      [
        { key: 'weekly', body: weekly },
        { key: 'year-end', body: freeze },
      ],
      at('2026-12-19'),
      at('2026-12-28'),
    );
    expect(found.map(({ key, begins }) => [key, begins])).toEqual([
      ['year-end', '2026-12-18T18:00'],
      ['weekly', '2026-12-20T22:00'],
      ['weekly', '2026-12-27T22:00'],
    ]);
    expect(found[0]).toMatchObject({ kind: 'freeze', title: 'Year end' });
  });
});
