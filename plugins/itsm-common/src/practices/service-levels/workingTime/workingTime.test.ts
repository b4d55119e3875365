import fc from 'fast-check';
import { DateTime } from 'luxon';
import { spanFaults, WEEKDAYS, type WorkingHours } from './hours';
import { WorkingTime } from './WorkingTime';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const QUARTER = 15 * MINUTE;

const ZONES = Intl.supportedValuesOf('timeZone');
const at = (text: string) => Date.parse(text);

const office = (
  timeZone: string,
  days?: WorkingHours['days'],
): WorkingHours => ({
  timeZone,
  week: Object.fromEntries(
    WEEKDAYS.slice(0, 5).map(day => [
      day,
      [
        { from: '08:00', to: '12:00' },
        { from: '13:00', to: '17:00' },
      ],
    ]),
  ),
  days,
});
const always = (timeZone: string): WorkingHours => ({
  timeZone,
  week: Object.fromEntries(
    WEEKDAYS.map(day => [day, [{ from: '00:00', to: '24:00' }]]),
  ),
});

/** Whether an instant is working time: what the clock on the wall shows, looked up in the calendar. */
function isWorked(hours: WorkingHours, instant: number): boolean {
  const wall = DateTime.fromMillis(instant, { zone: hours.timeZone });
  const spans =
    hours.days?.[wall.toISODate()!] ??
    hours.week[WEEKDAYS[wall.weekday - 1]] ??
    [];
  const time = wall.toFormat('HH:mm');
  return spans.some(({ from, to }) => from <= time && time < to);
}

/** Working time, counted quarter by quarter; both instants must stand on one. */
function counted(hours: WorkingHours, a: number, b: number): number {
  let sum = 0;
  for (let t = a; t < b; t += QUARTER) if (isWorked(hours, t)) sum += QUARTER;
  return sum;
}

const quarter = fc
  .integer({ min: 0, max: 95 })
  .map(n => n * 15)
  .map(minutes => ({
    minutes,
    text: `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(
      minutes % 60,
    ).padStart(2, '0')}`,
  }));
const spans = fc
  .uniqueArray(quarter, { maxLength: 6, selector: q => q.minutes })
  .map(times => {
    const sorted = times.sort((a, b) => a.minutes - b.minutes);
    const pairs = [];
    for (let i = 0; i < sorted.length; i += 2)
      pairs.push({ from: sorted[i].text, to: sorted[i + 1]?.text ?? '24:00' });
    return pairs;
  });

/** Quarters of the years in which all zones change their clocks by whole quarters. */
const instants = fc
  .integer({ min: at('1990-01-01') / QUARTER, max: at('2060-01-01') / QUARTER })
  .map(n => n * QUARTER);

const calendars = fc
  .record({
    timeZone: fc.constantFrom(...ZONES),
    week: fc.record(
      Object.fromEntries(WEEKDAYS.map(day => [day, spans])) as Record<
        (typeof WEEKDAYS)[number],
        typeof spans
      >,
      { requiredKeys: [] },
    ),
  })
  .chain(hours =>
    fc.record({
      hours: fc
        .array(fc.tuple(fc.integer({ min: -3, max: 12 }), spans), {
          maxLength: 4,
        })
        .map(off => ({ ...hours, off })),
      start: instants,
    }),
  )
  // Exceptions near the start, or they would hardly ever be met.
  .map(({ hours: { off, ...hours }, start }) => ({
    start,
    hours: {
      ...hours,
      days: Object.fromEntries(
        off.map(([after, own]) => [
          new Date(start + after * DAY).toISOString().slice(0, 10),
          own,
        ]),
      ),
    } as WorkingHours,
  }));

/** Instants at which the clocks of a zone are changed. */
function changesOf(zone: string, year: number): number[] {
  const changes: number[] = [];
  const offset = (instant: number) =>
    DateTime.fromMillis(instant, { zone }).offset;
  for (let t = Date.UTC(year, 0); t < Date.UTC(year + 1, 0); t += DAY) {
    if (offset(t) === offset(t + DAY)) continue;
    let change = t;
    while (offset(change) === offset(t)) change += QUARTER;
    changes.push(change);
  }
  return changes;
}

