/** Something that must be up for something else, as far as coming back goes. */
export interface RecoveryItem {
  ref: string;
  /** Without any of these it is not back. */
  needs: readonly string[];
  /** Of each at least so many must be back. */
  groups?: readonly { atLeast: number; of: readonly string[] }[];
}

/** That something comes back later than what needs it is to be. */
export interface DependencyGap {
  /** What comes back later. */
  ref: string;
  /** Minutes until then, as its own plan says. */
  rtoMinutes: number;
  /** How much later, in minutes. */
  lateBy: number;
  /** From the service to it, both ends with it. */
  path: readonly string[];
}

type Back = ReadonlyMap<string, number>;

/** When at least so many of some are back. */
function whenEnough(minutes: readonly number[], atLeast: number): number {
  if (atLeast < 1 || minutes.length === 0) return 0;
  const sorted = [...minutes].sort((a, b) => a - b);
  return sorted[Math.min(atLeast, sorted.length) - 1];
}

/** What an item waits for until just then. */
function waitsFor(item: RecoveryItem, until: number, back: Back): string[] {
  const isThen = (ref: string) => (back.get(ref) ?? 0) === until;
  const groups = (item.groups ?? []).filter(
    group =>
      whenEnough(
        group.of.map(ref => back.get(ref) ?? 0),
        group.atLeast,
      ) === until,
  );
  return [...item.needs, ...groups.flatMap(group => group.of)]
    .filter(isThen)
    .sort();
}

/** A redundancy of an item, and how many of its members may be late before the item is. */
interface Spare {
  of: string;
  left: number;
}

/** Who waits for what, by what is waited for. */
function usersOf(items: Iterable<RecoveryItem>) {
  const needed = new Map<string, string[]>();
  const spares = new Map<string, Spare[]>();
  const add = <T>(to: Map<string, T[]>, ref: string, value: T) => {
    const known = to.get(ref);
    if (known) known.push(value);
    else to.set(ref, [value]);
  };
  for (const { ref, needs, groups = [] } of items) {
    for (const other of needs) add(needed, other, ref);
    for (const { atLeast, of } of groups) {
      if (atLeast < 1) continue;
      const spare = { of: ref, left: Math.max(0, of.length - atLeast) };
      for (const other of of) add(spares, other, spare);
    }
  }
  return { needed, spares };
}

/**
 * When everything is back, with what it needs: the least numbers for which nothing is back before what it
 * needs. They grow from the plans alone and are numbers of plans, so circles end: everything in a circle
 * waits for the slowest of it, once. The slowest come first, so each thing is looked at once.
 */
export function recoveryTimes(
  items: readonly RecoveryItem[],
  rtos: ReadonlyMap<string, number>,
): Map<string, number> {
  const byRef = new Map(items.map(item => [item.ref, item]));
  const { needed, spares } = usersOf(byRef.values());
  const back = new Map(rtos);
  const held = new Set<string>();
  const slowestFirst = [...rtos]
    .filter(([, minutes]) => minutes > 0)
    .sort(([, a], [, b]) => b - a);
  for (const [slow, until] of slowestFirst) {
    if (held.has(slow)) continue;
    held.add(slow);
    const queue = [slow];
    const hold = (ref: string) => {
      if (held.has(ref)) return;
      held.add(ref);
      back.set(ref, until);
      queue.push(ref);
    };
    for (const at of queue) {
      needed.get(at)?.forEach(hold);
      for (const spare of spares.get(at) ?? []) {
        if (spare.left === 0) hold(spare.of);
        else spare.left -= 1;
      }
    }
  }
  return back;
}

/** More steps of a way are not told: its first ones are, and where it ends. */
const LONGEST_WAY = 100;

/**
 * For each item that comes back later than itself says, what it waits for next on the shortest way to what
 * is slow by itself; of equal ones the first by name.
 */
function nextOnTheWay(
  items: ReadonlyMap<string, RecoveryItem>,
  back: Back,
  rtos: ReadonlyMap<string, number>,
): Map<string, string> {
  const next = new Map<string, string>();
  const waiting = new Map<string, string[]>();
  for (const [ref, item] of items) {
    const until = back.get(ref) ?? 0;
    if (until <= (rtos.get(ref) ?? 0)) continue;
    for (const other of waitsFor(item, until, back)) {
      const known = waiting.get(other);
      if (known) known.push(ref);
      else waiting.set(other, [ref]);
    }
  }
  // From the slow ones back to who waits for them, a step at a time.
  let at = [...waiting.keys()].filter(ref => rtos.get(ref) === back.get(ref));
  while (at.length > 0) {
    const found = new Map<string, string>();
    for (const ref of at)
      for (const user of waiting.get(ref) ?? []) {
        if (next.has(user)) continue;
        const known = found.get(user);
        if (known === undefined || ref < known) found.set(user, ref);
      }
    for (const [user, ref] of found) next.set(user, ref);
    at = [...found.keys()];
  }
  return next;
}

/**
 * What keeps services from being back as soon as their plans say: something they need, directly or by
 * others, that is planned to be back later. All recover at the same time, so the latest counts and not the
 * sum. What has no plan says nothing of its own and stands for what it needs. Of a redundancy enough must
 * be back, so its slow members hold up nothing that the fast ones carry.
 *
 * @param rtos - minutes by reference, of those that have a plan
 * @returns the latest dependency of each service that has one
 */
export function dependencyGaps(
  items: readonly RecoveryItem[],
  rtos: ReadonlyMap<string, number>,
): Map<string, DependencyGap> {
  const back = recoveryTimes(items, rtos);
  const byRef = new Map(items.map(item => [item.ref, item]));
  const next = nextOnTheWay(byRef, back, rtos);
  const ends = new Map<string, string>();
  const wayFrom = (ref: string) => {
    const way = [ref];
    let on = next.get(ref);
    while (on !== undefined && way.length < LONGEST_WAY) {
      way.push(on);
      on = next.get(on);
    }
    if (on === undefined) return way;
    // What is further away ends where all that comes by there ends.
    const passed = [];
    while (!ends.has(on) && next.has(on)) {
      passed.push(on);
      on = next.get(on)!;
    }
    const end = ends.get(on) ?? on;
    passed.forEach(one => ends.set(one, end));
    return [...way.slice(0, -1), end];
  };
  const gaps = new Map<string, DependencyGap>();
  for (const item of items) {
    const rto = rtos.get(item.ref);
    const until = back.get(item.ref) ?? 0;
    if (rto === undefined || until <= rto) continue;
    const path = wayFrom(item.ref);
    gaps.set(item.ref, {
      ref: path[path.length - 1],
      rtoMinutes: until,
      lateBy: until - rto,
      path,
    });
  }
  return gaps;
}
