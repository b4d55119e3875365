import { circlesFirst } from './circles';
import { solve } from './solve';

/** How what one service costs is borne by others. */
export interface SharingRule {
  /** The service that is shared. */
  from: string;
  /** Who bears it, by whole-number weights. Its own share among them is left out. */
  to: readonly { ref: string; weight: number }[];
  /** How much of it they bear, in hundredths of a per cent: 10,000 is all. */
  share: number;
}

/** What goes from one service to another. */
export interface SharedCost {
  from: string;
  to: string;
  minor: number;
}

/** What is left of costs once they are shared. */
export interface Allocation {
  /** What each service bears in the end, its own and what it received. Their sum is that of what was given in. */
  borne: ReadonlyMap<string, number>;
  /** What went from one to another, but within a circle. */
  shared: readonly SharedCost[];
  /**
   * What each service of a circle gained or lost among its members, so that own costs, what was received,
   * what was given and this are what it bears. In each circle they add up to nothing.
   */
  exchanged: ReadonlyMap<string, number>;
}

/** Services that share with each other, directly or by others. */
export interface Circle {
  /** In the order of one way around, from the first by name. */
  refs: readonly string[];
  /** Whether nothing leads out of it: then its members keep what they have. */
  closed: boolean;
}

/** A place where the costs of a service go; itself for what it keeps. */
interface Target {
  ref: string;
  weight: bigint;
}

interface Giver {
  ref: string;
  targets: readonly Target[];
  total: bigint;
}

const byName = (a: string, b: string) => (a < b ? -1 : Number(a > b));

/** The rule as places with weights; undefined if it gives nothing to anybody. */
function giverOf({ from, to, share }: SharingRule): Giver | undefined {
  const weights = new Map<string, bigint>();
  for (const { ref, weight } of to)
    if (ref !== from && weight > 0)
      weights.set(ref, (weights.get(ref) ?? 0n) + BigInt(Math.round(weight)));
  const all = [...weights.values()].reduce((a, b) => a + b, 0n);
  if (all === 0n || share <= 0) return undefined;
  const given = BigInt(Math.min(10_000, Math.round(share)));
  const targets: Target[] = [...weights].map(([ref, weight]) => ({
    ref,
    weight: weight * given,
  }));
  if (given < 10_000n)
    targets.push({ ref: from, weight: all * (10_000n - given) });
  targets.sort((a, b) => byName(a.ref, b.ref));
  return { ref: from, targets, total: all * 10_000n };
}

/**
 * Parts a sum by weights: each gets what is due to it, rounded down, and the cents that are left go to the
 * largest remainders, of equal ones to the first. The parts add up to the sum.
 */
export function splitMinor(
  minor: number,
  weights: readonly bigint[],
): number[] {
  const total = weights.reduce((a, b) => a + b, 0n);
  if (total <= 0n) throw new Error('There is nothing to part a sum by');
  // A credit is parted as what it gives back.
  const sign = minor < 0 ? -1 : 1;
  const sum = BigInt(Math.abs(minor));
  const parts = weights.map(weight => (sum * weight) / total);
  let left = Number(sum - parts.reduce((a, b) => a + b, 0n));
  const order = weights
    .map((weight, i) => ({ i, rest: (sum * weight) % total }))
    .sort(
      (a, b) => (a.rest > b.rest ? -1 : Number(a.rest < b.rest)) || a.i - b.i,
    );
  for (let at = 0; left > 0; at += 1, left -= 1) parts[order[at].i] += 1n;
  return parts.map(part => sign * Number(part) + 0);
}

