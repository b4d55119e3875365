import type { CiGraph } from './CiGraph';
import type { Sight } from './Sight';
import { Walk } from './Walk';

/** A redundancy of an item of the part. */
interface LocalGroup {
  /** Its place in the list of groups. */
  index: number;
  members: ReadonlySet<number>;
  size: number;
  atLeast: number;
}

/** A failure within a part of a graph, see {@link NeedsGraph}. */
export class LocalWalk {
  #tail = 0;
  #followed = 0;
  readonly #failed = new Map<number, number[]>();

  constructor(
    private readonly lists: {
      items: Int32Array;
      first: Int32Array;
      affects: Int32Array;
      groups: ReadonlyMap<number, readonly LocalGroup[]>;
      seen: Int32Array;
      queue: Int32Array;
      before: Int32Array;
      epoch: number;
    },
    places: readonly number[],
  ) {
    for (const place of places) this.#reach(place, -1);
  }

  /** How many relations it followed. */
  get followed(): number {
    return this.#followed;
  }

  /** Whether the item at a place failed. */
  has(place: number): boolean {
    return this.lists.seen[place] === this.lists.epoch;
  }

  /** The item at a place. */
  itemAt(place: number): number {
    return this.lists.items[place];
  }

  /**
   * Goes on until one of the targets fails.
   *
   * @param toTheEnd - until nothing more fails, all the same
   * @returns the place of the target that failed first, if any
   */
  run(targets: ReadonlySet<number>, toTheEnd: boolean): number | undefined {
    const { first, affects, queue, seen, epoch, groups } = this.lists;
    let hit: number | undefined;
    for (let head = 0; head < this.#tail; head += 1) {
      const place = queue[head];
      if (hit === undefined && targets.has(place)) {
        hit = place;
        if (!toTheEnd) return hit;
      }
      for (let k = first[place]; k < first[place + 1]; k += 1) {
        this.#followed += 1;
        const other = affects[k];
        if (seen[other] === epoch) continue;
        const own = groups.get(other);
        if (own && this.#holds(own, place)) continue;
        this.#reach(other, head);
      }
    }
    return hit;
  }

  /** The items on the way to a place that failed, from where it began. */
  wayTo(place: number): number[] {
    const { queue, before, items } = this.lists;
    const way: number[] = [];
    for (let at = queue.indexOf(place); at >= 0; at = before[at])
      way.push(items[queue[at]]);
    return way.reverse();
  }

  #reach(place: number, from: number): void {
    const { seen, queue, before, epoch } = this.lists;
    seen[place] = epoch;
    queue[this.#tail] = place;
    before[this.#tail] = from;
    this.#tail += 1;
  }

  /** Notes that a member of groups fails. @returns whether their owner can do without it */
  #holds(groups: readonly LocalGroup[], member: number): boolean {
    let concerned = false;
    let holds = true;
    for (const group of groups) {
      if (!group.members.has(member)) continue;
      concerned = true;
      const failed = this.#failed.get(group.index) ?? [];
      this.#failed.set(group.index, failed);
      // It may be depended on by two relations; it fails once.
      if (failed[failed.length - 1] !== member) failed.push(member);
      if (group.size - failed.length < group.atLeast) holds = false;
    }
    return concerned && holds;
  }
}

/**
 * The part of a graph that some items need, themselves included, with places of its own: a failure that
 * begins in it is followed within it as {@link Walk} does in the whole graph, and takes down the same of
 * it, for whatever an item of it needs is in it too. What may not be seen is not in it.
 *
 * It is for many short walks: relations that lead out of it are not even looked at.
 */
export class NeedsGraph {
  readonly #seen: Int32Array;
  readonly #queue: Int32Array;
  readonly #before: Int32Array;
  #epoch = 0;

  private constructor(
    private readonly items: Int32Array,
    /** By item of the graph its place and one more; 0 for those that are not in it. */
    private readonly placeByItem: Int32Array,
    /** What fails with the item at a place: `affects[first[place]]` up to `affects[first[place + 1]]`. */
    private readonly first: Int32Array,
    private readonly affects: Int32Array,
    private readonly groups: ReadonlyMap<number, readonly LocalGroup[]>,
  ) {
    this.#seen = new Int32Array(items.length);
    this.#queue = new Int32Array(items.length);
    this.#before = new Int32Array(items.length);
  }

  /**
   * Reads the part, unless none of some other items is in it.
   *
   * @param wanted - failures of these are to be followed
   */
  static async of(
    graph: CiGraph,
    sight: Sight,
    items: readonly number[],
    wanted: { has(item: number): boolean },
  ): Promise<NeedsGraph | undefined> {
    const walk = new Walk(graph, graph.needs, { groups: false });
    walk.start(items);
    await sight.walk(walk, Infinity);
    const found = walk.take().items;
    if (!found.some(item => wanted.has(item))) return undefined;
    const placeByItem = new Int32Array(graph.size);
    found.forEach((item, place) => {
      placeByItem[item] = place + 1;
    });
    const first = new Int32Array(found.length + 1);
    for (const item of found) {
      const pairs = graph.needs[item];
      for (let k = 0; k < pairs.length; k += 2) {
        const place = placeByItem[pairs[k]];
        if (place > 0) first[place] += 1;
      }
    }
    for (let place = 0; place < found.length; place += 1)
      first[place + 1] += first[place];
    const affects = new Int32Array(first[found.length]);
    const next = first.slice();
    const groups = new Map<number, LocalGroup[]>();
    found.forEach((item, to) => {
      const pairs = graph.needs[item];
      for (let k = 0; k < pairs.length; k += 2) {
        const place = placeByItem[pairs[k]];
        if (place === 0) continue;
        affects[next[place - 1]] = to;
        next[place - 1] += 1;
      }
      if (graph.redundant[item] !== 1) return;
      groups.set(
        to,
        graph.groupsOf.get(item)!.map(({ index, members, atLeast }) => ({
          index,
          members: new Set(
            [...members].flatMap(member =>
              placeByItem[member] > 0 ? [placeByItem[member] - 1] : [],
            ),
          ),
          // What may not be seen of it counts as up.
          size: members.size,
          atLeast,
        })),
      );
    });
    return new NeedsGraph(found, placeByItem, first, affects, groups);
  }

  /** The place of an item; undefined if it is not in it. */
  placeOf(item: number): number | undefined {
    const place = this.placeByItem[item];
    return place > 0 ? place - 1 : undefined;
  }

  /** The places of those items that are in it, in order, each once. */
  places(items: readonly number[]): number[] {
    const places = new Set<number>();
    for (const item of items) {
      const place = this.placeByItem[item];
      if (place > 0) places.add(place - 1);
    }
    return [...places].sort((a, b) => a - b);
  }

  /** A failure that begins at places. One at a time: the next one takes over its lists. */
  walk(places: readonly number[]): LocalWalk {
    this.#epoch += 1;
    return new LocalWalk(
      {
        items: this.items,
        first: this.first,
        affects: this.affects,
        groups: this.groups,
        seen: this.#seen,
        queue: this.#queue,
        before: this.#before,
        epoch: this.#epoch,
      },
      places,
    );
  }
}
