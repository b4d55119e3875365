import { boundsOf } from './bounds';
import { Decisions, TooLarge } from './decisions';
import { directNeeds, inOrder, mustBeUp, type Structure } from './structure';

/** A part of the time, from 0 to 1. */
export type Fraction = number;

/** What is known of how often items are up by themselves. */
export interface Reliability {
  /**
   * What is promised of items, end to end: whatever may fail behind them is in it. Items that are
   * not named promise nothing.
   */
  promised: ReadonlyMap<string, Fraction>;
}

/** Rounding may not decide: a millionth of a second a month is no difference. */
const NEGLIGIBLE = 1e-12;

/** Whether an availability is less than another one, by more than rounding makes. */
export const isLess = (a: Fraction, b: Fraction) => a < b - NEGLIGIBLE;

/** Items with the function that is up when they work. */
export interface Composed {
  decisions: Decisions;
  /** By item. */
  up: ReadonlyMap<string, number>;
  /** By item, its own part: the variable and how often it is up. Absent if it never fails by itself. */
  own: ReadonlyMap<string, { variable: number; up: Fraction }>;
  /** By place of the variable, whose own part it is. */
  ownerOf: readonly string[];
}

/** Up where all that an item depends on leaves it up. */
export function conditionOf(
  { needs, groups }: NonNullable<ReturnType<Structure['get']>>,
  decisions: Decisions,
  upOf: (ref: string) => number,
): number {
  let condition = Decisions.UP;
  for (const need of needs) condition = decisions.and(condition, upOf(need));
  for (const group of groups) {
    condition = decisions.and(
      condition,
      decisions.atLeast(mustBeUp(group), group.of.map(upOf)),
    );
  }
  return condition;
}

const NOTHING = { needs: [], groups: [] };

/**
 * When each item works, as a function of who fails by itself.
 *
 * A promise is end to end: that an item is up 99.9 % of the time has in it that what it depends on
 * is down sometimes. So its *own part* is what is left of the promise: promised availability over that
 * of what it depends on, at most 1. Own parts fail independently of each other; everything else
 * follows from them by the rules of impact. In a circle a promise is taken to be that of the item and
 * what is behind the circle.
 *
 * @param roots - they and what they need are reckoned; each is what it would be alone
 * @param own - how often items are up by themselves, instead of what follows from promises
 * @throws TooLarge
 */
export function compose(
  structure: Structure,
  roots: Iterable<string>,
  {
    promised,
    own: given,
  }: Partial<Reliability> & {
    own?: ReadonlyMap<string, Fraction>;
  },
  decisions = new Decisions(),
): Composed {
  const up = new Map<string, number>();
  const own = new Map<string, { variable: number; up: Fraction }>();
  const ownerOf: string[] = [];
  const upOf = (ref: string) => up.get(ref) ?? Decisions.UP;
  for (const circle of inOrder(structure, roots)) {
    // All variables of a circle before any of its functions, each from what is behind the circle.
    const alone = circle.map(ref => {
      const part = given
        ? given.get(ref)
        : ownPart(
            promised?.get(ref),
            decisions.chanceOf(
              conditionOf(structure.get(ref) ?? NOTHING, decisions, upOf),
            ),
          );
      if (part === undefined || part >= 1) return Decisions.UP;
      const f = decisions.variable(part);
      own.set(ref, { variable: decisions.variableOf(f), up: part });
      ownerOf.push(ref);
      return f;
    });
    // The most that can be up: all are, until something says otherwise.
    for (let changed = true; changed; ) {
      changed = false;
      circle.forEach((ref, i) => {
        const needs = structure.get(ref) ?? NOTHING;
        const works = decisions.and(
          alone[i],
          conditionOf(needs, decisions, upOf),
        );
        if (works === upOf(ref)) return;
        up.set(ref, works);
        changed = true;
      });
    }
  }
  return { decisions, up, own, ownerOf };
}

