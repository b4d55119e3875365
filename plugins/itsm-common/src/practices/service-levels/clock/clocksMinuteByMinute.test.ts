import fc from 'fast-check';
import { WEEKDAYS, type WorkingHours } from '../workingTime/hours';
import { WorkingTime } from '../workingTime/WorkingTime';
import { clocksOf } from './clocksOf';
import type {
  Agreed,
  Agreement,
  Calendar,
  Clock,
  Facts,
  Moment,
  Target,
} from './model';

const MINUTE = 60_000;
const at = (text: string) => Date.parse(`2026-03-${text}Z`);

const everyDay = (from: string, to: string, days = 5): WorkingHours => ({
  timeZone: 'Europe/Berlin',
  week: Object.fromEntries(
    WEEKDAYS.slice(0, days).map(day => [day, [{ from, to }]]),
  ),
});
const calendars: Record<string, WorkingTime> = {
  office: new WorkingTime(everyDay('08:00', '16:00')),
  early: new WorkingTime(everyDay('06:00', '14:00')),
  always: new WorkingTime(everyDay('00:00', '24:00', 7)),
};
const { early } = calendars;

// What follows lives minute by minute, and everything happens at whole ones.

const GROUPS = ['group:default/a', 'group:default/b'];
const CATEGORIES = ['open', 'open', 'waiting', 'resolved'];
const START = at('26T20:00');

const facts = fc.record({
  statusCategory: fc.constantFrom(...CATEGORIES),
  priority: fc.constantFrom(1, 2, 3),
  ownerRef: fc.constantFrom(...GROUPS, undefined),
  serviceRef: fc.constantFrom('component:default/x', 'component:default/y'),
});
const minute = fc.integer({ min: 0, max: 5 * 24 * 60 });
const lives = fc
  .array(fc.record({ minute, facts, told: fc.boolean() }), {
    minLength: 1,
    maxLength: 8,
  })
  .map(steps =>
    steps.map(
      (step, i): Moment => ({
        at: START + step.minute * MINUTE,
        position: i,
        facts: step.facts,
        told: step.told,
      }),
    ),
  );
const targets = fc
  .record({
    metric: fc.constantFrom('resolution', 'update', 'response'),
    goals: fc.record(
      {
        1: fc.integer({ min: 0, max: 3000 }),
        2: fc.integer({ min: 0, max: 3000 }),
        3: fc.integer({ min: 0, max: 3000 }),
      },
      { requiredKeys: ['1'] },
    ),
    calendar: fc.constantFrom('office', 'early', 'always', 'gone'),
    reopen: fc.constantFrom('resume', 'restart'),
    retroactive: fc.boolean(),
    pausesIn: fc.constantFrom('waiting', 'never'),
  })
  .map(
    ({ metric, goals, calendar, reopen, retroactive, pausesIn }): Target => ({
      metric: metric as Target['metric'],
      goalOf: f => {
        const goal = (goals as Record<number, number | undefined>)[
          f.priority as number
        ];
        return goal === undefined
          ? undefined
          : { goal: goal * MINUTE, calendar };
      },
      pauses: f => f.statusCategory === pausesIn,
      stops: f => f.statusCategory === 'resolved',
      reopen: reopen as Target['reopen'],
      retroactive,
    }),
  );
const agreements = fc
  .array(
    fc.record({
      type: fc.constantFrom('sla', 'sla', 'ola', 'uc'),
      targets: fc.array(targets, { minLength: 1, maxLength: 3 }),
      covers: fc.constantFrom('all', 'component:default/x'),
      from: fc.option(minute, { nil: undefined, freq: 2 }),
      to: fc.option(minute, { nil: undefined, freq: 1 }),
    }),
    { maxLength: 4 },
  )
  .map(list =>
    list.map(({ type, covers, from, to, ...rest }, i) => ({
      from: from === undefined ? -Infinity : START + from * MINUTE,
      to: to === undefined ? Infinity : START + to * MINUTE,
      agreement: {
        ...rest,
        key: `a${i}`,
        version: 1,
        name: `A${i}`,
        type: type as Agreement['type'],
        covers: (f: Facts) => covers === 'all' || f.serviceRef === covers,
      } as Agreement,
    })),
  );
