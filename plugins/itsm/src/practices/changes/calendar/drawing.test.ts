import * as fc from 'fast-check';
import { DateTime, Settings } from 'luxon';
import { byDaysAndBegin, fitMonth } from './grid/fitMonth';
import { midnightsOf, spanOf, stepped, titleOf } from './span';
import type { Shown } from './span';
import { lanesOf } from './timeline/lanes';
import { ticksOf } from './timeline/scale';
import { extentOf, wordsPlace } from './timeline/wordsPlace';

const HOUR = 3_600_000;
const RUNS = Number(process.env.PROPERTY_RUNS ?? 100);

const items = fc
  .array(
    fc.record({
      start: fc.integer({ min: -60, max: 34 * 24 }),
      hours: fc.integer({ min: 1, max: 96 }),
    }),
    { maxLength: 60 },
  )
  .map(all =>
    all.map(({ start, hours }, i) => ({
      id: `i${i}`,
      start: start * HOUR,
      end: (start + hours) * HOUR,
    })),
  );

describe('what a month has room for', () => {
  it('is never more than its rows a day, and says of each day where there is more', () => {
    const midnights = Array.from({ length: 32 }, (_, day) => day * 24 * HOUR);
    fc.assert(
      fc.property(items, fc.integer({ min: 1, max: 5 }), (all, rows) => {
        const { drawn, crowded } = fitMonth(all, midnights, rows);
        for (let day = 0; day < 31; day += 1) {
          const of = all.filter(
            ({ start, end }) =>
              start < midnights[day + 1] && end > midnights[day],
          );
          const shown = of.filter(({ id }) => drawn.has(id)).length;
          expect(shown).toBeLessThanOrEqual(rows);
          expect(crowded[day]).toBe(shown < of.length ? of.length : 0);
        }
      }),
      { numRuns: RUNS },
    );
  });
});

it('a day begins with what goes on for days, and then tells what it has in the order in which that begins', () => {
  const day = (hours: number) => Date.UTC(2026, 10, 29, hours);
  const on = (id: string, from: number, to: number) => ({
    id,
    start: day(from),
    end: day(to),
  });
  const ofTheDay = [
    on('until midnight', 21, 24),
    on('short', 16, 17),
    on('freeze', 18, 50),
    on('long', 9, 15),
    on('early', 1, 2),
  ];
  expect(ofTheDay.sort(byDaysAndBegin).map(({ id }) => id)).toEqual([
    'freeze',
    'early',
    'long',
    'short',
    'until midnight',
  ]);
});

describe('bars in lanes', () => {
  it('stand each in the lane of its own, and never in each other with their words', () => {
    const perPixel = (31 * 24 * HOUR) / 1000;
    const drawn = ({ start, end }: { start: number; end: number }) => {
      const left = start / perPixel;
      const place = extentOf(left, (end - start) / perPixel, 1000 - left);
      return { start: place.left, end: place.right };
    };
    fc.assert(
      fc.property(items, all => {
        const bars = all.map((item, i) => ({
          ...item,
          lane: [undefined, 'a', 'b'][i % 3],
        }));
        const lanes = lanesOf(bars, drawn, name => name);
        expect(lanes.flatMap(lane => lane.bars).length).toBe(bars.length);
        for (const lane of lanes) {
          for (const [i, a] of lane.bars.entries()) {
            expect(a.item.lane).toBe(lane.of);
            expect(a.row).toBeLessThan(lane.rows);
            for (const b of lane.bars
              .slice(i + 1)
              .filter(o => o.row === a.row)) {
              const [one, other] = [drawn(a.item), drawn(b.item)];
              expect(one.end <= other.start || other.end <= one.start).toBe(
                true,
              );
            }
          }
        }
        const named = lanes.map(lane => lane.of);
        expect(named).toEqual([...named].sort());
      }),
      { numRuns: RUNS },
    );
  });

  it('have their words where there is room for them', () => {
    expect(wordsPlace(300, 400)).toEqual({ width: 300, words: 'within' });
    expect(wordsPlace(1, 400)).toEqual({ width: 6, words: 'beside' });
    expect(wordsPlace(10, 20)).toEqual({ width: 10, words: 'before' });
  });
});

describe('the time that is shown', () => {
  const usual = Settings.defaultZone;
  beforeAll(() => {
    Settings.defaultZone = 'Europe/Berlin';
    Settings.defaultLocale = 'en-GB';
  });
  afterAll(() => {
    Settings.defaultZone = usual;
    Settings.defaultLocale = 'en';
  });
  const at = (day: string, more: Partial<Shown> = {}): Shown => ({
    view: 'month',
    zoom: 'week',
    at: DateTime.fromISO(day),
    ...more,
  });

  it('is whole weeks of a month, from midnight to midnight of the reader', () => {
    const { from, to } = spanOf(at('2026-03-15'));
    expect([from.toISO(), to.toISO()]).toEqual([
      '2026-02-23T00:00:00.000+01:00',
      '2026-04-06T00:00:00.000+02:00',
    ]);
    // The day on which clocks are put forward has 23 hours, and none is lost or double.
    const midnights = midnightsOf(from, to);
    const lengths = midnights.slice(1).map((m, i) => (m - midnights[i]) / HOUR);
    expect(lengths).toHaveLength(42);
    expect(lengths.filter(hours => hours !== 24)).toEqual([23]);
    expect(lengths[34]).toBe(23);
  });

  it('is turned by what is shown', () => {
    expect(stepped(at('2026-01-31'), 1).toISODate()).toBe('2026-02-01');
    expect(stepped(at('2026-03-29', { view: 'week' }), 1).toISO()).toBe(
      '2026-03-30T00:00:00.000+02:00',
    );
    const day = at('2026-10-24', { view: 'timeline', zoom: 'day' });
    expect(stepped(day, 1).toISODate()).toBe('2026-10-25');
    expect(titleOf(at('2026-11-26'))).toBe('November 2026');
    expect(titleOf(at('2026-11-30', { view: 'week' }))).toBe(
      '30 Nov – 6 Dec 2026',
    );
  });

  it('has the hours of the wall on a day on which clocks are changed', () => {
    const hoursOf = (day: string) => {
      const { from, to } = spanOf(at(day, { view: 'timeline', zoom: 'day' }));
      return ticksOf(from, to, 'day').map(tick =>
        DateTime.fromMillis(tick.at).toFormat('HH'),
      );
    };
    expect(hoursOf('2026-03-29')).not.toContain('02');
    expect(hoursOf('2026-03-30')).toContain('02');
    expect(hoursOf('2026-10-25').filter(hour => hour === '02')).toHaveLength(1);
  });
});
