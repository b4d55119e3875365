import { NotFoundError } from '@backstage/errors';
import {
  kindOf,
  nameOf,
  type Dependencies,
  type DependenciesQuery,
  type Impact,
  type ImpactEdge,
  type ImpactQuery,
  type Redundancy,
  type SinglePoints,
  type SinglePointsQuery,
} from '@callboard/plugin-itsm-common';
import type {
  Caller,
  CiStateSource,
  ImpactService,
  ItemConnections,
  ItsmKernel,
  NeededItems,
} from '@callboard/plugin-itsm-node';
import type { CiGraph, RedundancyGroup } from './CiGraph';
import type { CiGraphs } from './CiGraphs';
import type { AttributeValues } from './AttributeValues';
import type { CiStates } from './CiStates';
import { itemConnectionsOf } from './itemConnections';
import { MOST_NEEDED, neededOf } from './needed';
import { briefOf, lookAround, namedBy, Sight, type States } from './Sight';
import { pathOf, singlePointsOf } from './singlePoints';
import { Walk } from './Walk';

const DEFAULT_LIMIT = 1_000;
/** More single points than anybody mends. */
const MOST_POINTS = 500;

/** How often there was what. */
class Tally {
  readonly #counts = new Map<string, { of: string; count: number }>();

  add(of: string): void {
    const known = this.#counts.get(of);
    if (known) known.count += 1;
    else this.#counts.set(of, { of, count: 1 });
  }

  mostFirst(): { of: string; count: number }[] {
    return [...this.#counts.values()].sort((a, b) => b.count - a.count);
  }
}

/** Answers from the graph in memory. See {@link Walk} for what a failure is. */
export class DefaultImpactService implements ImpactService {
  constructor(
    private readonly deps: {
      graphs: CiGraphs;
      states: CiStates;
      catalogAccess: ItsmKernel['catalogAccess'];
      authorizer: ItsmKernel['authorizer'];
      /** Absent where nothing is known of items but their relations. */
      attributes?: AttributeValues;
    },
  ) {}

  addStateSource(source: CiStateSource): void {
    this.deps.states.add(source);
  }

  async impact(caller: Caller, query: ImpactQuery): Promise<Impact> {
    const { graph, sight, states } = await this.#for(caller);
    const asked = await this.#items(graph, sight, query.ref, 'ref');
    const already = await this.#already(graph, sight, states, query);
    const walk = new Walk(graph, graph.affects, { groups: true });
    walk.start(already);
    await sight.walk(walk, Infinity);
    const before = walk.reached;
    // What is down already takes nothing down a second time.
    walk.start(asked);
    const starts = walk.reached - before;
    await sight.walk(walk, query.depth ?? Infinity);
    const worn = [...walk.worn()];
    const withstood = worn.filter(({ group }) => !walk.has(group.of));
    const reach = walk.take(before);
    await sight.look(worn.flatMap(({ group }) => [group.of, ...group.members]));
    if (!sight.seesAll)
      await lookAround(graph, sight, [...asked, ...reach.items]);
    const byItem = new Map<number, Redundancy>();
    for (const { group, failed } of worn) {
      if (group.members.size - failed.length < group.atLeast)
        byItem.set(group.of, redundancyOf(graph, sight, group, failed));
    }

    const total = reach.items.length - starts;
    const limit = query.limit ?? DEFAULT_LIMIT;
    const shown = Math.min(total, limit);
    const hits: Impact['hits'] = [];
    const owners = new Tally();
    const kinds = new Tally();
    for (let i = starts; i < reach.items.length; i += 1) {
      const item = reach.items[i];
      const node = graph.nodeOf(item);
      const kind = node?.kind ?? kindOf(graph.refOf(item));
      kinds.add(kind);
      if (node?.ownerRef) owners.add(node.ownerRef);
      if (hits.length >= shown) continue;
      const ref = graph.refOf(item);
      // Thousands of them: each is made at once, and not grown from another one.
      hits.push({
        ref,
        title: node?.title ?? nameOf(ref),
        kind,
        type: node?.type,
        ownerRef: namedBy(graph, sight, node?.ownerRef),
        systemRef: namedBy(graph, sight, node?.systemRef),
        states: states.get(ref),
        distance: reach.distance[i],
        from: graph.refOf(reach.items[reach.before[i]]),
        relation: graph.relations[reach.relation[i]],
        redundancy: byItem.get(item),
      });
    }
    return {
      asked: asked.map(item => briefOf(graph, sight, item, states)),
      already: already.map(item => graph.refOf(item)),
      hits,
      total,
      truncated: shown < total,
      withstood: withstood
        .filter(({ group }) => sight.has(group.of))
        .map(({ group, failed }) => redundancyOf(graph, sight, group, failed)),
      owners: await this.#owners(graph, sight, owners),
      kinds: kinds.mostFirst().map(({ of, count }) => ({ kind: of, count })),
      edges: query.edges
        ? edgesAmong(graph, [
            ...asked,
            ...reach.items.subarray(starts, starts + shown),
          ])
        : undefined,
    };
  }

