import type { FailureDirection } from '@callboard/plugin-itsm-common';
import { parseRedundancy, type DeclaredRedundancy } from './redundancy';

/** A configuration item as the graph knows it. */
export interface CiNode {
  ref: string;
  title: string;
  kind: string;
  type?: string;
  ownerRef?: string;
  systemRef?: string;
  /** The text of its annotation about redundancy. */
  redundancy?: string;
}

/** A relation, as its source says it. */
export interface SaidRelation {
  source: string;
  relation: string;
  target: string;
}

/** What became of items: they are replaced with all they say; gone if there is no node. */
export interface GraphChange {
  ref: string;
  node?: CiNode;
  relations: readonly SaidRelation[];
}

/** Of a set of what an item depends on, at least so many must be up. */
export interface RedundancyGroup {
  /** Place in the graph's list of groups. */
  index: number;
  /** Who needs them. */
  of: number;
  name?: string;
  atLeast: number;
  members: ReadonlySet<number>;
}

/**
 * Pairs in one list, `node, relation, node, relation…`: a graph of 100,000 items has half a million
 * of them, and objects cost ten times as much.
 */
type Pairs = readonly number[];
const NONE: Pairs = [];

interface Parts {
  refs: string[];
  ids: Map<string, number>;
  nodes: (CiNode | undefined)[];
  said: Pairs[];
  affects: Pairs[];
  needs: Pairs[];
}

/**
 * Takes pairs out of lists. Each list is gone through once, however many go: an item may have
 * 50,000 relations.
 */
class Taken {
  readonly #keys = new Map<number, Set<number>>();

  constructor(private readonly relations: number) {}

  add(list: number, node: number, relation: number): void {
    const key = node * this.relations + relation;
    const keys = this.#keys.get(list);
    if (keys) keys.add(key);
    else this.#keys.set(list, new Set([key]));
  }

  from(lists: Pairs[]): void {
    for (const [list, keys] of this.#keys) {
      const pairs = lists[list];
      const left: number[] = [];
      for (let k = 0; k < pairs.length; k += 2) {
        if (!keys.has(pairs[k] * this.relations + pairs[k + 1]))
          left.push(pairs[k], pairs[k + 1]);
      }
      lists[list] = left;
    }
  }
}

/** A graph that is being made; nobody sees it before it is done. */
class GraphDraft {
  readonly #parts: Parts;
  /** Lists made here may be written to; those of the graph before may not. */
  readonly #own = new Set<Pairs>();
  readonly #places: ReadonlyMap<string, number>;

  constructor(
    old: Parts,
    private readonly relations: readonly string[],
    private readonly directions: readonly FailureDirection[],
    private readonly made: (parts: Parts) => CiGraph,
  ) {
    this.#parts = {
      refs: [...old.refs],
      ids: new Map(old.ids),
      nodes: [...old.nodes],
      said: [...old.said],
      affects: [...old.affects],
      needs: [...old.needs],
    };
    this.#places = new Map(relations.map((r, place) => [r, place]));
  }

  /** Replaces items with all they say. */
  apply(changes: readonly GraphChange[]): void {
    const { ids, nodes, said, affects, needs } = this.#parts;
    const affectsTaken = new Taken(this.relations.length);
    const needsTaken = new Taken(this.relations.length);
    for (const { ref } of changes) {
      const id = ids.get(ref);
      if (id === undefined) continue;
      this.#each(id, (from, to, relation) => {
        affectsTaken.add(from, to, relation);
        needsTaken.add(to, from, relation);
      });
      said[id] = NONE;
    }
    affectsTaken.from(affects);
    needsTaken.from(needs);
    for (const { ref, node, relations } of changes) {
      const id = this.#idOf(ref);
      nodes[id] = node;
      const pairs: number[] = [];
      for (const { relation, target } of node ? relations : []) {
        const place = this.#places.get(relation);
        if (place !== undefined) pairs.push(this.#idOf(target), place);
      }
      // As long as it is, and not as long as it may grow.
      said[id] = pairs.length === 0 ? NONE : pairs.slice();
      this.#each(id, (from, to, relation) => {
        this.#add(affects, from, to, relation);
        this.#add(needs, to, from, relation);
      });
    }
  }

  /** The graph. The draft is over. */
  done(): CiGraph {
    // A list that grows has room for more, which a walk jumps over: 10,000 items take half the time
    // without it.
    for (const lists of [this.#parts.affects, this.#parts.needs]) {
      for (let id = 0; id < lists.length; id += 1)
        if (this.#own.has(lists[id])) lists[id] = lists[id].slice();
    }
    this.#own.clear();
    return this.made(this.#parts);
  }

  #idOf(ref: string): number {
    const { refs, ids, nodes, said, affects, needs } = this.#parts;
    const known = ids.get(ref);
    if (known !== undefined) return known;
    const id = refs.length;
    refs.push(ref);
    ids.set(ref, id);
    nodes.push(undefined);
    said.push(NONE);
    affects.push(NONE);
    needs.push(NONE);
    return id;
  }

  #add(to: Pairs[], at: number, node: number, relation: number): void {
    if (this.#own.has(to[at])) (to[at] as number[]).push(node, relation);
    else {
      to[at] = [...to[at], node, relation];
      this.#own.add(to[at]);
    }
  }

  /** What an item says, each from what fails to what fails with it. */
  #each(
    source: number,
    act: (from: number, to: number, relation: number) => void,
  ): void {
    const pairs = this.#parts.said[source];
    for (let k = 0; k < pairs.length; k += 2) {
      const target = pairs[k];
      const direction = this.directions[pairs[k + 1]];
      if (target === source) continue;
      if (direction !== 'to-target') act(target, source, pairs[k + 1]);
      if (direction !== 'to-source') act(source, target, pairs[k + 1]);
    }
  }
}

