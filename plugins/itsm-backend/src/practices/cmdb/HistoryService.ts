import { NotFoundError } from '@backstage/errors';
import {
  entityChange,
  REACH_RELATIONS,
  type Baseline,
  type CiChanges,
  type CiChangesQuery,
  type CiEvent,
  type CiHistoryQuery,
  type CiQuery,
  type CiState,
  type Difference,
  type DifferenceQuery,
  type EntityRelation,
  type Neighbourhood,
  type NeighbourhoodQuery,
  type Reach,
  type RefInfo,
} from '@callboard/plugin-itsm-common';
import type { Caller, ItsmKernel } from '@callboard/plugin-itsm-node';
import { listBaselines, readMoment } from './baselines';
import { describeEvents, visibleEvents } from './events';
import type { HistoryStore } from './HistoryStore';
import type { ItemNamesStore, NamedItem } from './ItemNamesStore';
import { reachOf, type Reached } from './reach';

const HOUR_MS = 3_600_000;
const DEFAULT_HOURS = 24;
const DEFAULT_LIMIT = 30;
const DEFAULT_DEPTH = 3;
/** More changes than anybody reads at once. */
const MOST_CHANGES = 200;

const iso = (instant: number) => new Date(instant).toISOString();

/** What was, what is different, and what changed: one method a question. */
export interface HistoryService {
  /** A configuration item as of an instant. @throws NotFoundError */
  ci(caller: Caller, query: CiQuery): Promise<CiState>;
  /** What became of it, newest first. @throws NotFoundError */
  history(
    caller: Caller,
    query: CiHistoryQuery,
  ): Promise<{
    items: CiEvent[];
    pageInfo: { nextCursor?: string };
    knownSince?: string;
    refs: Record<string, RefInfo>;
  }>;
  /** It and what is in reach of it, as of an instant. @throws NotFoundError */
  neighbourhood(
    caller: Caller,
    query: NeighbourhoodQuery,
  ): Promise<Neighbourhood>;
  /** What is different between two instants. @throws NotFoundError */
  difference(caller: Caller, query: DifferenceQuery): Promise<Difference>;
  /** What changed before an instant, of it and of what it depends on. @throws NotFoundError */
  changes(caller: Caller, query: CiChangesQuery): Promise<CiChanges>;
  /** Named instants, the latest first. */
  baselines(caller: Caller): Promise<Baseline[]>;
}

type Kernel = Pick<
  ItsmKernel,
  'catalog' | 'catalogAccess' | 'clock' | 'definitions'
>;

/**
 * Answers from the history. What the caller may not see in the catalog is not there: no node, no
 * edge, no change, and no relation to it.
 */
export class DefaultHistoryService implements HistoryService {
  constructor(
    private readonly kernel: Kernel,
    private readonly store: HistoryStore,
    private readonly names: ItemNamesStore,
  ) {}

  async ci(caller: Caller, query: CiQuery): Promise<CiState> {
    const { ref, parts } = await this.#item(caller, query.ref);
    const at = await this.#moment(query.at, 'at');
    const [version, knownSince] = await Promise.all([
      this.store.versionOf(parts, at),
      this.store.knownSince(parts),
    ]);
    const there = version !== undefined && version.what !== 'removed';
    const relations = there
      ? await this.store.relationsAt([version.ref], at)
      : [];
    const visible = await this.#visible(caller, relations);
    const refs = await this.kernel.catalog.describe([
      ref,
      query.ref,
      ...visible.map(r => r.targetRef),
    ]);
    return {
      ref,
      at: iso(at),
      there,
      title: version?.title ?? refs[ref].title,
      fields: there ? version.fields : {},
      relations: visible.map(({ type, targetRef }) => ({ type, targetRef })),
      validFrom: version && iso(version.validFrom),
      validTo:
        version?.validTo === undefined ? undefined : iso(version.validTo),
      knownSince: knownSince === undefined ? undefined : iso(knownSince),
      refs,
    };
  }

  async history(caller: Caller, query: CiHistoryQuery) {
    const { ref, parts } = await this.#item(caller, query.ref);
    const limit = query.limit ?? DEFAULT_LIMIT;
    const before =
      query.cursor === undefined ? undefined : Number(query.cursor);
    const [versions, knownSince] = await Promise.all([
      this.store.versions(parts, limit + 1, before),
      this.store.knownSince(parts),
    ]);
    const shown = versions.slice(0, limit);
    const items = await visibleEvents(this.kernel.catalogAccess, caller, shown);
    return {
      items,
      pageInfo: {
        nextCursor:
          versions.length > limit
            ? String(shown[shown.length - 1].position)
            : undefined,
      },
      knownSince: knownSince === undefined ? undefined : iso(knownSince),
      refs: await describeEvents(this.kernel.catalog, items, ref),
    };
  }

