import type {
  Connection,
  ConnectionKind,
  JointOutage,
} from '@callboard/plugin-itsm-common';
import type { CiGraph, RedundancyGroup } from './CiGraph';
import { NeedsGraph, type LocalWalk } from './NeedsGraph';
import type { Sight } from './Sight';
import { Walk, type Reach, type Worn } from './Walk';

/** Items of something else, as numbers of the graph. */
export interface NumberedOther {
  id: string;
  items: readonly number[];
}

/** What fails with some items, and what they have to do with others. */
export interface Connected {
  /** What fails, nearest first; what was asked about comes first. */
  reach: Reach;
  /** Redundancies that lost members and hold; of what may be seen. */
  withstood: Worn[];
  /** By id of the other; those that are not connected are left out. */
  connections: Map<string, Connection>;
  /** Whether there were too many to look at all of them for what hits the asked ones. */
  truncated: boolean;
}

/** Relations that one question may follow for the others, some 0.1 s. */
const MOST_FOLLOWED = 5_000_000;

/** The way to a place of a walk, from where it began. */
function wayTo({ items, before }: Reach, place: number): number[] {
  const way: number[] = [];
  for (let at = place; at >= 0; at = before[at]) way.push(items[at]);
  return way.reverse();
}

/** The numbers of the others that name an item, by item. */
function namedBy(others: readonly NumberedOther[]): Map<number, number[]> {
  const named = new Map<number, number[]>();
  others.forEach(({ items }, n) => {
    for (const item of items) {
      const known = named.get(item);
      if (!known) named.set(item, [n]);
      else if (known[known.length - 1] !== n) known.push(n);
    }
  });
  return named;
}

/** What is known of one of the others so far. */
interface Found {
  kind?: ConnectionKind;
  distance: number;
  path: readonly number[];
  joint: JointOutage[];
}

/**
 * What fails with some items, and how they are connected with many other sets of items, in one pass:
 *
 * - What fails is one walk. It says which others are the same or are hit.
 * - What hits the items is among what they need: a second walk, against failures. Of the others that
 *   name some of that, each is followed through that alone, and no further than to the items.
 * - What both take down together, and neither alone, goes through a redundancy that the first walk wore
 *   and did not use up: nothing else can fail for two reasons at once. So its owner and what that needs
 *   are walked against failures along with the items; where the first walk met no redundancy, there is
 *   nothing to do.
 *
 * The cost follows what fails, what the items need, and the failures of those others that touch it.
 *
 * @param asked - what may be seen
 * @param others - what of them may not be seen is left out here
 */
export async function connectionsOf(
  graph: CiGraph,
  sight: Sight,
  asked: readonly number[],
  others: readonly NumberedOther[],
): Promise<Connected> {
  const walk = new Walk(graph, graph.affects, { groups: true });
  walk.start(asked);
  await sight.walk(walk, Infinity);
  const worn = [...walk.worn()];
  await sight.look(worn.map(({ group }) => group.of));
  const withstood = worn.filter(
    ({ group }) => sight.has(group.of) && !walk.has(group.of),
  );
  const reach = walk.take();
  const found: (Found | undefined)[] = others.map(() => undefined);
  const named = namedBy(others);
  if (named.size > 0) noteHits(reach, named, found);

  let truncated = false;
  if (named.size > 0) {
    const needs = await NeedsGraph.of(
      graph,
      sight,
      [...asked, ...withstood.map(({ group }) => group.of)],
      named,
    );
    truncated =
      needs !== undefined &&
      !noteHitBy({ graph, needs, reach, asked, others, withstood, found });
  }
  const connections = new Map<string, Connection>();
  found.forEach((known, n) => {
    if (!known) return;
    connections.set(others[n].id, {
      ...(known.kind && { kind: known.kind }),
      path: known.path.map(item => graph.refOf(item)),
      joint: known.joint,
    });
  });
  return { reach, withstood, connections, truncated };
}