function ownPart(
  promised: Fraction | undefined,
  left: Fraction,
): Fraction | undefined {
  if (promised === undefined) return undefined;
  return left <= promised ? 1 : promised / left;
}

/** How often an item is up that never fails by itself, and what it hangs on. */
export interface Availability {
  /** The same number twice if it is exact. */
  low: Fraction;
  high: Fraction;
  /** Absent where there are only bounds. */
  composed?: Composed;
  /** The function of what the item depends on; absent where there are only bounds. */
  condition?: number;
  /**
   * What promises nothing and is covered by no promise of what stands between; counted as never
   * failing. Nearest first.
   */
  unknown: string[];
  /** Whether anything that it depends on promises something. */
  hangsOnPromises: boolean;
}

/**
 * How often an item could be up at best, if it never failed by itself and everybody behind it keeps
 * what they promise and no more. Exact if it can be reckoned, else between two bounds.
 *
 * @param together - what was reckoned for several items at once, this one among them
 */
export function availabilityOf(
  structure: Structure,
  root: string,
  reliability: Reliability,
  together?: Composed,
  decisions?: Decisions,
): Availability {
  const { promised } = reliability;
  const about = {
    unknown: uncoveredBy(structure, root, promised),
    hangsOnPromises: reaches(structure, root, promised),
  };
  try {
    const composed =
      together ?? compose(structure, [root], reliability, decisions);
    const works = composed.up.get(root) ?? Decisions.UP;
    const own = composed.own.get(root);
    const condition = own
      ? composed.decisions.given(works, own.variable, true)
      : works;
    const value = composed.decisions.chanceOf(condition);
    return { low: value, high: value, composed, condition, ...about };
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    return { ...boundsOf(structure, root, promised), ...about };
  }
}

/**
 * Reckons several items at once, at the cost of about one; undefined where that is too much, and each
 * may not be.
 */
export function composeTogether(
  structure: Structure,
  roots: Iterable<string>,
  reliability: Reliability,
): Composed | undefined {
  try {
    return compose(structure, roots, reliability);
  } catch (error) {
    if (error instanceof TooLarge) return undefined;
    throw error;
  }
}

/** Whether anything that an item depends on promises something. */
function reaches(
  structure: Structure,
  root: string,
  promised: ReadonlyMap<string, Fraction>,
): boolean {
  const reached = new Set([root]);
  for (const ref of reached) {
    for (const next of directNeeds(structure.get(ref) ?? NOTHING)) {
      if (promised.has(next) && next !== root) return true;
      reached.add(next);
    }
  }
  return false;
}

/** What is behind an item without a promise, and without one that stands before it. */
function uncoveredBy(
  structure: Structure,
  root: string,
  promised: ReadonlyMap<string, Fraction>,
): string[] {
  const reached = new Set([root]);
  for (const ref of reached) {
    for (const next of directNeeds(structure.get(ref) ?? NOTHING))
      if (!promised.has(next)) reached.add(next);
  }
  return [...reached].slice(1);
}

/** What an own part is worth to an item. */
export interface Importance {
  ref: string;
  /**
   * Birnbaum's importance: how much likelier the item is to be up when this is up than when it is
   * down.
   */
  birnbaum: number;
  /** How much more of the time the item would be up if this never failed by itself. */
  gain: Fraction;
}

/**
 * What is worth improving, most first: the measure of Z. W. Birnbaum ("On the importance of different
 * components in a multicomponent system", 1969), times what there is to gain.
 */
export function importanceOf({
  composed,
  condition,
}: Availability): Importance[] {
  if (!composed || condition === undefined) return [];
  const { decisions, ownerOf } = composed;
  return [...decisions.importance(condition)]
    .map(([variable, birnbaum]) => ({
      ref: ownerOf[variable],
      birnbaum,
      gain: birnbaum * (1 - decisions.upOf(variable)),
    }))
    .sort((a, b) => b.gain - a.gain || (a.ref < b.ref ? -1 : 1));
}