  async dependencies(
    caller: Caller,
    query: DependenciesQuery,
  ): Promise<Dependencies> {
    const { graph, sight, states } = await this.#for(caller);
    const asked = await this.#items(graph, sight, query.ref, 'ref');
    const reach = await this.#needs(graph, sight, asked, query.depth);
    const total = reach.items.length - asked.length;
    const limit = query.limit ?? DEFAULT_LIMIT;
    const shown = [...reach.items.subarray(0, asked.length + limit)];
    await lookAround(graph, sight, shown);
    const hits = shown.slice(asked.length).map((item, n) => {
      const i = n + asked.length;
      return {
        ...briefOf(graph, sight, item, states),
        distance: reach.distance[i],
        from: graph.refOf(reach.items[reach.before[i]]),
        relation: graph.relations[reach.relation[i]],
      };
    });
    const groups = shown.flatMap(item => graph.groupsOf.get(item) ?? []);
    await sight.look(groups.flatMap(group => [...group.members]));
    return {
      asked: asked.map(item => briefOf(graph, sight, item, states)),
      hits,
      total,
      truncated: hits.length < total,
      redundancies: groups.map(group => {
        const { failed: _, ...declared } = redundancyOf(
          graph,
          sight,
          group,
          [],
        );
        return declared;
      }),
      edges: query.edges ? edgesAmong(graph, shown) : undefined,
    };
  }

  async singlePoints(
    caller: Caller,
    query: SinglePointsQuery,
  ): Promise<SinglePoints> {
    const { graph, sight, states } = await this.#for(caller);
    const [item] = await this.#items(graph, sight, [query.ref], 'ref');
    const already = await this.#already(graph, sight, states, query);
    const reach = await this.#needs(graph, sight, [item]);
    const needed = [...reach.items.subarray(1)];
    const { points, checked } = singlePointsOf(graph, item, needed, already);
    await lookAround(
      graph,
      sight,
      points.map(point => point.item),
    );
    const items = points
      // Every item has one owner: a team is no finding.
      .filter(point => graph.nodeOf(point.item)?.kind !== 'group')
      .slice(0, MOST_POINTS)
      .map(point => ({
        ...briefOf(graph, sight, point.item, states),
        distance: point.distance,
        path: pathOf(point).map(on => graph.refOf(on)),
      }));
    const refs = new Set([query.ref, ...items.flatMap(({ path }) => path)]);
    return {
      ref: query.ref,
      items,
      dependencies: needed.length,
      checked: Math.min(checked, needed.length),
      refs: Object.fromEntries(
        [...refs].map(ref => {
          const { title, kind, type } = briefOf(graph, sight, graph.idOf(ref)!);
          const dangling = !graph.nodeOf(graph.idOf(ref)!);
          return [ref, { title, kind, type, dangling }];
        }),
      ),
    };
  }

  async needed(
    caller: Caller,
    refs: readonly string[],
    limit: number = MOST_NEEDED,
  ): Promise<NeededItems> {
    const { graph, sight } = await this.#for(caller);
    const known = [...new Set(refs)].flatMap(ref => {
      const item = graph.idOf(ref);
      return item !== undefined && graph.nodeOf(item) ? [item] : [];
    });
    await sight.look(known);
    const asked = known.filter(sight.has);
    const reach = await this.#needs(graph, sight, asked);
    return neededOf(graph, sight, { asked, reached: [...reach.items], limit });
  }

