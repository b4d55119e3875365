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
  /** Of items with redundancy, by their number. */
  readonly groupsOf: ReadonlyMap<number, readonly RedundancyGroup[]>;
  /**
   * 1 for items that are in {@link groupsOf}: a walk looks at every item it reaches, and a look into
   * the map for each was a third of its time.
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
      { refs: [], ids: new Map(), nodes: [], said: [], affects: [], needs: [] },
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

  /** The graph after changes. Costs a copy of three lists, and what the changed items say. */
  with(changes: readonly GraphChange[]): CiGraph {
    const old = this.#parts;
    const parts: Parts = {
      refs: [...old.refs],
      ids: new Map(old.ids),
      nodes: [...old.nodes],
      said: [...old.said],
      affects: [...old.affects],
      needs: [...old.needs],
    };
    // Lists made here may be written to; those of the old graph may not.
    const own = new Set<Pairs>();
    const add = (to: Pairs[], at: number, node: number, relation: number) => {
      if (own.has(to[at])) (to[at] as number[]).push(node, relation);
      else {
        to[at] = [...to[at], node, relation];
        own.add(to[at]);
      }
    };
    const idOf = (ref: string) => {
      const known = parts.ids.get(ref);
      if (known !== undefined) return known;
      const id = parts.refs.length;
      parts.refs.push(ref);
      parts.ids.set(ref, id);
      parts.nodes.push(undefined);
      parts.said.push(NONE);
      parts.affects.push(NONE);
      parts.needs.push(NONE);
      return id;
    };
    const each = (
      source: number,
      said: Pairs,
      act: (from: number, to: number, relation: number) => void,
    ) => {
      for (let k = 0; k < said.length; k += 2) {
        const target = said[k];
        const direction = this.directions[said[k + 1]];
        if (target === source) continue;
        if (direction !== 'to-target') act(target, source, said[k + 1]);
        if (direction !== 'to-source') act(source, target, said[k + 1]);
      }
    };
    const affectsTaken = new Taken(this.relations.length);
    const needsTaken = new Taken(this.relations.length);
    for (const { ref } of changes) {
      const id = parts.ids.get(ref);
      if (id === undefined) continue;
      each(id, parts.said[id], (from, to, relation) => {
        affectsTaken.add(from, to, relation);
        needsTaken.add(to, from, relation);
      });
      parts.said[id] = NONE;
    }
    affectsTaken.from(parts.affects);
    needsTaken.from(parts.needs);
    const places = new Map(this.relations.map((r, place) => [r, place]));
    for (const { ref, node, relations } of changes) {
      const id = idOf(ref);
      parts.nodes[id] = node;
      const said: number[] = [];
      for (const { relation, target } of node ? relations : []) {
        const place = places.get(relation);
        if (place !== undefined) said.push(idOf(target), place);
      }
      parts.said[id] = said;
      each(id, said, (from, to, relation) => {
        add(parts.affects, from, to, relation);
        add(parts.needs, to, from, relation);
      });
    }
    return new CiGraph(parts, this.relations, this.directions, this.declared);
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
