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
      group.forEach(({ ref }, i) => {
        borne.set(ref, 0);
        exchanged.set(
          ref,
          out.reduce((sum, o) => sum + (o.from === ref ? o.minor : 0), 0) -
            has[i],
        );
      });
      for (const { from, to, minor } of out) give(from, to, minor);
    }
    return { borne, shared, exchanged };
  }
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
  // What passes through each: its own, and what the others give it of what passes through them.
  const matrix = group.map((_, i) => group.map((__, j) => (i === j ? 1 : 0)));
  group.forEach((giver, j) => {
    for (const target of giver.targets) {
      const i = at.get(target.ref);
      if (i !== undefined && i !== j) matrix[i][j] -= part(target, giver);
    }
  });
  const through = solve(matrix, has);
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
