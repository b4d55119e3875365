import type { CiGraph } from './CiGraph';
import { Walk } from './Walk';

/** Something that alone takes an item down. */
export interface SinglePoint {
  item: number;
  distance: number;
  /** The point that needs it without redundancy, if that is how it was found. */
  towards?: SinglePoint;
  /** How its failure comes through redundancy, if that is how it was found; it is the first. */
  through?: number[];
}

/** The way of a point's failure to what it takes down, both included. */
export function pathOf(point: SinglePoint): number[] {
  const path: number[] = [];
  for (let at: SinglePoint | undefined = point; at; at = at.towards) {
    if (at.through) return [...path, ...at.through];
    path.push(at.item);
  }
  return path;
}

/**
 * Relations that one question may follow before it says how far it came: some 0.2 s. Only what is
 * behind redundancy costs at all; see below.
 */
const MOST_FOLLOWED = 20_000_000;

/**
 * What alone takes an item down.
 *
 * What an item needs without redundancy is one, and so is what such a one needs without redundancy:
 * that is one walk. Behind redundancy it takes a trial each: whether its failure alone comes
 * through, e.g. the one switch of both databases. What was found brings with it what it needs
 * without redundancy.
 *
 * @param needed - what the item depends on, nearest first, without itself; a failure is followed
 *   through these only
 * @param already - what has failed already: it is no single point, and redundancy has less left
 * @returns single points nearest first, and how many dependencies it is known of whether they are
 */
export function singlePointsOf(
  graph: CiGraph,
  item: number,
  needed: readonly number[],
  already: readonly number[] = [],
): { points: SinglePoint[]; checked: number } {
  const within = new Set([...needed, item]);
  const down = new Set(already);
  const found = new Map<number, SinglePoint>();
  const excused = (member: number, owner: number) =>
    graph.groupsOf
      .get(owner)
      ?.some(group => group.members.has(member) === true) === true;

  /** Takes up a point, and all that it needs without redundancy. */
  const takeUp = (first: SinglePoint) => {
    const queue = [first];
    for (const point of queue) {
      if (point.item !== item) {
        if (found.has(point.item)) continue;
        found.set(point.item, point);
      }
      const pairs = graph.needs[point.item];
      for (let k = 0; k < pairs.length; k += 2) {
        const next = pairs[k];
        if (next === item || found.has(next) || down.has(next)) continue;
        if (!within.has(next) || excused(next, point.item)) continue;
        queue.push({
          item: next,
          distance: point.distance + 1,
          towards: point,
        });
      }
    }
  };
  takeUp({ item, distance: 0 });

  let followed = 0;
  let cleared = 0;
  for (const candidate of needed) {
    if (found.has(candidate)) continue;
    if (down.has(candidate)) {
      cleared += 1;
      continue;
    }
    if (followed > MOST_FOLLOWED) break;
    const walk = new Walk(graph, graph.affects, { groups: true, within });
    walk.start(already);
    walk.run();
    const from = walk.reached;
    walk.start([candidate]);
    while (!walk.has(item) && walk.step());
    const comesThrough = walk.has(item);
    const { items, before, distance } = walk.take(from);
    for (const reached of items) followed += graph.affects[reached].length / 2;
    if (!comesThrough) {
      cleared += 1;
      continue;
    }
    const through: number[] = [];
    let place = items.indexOf(item);
    const far = distance[place];
    for (; place >= 0; place = before[place]) through.push(items[place]);
    through.reverse();
    takeUp({ item: candidate, distance: far, through });
  }
  const points = [...found.values()].sort((a, b) => a.distance - b.distance);
  return { points, checked: found.size + cleared };
}