const worlds = fc
  .record({ list: agreements, moved: fc.option(minute, { nil: undefined }) })
  .map(({ list, moved }): Agreed => {
    const move = moved === undefined ? Infinity : START + moved * MINUTE;
    return {
      agreementsAt: when =>
        list.filter(a => a.from <= when && when < a.to).map(a => a.agreement),
      calendarAt: (key, when): Calendar | undefined => {
        if (!calendars[key]) return undefined;
        // At one instant office hours become early ones.
        return key === 'office' && when >= move
          ? { key, version: 2, working: early }
          : { key, version: 1, working: calendars[key] };
      },
      changes: [...list.flatMap(a => [a.from, a.to]), move]
        .filter(Number.isFinite)
        .sort((a, b) => a - b),
    };
  });

interface Lived {
  elapsed: number;
  done: boolean;
  goal: number;
}

/** The same minute by minute: at each it is looked up what holds, and a minute is counted or not. */
function lived(
  moments: readonly Moment[],
  agreed: Agreed,
  now: number,
): Map<string, Lived[]> {
  const clocks = new Map<string, Lived[]>();
  const sorted = [...moments].sort(
    (a, b) => a.at - b.at || a.position - b.position,
  );
  type Rule = { agreement: Agreement; target: Target };
  const rulesAt = (f: Facts, when: number) => {
    const rules = new Map<string, Rule>();
    for (const agreement of agreed.agreementsAt(when)) {
      if (!agreement.covers(f)) continue;
      if (agreement.type === 'ola' && !f.ownerRef) continue;
      for (const target of agreement.targets) {
        let id = `${agreement.type}:${target.metric}`;
        if (agreement.type === 'ola') id += `:${f.ownerRef}`;
        if (agreement.type === 'uc') id += `:${agreement.key}`;
        const goal = target.goalOf(f);
        if (rules.has(id) || !goal || !agreed.calendarAt(goal.calendar, when))
          continue;
        rules.set(id, { agreement, target });
      }
    }
    return rules;
  };
  const touch = (
    id: string,
    rule: Rule,
    f: Facts,
    told: boolean,
    promised: Facts = f,
  ) => {
    const runs = clocks.get(id) ?? [];
    clocks.set(id, runs);
    let run = runs[runs.length - 1];
    const done = rule.target.stops(f);
    const begin = () => {
      run = { elapsed: 0, done: false, goal: 0 };
      runs.push(run);
    };
    if (!run && !done) begin();
    else if (run && told && id.includes(':update') && !done) {
      run.done = true;
      begin();
    } else if (run?.done && !done) {
      if (rule.target.reopen === 'restart') begin();
      else run.done = false;
    }
    if (!run) return undefined;
    run.goal = run.done && done ? run.goal : rule.target.goalOf(promised)!.goal;
    run.done = done;
    return run;
  };
  const count = (
    run: Lived,
    rule: Rule,
    f: Facts,
    when: number,
    cal: number,
    promised: Facts = f,
  ) => {
    if (run.done || rule.target.pauses(f)) return;
    const { calendar } = rule.target.goalOf(promised)!;
    if (agreed.calendarAt(calendar, cal)!.working.includes(when))
      run.elapsed += MINUTE;
  };
  const factsAt = (when: number) =>
    sorted.filter(m => m.at <= when).pop()!.facts;

  const step = (f: Facts, told: boolean, when: number) => {
    for (const [id, rule] of rulesAt(f, when)) {
      if (!clocks.has(id) && rule.target.retroactive) {
        // It has lived already, from the first moment on.
        clocks.set(id, []);
        const before = sorted.filter(
          m => m.at < when || (m.at === when && m.facts !== f),
        );
        for (let t = sorted[0].at; t < when; t += MINUTE) {
          for (const m of before.filter(b => b.at === t)) {
            const mine =
              rule.agreement.type !== 'ola' ||
              id.endsWith(`:${m.facts.ownerRef}`);
            // Whatever it would have promised then: it promises now, and counts what was.
            if (mine) touch(id, rule, m.facts, m.told === true, f);
          }
          const g = factsAt(t);
          const mine =
            rule.agreement.type !== 'ola' || id.endsWith(`:${g.ownerRef}`);
          const runs = clocks.get(id)!;
          const run = runs[runs.length - 1];
          if (mine && run) count(run, rule, g, t, when, f);
        }
      }
      touch(id, rule, f, told);
    }
  };
  for (let t = sorted[0].at; t <= now; t += MINUTE) {
    const here = sorted.filter(m => m.at === t);
    if (here.length === 0) step(factsAt(t), false, t);
    for (const m of here) step(m.facts, m.told === true, t);
    if (t === now) break;
    const f = factsAt(t);
    for (const [id, rule] of rulesAt(f, t)) {
      const runs = clocks.get(id)!;
      const run = runs[runs.length - 1];
      if (run) count(run, rule, f, t, t);
    }
  }
  return clocks;
}