describe('working time', () => {
  it('is what one counts quarter by quarter, in all zones', () => {
    fc.assert(
      fc.property(
        calendars,
        fc.integer({ min: 0, max: 10 * 96 }),
        ({ hours, start }, quarters) => {
          const end = start + quarters * QUARTER;
          expect(new WorkingTime(hours).between(start, end)).toBe(
            counted(hours, start, end),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is what one counts over a decade', () => {
    const hours = office('Europe/Berlin', { '2024-12-24': [] });
    const a = at('2018-03-01T00:00:00Z');
    const b = at('2028-03-01T00:00:00Z');
    // Local days stand on hours in Berlin: so one can count these.
    let sum = 0;
    for (let t = a; t < b; t += HOUR) if (isWorked(hours, t)) sum += HOUR;
    expect(new WorkingTime(hours).between(a, b)).toBe(sum);
  });

  it('is what one counts around each change of the clocks', () => {
    const zones = [
      'Europe/Berlin',
      'America/New_York',
      // Midnight does not exist on the day on which the clocks are put forward.
      'America/Santiago',
      'Africa/Cairo',
      'Asia/Beirut',
      // Half an hour forth and back.
      'Australia/Lord_Howe',
      // Back in winter, forth in summer, and twice around Ramadan.
      'Europe/Dublin',
      'Africa/Casablanca',
    ];
    for (const zone of zones) {
      const changes = changesOf(zone, 2025);
      expect(changes.length).toBeGreaterThanOrEqual(2);
      for (const hours of [
        office(zone),
        always(zone),
        {
          timeZone: zone,
          week: Object.fromEntries(
            WEEKDAYS.map(day => [
              day,
              [
                { from: '00:15', to: '02:30' },
                { from: '22:00', to: '24:00' },
              ],
            ]),
          ),
        },
      ]) {
        const time = new WorkingTime(hours);
        for (const change of changes) {
          for (const before of [0, 3 * HOUR, DAY]) {
            const a = change - before;
            const b = change + DAY + QUARTER;
            expect(time.between(a, b)).toBe(counted(hours, a, b));
          }
        }
      }
    }
  });

  it('the hour that comes twice is worked twice, the one that is skipped not at all', () => {
    const berlin = new WorkingTime(always('Europe/Berlin'));
    const night = new WorkingTime({
      timeZone: 'Europe/Berlin',
      week: { sunday: [{ from: '02:00', to: '03:00' }] },
    });
    const day = (date: string, next: string): [number, number] => [
      DateTime.fromISO(date, { zone: 'Europe/Berlin' }).toMillis(),
      DateTime.fromISO(next, { zone: 'Europe/Berlin' }).toMillis(),
    ];
    const october = day('2025-10-26', '2025-10-27');
    const march = day('2025-03-30', '2025-03-31');
    expect(berlin.between(...october)).toBe(25 * HOUR);
    expect(berlin.between(...march)).toBe(23 * HOUR);
    expect(night.between(...october)).toBe(2 * HOUR);
    expect(night.between(...march)).toBe(0);
  });

  it('a date that a zone left out has no time', () => {
    const apia = new WorkingTime({
      timeZone: 'Pacific/Apia',
      week: {},
      days: {
        '2011-12-29': [{ from: '08:00', to: '16:00' }],
        '2011-12-30': [{ from: '08:00', to: '16:00' }],
        '2011-12-31': [{ from: '08:00', to: '16:00' }],
      },
    });
    expect(apia.between(at('2011-12-01'), at('2012-02-01'))).toBe(16 * HOUR);
  });

  it('adds up, forwards and backwards', () => {
    fc.assert(
      fc.property(calendars, instants, instants, (calendar, b, c) => {
        const time = new WorkingTime(calendar.hours);
        const a = calendar.start;
        expect(time.between(a, b) + time.between(b, c)).toBe(
          time.between(a, c),
        );
        expect(time.between(b, a)).toBe(0 - time.between(a, b));
      }),
      { numRuns: 40 },
    );
  });

  it('the instant by which so much has passed is the earliest one', () => {
    fc.assert(
      fc.property(
        calendars,
        fc.integer({ min: 1, max: 400 * HOUR }),
        fc.integer({ min: 0, max: DAY }),
        ({ hours, start }, duration, offset) => {
          const time = new WorkingTime(hours);
          const from = start + offset;
          const due = time.add(from, duration);
          fc.pre(due !== undefined);
          expect(time.between(from, due!)).toBe(duration);
          expect(time.between(from, due! - 1)).toBe(duration - 1);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('backwards it is the latest from which on so much has passed', () => {
    fc.assert(
      fc.property(
        calendars,
        fc.integer({ min: 1, max: 400 * HOUR }),
        fc.integer({ min: 0, max: DAY }),
        ({ hours, start }, duration, offset) => {
          const time = new WorkingTime(hours);
          const until = start + offset;
          const since = time.add(until, -duration);
          fc.pre(since !== undefined);
          expect(time.between(since!, until)).toBe(duration);
          expect(time.between(since! + 1, until)).toBe(duration - 1);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('what ends with a working day ends then, not the next morning', () => {
    const time = new WorkingTime(office('UTC'));
    const friday = at('2026-03-06T16:00:00Z');
    expect(time.add(friday, HOUR)).toBe(at('2026-03-06T17:00:00Z'));
    expect(time.add(friday, HOUR + 1)).toBe(at('2026-03-09T08:00:00.001Z'));
    expect(time.add(friday, 0)).toBe(friday);
    expect(time.nextStart(at('2026-03-06T17:00:00Z'))).toBe(
      at('2026-03-09T08:00:00Z'),
    );
    expect(time.includes(at('2026-03-06T16:59:59.999Z'))).toBe(true);
    expect(time.includes(at('2026-03-06T17:00:00Z'))).toBe(false);
  });

  it('a calendar in which nobody works never comes to an end, and says so', () => {
    const never = new WorkingTime({ timeZone: 'UTC', week: {} });
    expect(never.between(at('2000-01-01'), at('2100-01-01'))).toBe(0);
    expect(never.add(at('2026-01-01'), 1)).toBeUndefined();
    expect(never.add(at('2026-01-01'), -1)).toBeUndefined();
    expect(never.nextStart(at('2026-01-01'))).toBeUndefined();
  });

  it('goals of ten years end where one counts them to', () => {
    const time = new WorkingTime(always('America/New_York'));
    const start = at('2026-01-01T00:00:00Z');
    expect(time.add(start, 3652 * DAY)).toBe(start + 3652 * DAY);
  });

  it('shows its stretches, which are as long as the time between', () => {
    fc.assert(
      fc.property(
        calendars,
        fc.integer({ min: 0, max: 500 * 96 }),
        ({ hours, start }, quarters) => {
          const time = new WorkingTime(hours);
          const end = start + quarters * QUARTER;
          const shown = [...time.spans(start, end)];
          const sum = shown.reduce((all, { from, to }) => all + to - from, 0);
          expect(sum).toBe(time.between(start, end));
          shown.forEach(({ from, to }, i) => {
            expect(from).toBeLessThan(to);
            expect(from).toBeGreaterThanOrEqual(
              i ? shown[i - 1].to + 1 : start,
            );
          });
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('spans of a day', () => {
  it('say what is wrong with them', () => {
    expect(spanFaults([{ from: '08:00', to: '24:00' }])).toEqual([]);
    expect(
      spanFaults([
        { from: '8:00', to: '12:00' },
        { from: '13:00', to: '25:00' },
        { from: '22:00', to: '06:00' },
        { from: '09:00', to: '12:00' },
        { from: '11:00', to: '14:00' },
        { from: '24:00', to: '24:00' },
      ]),
    ).toEqual([
      '"8:00" is no time of a day like 08:30',
      '"25:00" is no time of a day like 17:00 or 24:00',
      '22:00–06:00 ends before it begins; past midnight it is two spans: 22:00–24:00, and 00:00–06:00 on the next day',
      '"24:00" is no time of a day like 08:30',
      '09:00–12:00 and 11:00–14:00 overlap',
    ]);
  });
});
