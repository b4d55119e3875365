import { beforePrevious, marksOf, nextChange, stepOf } from './marks';

const instant = (ms: number) => new Date(ms).toISOString();
const events = (...times: number[]) => times.map(ms => ({ at: instant(ms) }));
const span = { from: 100_000, to: 200_000 };

describe('the marks of a slider', () => {
  it('stand where something changed', () => {
    expect(marksOf(events(175_000, 125_000), span)).toEqual([
      { place: 0.25, count: 1 },
      { place: 0.75, count: 1 },
    ]);
  });

  it('leave out how it was found when the history began', () => {
    expect(marksOf(events(100_000), span)).toEqual([]);
  });

  it('become one where they would touch', () => {
    expect(marksOf(events(150_000, 150_400, 160_000), span)).toEqual([
      { place: 0.5, count: 2 },
      { place: 0.6, count: 1 },
    ]);
  });
});

describe('stepping from change to change', () => {
  const known = events(180_000, 140_000, 100_000);

  it('goes to just before the one before, and on to the next one', () => {
    expect(beforePrevious(known, 200_000, span)).toBe(instant(179_999));
    expect(beforePrevious(known, 179_999, span)).toBe(instant(139_999));
    expect(nextChange(known, 139_999)).toBe(instant(140_000));
    expect(nextChange(known, 140_000)).toBe(instant(180_000));
  });

  it('ends at the beginning of the history and at the last change', () => {
    expect(beforePrevious(known, 139_999, span)).toBeUndefined();
    expect(nextChange(known, 180_000)).toBeUndefined();
  });
});

it('an arrow key goes whole seconds, however long the history is', () => {
  expect(stepOf(span)).toBe(1000);
  const year = 365 * 24 * 3600_000;
  expect(stepOf({ from: 0, to: year })).toBe(Math.round(year / 400_000) * 1000);
});
