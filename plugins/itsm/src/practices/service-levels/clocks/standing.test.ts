import fc from 'fast-check';
import { inReadingOrder, leftAt, mostUrgent, standingOf } from './standing';
import type { ShownClock } from './standing';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const AT = '2026-03-02T10:00:00.000Z';
/** When the answer came by a clock that is wrong by two hours. */
const RECEIVED = Date.parse(AT) + 2 * HOUR;
const answered = { at: AT, receivedAt: RECEIVED };

const aClock = (changes: Partial<ShownClock> = {}): ShownClock => ({
  id: 'sla:resolution',
  type: 'sla',
  metric: 'resolution',
  state: 'running',
  goal: 4 * HOUR,
  elapsed: HOUR,
  breached: false,
  counting: true,
  ...changes,
});

describe('what is left', () => {
  it('gets less as time passes here, whatever the clock of this machine says', () => {
    expect(leftAt(aClock(), answered, RECEIVED)).toBe(3 * HOUR);
    expect(leftAt(aClock(), answered, RECEIVED + HOUR)).toBe(2 * HOUR);
  });

  it('stands still when working time is over', () => {
    const clock = aClock({ changesAt: '2026-03-02T10:30:00.000Z' });
    expect(leftAt(clock, answered, RECEIVED + 2 * HOUR)).toBe(2.5 * HOUR);
  });

  it('stands still while nothing counts', () => {
    const held = aClock({ state: 'paused', counting: false });
    expect(leftAt(held, answered, RECEIVED + 9 * HOUR)).toBe(3 * HOUR);
  });

  it('never grows', () => {
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.nat(HOUR),
        fc.nat(9 * HOUR),
        fc.nat(9 * HOUR),
        (counting, ends, first, more) => {
          const clock = aClock({
            counting,
            changesAt: new Date(Date.parse(AT) + ends).toISOString(),
          });
          const before = leftAt(clock, answered, RECEIVED + first);
          const after = leftAt(clock, answered, RECEIVED + first + more);
          expect(after).toBeLessThanOrEqual(before);
        },
      ),
    );
  });
});

describe('how a clock stands', () => {
  it.each([
    ['running', aClock(), 3 * HOUR],
    ['short', aClock(), HOUR - 1],
    ['late', aClock(), -1],
    ['closed', aClock({ counting: false }), HOUR],
    ['late', aClock({ counting: false }), -1],
    ['paused', aClock({ state: 'paused', counting: false }), HOUR],
    ['late', aClock({ state: 'paused', breached: true }), -HOUR],
    ['idle', aClock({ state: 'idle', counting: false }), HOUR],
    ['kept', aClock({ state: 'stopped' }), HOUR],
    ['missed', aClock({ state: 'stopped', breached: true }), -HOUR],
    ['cancelled', aClock({ state: 'cancelled' }), HOUR],
  ] as const)('%s', (standing, clock, left) => {
    expect(standingOf(clock, left)).toBe(standing);
  });
});

describe('several clocks', () => {
  const sla = aClock({ dueAt: '2026-03-02T14:00:00.000Z' });
  const ola = aClock({
    id: 'ola:resolution:group:default/payments',
    type: 'ola',
    dueAt: '2026-03-02T12:00:00.000Z',
  });
  const held = aClock({ id: 'uc', type: 'uc', state: 'paused' });
  const done = aClock({ metric: 'response', state: 'stopped' });

  it('are read with what customers were promised first, in the order of events', () => {
    expect(inReadingOrder([held, ola, sla, done])).toEqual([
      done,
      sla,
      ola,
      held,
    ]);
  });

  it('the most urgent is the running one that is due first', () => {
    expect(mostUrgent([held, sla, ola, done])).toBe(ola);
    expect(mostUrgent([done, held])).toBe(held);
  });

  it('when all is done what came of the resolution is told', () => {
    const solved = aClock({ state: 'stopped' });
    expect(mostUrgent([done, solved])).toBe(solved);
    expect(mostUrgent([done])).toBeUndefined();
  });
});
