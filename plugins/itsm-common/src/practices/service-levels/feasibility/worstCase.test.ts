import fc from 'fast-check';
import { WEEKDAYS } from '../workingTime/hours';
import { WorkingTime } from '../workingTime/WorkingTime';
import { worstCaseOf } from './worstCase';

const RUNS = Number(process.env.CALLBOARD_PROPERTY_RUNS ?? 40);
const HOUR = 3_600_000;
const QUARTER = HOUR / 4;
const DAY = 24 * HOUR;
const at = (text: string) => Date.parse(text);

const hours = (
  from: string,
  to: string,
  days: number,
  timeZone = 'Europe/Berlin',
  special?: Record<string, { from: string; to: string }[]>,
) =>
  new WorkingTime({
    timeZone,
    week: Object.fromEntries(
      WEEKDAYS.slice(0, days).map(day => [day, [{ from, to }]]),
    ),
    days: special,
  });
const always = () => hours('00:00', '24:00', 7);
const office = () => hours('09:00', '17:00', 5);
const YEAR = at('2026-01-01T00:00:00Z');

const passedIn = (own: [WorkingTime, number], behind: [WorkingTime, number]) =>
  worstCaseOf(
    { working: own[0], within: own[1] * HOUR },
    { working: behind[0], within: behind[1] * HOUR },
    YEAR,
  )!;

describe('the worst start of a year', () => {
  it('leaves no room for 8 hours in 4, in the same calendar', () => {
    expect(passedIn([always(), 4], [always(), 8]).passed).toBe(8 * HOUR);
  });

  it('is at night where the supplier sleeps', () => {
    // 4 h of office hours pass, but over a night 20 h have, and over a weekend 68 h.
    const worst = passedIn([always(), 8], [office(), 4]);
    expect(worst.passed).toBeGreaterThan(4 * HOUR);
    const done = worst.done - worst.start;
    expect(worst.passed).toBe(done);
  });

  it('never comes where the supplier works while the office is closed', () => {
    // 8 h around the clock are at most the 8 h of a working day.
    expect(passedIn([office(), 8], [always(), 8]).passed).toBe(8 * HOUR);
    expect(passedIn([office(), 8], [always(), 12]).passed).toBe(8 * HOUR);
  });

  it('finds the one day on which the office is open and the supplier is not', () => {
    const withHoliday = hours('09:00', '17:00', 5, 'Europe/Berlin', {
      '2026-06-03': [],
    });
    const worst = passedIn([office(), 8], [withHoliday, 8]);
    expect(worst.passed).toBe(16 * HOUR);
    expect(worst.start).toBeGreaterThan(at('2026-06-02T07:00:00Z'));
    expect(worst.start).toBeLessThanOrEqual(at('2026-06-03T07:00:00Z'));
    expect(worst.done).toBeLessThanOrEqual(at('2026-06-04T15:00:00Z'));
    // Its own time was over while the supplier was away.
    expect(worst.due).toBeLessThanOrEqual(at('2026-06-03T15:00:00Z'));
  });

  it('is the worst of all starts, tried one by one', () => {
    const spans = fc
      .tuple(fc.nat(94), fc.nat(94))
      .map(([a, b]) => [Math.min(a, b), Math.max(a, b) + 1])
      .map(([a, b]) => ({ from: wall(a), to: wall(b) }));
    const weeks = fc
      .tuple(
        fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kolkata'),
        fc.array(fc.option(spans, { nil: undefined }), {
          minLength: 7,
          maxLength: 7,
        }),
      )
      .filter(([, days]) => days.some(Boolean))
      .map(
        ([timeZone, days]) =>
          new WorkingTime({
            timeZone,
            week: Object.fromEntries(
              WEEKDAYS.map((day, i) => [day, days[i] ? [days[i]!] : []]),
            ),
          }),
      );
    const amounts = fc.integer({ min: 1, max: 80 }).map(n => n * QUARTER);
    // The last Sunday of March is among the days.
    const from = at('2026-03-25T00:00:00Z');
    const length = 9 * DAY;
    fc.assert(
      fc.property(weeks, amounts, weeks, amounts, (own, a, other, b) => {
        const worst = worstCaseOf(
          { working: own, within: a },
          { working: other, within: b },
          from,
          length,
        )!;
        let most = -1;
        for (let start = from; start <= from + length; start += QUARTER) {
          for (const t of [start, start + 1]) {
            if (t > from + length) continue;
            most = Math.max(most, own.between(t, other.add(t, b)!));
          }
        }
        expect(worst.passed).toBe(most);
        expect(own.between(worst.start, worst.done)).toBe(most);
        // What has passed too much of its time is late; what is not may end in the night after it.
        expect(most <= a || worst.done > worst.due).toBe(true);
      }),
      { numRuns: RUNS },
    );
  });

  it('takes a few thousand instants of a year, not all of them', () => {
    const busy = new WorkingTime({
      timeZone: 'Europe/Berlin',
      week: Object.fromEntries(
        WEEKDAYS.map(day => [
          day,
          Array.from({ length: 12 }, (_, n) => ({
            from: wall(n * 8),
            to: wall(n * 8 + 4),
          })),
        ]),
      ),
    });
    let asked = 0;
    const add = busy.add.bind(busy);
    busy.add = (...args) => {
      asked += 1;
      return add(...args);
    };
    worstCaseOf(
      { working: busy, within: 40 * HOUR },
      { working: busy, within: 30 * HOUR },
      YEAR,
    );
    expect(asked).toBeLessThan(150_000);
  });

  it('is none where nobody ever works', () => {
    const never = new WorkingTime({ timeZone: 'UTC', week: {} });
    expect(
      worstCaseOf(
        { working: always(), within: HOUR },
        { working: never, within: HOUR },
        YEAR,
      ),
    ).toBeUndefined();
  });
});

function wall(quarters: number): string {
  const minutes = quarters * 15;
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(
    minutes % 60,
  ).padStart(2, '0')}`;
}
