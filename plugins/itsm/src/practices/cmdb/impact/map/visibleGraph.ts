import { pathTo } from '@callboard/plugin-itsm-common';
import type { Answer, AnswerItem } from '../answer';
import { facetOf } from '../facets';
import type { Facet } from '../impactAddress';

/** A map with more items begins with groups. */
export const GROUPED_FROM = 80;
/** More is never drawn, nor laid out, at once. */
export const MOST_DRAWN = 150;
/** Groups of a distance; what is smaller is one group. */
const MOST_GROUPS = 6;
const MOST_EDGES = 300;
/** So many of those next to what was asked about are drawn one by one beside groups. */
const MOST_NEAR = 20;
/** Farther away is one column. */
const LAST_COLUMN = 12;
/** So many items of a group come out at once. */
export const OPENED_AT_ONCE = 20;

/** Items of a distance that have something in common. */
export interface GroupNode {
  what: 'group';
  id: string;
  distance: number;
  /** What they have in common; undefined if it is only that they are left. */
  value: string | undefined;
  count: number;
  /** Their kind, if it is the same of all. */
  kind?: string;
  down: number;
  changing: number;
}

/** An item that is drawn for itself. */
export interface ItemNode {
  what: 'item';
  id: string;
  distance: number;
  item: AnswerItem;
  /** How many are reached through it, and whether those are folded away. */
  beyond: number;
  folded: boolean;
  /** It does not match the filters; it is on the way to what does. */
  onTheWay: boolean;
}

export type MapNode = GroupNode | ItemNode;

/** A relation, or several of them between the same two nodes. */
export interface MapEdge {
  id: string;
  from: string;
  to: string;
  count: number;
  redundant: boolean;
}

/** What is drawn of an answer. */
export interface VisibleGraph {
  nodes: MapNode[];
  edges: MapEdge[];
  /** How many of the items to show are drawn one by one, of how many. */
  single: number;
  all: number;
  /** Edges that there was no room for. */
  edgesLeftOut: number;
}

/** What the reader did to a map. */
export interface MapWishes {
  /** What to show; everything if undefined. */
  matches: ReadonlySet<string> | undefined;
  groupBy: Facet;
  /** How many items of which groups are out, the latest wish last. */
  opened: ReadonlyMap<string, number>;
  /** Items behind which nothing is shown. */
  folded: ReadonlySet<string>;
  /** The item that is explained: it is always drawn, with its path. */
  selected: string | undefined;
}

/** How many items are reached through each. */
function countBeyond(items: readonly AnswerItem[]): Map<string, number> {
  const beyond = new Map<string, number>();
  // Farthest first: an item is complete when it is added to the one before it.
  for (const { ref, from } of [...items].sort(
    (a, b) => b.distance - a.distance,
  )) {
    if (from === undefined) continue;
    beyond.set(from, (beyond.get(from) ?? 0) + 1 + (beyond.get(ref) ?? 0));
  }
  return beyond;
}

/** Items that are not behind a folded one. Nearer ones come first in an answer. */
function unfolded(
  items: readonly AnswerItem[],
  folded: ReadonlySet<string>,
): AnswerItem[] {
  if (folded.size === 0) return [...items];
  const hidden = new Set<string>();
  return items.filter(({ ref, from }) => {
    if (from === undefined || !(folded.has(from) || hidden.has(from)))
      return true;
    hidden.add(ref);
    return false;
  });
}

/** Those that match and what is on the way to them. */
function withPaths(
  answer: Answer,
  matches: ReadonlySet<string>,
): ReadonlySet<string> {
  const before = new Map(answer.items.map(({ ref, from }) => [ref, from]));
  const kept = new Set<string>();
  for (const ref of matches) {
    let at: string | undefined = ref;
    while (at !== undefined && !kept.has(at)) {
      kept.add(at);
      at = before.get(at);
    }
  }
  return kept;
}

const columnOf = (item: AnswerItem) => Math.min(item.distance, LAST_COLUMN);

/** What to look at first: what is down or being changed, then by name. */
function firstToShow(a: AnswerItem, b: AnswerItem): number {
  return (
    b.states.length - a.states.length ||
    a.title.localeCompare(b.title, 'en-US') ||
    (a.ref < b.ref ? -1 : 1)
  );
}

function groupNode(
  id: string,
  value: string | undefined,
  members: readonly AnswerItem[],
): GroupNode {
  const [{ kind }] = members;
  const has = (state: AnswerItem['states'][number]) =>
    members.filter(({ states }) => states.includes(state)).length;
  return {
    what: 'group',
    id,
    value,
    distance: columnOf(members[0]),
    count: members.length,
    kind: members.every(m => m.kind === kind) ? kind : undefined,
    down: has('down'),
    changing: has('changing'),
  };
}

interface Grouped {
  id: string;
  value: string | undefined;
  members: AnswerItem[];
}

