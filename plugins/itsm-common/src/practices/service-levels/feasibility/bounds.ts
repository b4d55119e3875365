import { directNeeds, inOrder, mustBeUp, type Structure } from './structure';

interface Bounds {
  low: number;
  high: number;
}

const SURE: Bounds = { low: 1, high: 1 };
const product = (values: readonly number[]) =>
  values.reduce((all, value) => all * value, 1);

/**
 * Between what it lies that at least so many are up. What shares dependencies is up together more
 * often than not ("associated", Esary, Proschan and Walkup 1967), so that all are up at least as often
 * as if they were independent, and no more often than the least; and the same of being down.
 */
function atLeast(count: number, members: readonly Bounds[]): Bounds {
  if (count === 0) return SURE;
  const lows = members.map(({ low }) => low).sort((a, b) => b - a);
  const downs = members.map(({ high }) => 1 - high).sort((a, b) => b - a);
  // It is enough that the best ones are all up.
  const low = product(lows.slice(0, count));
  // So many that are down leave too few.
  const high = 1 - product(downs.slice(0, members.length - count + 1));
  return { low, high };
}

/**
 * Between what it lies how often an item is up that never fails by itself, where it is too much to
 * be reckoned exactly. No function of states is made: the cost is that of the relations.
 */
export function boundsOf(
  structure: Structure,
  root: string,
  promised: ReadonlyMap<string, number>,
): Bounds {
  const known = new Map<string, Bounds>();
  /** What is behind an item; what is in its circle counts as up. */
  const behind = (ref: string): Bounds => {
    const { needs, groups } = structure.get(ref) ?? { needs: [], groups: [] };
    const of = (next: string) => known.get(next) ?? SURE;
    const parts = [
      ...needs.map(of),
      ...groups.map(group => atLeast(mustBeUp(group), group.of.map(of))),
    ];
    return {
      low: product(parts.map(({ low }) => low)),
      high: Math.min(1, ...parts.map(({ high }) => high)),
    };
  };
  for (const circle of inOrder(structure, [root])) {
    const alone = circle.map(behind);
    const isCircle =
      circle.length > 1 ||
      directNeeds(
        structure.get(circle[0]) ?? { needs: [], groups: [] },
      ).includes(circle[0]);
    // Where all own parts of a circle are up and all that is behind it, all of it is up.
    const low = product(
      circle.flatMap((ref, i) =>
        isCircle
          ? [alone[i].low, ref === root ? 1 : promised.get(ref) ?? 1]
          : [],
      ),
    );
    circle.forEach((ref, i) => {
      const most = ref === root ? 1 : promised.get(ref) ?? 1;
      known.set(ref, {
        low: isCircle ? low : Math.min(most, alone[i].low),
        high: Math.min(most, alone[i].high),
      });
    });
  }
  return known.get(root)!;
}
