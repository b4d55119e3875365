import type {
  Agreed,
  Agreement,
  Calendar,
  Clock,
  ClockCycle,
  ClockStretch,
  Facts,
  Goal,
  Moment,
  Target,
} from './model';
import type { AgreementType, Metric } from '../model';
import { reachedAt } from './reachedAt';

/** What governs a clock in a stretch of time. */
interface Rule {
  agreement: Agreement;
  target: Target;
  goal: Goal;
  calendar: Calendar;
}

/** A stretch of a record's life in which neither it nor what was agreed changes. */
interface Interval {
  from: number;
  to: number;
  facts: Facts;
  /** The journal entry that it begins with, if one does. */
  because?: number;
  told: boolean;
  /** By id of the clock. */
  rules: Map<string, Rule>;
}

interface OpenClock {
  id: string;
  type: AgreementType;
  metric: Metric;
  groupRef?: string;
  cycles: ClockCycle[];
}

const textOf = (value: unknown) =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** Nothing is promised any more of what was withdrawn. */
const isCancelled = (facts: Facts) => facts.statusCategory === 'cancelled';

/**
 * The clocks of a record, from nothing but its journal, the versions of what was agreed, and an
 * instant. What is stored of clocks is a copy of this.
 *
 * - **Order.** What happened counts by when it happened, then by its place in the journal. What is
 *   learned late makes the clocks what they would have been.
 * - **Which agreement.** At every instant, of the versions in force then. For customers the first
 *   that covers the record and has a goal for it: one clock a metric. Between teams the first that
 *   covers it while a group has it: one clock a group and metric, which is idle while another group
 *   has the record and goes on when it comes back. Of suppliers each has its own.
 * - **What counts** is working time, by the calendar that the goal in force names, while the clock
 *   runs. What counted counts on, whatever changes: priority, service, agreement, calendar. What was
 *   paused stays paused. A goal replaces the one before and is held against all that counted.
 * - **Start.** When an agreement first covers the record and what it promises is not done yet; a
 *   retroactive one counts the time before as its own conditions and its calendar say.
 * - **Pause** where the target says so, and **stop** when what was promised is done. Where it is not
 *   done any more, the same run goes on without the time between, or a new one begins, as the target
 *   says. A clock of the metric `update` begins anew whenever the requester is told something.
 * - **Due** is the last instant that is in time. What is done at it is in time; what counts beyond it
 *   is a breach. A goal that is raised later takes the breach back, one that is lowered makes it.
 * - A record that is cancelled cancels its clocks: neither met nor breached.
 * - An agreement that is gone, or whose calendar is, covers nothing: the clock is idle.
 *
 * @param moments - of one record, in any order
 * @param now - until when; what happened later is left out
 */
export function clocksOf(
  moments: readonly Moment[],
  agreed: Agreed,
  now: number,
): Clock[] {
  const intervals = intervalsOf(moments, agreed, now);
  const clocks = new Map<string, OpenClock>();
  intervals.forEach((interval, i) => {
    for (const [id, rule] of interval.rules) {
      if (!clocks.has(id)) begin(clocks, id, rule, intervals, i);
    }
    for (const clock of clocks.values()) live(clock, interval);
  });
  return [...clocks.values()]
    .filter(clock => clock.cycles.length > 0)
    .map(clock => finished(clock, agreed, now));
}

function intervalsOf(
  moments: readonly Moment[],
  agreed: Agreed,
  now: number,
): Interval[] {
  const sorted = moments
    .filter(moment => moment.at <= now)
    .sort((a, b) => a.at - b.at || a.position - b.position);
  if (sorted.length === 0) return [];
  const points: { at: number; moment?: Moment }[] = sorted.map(moment => ({
    at: moment.at,
    moment,
  }));
  for (const at of agreed.changes) {
    if (at > sorted[0].at && at <= now) points.push({ at });
  }
  // A version that begins with an instant holds for what happens at it.
  points.sort((a, b) => a.at - b.at || (a.moment ? 1 : 0) - (b.moment ? 1 : 0));
  let facts: Facts = {};
  return points.map(({ at, moment }, i) => {
    facts = moment?.facts ?? facts;
    return {
      from: at,
      to: points[i + 1]?.at ?? now,
      facts,
      because: moment?.position,
      told: moment?.told === true,
      rules: rulesFor(facts, agreed, at),
    };
  });
}

/** What governs which clock for a record as it is. */
function rulesFor(facts: Facts, agreed: Agreed, at: number): Map<string, Rule> {
  const rules = new Map<string, Rule>();
  for (const agreement of agreed.agreementsAt(at)) {
    const { key, type } = agreement;
    const groupRef = textOf(facts.ownerRef);
    if (type === 'ola' && groupRef === undefined) continue;
    if (!agreement.covers(facts)) continue;
    for (const target of agreement.targets) {
      const whose = { sla: '', ola: `:${groupRef}`, uc: `:${key}` }[type];
      const id = `${type}:${target.metric}${whose}`;
      if (rules.has(id)) continue;
      const goal = target.goalOf(facts);
      const calendar = goal && agreed.calendarAt(goal.calendar, at);
      if (calendar) rules.set(id, { agreement, target, goal, calendar });
    }
  }
  return rules;
}