/** Groups by distance and what items have in common; the smallest are one group a distance. */
function groupsOf(items: readonly AnswerItem[], by: Facet): Grouped[] {
  const groups = new Map<string, Grouped>();
  const add = (id: string, value: string | undefined, add_: AnswerItem[]) => {
    const group = groups.get(id) ?? { id, value, members: [] };
    group.members.push(...add_);
    groups.set(id, group);
  };
  for (const item of items) {
    const value = facetOf(item, by);
    add(`group ${columnOf(item)} ${by} ${value}`, value, [item]);
  }
  const largest = [...groups.values()].sort(
    (a, b) => b.members.length - a.members.length || (a.id < b.id ? -1 : 1),
  );
  const kept = new Map<number, number>();
  for (const { id, members } of largest) {
    const column = columnOf(members[0]);
    const before = kept.get(column) ?? 0;
    kept.set(column, before + 1);
    if (before < MOST_GROUPS) continue;
    groups.delete(id);
    add(`group ${column} rest`, undefined, members);
  }
  return [...groups.values()];
}

/** Takes out of groups what the reader opened, as far as there is room: the latest wish first. */
function openGroups(
  groups: readonly Grouped[],
  opened: ReadonlyMap<string, number>,
  room: number,
): { out: AnswerItem[]; left: Grouped[] } {
  const wishes = [...opened].reverse();
  const taken = new Map<string, number>();
  let free = room;
  for (const [id, wanted] of wishes) {
    const group = groups.find(g => g.id === id);
    if (!group) continue;
    const count = Math.min(wanted, group.members.length, free);
    taken.set(id, count);
    free -= count;
  }
  const out: AnswerItem[] = [];
  const left: Grouped[] = [];
  for (const { id, value, members } of groups) {
    // A group of one is no group.
    const count = members.length === 1 ? 1 : taken.get(id) ?? 0;
    const sorted = count > 0 ? members.sort(firstToShow) : members;
    out.push(...sorted.slice(0, count));
    if (count < members.length)
      left.push({ id, value, members: sorted.slice(count) });
  }
  return { out, left };
}

/**
 * The edges between what is drawn. Into and out of groups only those that explain something: all
 * others together would say that everything has to do with everything.
 */
function edgesBetween(
  answer: Answer,
  nodeOf: ReadonlyMap<string, string>,
  isGroup: (node: string) => boolean,
): Pick<VisibleGraph, 'edges' | 'edgesLeftOut'> {
  const before = new Map(answer.items.map(({ ref, from }) => [ref, from]));
  const found = new Map<string, MapEdge & { explains: boolean }>();
  for (const { from, to, redundant = false } of answer.edges) {
    const [a, b] = [nodeOf.get(from), nodeOf.get(to)];
    if (a === undefined || b === undefined || a === b) continue;
    const id = `${a} > ${b}`;
    const explains = before.get(to) === from || before.get(from) === to;
    const edge = found.get(id);
    if (edge) {
      edge.count += 1;
      edge.redundant &&= redundant;
      edge.explains ||= explains;
    } else {
      found.set(id, { id, from: a, to: b, count: 1, redundant, explains });
    }
  }
  const edges = [...found.values()].filter(
    ({ from, to, explains }) => explains || !(isGroup(from) || isGroup(to)),
  );
  if (edges.length > MOST_EDGES)
    edges.sort(
      (a, b) => Number(b.explains) - Number(a.explains) || b.count - a.count,
    );
  return {
    edges: edges.slice(0, MOST_EDGES).map(({ explains: _, ...edge }) => edge),
    edgesLeftOut: found.size - Math.min(edges.length, MOST_EDGES),
  };
}

/** What is drawn of an answer: bounded, however large the answer is. */
export function visibleGraph(answer: Answer, wishes: MapWishes): VisibleGraph {
  const { matches, folded, selected } = wishes;
  const kept = matches && withPaths(answer, matches);
  const shown = unfolded(answer.items, folded).filter(
    ({ ref }) => !kept || kept.has(ref),
  );

  let single = shown;
  let groups: Grouped[] = [];
  if (shown.length + answer.asked.length > GROUPED_FROM) {
    const near = shown.filter(({ distance }) => distance <= 1);
    const explained = new Set(selected ? pathTo(answer.items, selected) : []);
    const nearRefs = near.length <= MOST_NEAR ? near : [];
    const alone = new Set([...nearRefs.map(({ ref }) => ref), ...explained]);
    const rest = shown.filter(({ ref }) => !alone.has(ref));
    const closed = groupsOf(rest, wishes.groupBy);
    const room = MOST_DRAWN - closed.length - alone.size - answer.asked.length;
    const { out, left } = openGroups(closed, wishes.opened, Math.max(0, room));
    single = [...shown.filter(({ ref }) => alone.has(ref)), ...out];
    groups = left;
  }

  const beyond = countBeyond(answer.items);
  const items = [...answer.asked, ...single].map(
    (item): ItemNode => ({
      what: 'item',
      id: item.ref,
      distance: columnOf(item),
      item,
      beyond: beyond.get(item.ref) ?? 0,
      folded: folded.has(item.ref),
      onTheWay:
        item.distance > 0 && matches !== undefined && !matches.has(item.ref),
    }),
  );
  const groupIds = new Set(groups.map(({ id }) => id));
  const nodeOf = new Map<string, string>(items.map(({ id }) => [id, id]));
  for (const { id, members } of groups)
    for (const { ref } of members) nodeOf.set(ref, id);
  return {
    nodes: [
      ...items,
      ...groups.map(({ id, value, members }) => groupNode(id, value, members)),
    ],
    ...edgesBetween(answer, nodeOf, id => groupIds.has(id)),
    single: single.length,
    all: shown.length,
  };
}