/** Notes the others that are the same, or are hit; the nearest way of each. */
function noteHits(
  reach: Reach,
  named: ReadonlyMap<number, readonly number[]>,
  found: (Found | undefined)[],
): void {
  for (let place = 0; place < reach.items.length; place += 1) {
    const by = named.get(reach.items[place]);
    if (!by) continue;
    let path: number[] | undefined;
    for (const n of by) {
      if (found[n]) continue;
      path ??= wayTo(reach, place);
      const distance = reach.distance[place];
      found[n] = {
        kind: distance === 0 ? 'same' : 'hits',
        distance,
        path,
        joint: [],
      };
    }
  }
}

/** A redundancy that the asked items wear and do not use up: whom it takes to use it up. */
class JointCandidate {
  readonly #owner: number;
  readonly #members: { place: number; failed: boolean }[];

  constructor(
    private readonly graph: CiGraph,
    needs: NeedsGraph,
    private readonly reach: Reach,
    private readonly group: RedundancyGroup,
    private readonly failed: readonly number[],
  ) {
    this.#owner = needs.placeOf(group.of)!;
    const lost = new Set(failed);
    this.#members = [...group.members].flatMap(member => {
      const place = needs.placeOf(member);
      return place === undefined ? [] : [{ place, failed: lost.has(member) }];
    });
  }

  /** What fails if that of a finished walk does too; undefined if nothing, or already by itself. */
  with(walk: LocalWalk): JointOutage | undefined {
    const { group, graph, failed } = this;
    if (walk.has(this.#owner)) return undefined;
    const theirs = this.#members.filter(({ place }) => walk.has(place));
    const more = theirs.filter(member => !member.failed);
    const left = group.members.size - failed.length - more.length;
    if (more.length === 0 || left >= group.atLeast) return undefined;
    const named = (items: readonly number[]) =>
      items.map(item => graph.refOf(item));
    const mine = wayTo(this.reach, this.reach.items.indexOf(failed[0]));
    return {
      path: named([...mine, group.of]),
      theirs: named([...walk.wayTo(more[0].place), group.of]),
      redundancy: {
        ...(group.name !== undefined && { name: group.name }),
        ref: graph.refOf(group.of),
        atLeast: group.atLeast,
        // What may not be seen is not among what was walked; it counts as up.
        of: named(this.#members.map(({ place }) => walk.itemAt(place))),
        failed: named([
          ...failed,
          ...more.map(({ place }) => walk.itemAt(place)),
        ]),
      },
    };
  }
}

/** Notes the others that hit, and what they take down together with the asked ones. */
function noteHitBy(options: {
  graph: CiGraph;
  needs: NeedsGraph;
  reach: Reach;
  asked: readonly number[];
  others: readonly NumberedOther[];
  withstood: readonly Worn[];
  found: (Found | undefined)[];
}): boolean {
  const { graph, needs, reach, asked, others, withstood, found } = options;
  const targets = new Set(needs.places(asked));
  const joints = withstood.map(
    ({ group, failed }) =>
      new JointCandidate(graph, needs, reach, group, failed),
  );
  /** Others often name the same: what is known of one is known of all. */
  const known = new Map<
    string,
    { hit?: readonly number[]; joint: JointOutage[] }
  >();
  let followed = 0;
  for (let n = 0; n < others.length; n += 1) {
    const places = needs.places(others[n].items);
    if (places.length === 0) continue;
    const key = places.join(' ');
    let result = known.get(key);
    if (!result) {
      if (followed > MOST_FOLLOWED) return false;
      const walk = needs.walk(places);
      // Whoever wears no redundancy that counts has been asked enough once the first is hit.
      const hit = walk.run(targets, joints.length > 0);
      const joint = joints.flatMap(candidate => candidate.with(walk) ?? []);
      result = { hit: hit === undefined ? undefined : walk.wayTo(hit), joint };
      followed += walk.followed;
      known.set(key, result);
    }
    const { hit, joint } = result;
    const before = found[n];
    if (hit && (!before || hit.length - 1 < before.distance)) {
      const isSame = hit.length === 1;
      found[n] = {
        kind: isSame ? 'same' : 'hit-by',
        distance: hit.length - 1,
        path: hit,
        joint,
      };
    } else if (before) before.joint = joint;
    else if (joint.length > 0)
      found[n] = { distance: Infinity, path: [], joint };
  }
  return true;
}