  async neighbourhood(
    caller: Caller,
    query: NeighbourhoodQuery,
  ): Promise<Neighbourhood> {
    const item = await this.#item(caller, query.ref);
    const at = await this.#moment(query.at, 'at');
    const ref = await this.#calledAt(item, at);
    const { nodes, edges, truncated } = await this.#reach(
      caller,
      ref,
      query.reach ?? 'dependencies',
      query.depth ?? 1,
      at,
    );
    return {
      ref,
      at: iso(at),
      nodes: [...nodes].map(([one, depth]) => ({ ref: one, depth })),
      edges,
      truncated,
      refs: await this.kernel.catalog.describe(nodes.keys()),
    };
  }

  async difference(
    caller: Caller,
    query: DifferenceQuery,
  ): Promise<Difference> {
    const item = await this.#item(caller, query.ref);
    const { ref } = item;
    const from = await this.#moment(query.from, 'from');
    const to = await this.#moment(query.to, 'to');
    const reach = query.reach ?? 'ci';
    const depth = query.depth ?? DEFAULT_DEPTH;
    const roots = await Promise.all(
      [from, to].map(at => this.#calledAt(item, at)),
    );
    const [then, now] = await Promise.all(
      [from, to].map((at, i) =>
        this.#reach(caller, roots[i], reach, depth, at),
      ),
    );
    const scope = [...new Set([...then.nodes.keys(), ...now.nodes.keys()])];
    const states = await Promise.all([
      this.#states(caller, scope, from),
      this.#states(caller, scope, to),
    ]);
    // Renamed in between, it is one thing and no other.
    const [before, after] = states.map(
      (some, i) =>
        new Map(
          [...some]
            .filter(([one]) => one === roots[i] || !roots.includes(one))
            .map(([one, state]) => [one === roots[i] ? ref : one, state]),
        ),
    );
    const compared = [
      ...new Set(scope.map(one => (roots.includes(one) ? ref : one))),
    ];
    const items = compared.flatMap((one): Difference['items'] => {
      const change = entityChange(before.get(one), after.get(one));
      if (!change) return [];
      let what: Difference['items'][0]['what'] = 'changed';
      if (!before.has(one)) what = 'added';
      else if (!after.has(one)) what = 'removed';
      return [{ ref: one, what, ...change }];
    });
    return {
      from: iso(from),
      to: iso(to),
      items,
      compared: compared.length,
      truncated: then.truncated || now.truncated,
      refs: await describeEvents(this.kernel.catalog, items, ref),
    };
  }

  async changes(caller: Caller, query: CiChangesQuery): Promise<CiChanges> {
    const item = await this.#item(caller, query.ref);
    const to = query.before
      ? Date.parse(query.before)
      : this.kernel.clock.now();
    const from = to - (query.hours ?? DEFAULT_HOURS) * HOUR_MS;
    const { ref, parts } = item;
    const named = await this.store.namesBetween(parts, from, to);
    // What it depended on at any time of those hours, by whichever name: what went away counts too.
    const reached = await Promise.all(
      named.map(one =>
        this.#reach(
          caller,
          one.ref,
          'dependencies',
          query.depth ?? DEFAULT_DEPTH,
          one.to,
          one.from,
        ),
      ),
    );
    const scope = new Set(
      reached.flatMap(({ nodes }) =>
        [...nodes].flatMap(([one, steps]) => (steps > 0 ? one : [])),
      ),
    );
    const versions = await this.store.changes(
      [...scope],
      from,
      to,
      MOST_CHANGES + 1,
      parts,
    );
    const items = await visibleEvents(
      this.kernel.catalogAccess,
      caller,
      // The first reading says what is there, not what changed.
      versions
        .slice(0, MOST_CHANGES)
        .filter(v => v.what !== 'added' || v.since !== undefined),
    );
    return {
      from: iso(from),
      to: iso(to),
      items,
      looked: scope.size + 1,
      truncated:
        versions.length > MOST_CHANGES || reached.some(r => r.truncated),
      refs: await describeEvents(this.kernel.catalog, items, ref),
    };
  }

  baselines(_: Caller): Promise<Baseline[]> {
    return listBaselines(this.kernel.definitions);
  }

  async #moment(moment: string | undefined, field: string): Promise<number> {
    if (moment === undefined) return this.kernel.clock.now();
    return readMoment(this.kernel.definitions, moment, field);
  }

  /** An item that the caller may see, by any of its names. @throws NotFoundError */
  async #item(caller: Caller, ref: string): Promise<NamedItem> {
    const visible = await this.kernel.catalogAccess.readable(caller, [ref]);
    const item = await this.names.itemOf(ref);
    const known =
      visible.has(ref) &&
      ((await this.kernel.catalog.find(ref)) !== undefined ||
        (await this.store.knownSince(item.parts)) !== undefined);
    if (!known) {
      throw new NotFoundError(
        `ref: there is no ${ref} in the catalog, or you may not see it`,
      );
    }
    return item;
  }

  /** What an item was called at an instant; what it is called now before it was there. */
  async #calledAt({ ref, parts }: NamedItem, at: number): Promise<string> {
    if (parts.length === 1) return ref;
    return (await this.store.versionOf(parts, at))?.ref ?? ref;
  }

  #reach(
    caller: Caller,
    ref: string,
    reach: Reach,
    depth: number,
    at: number,
    since: number = at,
  ): Promise<Reached> {
    const types = REACH_RELATIONS[reach];
    return reachOf(ref, depth, {
      next: refs => this.store.relationsAt(refs, at, { since, types }),
      visible: refs => this.kernel.catalogAccess.readable(caller, refs),
    });
  }

  async #visible<R extends EntityRelation>(
    caller: Caller,
    relations: readonly R[],
  ): Promise<R[]> {
    const visible = await this.kernel.catalogAccess.readable(
      caller,
      relations.map(r => r.targetRef),
    );
    return relations.filter(r => visible.has(r.targetRef));
  }

  /** Items that were there at an instant, with the relations that the caller may see. */
  async #states(caller: Caller, refs: readonly string[], at: number) {
    const [versions, all] = await Promise.all([
      this.store.at(refs, at),
      this.store.relationsAt(refs, at),
    ]);
    const relations = await this.#visible(caller, all);
    const bySource = new Map<string, EntityRelation[]>();
    for (const { sourceRef, type, targetRef } of relations) {
      const own = bySource.get(sourceRef) ?? [];
      bySource.set(sourceRef, own);
      own.push({ type, targetRef });
    }
    return new Map(
      [...versions]
        .filter(([, version]) => version.what !== 'removed')
        .map(([ref, { fields }]) => [
          ref,
          { fields, relations: bySource.get(ref) ?? [] },
        ]),
    );
  }
}