/**
 * Configuration items and which failure is whose, in memory. Items are numbers, so that thousands
 * are walked in a millisecond. A graph does not change: what changed makes a new one that shares
 * all the rest, so that who walks the old one is not disturbed.
 *
 * - Only relations that carry a failure are in it, each from what fails to what fails with it.
 * - Nothing depends on itself, whatever it says.
 * - A relation to nothing is one to an item without a node: it is there, and has nothing to say.
 * - What an item declares redundant counts as far as it depends on it: a member that is none of its
 *   dependencies cannot take it down, and is none.
 */
export class CiGraph {
  readonly #parts: Parts;
  readonly #named = new Map<string, number>();
  /** Of items with redundancy, by their number. */
  readonly groupsOf: ReadonlyMap<number, readonly RedundancyGroup[]>;
  /**
   * 1 for items that are in {@link groupsOf}. A walk asks it of every item that it reaches: 10,000
   * take 1.0 ms with it, and 1.3 with a look into the map for each.
   */
  readonly redundant: Uint8Array;
  readonly groups: readonly RedundancyGroup[];

  private constructor(
    parts: Parts,
    readonly relations: readonly string[],
    private readonly directions: readonly FailureDirection[],
    private readonly declared: readonly DeclaredRedundancy[],
  ) {
    this.#parts = parts;
    this.groups = this.#readGroups();
    const groupsOf = new Map<number, RedundancyGroup[]>();
    for (const group of this.groups) {
      const own = groupsOf.get(group.of);
      if (own) own.push(group);
      else groupsOf.set(group.of, [group]);
    }
    this.groupsOf = groupsOf;
    this.redundant = new Uint8Array(parts.refs.length);
    for (const of of groupsOf.keys()) this.redundant[of] = 1;
  }

  /** A graph without items. @param rules - which way a failure goes, by relation */
  static empty(
    rules: Readonly<Record<string, FailureDirection>>,
    declared: readonly DeclaredRedundancy[] = [],
  ): CiGraph {
    const carrying = Object.entries(rules).filter(([, d]) => d !== 'none');
    return new CiGraph(
      {
        refs: [],
        ids: new Map(),
        nodes: [],
        said: [],
        affects: [],
        needs: [],
      },
      carrying.map(([relation]) => relation),
      carrying.map(([, direction]) => direction),
      declared,
    );
  }

  /** How many numbers there are; relations to nothing are among them. */
  get size(): number {
    return this.#parts.refs.length;
  }

  /** The number of an item; undefined if nothing was ever said of it. */
  idOf(ref: string): number | undefined {
    return this.#parts.ids.get(ref);
  }

  /**
   * As {@link idOf}, for what items name as their owner or system: they are few, and found among
   * themselves sooner than among all.
   */
  idOfNamed(ref: string): number | undefined {
    const known = this.#named.get(ref);
    if (known !== undefined) return known;
    const id = this.#parts.ids.get(ref);
    if (id !== undefined) this.#named.set(ref, id);
    return id;
  }

  refOf(id: number): string {
    return this.#parts.refs[id];
  }

  /** Undefined for a relation to nothing. */
  nodeOf(id: number): CiNode | undefined {
    return this.#parts.nodes[id];
  }

  /** What fails with each item: `node, relation, node, relation…`. */
  get affects(): readonly Pairs[] {
    return this.#parts.affects;
  }

  /** With what each item fails: `node, relation, node, relation…`. */
  get needs(): readonly Pairs[] {
    return this.#parts.needs;
  }

  /** The same items with other declarations of redundancy. */
  declaring(declared: readonly DeclaredRedundancy[]): CiGraph {
    return new CiGraph(this.#parts, this.relations, this.directions, declared);
  }

  /** The graph after changes. Costs a copy of its lists, and what the changed items say. */
  with(changes: readonly GraphChange[]): CiGraph {
    const draft = this.draft();
    draft.apply(changes);
    return draft.done();
  }

  /** A graph to be made of this one by many changes, at the cost of one copy for all. */
  draft(): GraphDraft {
    return new GraphDraft(
      this.#parts,
      this.relations,
      this.directions,
      parts =>
        new CiGraph(parts, this.relations, this.directions, this.declared),
    );
  }

  #readGroups(): RedundancyGroup[] {
    const { ids, nodes, needs } = this.#parts;
    const groups: RedundancyGroup[] = [];
    const take = ({ ref, name, atLeast, of }: DeclaredRedundancy) => {
      const id = ids.get(ref);
      if (id === undefined || !nodes[id]) return;
      const needed = new Set<number>();
      for (let k = 0; k < needs[id].length; k += 2) needed.add(needs[id][k]);
      const members = new Set(
        of.flatMap(member => {
          const found = ids.get(member);
          return found !== undefined && needed.has(found) ? [found] : [];
        }),
      );
      if (members.size === 0) return;
      groups.push({ index: groups.length, of: id, name, atLeast, members });
    };
    this.declared.forEach(take);
    for (const node of nodes) {
      if (node?.redundancy !== undefined)
        parseRedundancy(node.redundancy, node.ref).declared.forEach(take);
    }
    return groups;
  }
}
