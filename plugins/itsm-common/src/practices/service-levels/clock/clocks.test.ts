import { WEEKDAYS, type WorkingHours } from '../workingTime/hours';
import { WorkingTime } from '../workingTime/WorkingTime';
import { clocksOf } from './clocksOf';
import type { Agreed, Agreement, Clock, Facts, Moment, Target } from './model';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const at = (text: string) => Date.parse(`2026-03-${text}Z`);

const everyDay = (from: string, to: string, days = 5): WorkingHours => ({
  timeZone: 'Europe/Berlin',
  week: Object.fromEntries(
    WEEKDAYS.slice(0, days).map(day => [day, [{ from, to }]]),
  ),
});
const office = new WorkingTime(everyDay('08:00', '16:00'));
const early = new WorkingTime(everyDay('06:00', '14:00'));
const always = new WorkingTime(everyDay('00:00', '24:00', 7));

const calendars: Record<string, WorkingTime> = { office, early, always };

const resolution = (
  goals: Record<number, number>,
  more: Partial<Target> & { calendar?: string } = {},
): Target => ({
  metric: 'resolution',
  goalOf: facts => {
    const goal = goals[facts.priority as number];
    return goal === undefined
      ? undefined
      : { goal, calendar: more.calendar ?? 'always' };
  },
  pauses: facts => facts.statusCategory === 'waiting',
  stops: facts => facts.statusCategory === 'resolved',
  reopen: 'resume',
  retroactive: false,
  ...more,
});

const agreement = (
  targets: Target[],
  more: Partial<Agreement> = {},
): Agreement => ({
  key: 'gold',
  version: 1,
  name: 'Gold',
  type: 'sla',
  covers: () => true,
  targets,
  ...more,
});

/** Agreements and calendars that hold all the time. */
const holding = (...agreements: Agreement[]): Agreed => ({
  agreementsAt: () => agreements,
  calendarAt: key =>
    calendars[key] && { key, version: 1, working: calendars[key] },
  changes: [],
});

const OPEN: Facts = {
  statusCategory: 'open',
  priority: 3,
  ownerRef: 'group:default/desk',
};

/** A record's life: what changed, and when. */
function life(...steps: [number, Facts, { told?: boolean }?][]): Moment[] {
  let facts = OPEN;
  return steps.map(([when, changes, more], i) => {
    facts = { ...facts, ...changes };
    return { at: when, position: i + 1, facts, ...more };
  });
}

const only = (clocks: Clock[]) => {
  expect(clocks).toHaveLength(1);
  return clocks[0].cycles[clocks[0].cycles.length - 1];
};