/** Makes a clock; a retroactive one has lived already. */
function begin(
  clocks: Map<string, OpenClock>,
  id: string,
  rule: Rule,
  intervals: readonly Interval[],
  now: number,
): void {
  const { type } = rule.agreement;
  const { metric, retroactive } = rule.target;
  const { facts } = intervals[now];
  const groupRef = type === 'ola' ? textOf(facts.ownerRef) : undefined;
  const clock = { id, type, metric, groupRef, cycles: [] };
  clocks.set(id, clock);
  if (!retroactive) return;
  for (const interval of intervals.slice(0, now)) {
    const mine = groupRef === undefined || interval.facts.ownerRef === groupRef;
    live(
      clock,
      {
        ...interval,
        rules: new Map(mine ? [[id, rule]] : []),
      },
      true,
    );
  }
}

/** What a stretch of the record's life does to a clock. */
function live(clock: OpenClock, interval: Interval, retroactive = false): void {
  const { facts, from } = interval;
  const rule = interval.rules.get(clock.id);
  let cycle = clock.cycles[clock.cycles.length - 1];
  if (isCancelled(facts)) {
    if (cycle && cycle.state !== 'stopped') cycle.state = 'cancelled';
    return;
  }
  if (!rule) {
    if (cycle && cycle.state !== 'stopped')
      stretch(cycle, interval, 'idle', undefined, retroactive);
    return;
  }
  const { target } = rule;
  const isDone = target.stops(facts);
  if (cycle && interval.told && clock.metric === 'update' && !isDone) {
    if (cycle.stoppedAt === undefined) {
      cycle.state = 'stopped';
      cycle.stoppedAt = from;
    }
    cycle = newCycle(clock, rule, from);
  }
  if (!cycle) {
    if (isDone) return;
    cycle = newCycle(clock, rule, from);
  }
  if (isDone) {
    if (cycle.stoppedAt === undefined) {
      cycle.stoppedAt = from;
      // The goal that is in force when it is done is the one that it is held against.
      govern(cycle, rule);
    }
    stretch(cycle, interval, 'stopped', rule, retroactive);
    return;
  }
  if (cycle.stoppedAt !== undefined) {
    if (target.reopen === 'restart') cycle = newCycle(clock, rule, from);
    else cycle.stoppedAt = undefined;
  }
  govern(cycle, rule);
  const state = target.pauses(facts) ? 'paused' : 'running';
  stretch(cycle, interval, state, rule, retroactive);
}

function newCycle(clock: OpenClock, rule: Rule, startedAt: number): ClockCycle {
  const { agreement, calendar, goal } = rule;
  const cycle: ClockCycle = {
    startedAt,
    stretches: [],
    state: 'running',
    elapsed: 0,
    goal: goal.goal,
    agreement: { key: agreement.key, version: agreement.version },
    calendar: { key: calendar.key, version: calendar.version },
    breached: false,
    heldBy: {},
  };
  clock.cycles.push(cycle);
  return cycle;
}

function govern(cycle: ClockCycle, { agreement, calendar, goal }: Rule): void {
  cycle.goal = goal.goal;
  cycle.agreement = { key: agreement.key, version: agreement.version };
  cycle.calendar = { key: calendar.key, version: calendar.version };
}

/** Adds a stretch; one that is like the last goes on with it. */
function stretch(
  cycle: ClockCycle,
  interval: Interval,
  state: ClockStretch['state'],
  rule: Rule | undefined,
  retroactive: boolean,
): void {
  const { from, to, because, facts } = interval;
  cycle.state = state;
  const ownerRef = textOf(facts.ownerRef);
  const elapsed =
    state === 'running' ? rule!.calendar.working.between(from, to) : 0;
  if (elapsed > 0) {
    cycle.elapsed += elapsed;
    const held = cycle.heldBy as Record<string, number>;
    held[ownerRef ?? ''] = (held[ownerRef ?? ''] ?? 0) + elapsed;
  }
  // Of what happened at the same instant only the last lasts.
  if (to === from) return;
  const added: ClockStretch = { from, to, state, elapsed };
  if (because !== undefined) added.because = because;
  if (ownerRef !== undefined) added.ownerRef = ownerRef;
  if (retroactive) added.retroactive = true;
  if (rule) {
    const { agreement, calendar, goal } = rule;
    added.agreement = { key: agreement.key, version: agreement.version };
    added.calendar = { key: calendar.key, version: calendar.version };
    added.goal = goal.goal;
  }
  const last = cycle.stretches[cycle.stretches.length - 1];
  if (last && last.to === from && isLike(last, added)) {
    last.to = to;
    last.elapsed += elapsed;
  } else {
    cycle.stretches.push(added);
  }
}

function isLike(a: ClockStretch, b: ClockStretch): boolean {
  return (
    a.state === b.state &&
    a.goal === b.goal &&
    a.ownerRef === b.ownerRef &&
    a.retroactive === b.retroactive &&
    a.agreement?.key === b.agreement?.key &&
    a.agreement?.version === b.agreement?.version &&
    a.calendar?.key === b.calendar?.key &&
    a.calendar?.version === b.calendar?.version
  );
}

function finished(clock: OpenClock, agreed: Agreed, now: number): Clock {
  for (const cycle of clock.cycles) {
    cycle.breached = cycle.state !== 'cancelled' && cycle.elapsed > cycle.goal;
    cycle.dueAt = reachedAt(cycle, cycle.goal, agreed, now);
  }
  return clock;
}
