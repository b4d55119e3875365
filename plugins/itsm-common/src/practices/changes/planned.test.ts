import fc from 'fast-check';
import {
  clockChangeWithin,
  EARLY_START_MINUTES,
  MOST_WINDOW_DAYS,
  PAST_START_MINUTES,
  pastStart,
  startRefusal,
  windowFault,
} from './planned';

const MINUTE = 60_000;
const DAY = 86_400_000;
const at = (text: string) => Date.parse(text);

describe('a planned window', () => {
  it('is refused exactly if it ends before it starts, or is too long', () => {
    const instant = fc.integer({ min: 0, max: 200 * DAY });
    fc.assert(
      fc.property(instant, instant, (plannedStart, plannedEnd) => {
        const fine =
          plannedEnd > plannedStart &&
          plannedEnd - plannedStart <= MOST_WINDOW_DAYS * DAY;
        expect(windowFault({ plannedStart, plannedEnd }) === undefined).toBe(
          fine,
        );
      }),
      { numRuns: 200 },
    );
    expect(windowFault({ plannedStart: 5 })).toBeUndefined();
    expect(
      windowFault({
        plannedStart: at('2026-03-01T00:00:00Z'),
        plannedEnd: at('2036-03-01T00:00:00Z'),
      })?.words,
    ).toContain('at most 90 days');
  });

  it('has passed when its start has', () => {
    const grace = PAST_START_MINUTES * MINUTE;
    expect(pastStart({ plannedStart: 10 }, grace + 11)?.field).toBe(
      'plannedStart',
    );
    // What passed while one was writing is still now.
    expect(pastStart({ plannedStart: 10 }, grace + 10)).toBeUndefined();
    expect(pastStart({}, 10)).toBeUndefined();
  });

  it('lets a change start from a little before it until it ends', () => {
    const plannedStart = at('2026-03-01T12:00:00Z');
    const plannedEnd = plannedStart + 60 * MINUTE;
    const refused = (now: number) =>
      startRefusal({ plannedStart, plannedEnd }, now);
    const early = plannedStart - EARLY_START_MINUTES * MINUTE;
    expect(refused(early - 1)).toMatch(
      /begins at 2026-03-01 12:00 UTC.*reschedule/,
    );
    expect(refused(early)).toBeUndefined();
    expect(refused(plannedEnd)).toBeUndefined();
    expect(refused(plannedEnd + 1)).toMatch(/ended .*reschedule/);
    expect(startRefusal({}, early)).toMatch(/no planned window/);
  });

  it('says when clocks are changed within it, in the zone of who reads it', () => {
    const spring: [number, number] = [
      at('2026-03-29T00:00:00Z'),
      at('2026-03-29T03:00:00Z'),
    ];
    const autumn: [number, number] = [
      at('2026-10-25T00:00:00Z'),
      at('2026-10-25T03:00:00Z'),
    ];
    expect(clockChangeWithin(...spring, 'Europe/Zurich')).toBe(60);
    expect(clockChangeWithin(...autumn, 'Europe/Zurich')).toBe(-60);
    expect(clockChangeWithin(...spring, 'Asia/Tokyo')).toBe(0);
    expect(clockChangeWithin(...spring, 'Nowhere/Nothing')).toBe(0);
  });
});