describe('a clock', () => {
  const fourHours = holding(agreement([resolution({ 1: HOUR, 3: 4 * HOUR })]));

  it('runs from the beginning, and is due when its goal is used up', () => {
    const cycle = only(
      clocksOf(life([at('02T09:00'), {}]), fourHours, at('02T10:00')),
    );
    expect(cycle).toMatchObject({
      state: 'running',
      elapsed: HOUR,
      dueAt: at('02T13:00'),
      breached: false,
    });
  });

  it('keeps what was waited and paused when the priority changes', () => {
    const cycle = only(
      clocksOf(
        life(
          [at('02T09:00'), {}],
          [at('02T10:00'), { statusCategory: 'waiting' }],
          [at('02T15:00'), { priority: 1 }],
          [at('02T15:30'), { statusCategory: 'open' }],
        ),
        holding(agreement([resolution({ 1: 2 * HOUR, 3: 4 * HOUR })])),
        at('02T16:00'),
      ),
    );
    expect(cycle).toMatchObject({
      elapsed: 1.5 * HOUR,
      goal: 2 * HOUR,
      dueAt: at('02T16:30'),
      breached: false,
    });
  });

  it('breaches nothing while it waits', () => {
    const cycle = only(
      clocksOf(
        life(
          [at('02T09:00'), {}],
          [at('02T12:59'), { statusCategory: 'waiting' }],
        ),
        fourHours,
        at('20T12:00'),
      ),
    );
    expect(cycle).toMatchObject({
      state: 'paused',
      elapsed: 4 * HOUR - MINUTE,
      breached: false,
    });
    expect(cycle.dueAt).toBeUndefined();
  });

  it('what is done at the instant at which it is due is in time; later it is not', () => {
    const resolved = (when: string) =>
      only(
        clocksOf(
          life(
            [at('02T09:00'), {}],
            [at(when), { statusCategory: 'resolved' }],
          ),
          fourHours,
          at('09T09:00'),
        ),
      );
    expect(resolved('02T13:00')).toMatchObject({
      state: 'stopped',
      breached: false,
      stoppedAt: at('02T13:00'),
    });
    expect(resolved('02T13:00:00.001')).toMatchObject({
      breached: true,
      dueAt: at('02T13:00'),
    });
  });

  it('goes on after a reopening without the time between, or begins anew', () => {
    const story = life(
      [at('02T09:00'), {}],
      [at('02T10:00'), { statusCategory: 'resolved' }],
      [at('05T10:00'), { statusCategory: 'open' }],
    );
    const with_ = (reopen: Target['reopen']) =>
      clocksOf(
        story,
        holding(agreement([resolution({ 3: 4 * HOUR }, { reopen })])),
        at('05T11:00'),
      )[0].cycles;
    expect(with_('resume')).toMatchObject([
      { elapsed: 2 * HOUR, dueAt: at('05T13:00') },
    ]);
    expect(with_('restart')).toMatchObject([
      { state: 'stopped', elapsed: HOUR, breached: false },
      { state: 'running', elapsed: HOUR, dueAt: at('05T14:00') },
    ]);
  });

  it('counts office hours only, of the calendar that the goal names', () => {
    const cycle = only(
      clocksOf(
        // A Friday; Berlin is an hour ahead.
        life([at('06T14:00'), {}]),
        holding(
          agreement([resolution({ 3: 4 * HOUR }, { calendar: 'office' })]),
        ),
        at('08T12:00'),
      ),
    );
    expect(cycle).toMatchObject({ elapsed: HOUR, dueAt: at('09T10:00') });
  });

  it('a late fact makes it what it would have been', () => {
    const [filed, waited, went] = life(
      [at('02T09:00'), {}],
      [at('02T10:00'), { statusCategory: 'waiting' }],
      [at('02T12:00'), { statusCategory: 'open' }],
    );
    const late = clocksOf([filed, went, waited], fourHours, at('02T13:00'));
    expect(only(late)).toMatchObject({ elapsed: 2 * HOUR });
  });

  it('a goal that is lowered makes a breach, one that is raised takes it back', () => {
    const goals = { 1: HOUR, 3: 4 * HOUR };
    const story = life(
      [at('02T09:00'), {}],
      [at('02T11:00'), { priority: 1 }],
      [at('02T11:30'), { priority: 3 }],
    );
    const then = (now: string) =>
      only(clocksOf(story, holding(agreement([resolution(goals)])), at(now)));
    expect(then('02T11:10')).toMatchObject({
      breached: true,
      dueAt: at('02T10:00'),
    });
    expect(then('02T11:40')).toMatchObject({
      breached: false,
      dueAt: at('02T13:00'),
    });
  });

  it('a record that is cancelled cancels it', () => {
    const cycle = only(
      clocksOf(
        life(
          [at('02T09:00'), {}],
          [at('02T19:00'), { statusCategory: 'cancelled' }],
        ),
        fourHours,
        at('03T09:00'),
      ),
    );
    expect(cycle).toMatchObject({ state: 'cancelled', breached: false });
  });

  it('of the agreements that cover a record the first counts; what counted counts on', () => {
    const gold = agreement([resolution({ 3: 2 * HOUR })], {
      covers: facts => facts.serviceRef === 'component:default/checkout',
    });
    const silver = agreement([resolution({ 3: 8 * HOUR })], { key: 'silver' });
    const cycle = only(
      clocksOf(
        life(
          [at('02T09:00'), { serviceRef: 'component:default/ads' }],
          [at('02T10:00'), { serviceRef: 'component:default/checkout' }],
        ),
        holding(gold, silver),
        at('02T10:30'),
      ),
    );
    expect(cycle).toMatchObject({
      agreement: { key: 'gold' },
      elapsed: 1.5 * HOUR,
      dueAt: at('02T11:00'),
    });
    expect(cycle.stretches.map(s => s.agreement?.key)).toEqual([
      'silver',
      'gold',
    ]);
  });

  it('one that comes late counts the time before only if it is retroactive', () => {
    const late = (retroactive: boolean) =>
      only(
        clocksOf(
          life(
            [at('02T09:00'), { serviceRef: 'component:default/ads' }],
            [at('02T10:00'), { statusCategory: 'waiting' }],
            [at('02T12:00'), { statusCategory: 'open' }],
            [at('02T13:00'), { serviceRef: 'component:default/checkout' }],
          ),
          holding(
            agreement([resolution({ 3: 4 * HOUR }, { retroactive })], {
              covers: facts =>
                facts.serviceRef === 'component:default/checkout',
            }),
          ),
          at('02T13:30'),
        ),
      );
    expect(late(false)).toMatchObject({
      startedAt: at('02T13:00'),
      elapsed: 0.5 * HOUR,
    });
    expect(late(true)).toMatchObject({
      startedAt: at('02T09:00'),
      elapsed: 2.5 * HOUR,
    });
  });

  it('between teams each has its own, which is idle while another one has the record', () => {
    const ola = agreement([resolution({ 3: 3 * HOUR })], {
      key: 'between',
      type: 'ola',
    });
    const sla = agreement([resolution({ 3: 4 * HOUR })]);
    const network = 'group:default/network';
    const desk = 'group:default/desk';
    const clocks = clocksOf(
      life(
        [at('02T09:00'), {}],
        [at('02T10:00'), { ownerRef: network }],
        [at('02T12:30'), { ownerRef: desk }],
      ),
      holding(sla, ola),
      at('02T14:00'),
    );
    const of = (id: string) => clocks.find(clock => clock.id === id)!.cycles[0];
    expect(of(`ola:resolution:${desk}`)).toMatchObject({
      elapsed: 2.5 * HOUR,
      dueAt: at('02T14:30'),
    });
    expect(of(`ola:resolution:${network}`)).toMatchObject({
      state: 'idle',
      elapsed: 2.5 * HOUR,
      breached: false,
    });
    // Who held the time of a breach stands beside it.
    expect(of('sla:resolution')).toMatchObject({
      breached: true,
      heldBy: { [desk]: 2.5 * HOUR, [network]: 2.5 * HOUR },
    });
  });

  it('of updates one begins whenever the requester is told something', () => {
    const update: Target = {
      ...resolution({ 3: HOUR }),
      metric: 'update',
      pauses: () => false,
    };
    const [clock] = clocksOf(
      life(
        [at('02T09:00'), {}],
        [at('02T09:30'), {}, { told: true }],
        [at('02T11:00'), {}, { told: true }],
      ),
      holding(agreement([update])),
      at('02T11:10'),
    );
    expect(clock.cycles).toMatchObject([
      { elapsed: 0.5 * HOUR, breached: false, state: 'stopped' },
      { elapsed: 1.5 * HOUR, breached: true, state: 'stopped' },
      { elapsed: 10 * MINUTE, dueAt: at('02T12:00'), state: 'running' },
    ]);
  });

  it('an agreement that is deleted leaves it idle; a new calendar counts from then on', () => {
    const change = at('02T10:00');
    const before = agreement([
      resolution({ 3: 8 * HOUR }, { calendar: 'office' }),
    ]);
    const deleted: Agreed = {
      ...holding(before),
      agreementsAt: when => (when < change ? [before] : []),
      changes: [change],
    };
    const story = life([at('02T09:00'), {}]);
    expect(only(clocksOf(story, deleted, at('03T09:00')))).toMatchObject({
      state: 'idle',
      elapsed: HOUR,
      breached: false,
    });
    const moved: Agreed = {
      ...holding(before),
      calendarAt: (key, when) =>
        when < change
          ? { key, version: 1, working: office }
          : { key, version: 2, working: always },
      changes: [change],
    };
    const cycle = only(clocksOf(story, moved, at('02T20:00')));
    expect(cycle).toMatchObject({
      elapsed: 11 * HOUR,
      breached: true,
      dueAt: at('02T17:00'),
    });
    expect(cycle.stretches.map(s => s.calendar?.version)).toEqual([1, 2]);
  });
});
