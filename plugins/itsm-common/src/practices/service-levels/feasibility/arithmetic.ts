import type { Availability, Fraction } from './compose';
import { Decisions } from './decisions';
import { percentWords } from './percent';
import { mustBeUp, type NeededGroup, type Structure } from './structure';

/**
 * How a probability comes about, step by step. The value of every step follows from those of its
 * parts:
 *
 * - `item`: how often an item is up; `behind` says why if it is not just what it promises,
 * - `own`: an item's own part, what its promise leaves when what is behind it is taken out,
 * - `all`: all parts are up; they have nothing in common, so it is their product,
 * - `group`: at least so many of the parts are up; they have nothing in common,
 * - `given`: parts have something in common, so it is asked for both ways: its chance times what is
 *   then, and the rest times what is otherwise,
 * - `exact`: too much is in common to be shown; it was counted all the same.
 */
export type Arithmetic = { value: Fraction } & (
  | { kind: 'item'; ref: string; behind?: Arithmetic }
  | { kind: 'own'; ref: string }
  | { kind: 'all'; parts: Arithmetic[] }
  | { kind: 'group'; ref: string; atLeast: number; parts: Arithmetic[] }
  | {
      kind: 'given';
      /** Whose own part is in common. */
      ref: string;
      chance: Fraction;
      up: Arithmetic;
      down: Arithmetic;
    }
  | { kind: 'exact'; refs: string[] }
);

/** Steps of one answer; what is beyond is not opened up. */
const MOST_STEPS = 400;
/** How often it is asked both ways, one in the other. */
const MOST_GIVEN = 3;

/** Something that must be up, with the function that says when it is. */
type Factor = { works: number } & (
  | { kind: 'item'; ref: string }
  | { kind: 'own'; ref: string }
  | { kind: 'group'; ref: string; group: NeededGroup }
);
type Assumed = ReadonlyMap<number, boolean>;

/** Tells how the availability of an item comes about; undefined where there are only bounds. */
export function arithmeticOf(
  structure: Structure,
  root: string,
  { composed, condition }: Availability,
  promised: ReadonlyMap<string, Fraction>,
): Arithmetic | undefined {
  if (!composed || condition === undefined) return undefined;
  const { decisions, up, own, ownerOf } = composed;
  const ownRoot = own.get(root)?.variable;
  let steps = 0;

  const restrict = (works: number, assumed: Assumed) => {
    let f = works;
    for (const [variable, isUp] of assumed)
      f = decisions.given(f, variable, isUp);
    return f;
  };
  const itemFactor = (ref: string, assumed: Assumed): Factor => ({
    kind: 'item',
    ref,
    works: restrict(up.get(ref) ?? Decisions.UP, assumed),
  });
  const groupFactor = (
    ref: string,
    group: NeededGroup,
    assumed: Assumed,
  ): Factor => ({
    kind: 'group',
    ref,
    group,
    works: decisions.atLeast(
      mustBeUp(group),
      group.of.map(member => itemFactor(member, assumed).works),
    ),
  });
  /** What an item takes: its own part, and what it needs. */
  const partsOf = (ref: string, assumed: Assumed): Factor[] => {
    const { needs, groups } = structure.get(ref) ?? { needs: [], groups: [] };
    const variable = own.get(ref)?.variable;
    const alone: Factor[] =
      variable === undefined || variable === ownRoot
        ? []
        : [
            {
              kind: 'own',
              ref,
              works: restrict(decisions.only(variable), assumed),
            },
          ];
    return [
      ...alone,
      ...needs.map(need => itemFactor(need, assumed)),
      ...groups.map(group => groupFactor(ref, group, assumed)),
    ];
  };
  const leaf = (refs: string[], works: number): Arithmetic => ({
    kind: 'exact',
    value: decisions.chanceOf(works),
    refs,
  });

  const conjunction = (factors: readonly Factor[]) =>
    factors.reduce((all, { works }) => decisions.and(all, works), Decisions.UP);

  /** All of the factors are up. @param opened - items whose parts are among the factors */
  const allOf = (
    factors: readonly Factor[],
    assumed: Assumed,
    opened: ReadonlySet<string>,
    path: ReadonlySet<string>,
  ): Arithmetic => {
    const parts = componentsOf(
      factors.filter(({ works }) => works !== Decisions.UP),
      decisions,
    ).map(component =>
      component.length === 1
        ? describe(component[0], assumed, path)
        : entangled(component, assumed, opened, path),
    );
    // What is opened up of several items may be one list again.
    const flat = parts.flatMap(part =>
      part.kind === 'all' ? part.parts : [part],
    );
    if (flat.length === 1) return flat[0];
    return {
      kind: 'all',
      value: flat.reduce((all, { value }) => all * value, 1),
      parts: flat,
    };
  };

  /** Factors that have something in common. */
  const entangled = (
    factors: readonly Factor[],
    assumed: Assumed,
    opened: ReadonlySet<string>,
    path: ReadonlySet<string>,
  ): Arithmetic => {
    const known = new Set<string>();
    const distinct = factors.filter(factor => {
      const { kind, ref } = factor;
      const name = JSON.stringify([
        kind,
        ref,
        'group' in factor && factor.group,
      ]);
      if (known.has(name)) return false;
      known.add(name);
      return true;
    });
    if (distinct.length < factors.length)
      return allOf(distinct, assumed, opened, path);
    const items = factors.filter(({ kind }) => kind === 'item');
    if (items.length > 0) {
      // Of what is up together it does not matter where it stands: everything once, side by side.
      const next = new Set([...opened, ...items.map(({ ref }) => ref)]);
      const inside = items
        .filter(({ ref }) => !opened.has(ref))
        .flatMap(({ ref }) => partsOf(ref, assumed));
      const rest = factors.filter(({ kind }) => kind !== 'item');
      return allOf([...rest, ...inside], assumed, next, path);
    }
    return bothWays(factors, assumed, given =>
      allOf(
        factors.map(factor => ({
          ...factor,
          works: restrict(factor.works, given),
        })),
        given,
        opened,
        path,
      ),
    );
  };

  /** Asks both ways for what most of the functions have in common. */
  const bothWays = (
    factors: readonly Factor[],
    assumed: Assumed,
    tell: (assumed: Assumed) => Arithmetic,
    works = conjunction(factors),
  ): Arithmetic => {
    const counts = new Map<number, number>();
    for (const factor of factors)
      for (const variable of decisions.variablesOf(factor.works))
        counts.set(variable, (counts.get(variable) ?? 0) + 1);
    const common = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const shared = common.filter(([, count]) => count > 1);
    if (assumed.size >= MOST_GIVEN || steps > MOST_STEPS)
      return leaf(
        shared.map(([variable]) => ownerOf[variable]),
        works,
      );
    const [variable] = common[0];
    const chance = decisions.upOf(variable);
    const ways = [true, false].map(isUp => {
      const f = decisions.given(works, variable, isUp);
      // Nothing to be told of what is certain.
      if (f <= Decisions.UP) return leaf([], f);
      return tell(new Map([...assumed, [variable, isUp]]));
    });
    return {
      kind: 'given',
      ref: ownerOf[variable],
      chance,
      up: ways[0],
      down: ways[1],
      value: chance * ways[0].value + (1 - chance) * ways[1].value,
    };
  };

  const describe = (
    factor: Factor,
    assumed: Assumed,
    path: ReadonlySet<string>,
  ): Arithmetic => {
    steps += 1;
    const value = decisions.chanceOf(factor.works);
    if (factor.kind === 'own') return { kind: 'own', ref: factor.ref, value };
    if (factor.kind === 'group') {
      const { ref, group } = factor;
      const members = group.of.map(member => itemFactor(member, assumed));
      if (componentsOf(members, decisions).some(({ length }) => length > 1)) {
        return bothWays(
          members,
          assumed,
          given => describe(groupFactor(ref, group, given), given, path),
          factor.works,
        );
      }
      return {
        kind: 'group',
        ref,
        value,
        atLeast: mustBeUp(group),
        parts: members.map(member => describe(member, assumed, path)),
      };
    }
    const { ref } = factor;
    const plain =
      factor.works <= Decisions.UP ||
      (assumed.size === 0 && value === promised.get(ref));
    if (plain || path.has(ref) || steps > MOST_STEPS)
      return { kind: 'item', ref, value };
    const behind = allOf(
      partsOf(ref, assumed),
      assumed,
      new Set([ref]),
      new Set([...path, ref]),
    );
    return { kind: 'item', ref, value, behind };
  };

  const start: Assumed = new Map(
    ownRoot === undefined ? [] : [[ownRoot, true]],
  );
  return allOf(partsOf(root, start), start, new Set([root]), new Set([root]));
}