/** Makes whole numbers of others, so that they add up to a sum that they nearly have. */
function roundTo(sum: number, values: readonly number[]): number[] {
  const parts = values.map(Math.floor);
  const order = values
    .map((value, i) => ({ i, rest: value - parts[i] }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i);
  let left = sum - parts.reduce((a, b) => a + b, 0);
  // Where numbers were not exact any more, it is more than a cent for each.
  const each = Math.trunc(left / parts.length);
  parts.forEach((part, i) => (parts[i] = part + each));
  left -= each * parts.length;
  for (let at = 0; left !== 0; at = (at + 1) % order.length) {
    const step = left > 0 ? 1 : -1;
    // Too much is taken off where least was rounded down.
    parts[order[step > 0 ? at : order.length - 1 - at].i] += step;
    left -= step;
  }
  return parts;
}

/**
 * Costs of services that others use, borne by those.
 *
 * Services are gone through from those that nobody shares with to those that bear (the step-down method).
 * Where services share with each other there is no first one: what they bear of each other is solved for all
 * of them at once (the reciprocal method; Horngren, Datar and Rajan, Cost Accounting, on allocating costs of
 * support departments). A circle out of which nothing leads cannot be solved: its members keep what they
 * have. Whatever the rules are, no cent is lost or doubled, and the order in which they are given changes
 * nothing.
 */
export class Sharing {
  /** Services that share with each other. */
  readonly circles: readonly Circle[];
  readonly #groups: readonly (readonly Giver[])[];
  readonly #closed = new Set<string>();

  /** @param rules - of each service at most one; of several, the first is followed */
  constructor(rules: readonly SharingRule[]) {
    const givers = new Map<string, Giver>();
    for (const rule of rules) {
      const giver = giverOf(rule);
      if (giver && !givers.has(rule.from)) givers.set(rule.from, giver);
    }
    const groups = circlesFirst([...givers.keys()].sort(byName), ref =>
      givers
        .get(ref)!
        .targets.map(t => t.ref)
        .filter(to => to !== ref && givers.has(to)),
    );
    this.#groups = groups.map(refs => refs.map(ref => givers.get(ref)!));
    this.circles = groups
      .filter(refs => refs.length > 1)
      .map(refs => {
        const within = new Set(refs);
        const closed = refs.every(ref =>
          givers
            .get(ref)!
            .targets.every(t => t.ref !== ref && within.has(t.ref)),
        );
        if (closed) refs.forEach(ref => this.#closed.add(ref));
        return { refs, closed };
      });
  }

  /** Who pays for something of others, directly or by others: what they bear depends on those. */
  get givers(): readonly string[] {
    return this.#groups.flatMap(group => group.map(({ ref }) => ref));
  }

  /** Shares the costs of one kind, currency and month. */
  allocate(own: ReadonlyMap<string, number>): Allocation {
    const borne = new Map(own);
    const shared: SharedCost[] = [];
    const exchanged = new Map<string, number>();
    const give = (from: string, to: string, minor: number) => {
      if (minor === 0) return;
      if (from !== to) shared.push({ from, to, minor });
      borne.set(to, (borne.get(to) ?? 0) + minor);
    };
    for (const group of this.#groups) {
      if (this.#closed.has(group[0].ref)) continue;
      const has = group.map(({ ref }) => borne.get(ref) ?? 0);
      if (has.every(minor => minor === 0)) continue;
      if (group.length === 1) {
        const [{ ref, targets }] = group;
        borne.set(ref, 0);
        splitMinor(
          has[0],
          targets.map(t => t.weight),
        ).forEach((minor, i) => give(ref, targets[i].ref, minor));
        continue;
      }
      const out = leaving(group, has);
      if (!out) continue;
      const left = new Map<string, number>();
      for (const { from, minor } of out)
        left.set(from, (left.get(from) ?? 0) + minor);
      group.forEach(({ ref }, i) => {
        borne.set(ref, 0);
        exchanged.set(ref, (left.get(ref) ?? 0) - has[i]);
      });
      for (const { from, to, minor } of out) give(from, to, minor);
    }
    return { borne, shared, exchanged };
  }
}

/** Members up to which a circle is solved by elimination, whose time grows with the cube of them. */
const MOST_SOLVED = 200;
/** How much is passed on at most in a circle of more members: a moment's work. */
const MOST_PASSED = 10_000_000;
/** What is less than this of the smallest unit changes no whole number. */
const NOTHING = 1e-3;

/** What a member of a circle gives another one: its place, and which part. */
type Flow = readonly { to: number; part: number }[];

/** What passes through each member: its own, and what the others give it of what passes through them. */
function solved(flows: readonly Flow[], has: readonly number[]): number[] {
  const matrix = flows.map((_, i) => flows.map((__, j) => (i === j ? 1 : 0)));
  flows.forEach((flow, from) => {
    for (const { to, part } of flow) matrix[to][from] -= part;
  });
  return solve(matrix, has);
}

/**
 * The same of a circle of many members: costs are passed on until nothing is left that goes around (the
 * method of repeated distribution). Nothing where that takes too long, as too little leaves the circle.
 */
function passedOn(
  flows: readonly Flow[],
  has: readonly number[],
): number[] | undefined {
  const through = [...has];
  const each = flows.reduce((sum, flow) => sum + flow.length, 0);
  let moving: readonly number[] = has;
  for (let passed = 0; passed < MOST_PASSED; passed += each) {
    const next = new Array<number>(has.length).fill(0);
    for (const [from, flow] of flows.entries())
      for (const { to, part } of flow) next[to] += moving[from] * part;
    let left = 0;
    for (const [i, minor] of next.entries()) {
      through[i] += minor;
      left += Math.abs(minor);
    }
    if (left < NOTHING) return through;
    moving = next;
  }
  return undefined;
}

/**
 * What leaves a circle, or is kept in it, by member and place. Nothing where so little leaves it that no
 * number tells how often costs go around: its members keep what they have then, as in a closed one.
 */
function leaving(
  group: readonly Giver[],
  has: readonly number[],
): SharedCost[] | undefined {
  const at = new Map(group.map(({ ref }, i) => [ref, i]));
  const part = ({ weight }: Target, { total }: Giver) =>
    Number(weight) / Number(total);
  const flows = group.map((giver, from) =>
    giver.targets.flatMap(target => {
      const to = at.get(target.ref);
      return to === undefined || to === from
        ? []
        : [{ to, part: part(target, giver) }];
    }),
  );
  const through =
    group.length > MOST_SOLVED ? passedOn(flows, has) : solved(flows, has);
  if (!through) return undefined;
  const ways = group.flatMap((giver, i) =>
    giver.targets
      .filter(({ ref }) => ref === giver.ref || !at.has(ref))
      .map(target => ({
        from: giver.ref,
        to: target.ref,
        exact: through[i] * part(target, giver),
      })),
  );
  const sum = has.reduce((a, b) => a + b, 0);
  const most = has.reduce((a, b) => a + Math.abs(b), 0);
  // What leaves is never more than what went in; but for what rounding makes of it.
  if (!ways.every(({ exact }) => Math.abs(exact) <= 2 * most + 1))
    return undefined;
  const whole = roundTo(
    sum,
    ways.map(({ exact }) => exact),
  );
  return ways.map(({ from, to }, i) => ({ from, to, minor: whole[i] }));
}
