import type { MilestoneState } from './model';

/** What a plan is reckoned from. Instants are milliseconds since the epoch. */
export interface PlannedMilestone {
  id: string;
  state: MilestoneState;
  plannedFrom: number;
  plannedTo: number;
  /** When it was done. */
  doneAt?: number;
  /** Ids of milestones that must be over before it begins. */
  dependsOn: readonly string[];
}

/** Where a milestone comes to stand if everything else goes as planned. */
export interface ForecastMilestone {
  id: string;
  /** When it begins and ends, as far as is known now. */
  from: number;
  to: number;
  /** By how much it ends later than planned; 0 if it does not. */
  slips: number;
  /** How much later it may end without anything coming later. */
  slack: number;
  /** Whether the end of the plan waits for it. */
  critical: boolean;
  /** Open milestones that begin later than planned because of it. */
  delays: readonly string[];
}

/** A plan as it comes out. */
export interface PlanForecast {
  milestones: ReadonlyMap<string, ForecastMilestone>;
  /** When the last one ends; undefined without any. */
  end?: number;
  /** When the last one was planned to end. */
  plannedEnd?: number;
}

/**
 * A circle among things that wait for each other, as the path around it; undefined if there is none.
 *
 * @param dependsOn - what each waits for, by id
 */
export function findWaitingCircle(
  dependsOn: ReadonlyMap<string, readonly string[]>,
): string[] | undefined {
  const state = new Map<string, 'open' | 'over'>();
  for (const root of dependsOn.keys()) {
    if (state.has(root)) continue;
    // By hand, for plans that are one long chain.
    const path: { id: string; next: number }[] = [{ id: root, next: 0 }];
    state.set(root, 'open');
    while (path.length > 0) {
      const top = path[path.length - 1];
      const id = dependsOn.get(top.id)?.[top.next];
      top.next += 1;
      if (id === undefined) {
        state.set(top.id, 'over');
        path.pop();
      } else if (state.get(id) === 'open') {
        const from = path.findIndex(step => step.id === id);
        return [...path.slice(from).map(step => step.id), id];
      } else if (!state.has(id)) {
        state.set(id, 'open');
        path.push({ id, next: 0 });
      }
    }
  }
  return undefined;
}

/** Those that count, each behind all that it waits for. What stands in a circle is left out. */
function inOrder(milestones: readonly PlannedMilestone[]): PlannedMilestone[] {
  const byId = new Map(milestones.map(m => [m.id, m]));
  const waits = new Map<string, number>();
  const followers = new Map<string, string[]>();
  for (const { id, dependsOn } of milestones) {
    const known = [...new Set(dependsOn)].filter(other => byId.has(other));
    waits.set(id, known.length);
    for (const other of known)
      followers.set(other, [...(followers.get(other) ?? []), id]);
  }
  const ready = milestones.filter(({ id }) => waits.get(id) === 0);
  for (let i = 0; i < ready.length; i += 1) {
    for (const id of followers.get(ready[i].id) ?? []) {
      const left = waits.get(id)! - 1;
      waits.set(id, left);
      if (left === 0) ready.push(byId.get(id)!);
    }
  }
  return ready;
}

/**
 * Reckons a plan by the critical path method: forwards when each milestone begins and ends at the
 * earliest, backwards how late it may without anything coming later. None begins before it is planned to,
 * none before what it waits for is over, and what is open ends in the future. Dropped ones do not count.
 */
export function forecastPlan(
  milestones: readonly PlannedMilestone[],
  now: number,
): PlanForecast {
  const counted = inOrder(
    milestones.filter(({ state }) => state !== 'dropped'),
  );
  const spans = new Map<string, { from: number; to: number }>();
  const behind = new Map<string, PlannedMilestone[]>();
  for (const milestone of counted) {
    const { id, state, plannedFrom, plannedTo, doneAt } = milestone;
    const before = milestone.dependsOn.flatMap(other => spans.get(other) ?? []);
    for (const other of milestone.dependsOn)
      behind.set(other, [...(behind.get(other) ?? []), milestone]);
    if (state === 'done') {
      const to = doneAt ?? plannedTo;
      spans.set(id, { from: Math.min(plannedFrom, to), to });
    } else {
      // What is under way has begun, whatever it was to wait for.
      const from =
        state === 'active'
          ? plannedFrom
          : Math.max(plannedFrom, ...before.map(({ to }) => to));
      const to = from + (plannedTo - plannedFrom);
      spans.set(id, { from, to: Math.max(to, now) });
    }
  }
  if (counted.length === 0) return { milestones: new Map() };
  const end = Math.max(...[...spans.values()].map(({ to }) => to));
  const latest = new Map<string, number>();
  for (const { id } of [...counted].reverse()) {
    const lasts = (behind.get(id) ?? []).flatMap(after => {
      const last = latest.get(after.id);
      if (last === undefined || after.state !== 'planned') return [];
      return [last - (after.plannedTo - after.plannedFrom)];
    });
    latest.set(id, Math.min(end, ...lasts));
  }
  const found = new Map<string, ForecastMilestone>();
  for (const { id, state, plannedTo } of counted) {
    const { from, to } = spans.get(id)!;
    const isOpen = state !== 'done';
    const slack = Math.max(0, latest.get(id)! - to);
    found.set(id, {
      id,
      from,
      to,
      slips: Math.max(0, to - plannedTo),
      slack,
      critical: isOpen && slack === 0,
      delays: isOpen
        ? (behind.get(id) ?? [])
            .filter(
              after => after.state === 'planned' && to > after.plannedFrom,
            )
            .map(after => after.id)
        : [],
    });
  }
  return {
    milestones: found,
    end,
    plannedEnd: Math.max(...counted.map(({ plannedTo }) => plannedTo)),
  };
}