/** Factors put together that have a variable in common. */
function componentsOf(
  factors: readonly Factor[],
  decisions: Decisions,
): Factor[][] {
  let components: { variables: Set<number>; factors: Factor[] }[] = [];
  for (const factor of factors) {
    const variables = decisions.variablesOf(factor.works);
    const touching = components.filter(component =>
      [...variables].some(variable => component.variables.has(variable)),
    );
    components = [
      ...components.filter(component => !touching.includes(component)),
      {
        variables: new Set([
          ...touching.flatMap(component => [...component.variables]),
          ...variables,
        ]),
        factors: [...touching.flatMap(component => component.factors), factor],
      },
    ];
  }
  return components.map(component => component.factors);
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const power = (n: number) =>
  [...String(n)].map(digit => SUPERSCRIPTS[Number(digit)]).join('');

/** A product with powers: `99.9 % × 99 %³`. */
function productWords(parts: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const part of parts) counts.set(part, (counts.get(part) ?? 0) + 1);
  return [...counts]
    .map(([part, count]) => {
      if (count === 1) return part;
      // Twice is as short written out; a bracket takes its power well.
      if (count === 2 && !part.startsWith('(')) return `${part} × ${part}`;
      return part.startsWith('(')
        ? `${part}${power(count)}`
        : `(${part})${power(count)}`;
    })
    .join(' × ');
}

/** A step in figures, e.g. `99.9 % × 99.9 % = 99.8001 %`. */
export function arithmeticWords(step: Arithmetic): string {
  const value = percentWords(step.value);
  switch (step.kind) {
    case 'all':
      if (step.parts.length === 0) return value;
      return `${productWords(
        step.parts.map(part => percentWords(part.value)),
      )} = ${value}`;
    case 'group': {
      const parts = step.parts.map(part => percentWords(part.value));
      if (step.atLeast === 1)
        return `1 − ${productWords(
          parts.map(part => `(1 − ${part})`),
        )} = ${value}`;
      return `${step.atLeast} of ${parts.length} (${parts.join(
        ', ',
      )}) = ${value}`;
    }
    case 'given':
      return `${percentWords(step.chance)} × ${percentWords(
        step.up.value,
      )} + ${percentWords(1 - step.chance)} × ${percentWords(
        step.down.value,
      )} = ${value}`;
    case 'item':
      return step.behind && step.behind.kind !== 'item'
        ? arithmeticWords(step.behind)
        : value;
    default:
      return value;
  }
}
