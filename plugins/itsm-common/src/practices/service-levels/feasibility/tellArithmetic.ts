import type { Arithmetic } from './arithmetic';
import type { Availability, Composed, Fraction } from './compose';
import { Decisions } from './decisions';
import { mustBeUp, type NeededGroup, type Structure } from './structure';

/** Steps of one answer; what is beyond is not opened up. */
const MOST_STEPS = 400;
/** Factors that are taken apart together, and names that are told of what they share. */
const MOST_ENTANGLED = 60;
const MOST_SHARED = 20;
/** How often it is asked both ways, one in the other. */
const MOST_GIVEN = 3;

/** Something that must be up, with the function that says when it is. */
type Factor = { works: number } & (
  | { kind: 'item'; ref: string }
  | { kind: 'own'; ref: string }
  | { kind: 'group'; ref: string; group: NeededGroup }
);

/** What is taken to be up or down, by place of the variable. */
type Assumed = ReadonlyMap<number, boolean>;

/** Where in the telling one is. */
interface Place {
  assumed: Assumed;
  /** Items that are being told, one in the other: a circle is told once. */
  path: ReadonlySet<string>;
}

/** Tells the arithmetic of one item. */
class Telling {
  readonly #decisions: Decisions;
  readonly #ownRoot?: number;
  #steps = 0;

  constructor(
    private readonly structure: Structure,
    private readonly root: string,
    private readonly composed: Composed,
    private readonly promised: ReadonlyMap<string, Fraction>,
  ) {
    this.#decisions = composed.decisions;
    this.#ownRoot = composed.own.get(root)?.variable;
  }

  whole(): Arithmetic {
    const { root } = this;
    // The item itself is taken never to fail by itself.
    const assumed = new Map(
      this.#ownRoot === undefined ? [] : [[this.#ownRoot, true]],
    );
    const at = { assumed, path: new Set([root]) };
    return this.#all(this.#partsOf(root, assumed), at, new Set([root]));
  }

