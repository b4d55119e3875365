import { kindOf, nameOf, type OtherItems } from '@callboard/plugin-itsm-common';
import type { FailingItem, ItemConnections } from '@callboard/plugin-itsm-node';
import type { AttributeValues } from './AttributeValues';
import type { CiGraph } from './CiGraph';
import { connectionsOf } from './connections';
import { lookAround, namedBy, type Sight } from './Sight';
import type { Reach } from './Walk';

/** The way to a place of a walk, as references. */
function wayTo(graph: CiGraph, { items, before }: Reach, place: number) {
  const way: string[] = [];
  for (let at = place; at >= 0; at = before[at])
    way.push(graph.refOf(items[at]));
  return way.reverse();
}

/** Answers what fails with items, and how others are connected with them, by reference. */
export async function itemConnectionsOf(
  graph: CiGraph,
  sight: Sight,
  query: {
    items: readonly string[];
    others: readonly OtherItems[];
    attributes?: readonly string[];
  },
  attributes?: AttributeValues,
): Promise<ItemConnections> {
  const numbersOf = (refs: Iterable<string>) =>
    [...refs].flatMap(ref => {
      const item = graph.idOf(ref);
      return item !== undefined && graph.nodeOf(item) ? [item] : [];
    });
  const known = numbersOf(new Set(query.items));
  await sight.look(known);
  const asked = known.filter(sight.has);
  const { reach, withstood, connections, truncated } = await connectionsOf(
    graph,
    sight,
    asked,
    query.others.map(({ id, items }) => ({ id, items: numbersOf(items) })),
  );
  if (!sight.seesAll) await lookAround(graph, sight, [...reach.items]);
  const failing: FailingItem[] = [];
  for (let place = 0; place < reach.items.length; place += 1) {
    const item = reach.items[place];
    const ref = graph.refOf(item);
    const node = graph.nodeOf(item);
    failing.push({
      ref,
      title: node?.title ?? nameOf(ref),
      kind: node?.kind ?? kindOf(ref),
      type: node?.type,
      ownerRef: namedBy(graph, sight, node?.ownerRef),
      systemRef: namedBy(graph, sight, node?.systemRef),
      distance: reach.distance[place],
      attributes: undefined,
    });
  }
  for (const key of attributes ? query.attributes ?? [] : []) {
    const values = await attributes!.of(
      key,
      failing.map(({ ref }) => ref),
    );
    if (values.size === 0) continue;
    for (const item of failing) {
      const value = values.get(item.ref);
      if (value !== undefined)
        item.attributes = { ...item.attributes, [key]: value };
    }
  }
  let places: Map<string, number> | undefined;
  return {
    asked: asked.map(item => graph.refOf(item)),
    failing,
    pathTo(ref) {
      places ??= new Map(failing.map((item, place) => [item.ref, place]));
      const place = places.get(ref);
      return place === undefined ? undefined : wayTo(graph, reach, place);
    },
    withstood: {
      total: withstood.length,
      spent: withstood.filter(
        ({ group, failed }) =>
          group.members.size - failed.length === group.atLeast,
      ).length,
    },
    connected: connections,
    truncated,
    wholeCatalog: sight.seesAll,
  };
}