  async connections(
    caller: Caller,
    query: Parameters<ImpactService['connections']>[1],
  ): Promise<ItemConnections> {
    const { graph, sight } = await this.#for(caller);
    return itemConnectionsOf(graph, sight, query, this.deps.attributes);
  }

  async #for(caller: Caller) {
    const { graphs, states, catalogAccess, authorizer } = this.deps;
    const [graph, known, seesAll] = await Promise.all([
      graphs.current(),
      states.current(),
      authorizer.readsWholeCatalog(caller),
    ]);
    const sight = new Sight(
      graph,
      seesAll ? undefined : refs => catalogAccess.readable(caller, refs),
    );
    return { graph, sight, states: known };
  }

  /** @throws NotFoundError for the first that is not there */
  async #items(
    graph: CiGraph,
    sight: Sight,
    refs: readonly string[],
    field: string,
  ): Promise<number[]> {
    const items = [...new Set(refs)].map(ref => graph.idOf(ref));
    await sight.look(items.filter(item => item !== undefined));
    return items.map((item, n) => {
      if (item === undefined || !graph.nodeOf(item) || !sight.has(item)) {
        throw new NotFoundError(
          `${field}: there is no ${refs[n]} in the catalog, or you may not see it`,
        );
      }
      return item;
    });
  }

  /** What has failed before what was asked about does. */
  async #already(
    graph: CiGraph,
    sight: Sight,
    states: States,
    query: Pick<ImpactQuery, 'with' | 'down'>,
  ): Promise<number[]> {
    const named = await this.#items(graph, sight, query.down ?? [], 'down');
    const wanted = new Set(query.with ?? []);
    const known = [...states].flatMap(([ref, own]) => {
      const item = graph.idOf(ref);
      return item !== undefined && own.some(state => wanted.has(state))
        ? [item]
        : [];
    });
    await sight.look(known);
    return [...new Set([...named, ...known.filter(sight.has)])];
  }

  async #needs(
    graph: CiGraph,
    sight: Sight,
    items: readonly number[],
    depth: number = Infinity,
  ) {
    const walk = new Walk(graph, graph.needs, { groups: false });
    walk.start(items);
    await sight.walk(walk, depth);
    return walk.take();
  }

  async #owners(
    graph: CiGraph,
    sight: Sight,
    counts: Tally,
  ): Promise<Impact['owners']> {
    const all = counts.mostFirst();
    const items = all.map(({ of }) => graph.idOfNamed(of));
    await sight.look(items.filter(item => item !== undefined));
    const owners: Impact['owners'] = [];
    items.forEach((item, n) => {
      if (item === undefined || !sight.has(item)) return;
      const { of: ref, count } = all[n];
      owners.push({
        ref,
        title: graph.nodeOf(item)?.title ?? nameOf(ref),
        count,
      });
    });
    return owners;
  }
}

function redundancyOf(
  graph: CiGraph,
  sight: Sight,
  { name, of, atLeast, members }: RedundancyGroup,
  failed: readonly number[],
): Redundancy {
  const seen = (items: Iterable<number>) =>
    [...items].filter(sight.has).map(item => graph.refOf(item));
  return {
    ...(name !== undefined && { name }),
    ref: graph.refOf(of),
    atLeast,
    of: seen(members),
    failed: seen(failed),
  };
}

/** Every relation along which a failure goes among some items. */
function edgesAmong(graph: CiGraph, items: readonly number[]): ImpactEdge[] {
  const among = new Set(items);
  const edges: ImpactEdge[] = [];
  for (const from of among) {
    const pairs = graph.affects[from];
    for (let k = 0; k < pairs.length; k += 2) {
      const to = pairs[k];
      if (!among.has(to)) continue;
      const redundant = graph.groupsOf
        .get(to)
        ?.some(group => group.members.has(from));
      edges.push({
        from: graph.refOf(from),
        to: graph.refOf(to),
        relation: graph.relations[pairs[k + 1]],
        ...(redundant && { redundant }),
      });
    }
  }
  return edges;
}