  /** All of the factors are up. @param opened - items whose parts are among the factors */
  #all(
    factors: readonly Factor[],
    at: Place,
    opened: ReadonlySet<string>,
  ): Arithmetic {
    const uncertain = factors.filter(({ works }) => works !== Decisions.UP);
    const parts = entanglements(uncertain, this.#decisions).map(component =>
      component.length === 1
        ? this.#one(component[0], at)
        : this.#entangled(component, at, opened),
    );
    // What is opened up of several items may be one list again.
    const flat = parts.flatMap(part =>
      part.kind === 'all' ? part.parts : [part],
    );
    if (flat.length === 1) return flat[0];
    const value = flat.reduce((all, part) => all * part.value, 1);
    return { kind: 'all', value, parts: flat };
  }

  /** Factors that have something in common. */
  #entangled(
    all: readonly Factor[],
    at: Place,
    opened: ReadonlySet<string>,
  ): Arithmetic {
    const factors = distinct(all);
    if (factors.length < all.length) return this.#all(factors, at, opened);
    const works = this.#conjunction(factors);
    if (factors.length > MOST_ENTANGLED)
      return this.#plain(works, this.#shared(factors));
    const items = factors.filter(({ kind }) => kind === 'item');
    if (items.length > 0) {
      // Of what is up together it does not matter where it stands: everything once, side by side.
      const inside = items
        .filter(({ ref }) => !opened.has(ref))
        .flatMap(({ ref }) => this.#partsOf(ref, at.assumed));
      const rest = factors.filter(({ kind }) => kind !== 'item');
      const next = new Set([...opened, ...items.map(({ ref }) => ref)]);
      return this.#all([...rest, ...inside], at, next);
    }
    return this.#bothWays(factors, works, at, assumed => {
      const given = factors.map(factor => ({
        ...factor,
        works: this.#restrict(factor.works, assumed),
      }));
      return this.#all(given, { ...at, assumed }, opened);
    });
  }

  /** Asks both ways for what most of the factors have in common. */
  #bothWays(
    factors: readonly Factor[],
    works: number,
    { assumed }: Place,
    tell: (assumed: Assumed) => Arithmetic,
  ): Arithmetic {
    const common = this.#shared(factors);
    if (assumed.size >= MOST_GIVEN || this.#steps > MOST_STEPS)
      return this.#plain(works, common);
    const [variable] = common;
    const chance = this.#decisions.upOf(variable);
    const [up, down] = [true, false].map(isUp => {
      const f = this.#decisions.given(works, variable, isUp);
      // Nothing is to be told of what is certain.
      if (f === Decisions.UP || f === Decisions.DOWN) return this.#plain(f, []);
      return tell(new Map([...assumed, [variable, isUp]]));
    });
    return {
      kind: 'given',
      ref: this.composed.ownerOf[variable],
      chance,
      up,
      down,
      value: chance * up.value + (1 - chance) * down.value,
    };
  }

  #one(factor: Factor, at: Place): Arithmetic {
    this.#steps += 1;
    const { ref, works } = factor;
    const value = this.#decisions.chanceOf(works);
    if (factor.kind === 'own') return { kind: 'own', ref, value };
    if (factor.kind === 'group') return this.#group(factor, at);
    const { assumed, path } = at;
    const isCertain = works === Decisions.UP || works === Decisions.DOWN;
    // As long as nothing that is assumed is behind it.
    const asPromised =
      works === this.composed.up.get(ref) && value === this.promised.get(ref);
    const tellsNoMore = path.has(ref) || this.#steps > MOST_STEPS;
    if (isCertain || asPromised || tellsNoMore)
      return { kind: 'item', ref, value };
    const behind = this.#all(
      this.#partsOf(ref, assumed),
      { assumed, path: new Set([...path, ref]) },
      new Set([ref]),
    );
    return { kind: 'item', ref, value, behind };
  }

  #group(factor: Extract<Factor, { kind: 'group' }>, at: Place): Arithmetic {
    const { ref, group, works } = factor;
    const members = group.of.map(member => this.#item(member, at.assumed));
    const entangled = entanglements(members, this.#decisions).some(
      ({ length }) => length > 1,
    );
    if (entangled) {
      return this.#bothWays(members, works, at, assumed =>
        this.#one(this.#groupOf(ref, group, assumed), { ...at, assumed }),
      );
    }
    return {
      kind: 'group',
      ref,
      value: this.#decisions.chanceOf(works),
      atLeast: mustBeUp(group),
      parts: members.map(member => this.#one(member, at)),
    };
  }

  /** What an item takes: its own part, and what it needs. */
  #partsOf(ref: string, assumed: Assumed): Factor[] {
    const { needs, groups } = this.structure.get(ref) ?? {
      needs: [],
      groups: [],
    };
    const variable = this.composed.own.get(ref)?.variable;
    const parts: Factor[] = [
      ...needs.map(need => this.#item(need, assumed)),
      ...groups.map(group => this.#groupOf(ref, group, assumed)),
    ];
    if (variable === undefined || variable === this.#ownRoot) return parts;
    const works = this.#restrict(this.#decisions.only(variable), assumed);
    return [{ kind: 'own', ref, works }, ...parts];
  }

  #item(ref: string, assumed: Assumed): Factor {
    const works = this.composed.up.get(ref) ?? Decisions.UP;
    return { kind: 'item', ref, works: this.#restrict(works, assumed) };
  }

  #groupOf(ref: string, group: NeededGroup, assumed: Assumed): Factor {
    const works = this.#decisions.atLeast(
      mustBeUp(group),
      group.of.map(member => this.#item(member, assumed).works),
    );
    return { kind: 'group', ref, group, works };
  }

  #restrict(works: number, assumed: Assumed): number {
    let f = works;
    for (const [variable, isUp] of assumed)
      f = this.#decisions.given(f, variable, isUp);
    return f;
  }

  #conjunction(factors: readonly Factor[]): number {
    return factors.reduce(
      (all, { works }) => this.#decisions.and(all, works),
      Decisions.UP,
    );
  }

  /** The variables that several factors have in common, those of most factors first. */
  #shared(factors: readonly Factor[]): number[] {
    const counts = new Map<number, number>();
    for (const { works } of factors) {
      for (const variable of this.#decisions.variablesOf(works))
        counts.set(variable, (counts.get(variable) ?? 0) + 1);
    }
    return [...counts]
      .filter(([, count]) => count > 1)
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .map(([variable]) => variable);
  }

  #plain(works: number, shared: readonly number[]): Arithmetic {
    const refs = shared
      .slice(0, MOST_SHARED)
      .map(variable => this.composed.ownerOf[variable]);
    return { kind: 'exact', value: this.#decisions.chanceOf(works), refs };
  }
}

/** Tells how the availability of an item comes about; undefined where there are only bounds. */
export function arithmeticOf(
  structure: Structure,
  root: string,
  { composed }: Availability,
  promised: ReadonlyMap<string, Fraction>,
): Arithmetic | undefined {
  return composed && new Telling(structure, root, composed, promised).whole();
}

/** Each factor once. */
function distinct(factors: readonly Factor[]): Factor[] {
  const known = new Map<string, Factor>();
  for (const factor of factors) {
    const { kind, ref } = factor;
    known.set(
      JSON.stringify([kind, ref, 'group' in factor && factor.group]),
      factor,
    );
  }
  return [...known.values()];
}

/** Factors put together that have a variable in common. */
function entanglements(
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
