import fc from 'fast-check';
import { agreementBodySchema } from '../schema';
import { WEEKDAYS, type WorkingHours } from '../workingTime/hours';
import { WorkingTime } from '../workingTime/WorkingTime';
import { clocksOf } from './clocksOf';
import type { Agreed, Calendar, Facts, Moment, Target } from './model';
import { thresholdAmount, thresholdInstants } from './thresholds';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.parse('2026-03-26T20:00Z');
/** Longer than any goal takes by any calendar. */
const AHEAD = 25 * 24 * 60;

const hours = (from: string, to: string, days: number): WorkingHours => ({
  timeZone: 'Europe/Berlin',
  week: Object.fromEntries(
    WEEKDAYS.slice(0, days).map(day => [day, [{ from, to }]]),
  ),
});
const office = new WorkingTime(hours('08:00', '16:00', 5));
const early = new WorkingTime(hours('06:00', '14:00', 5));
const always = new WorkingTime(hours('00:00', '24:00', 7));

/** One agreement with a goal for each priority, by a calendar that becomes another one. */
function agreedOn(
  goals: readonly number[],
  first: WorkingTime,
  then: { from: number; working: WorkingTime },
): Agreed {
  const target: Target = {
    metric: 'resolution',
    goalOf: facts => ({
      goal: goals[Number(facts.priority) - 1],
      calendar: 'hours',
    }),
    pauses: facts => facts.statusCategory === 'waiting',
    stops: facts => facts.statusCategory === 'resolved',
    reopen: 'resume',
    retroactive: false,
  };
  const agreement = {
    ...{ key: 'a', version: 1, name: 'A', type: 'sla' as const },
    covers: () => true,
    targets: [target],
  };
  return {
    agreementsAt: () => [agreement],
    calendarAt: (key, at): Calendar =>
      at >= then.from
        ? { key, version: 2, working: then.working }
        : { key, version: 1, working: first },
    changes: [then.from],
  };
}

const POINTS = ['5%', '50%', '75%', '100%', '150%', '-30m', '-100h', '+1h'];

describe('the instants of thresholds', () => {
  const minute = fc.integer({ min: 0, max: 5 * 24 * 60 });
  const facts = fc.record({
    statusCategory: fc.constantFrom('open', 'open', 'waiting', 'resolved'),
    priority: fc.constantFrom(1, 1, 2),
  });
  const lives = fc
    .array(fc.record({ minute, facts }), { minLength: 1, maxLength: 6 })
    .map(steps =>
      steps.map(
        (step, i): Moment => ({
          at: START + step.minute * MINUTE,
          position: i,
          facts: step.facts,
        }),
      ),
    );
  // Of which five percent are whole minutes.
  const goal = fc.integer({ min: 1, max: 150 }).map(n => n * 20 * MINUTE);
  const calendar = fc.constantFrom(office, early, always);

  it('are those at which one arrives counting minute by minute', () => {
    const told = { reached: 0, nothing: 0 };
    fc.assert(
      fc.property(
        lives,
        fc.tuple(goal, goal),
        fc.tuple(calendar, calendar, minute),
        fc.integer({ min: 0, max: 6 * 24 * 60 }),
        (moments, goals, [first, working, moved], minutes) => {
          const agreed = agreedOn(goals, first, {
            from: START + moved * MINUTE,
            working,
          });
          const sorted = [...moments].sort(
            (a, b) => a.at - b.at || a.position - b.position,
          );
          const now = sorted[0].at + minutes * MINUTE;
          const [clock] = clocksOf(moments, agreed, now);
          const cycle = clock?.cycles[0];
          if (!cycle) return;
          if (cycle.state !== 'running') {
            told.nothing += thresholdInstants(cycle, POINTS, agreed, now).size;
            return;
          }
          const factsAt = (at: number): Facts =>
            sorted.filter(m => m.at <= Math.min(at, now)).pop()!.facts;
          // When the goal in force came, if it was another one before.
          const goalAt = (at: number) =>
            goals[Number(factsAt(at).priority) - 1];
          let since = now;
          while (
            since > cycle.startedAt &&
            goalAt(since - MINUTE) === goalAt(now)
          )
            since -= MINUTE;
          if (since === cycle.startedAt) since = -Infinity;
          const instants = thresholdInstants(cycle, POINTS, agreed, now);
          for (const point of POINTS) {
            const amount = thresholdAmount(point, goalAt(now))!;
            let counted = 0;
            let at = cycle.startedAt;
            let begun = false;
            const end = now + AHEAD * MINUTE;
            for (; at < end; at += MINUTE) {
              // Nothing is reached before the clock runs.
              const runs = factsAt(at).statusCategory === 'open';
              begun ||= runs;
              if (begun && counted >= amount) break;
              const hoursThen = agreed.calendarAt('hours', Math.min(at, now))!;
              if (runs && hoursThen.working.includes(at)) counted += MINUTE;
            }
            expect([point, instants.get(point)]).toEqual([
              point,
              Math.max(at, since),
            ]);
            told.reached += 1;
          }
        },
      ),
      { numRuns: 150 },
    );
    expect(told.reached).toBeGreaterThan(100);
    // What does not run reaches nothing.
    expect(told.nothing).toBe(0);
  });

  const lived = (steps: [number, Facts][], now: number, version = Infinity) => {
    const agreed = agreedOn([4 * HOUR, 24 * HOUR], always, {
      from: version,
      working: always,
    });
    const moments = steps.map(([at, f], position) => ({
      at: START + at,
      position,
      facts: { statusCategory: 'open', ...f },
    }));
    const [clock] = clocksOf(moments, agreed, START + now);
    const instants = thresholdInstants(
      clock.cycles[0],
      ['50%'],
      agreed,
      START + now,
    );
    return instants.get('50%')! - START;
  };

  it('what another priority made reached, is reached at that change', () => {
    const raised: [number, Facts][] = [
      [0, { priority: 2 }],
      [3 * HOUR, { priority: 1 }],
    ];
    // Also at the very instant.
    expect(lived(raised, 3 * HOUR)).toBe(3 * HOUR);
    expect(lived(raised, 9 * HOUR)).toBe(3 * HOUR);
    // A comment changes nothing about that.
    expect(lived([...raised, [4 * HOUR, { priority: 1 }]], 9 * HOUR)).toBe(
      3 * HOUR,
    );
  });

  it('a threshold is a part of the goal, or a duration before or after it', () => {
    const body = (at: string) =>
      agreementBodySchema.safeParse({
        name: 'Gold',
        type: 'sla',
        targets: [
          {
            metric: 'resolution',
            goals: [{ within: '4h', calendar: 'c' }],
            thresholds: [{ at, actions: [{ do: 'webhook' }] }],
          },
        ],
      }).success;
    for (const at of ['1%', '75%', '500%', '-30m', '+1h30m'])
      expect([at, body(at)]).toEqual([at, true]);
    for (const at of ['0%', '501%', '7.5%', '30m', '-', '+0m', '-1d', '%', ''])
      expect([at, body(at)]).toEqual([at, false]);
  });
});
