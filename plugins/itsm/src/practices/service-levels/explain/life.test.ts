import { lifeOf } from './life';
import type { Cycle } from './life';

const HOUR = 3_600_000;
const START = Date.parse('2026-03-02T08:00:00.000Z');
const at = (hours: number) => new Date(START + hours * HOUR).toISOString();

const stretch = (
  from: number,
  to: number,
  changes: Partial<Cycle['stretches'][number]> = {},
): Cycle['stretches'][number] => ({
  from: at(from),
  to: at(to),
  state: 'running',
  elapsed: 0,
  working: [],
  ...changes,
});

const aCycle = (
  stretches: Cycle['stretches'],
  changes: Partial<Cycle> = {},
): Cycle => ({
  startedAt: at(0),
  state: 'running',
  goal: 20 * HOUR,
  elapsed: 0,
  breached: false,
  heldBy: [],
  stretches,
  passed: [],
  sentences: [],
  ...changes,
});

/** Pieces by their instants, in hours from the start. */
function drawn(cycle: Cycle, now: number) {
  const life = lifeOf(cycle, at(now))!;
  const hours = (share: number) =>
    Math.round(
      ((life.from + share * (life.to - life.from) - START) / HOUR) * 100,
    ) / 100;
  return {
    life,
    pieces: life.pieces.map(({ what, x, width }) => [
      what,
      hours(x),
      hours(x + width),
    ]),
    hours,
  };
}

it('working time counts, what is around it does not, and what is to come is told apart', () => {
  const { pieces, life, hours } = drawn(
    aCycle(
      [
        stretch(0, 10, { working: [{ from: at(1), to: at(4) }] }),
        stretch(10, 12, { state: 'paused' }),
      ],
      { dueAt: at(20) },
    ),
    12,
  );
  expect(pieces).toEqual([
    ['outside', 0, 1],
    ['outside', 4, 10],
    ['running', 1, 4],
    ['paused', 10, 12],
    ['ahead', 12, 20],
  ]);
  expect(hours(life.now!)).toBe(12);
  expect(hours(life.due!.x)).toBe(20);
});

it('what was done long ago is not drawn until today', () => {
  const { life, hours, pieces } = drawn(
    aCycle([stretch(0, 2), stretch(2, 2_000, { state: 'stopped' })], {
      state: 'stopped',
    }),
    2_000,
  );
  expect(hours(1)).toBeLessThan(3);
  expect(pieces[pieces.length - 1][0]).toBe('stopped');
  expect(life.now).toBeUndefined();
});

it('marks where the agreement, the goal or the group changes, those at once together', () => {
  const gold = { agreement: { key: 'gold', version: 1 }, goal: 4 * HOUR };
  const { life } = drawn(
    aCycle([
      stretch(0, 5, { ...gold, ownerRef: 'group:default/a' }),
      stretch(5, 6, { ...gold, ownerRef: 'group:default/b' }),
      stretch(6, 9, {
        agreement: { key: 'gold', version: 2 },
        goal: 2 * HOUR,
        ownerRef: 'group:default/b',
      }),
    ]),
    9,
  );
  expect(life.marks.map(({ at: when, changes }) => [when, changes])).toEqual([
    [at(5), ['owner']],
    [at(6), ['agreement', 'goal']],
  ]);
});

it.each([0.01, 0.5, 3, 20, 100, 2_000, 20_000])(
  'an axis over %s hours has round instants, few enough to be read',
  length => {
    const { life } = drawn(aCycle([stretch(0, length)]), length);
    expect(life.ticks.length).toBeGreaterThanOrEqual(1);
    expect(life.ticks.length).toBeLessThanOrEqual(6);
    for (const { x } of life.ticks) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(1);
    }
  },
);