describe('the clocks of any record under any agreements', () => {
  const end = fc.integer({ min: 0, max: 6 * 24 * 60 });

  it('are what one counts minute by minute', () => {
    fc.assert(
      fc.property(lives, worlds, end, (moments, agreed, minutes) => {
        const first = Math.min(...moments.map(m => m.at));
        const now = first + minutes * MINUTE;
        const told = lived(
          moments.filter(m => m.at <= now),
          agreed,
          now,
        );
        const found = clocksOf(moments, agreed, now);
        const expected = Object.fromEntries(
          [...told]
            .filter(([, runs]) => runs.length > 0)
            .map(([id, runs]) => [id, runs.map(run => run.elapsed)]),
        );
        expect(
          Object.fromEntries(
            found.map(({ id, cycles }) => [id, cycles.map(c => c.elapsed)]),
          ),
        ).toEqual(expected);
      }),
      { numRuns: 120 },
    );
  });

  it('do not depend on when one learned of what happened', () => {
    fc.assert(
      fc.property(
        lives.chain(moments =>
          fc.tuple(
            fc.constant(moments),
            fc.shuffledSubarray(moments, {
              minLength: moments.length,
              maxLength: moments.length,
            }),
          ),
        ),
        worlds,
        end,
        ([moments, shuffled], agreed, minutes) => {
          const now = START + minutes * MINUTE;
          expect(clocksOf(shuffled, agreed, now)).toEqual(
            clocksOf(moments, agreed, now),
          );
        },
      ),
      { numRuns: 120 },
    );
  });

  it('are the same whether somebody looks in between or not', () => {
    fc.assert(
      fc.property(
        lives,
        worlds,
        end,
        minute,
        (moments, agreed, minutes, look) => {
          const now = START + minutes * MINUTE;
          const first = Math.min(...moments.map(m => m.at));
          const when = START + look * MINUTE;
          fc.pre(when > first);
          // Something that changes nothing, e.g. an internal comment.
          const before = [...moments]
            .sort((a, b) => a.at - b.at || a.position - b.position)
            .filter(m => m.at <= when)
            .pop()!;
          const more = [
            ...moments,
            { at: when, position: 99, facts: before.facts },
          ];
          // What it began with may be told differently, where it was at the same instant.
          const told = (clocks: Clock[]) =>
            JSON.stringify(clocks, (key, value) =>
              key === 'because' ? undefined : value,
            );
          expect(told(clocksOf(more, agreed, now))).toEqual(
            told(clocksOf(moments, agreed, now)),
          );
        },
      ),
      { numRuns: 120 },
    );
  });

  it('count each stretch once, and due is when the goal is used up', () => {
    fc.assert(
      fc.property(lives, worlds, end, (moments, agreed, minutes) => {
        const now = START + minutes * MINUTE;
        for (const { cycles } of clocksOf(moments, agreed, now)) {
          for (const cycle of cycles) {
            const held = Object.values(cycle.heldBy);
            const sum = (all: number[]) => all.reduce((a, b) => a + b, 0);
            expect(sum(cycle.stretches.map(s => s.elapsed))).toBe(
              cycle.elapsed,
            );
            expect(sum(held)).toBe(cycle.elapsed);
            cycle.stretches.slice(1).forEach((s, i) => {
              expect(s.from).toBeGreaterThanOrEqual(cycle.stretches[i].to);
            });
            const late = cycle.dueAt !== undefined && cycle.dueAt < now;
            // Used up to the last millisecond is in time.
            const used = cycle.elapsed >= cycle.goal;
            expect(cycle.breached && !late).toBe(false);
            expect(late && !used && cycle.state === 'running').toBe(false);
          }
        }
      }),
      { numRuns: 120 },
    );
  });
});
