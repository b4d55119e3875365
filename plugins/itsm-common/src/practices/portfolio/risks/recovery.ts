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

/** When all that an item needs is back. */
function heldUntil({ needs, groups = [] }: RecoveryItem, back: Back): number {
  const of = (ref: string) => back.get(ref) ?? 0;
  return Math.max(
    0,
    ...needs.map(of),
    ...groups.map(group => whenEnough(group.of.map(of), group.atLeast)),
  );
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

/** Who needs what, by what is needed. */
function usersOf(items: readonly RecoveryItem[]): Map<string, Set<string>> {
  const users = new Map<string, Set<string>>();
  for (const { ref, needs, groups = [] } of items)
    for (const other of [...needs, ...groups.flatMap(group => group.of)]) {
      const known = users.get(other);
      if (known) known.add(ref);
      else users.set(other, new Set([ref]));
    }
  return users;
}

/**
 * When everything is back, with what it needs: the least numbers for which nothing is back before what it
 * needs. They grow from the plans alone and are numbers of plans, so circles end: everything in a circle
 * waits for the slowest of it, once.
 */
export function recoveryTimes(
  items: readonly RecoveryItem[],
  rtos: ReadonlyMap<string, number>,
): Map<string, number> {
  const byRef = new Map(items.map(item => [item.ref, item]));
  const users = usersOf(items);
  const back = new Map(rtos);
  const waiting = new Set(byRef.keys());
  // What is added while it runs is taken up, too.
  for (const ref of waiting) {
    waiting.delete(ref);
    const item = byRef.get(ref);
    const held = item ? heldUntil(item, back) : 0;
    if (held <= (back.get(ref) ?? 0)) continue;
    back.set(ref, held);
    for (const user of users.get(ref) ?? []) waiting.add(user);
  }
  return back;
}

/** The shortest way from an item to what itself is back only then; of equal ones the first by name. */
function wayToTheSlowest(
  from: RecoveryItem,
  until: number,
  known: {
    byRef: ReadonlyMap<string, RecoveryItem>;
    back: Back;
    rtos: ReadonlyMap<string, number>;
  },
): string[] {
  const before = new Map<string, string | undefined>([[from.ref, undefined]]);
  const queue = [from.ref];
  for (const at of queue) {
    const item = known.byRef.get(at);
    for (const ref of item ? waitsFor(item, until, known.back) : []) {
      if (before.has(ref)) continue;
      before.set(ref, at);
      if (known.rtos.get(ref) !== until) {
        queue.push(ref);
        continue;
      }
      const way: string[] = [];
      for (let on: string | undefined = ref; on; on = before.get(on))
        way.push(on);
      return way.reverse();
    }
  }
  return [from.ref];
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
  const gaps = new Map<string, DependencyGap>();
  for (const item of items) {
    const rto = rtos.get(item.ref);
    const until = back.get(item.ref) ?? 0;
    if (rto === undefined || until <= rto) continue;
    const path = wayToTheSlowest(item, until, { byRef, back, rtos });
    gaps.set(item.ref, {
      ref: path[path.length - 1],
      rtoMinutes: until,
      lateBy: until - rto,
      path,
    });
  }
  return gaps;
}
