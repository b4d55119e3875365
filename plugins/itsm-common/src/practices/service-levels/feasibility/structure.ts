/** Of a set of dependencies at least so many must be up. */
export interface NeededGroup {
  name?: string;
  atLeast: number;
  of: readonly string[];
}

/** What an item depends on. */
export interface Needs {
  /** Without any of these it does not work. What is in a group is not among them. */
  needs: readonly string[];
  groups: readonly NeededGroup[];
}

/** Items by reference and what they depend on; circles are allowed. */
export type Structure = ReadonlyMap<string, Needs>;

/** How many of a group must be up for it to hold: of two, three can never be asked for. */
export const mustBeUp = ({ atLeast, of }: NeededGroup) =>
  Math.min(atLeast, of.length);

/** Everything that an item depends on directly, each once. */
export function directNeeds({ needs, groups }: Needs): string[] {
  return [...new Set([...needs, ...groups.flatMap(({ of }) => of)])];
}

/** An item and everything that it depends on, directly and by others, nearest first. */
export function reachOf(structure: Structure, root: string): string[] {
  const reached = new Set([root]);
  for (const ref of reached) {
    const needs = structure.get(ref);
    if (needs) directNeeds(needs).forEach(next => reached.add(next));
  }
  return [...reached];
}

/**
 * What does not work if these items fail: whatever needs one of them, and whatever has a group of
 * which too few are left. It is the least such set, as impact has it.
 *
 * @param down - what fails by itself
 */
export function failing(
  structure: Structure,
  down: Iterable<string>,
): Set<string> {
  const neededBy = new Map<string, string[]>();
  for (const [ref, needs] of structure) {
    for (const next of directNeeds(needs)) {
      const known = neededBy.get(next);
      if (known) known.push(ref);
      else neededBy.set(next, [ref]);
    }
  }
  const failed = new Set(down);
  for (const ref of failed) {
    for (const above of neededBy.get(ref) ?? []) {
      const { needs, groups } = structure.get(above)!;
      const tooFew = groups.some(
        group =>
          group.of.filter(member => !failed.has(member)).length <
          mustBeUp(group),
      );
      if (tooFew || needs.some(need => failed.has(need))) failed.add(above);
    }
  }
  return failed;
}

/**
 * Items in an order in which each comes after what it depends on, and circles together: each entry
 * is one item, or all items of a circle. (Tarjan's strongly connected components, without recursion:
 * a chain may be thousands of items long.)
 */
export function inOrder(
  structure: Structure,
  roots: Iterable<string>,
): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const open = new Set<string>();
  const stack: string[] = [];
  const order: string[][] = [];
  const work: { ref: string; next: string[]; at: number }[] = [];
  const enter = (ref: string) => {
    index.set(ref, index.size);
    low.set(ref, index.get(ref)!);
    stack.push(ref);
    open.add(ref);
    const needs = structure.get(ref);
    work.push({ ref, next: needs ? directNeeds(needs) : [], at: 0 });
  };
  const step = () => {
    const frame = work[work.length - 1];
    const { ref } = frame;
    if (frame.at < frame.next.length) {
      const next = frame.next[frame.at];
      frame.at += 1;
      if (!index.has(next)) enter(next);
      else if (open.has(next))
        low.set(ref, Math.min(low.get(ref)!, index.get(next)!));
      return;
    }
    work.pop();
    const above = work[work.length - 1];
    if (above) low.set(above.ref, Math.min(low.get(above.ref)!, low.get(ref)!));
    if (low.get(ref) !== index.get(ref)) return;
    const circle: string[] = [];
    let taken: string;
    do {
      taken = stack.pop()!;
      open.delete(taken);
      circle.push(taken);
    } while (taken !== ref);
    order.push(circle);
  };
  for (const root of roots) {
    if (!index.has(root)) enter(root);
    while (work.length > 0) step();
  }
  return order;
}
