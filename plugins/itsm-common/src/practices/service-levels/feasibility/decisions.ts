/** That something is too large to be reckoned exactly. */
export class TooLarge extends Error {}

const DOWN = 0;
const UP = 1;
/** Numbers of three functions make one key below 2^53. */
const MOST_NODES = 2 ** 17;
/** A function of more variables would be gone through too deeply. */
const MOST_VARIABLES = 2_000;

/**
 * Functions of things that are up or down, as reduced ordered binary decision diagrams (Bryant,
 * "Graph-based algorithms for Boolean function manipulation", 1986): each is a number, and equal
 * functions are the same number. So a thing that is needed in two ways is asked once, which is what
 * makes probabilities of shared dependencies right.
 */
export class Decisions {
  static readonly UP = UP;
  static readonly DOWN = DOWN;

  readonly #variable: number[] = [Infinity, Infinity];
  readonly #low: number[] = [DOWN, UP];
  readonly #high: number[] = [DOWN, UP];
  /** How likely each function is; of a function that is there everything is known. */
  readonly #chance: number[] = [0, 1];
  readonly #known = new Map<number, number>();
  readonly #chosen = new Map<number, number>();
  /** How likely each variable is to be up. */
  readonly #up: number[] = [];

  constructor(private readonly mostNodes = MOST_NODES) {}

  /** A new variable, after all others. @returns the function that is up when it is */
  variable(up: number): number {
    if (this.#up.length >= MOST_VARIABLES) throw new TooLarge();
    this.#up.push(up);
    return this.#node(this.#up.length - 1, DOWN, UP);
  }

  /** The function that is up when a variable is. */
  only(variable: number): number {
    return this.#node(variable, DOWN, UP);
  }

  /** The place of the variable that a function asks first. */
  variableOf(f: number): number {
    return this.#variable[f];
  }

  and(f: number, g: number): number {
    return this.choose(f, g, DOWN);
  }

  /** The function that is `g` where `f` is up, and `h` where it is down. */
  choose(f: number, g: number, h: number): number {
    if (f === UP || g === h) return g;
    if (f === DOWN) return h;
    if (g === UP && h === DOWN) return f;
    const key = (f * MOST_NODES + g) * MOST_NODES + h;
    const known = this.#chosen.get(key);
    if (known !== undefined) return known;
    if (this.#chosen.size > 4 * this.mostNodes) throw new TooLarge();
    const v = Math.min(this.#variable[f], this.#variable[g], this.#variable[h]);
    const made = this.#node(
      v,
      this.choose(
        this.#side(f, v, 0),
        this.#side(g, v, 0),
        this.#side(h, v, 0),
      ),
      this.choose(
        this.#side(f, v, 1),
        this.#side(g, v, 1),
        this.#side(h, v, 1),
      ),
    );
    this.#chosen.set(key, made);
    return made;
  }

  /** Up where at least so many of the functions are. */
  atLeast(count: number, functions: readonly number[]): number {
    // From the last on: which of the rest are up if so many are still wanted.
    let wanted: number[] = Array.from({ length: count + 1 }, (_, k) =>
      k === 0 ? UP : DOWN,
    );
    for (const f of [...functions].reverse()) {
      const fewer = wanted;
      wanted = fewer.map((rest, k) =>
        k === 0 ? UP : this.choose(f, fewer[k - 1], rest),
      );
    }
    return wanted[count];
  }

  /** A function where it is known how it stands with a variable. */
  given(f: number, variable: number, isUp: boolean): number {
    const known = new Map<number, number>();
    const visit = (g: number): number => {
      if (this.#variable[g] > variable) return g;
      if (this.#variable[g] === variable)
        return isUp ? this.#high[g] : this.#low[g];
      const done = known.get(g);
      if (done !== undefined) return done;
      const made = this.#node(
        this.#variable[g],
        visit(this.#low[g]),
        visit(this.#high[g]),
      );
      known.set(g, made);
      return made;
    };
    return visit(f);
  }

  /** How likely a function is to be up, its variables being independent of each other. */
  chanceOf(f: number): number {
    return this.#chance[f];
  }

  /** How likely a variable is to be up. */
  upOf(variable: number): number {
    return this.#up[variable];
  }

  /** The variables that a function asks. */
  variablesOf(f: number): Set<number> {
    const variables = new Set<number>();
    const seen = new Set<number>([f]);
    for (const g of seen) {
      if (g <= UP) continue;
      variables.add(this.#variable[g]);
      seen.add(this.#low[g]).add(this.#high[g]);
    }
    return variables;
  }

  /**
   * Of each variable how much likelier a function is to be up when it is up than when it is down:
   * Birnbaum's importance, which is the derivative of the one probability by the other.
   */
  importance(f: number): Map<number, number> {
    const reached = new Map<number, number>([[f, 1]]);
    const importance = new Map<number, number>();
    // A function asks its variables in their order, so all ways to one are known before it is left.
    const byVariable = [...this.#below(f)].sort(
      (a, b) => this.#variable[a] - this.#variable[b],
    );
    for (const g of byVariable) {
      const way = reached.get(g) ?? 0;
      const v = this.#variable[g];
      const low = this.#low[g];
      const high = this.#high[g];
      const gain = way * (this.#chance[high] - this.#chance[low]);
      importance.set(v, (importance.get(v) ?? 0) + gain);
      const add = (to: number, part: number) =>
        reached.set(to, (reached.get(to) ?? 0) + way * part);
      add(high, this.#up[v]);
      add(low, 1 - this.#up[v]);
    }
    return importance;
  }

  #below(f: number): Set<number> {
    const seen = new Set<number>(f > UP ? [f] : []);
    for (const g of seen) {
      for (const next of [this.#low[g], this.#high[g]])
        if (next > UP) seen.add(next);
    }
    return seen;
  }

  #side(f: number, variable: number, isUp: 0 | 1): number {
    if (this.#variable[f] !== variable) return f;
    return isUp ? this.#high[f] : this.#low[f];
  }

  #node(variable: number, low: number, high: number): number {
    if (low === high) return low;
    const key = (variable * MOST_NODES + low) * MOST_NODES + high;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const made = this.#variable.length;
    if (made >= this.mostNodes) throw new TooLarge();
    this.#variable.push(variable);
    this.#low.push(low);
    this.#high.push(high);
    const up = this.#up[variable];
    this.#chance.push(up * this.#chance[high] + (1 - up) * this.#chance[low]);
    this.#known.set(key, made);
    return made;
  }
}
