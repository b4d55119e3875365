import {
  entityChange,
  type CiEvent,
  type CiEventKind,
  type EntityRelation,
} from '@callboard/plugin-itsm-common';
import type {
  Authorizer,
  Caller,
  CatalogAccess,
  CiChangedBetween,
  CiHistory,
} from '@callboard/plugin-itsm-node';
import { visibleEvents } from './events';
import type { CiVersion, HistoryStore } from './HistoryStore';
import { hasPlainName, ItemsByName } from './ItemsByName';
import type { ItemNamesStore, NamedItem } from './ItemNamesStore';

/** More changes than anybody reads at once. */
const MOST_CHANGES = 500;
/** The catalog is read now and then: what happened within a span may be read so long after it. */
const READ_LATE_MS = 15 * 60_000;

const same = (a: unknown, b: unknown) =>
  JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
const keyOf = ({ type, targetRef }: EntityRelation) => `${type} ${targetRef}`;

/** What became of an item in the end, by what happened to it one after the other. */
export function inTheEnd(events: readonly CiEvent[]): CiChangedBetween {
  const [first] = events;
  const last = events[events.length - 1];
  const fields = new Map<string, { before?: any; after?: any }>();
  const relations = new Map<
    string,
    { relation: EntityRelation; net: number }
  >();
  for (const event of events) {
    for (const { field, before, after } of event.changes) {
      const known = fields.get(field);
      fields.set(field, { before: known ? known.before : before, after });
    }
    for (const [step, list] of [
      [1, event.relations.added],
      [-1, event.relations.removed],
    ] as const)
      for (const relation of list) {
        const net = relations.get(keyOf(relation))?.net ?? 0;
        relations.set(keyOf(relation), { relation, net: net + step });
      }
  }
  const changes = [...fields]
    .filter(([, { before, after }]) => !same(before, after))
    .map(([field, change]) => ({ field, ...change }));
  const of = (net: number) =>
    [...relations.values()].filter(r => r.net === net).map(r => r.relation);
  const added = of(1);
  const removed = of(-1);
  let what: CiEventKind = 'changed';
  if (last.kind === 'removed') what = 'removed';
  else if (first.kind === 'added') what = 'added';
  const cameAndWent = first.kind === 'added' && last.kind === 'removed';
  const nothingLeft =
    what === 'changed' && changes.length + added.length + removed.length === 0;
  return {
    ref: last.ref,
    what,
    changes,
    relations: { added, removed },
    at: Date.parse(last.at),
    undone: cameAndWent || nothingLeft,
  };
}

/** What somebody may see of an item, at an instant. */
interface Then {
  version: CiVersion | undefined;
  relations: readonly EntityRelation[];
}

const thereOf = ({ version }: Then) =>
  version !== undefined && version.what !== 'removed';

/**
 * What became of an item that had another name, or whose name was another's: by what it was at either end, for
 * events under one name say that it left or came while it was there.
 */
function betweenStates(
  ref: string,
  before: Then,
  after: Then,
  at: number,
): CiChangedBetween {
  const [wasThere, isThere] = [thereOf(before), thereOf(after)];
  const stateOf = (there: boolean, { version, relations }: Then) =>
    there ? { fields: version!.fields, relations } : undefined;
  const change = entityChange(
    stateOf(wasThere, before),
    stateOf(isThere, after),
  );
  const names = [before, after].map(then => then.version?.ref);
  const renamed =
    wasThere && isThere && names[0] !== names[1]
      ? [{ field: 'name', before: names[0], after: names[1] }]
      : [];
  let what: CiEventKind = 'changed';
  if (!isThere) what = 'removed';
  else if (!wasThere) what = 'added';
  return {
    ref,
    what,
    changes: [...renamed, ...(change?.changes ?? [])],
    relations: change?.relations ?? { added: [], removed: [] },
    at,
    undone:
      wasThere === isThere && renamed.length === 0 && change === undefined,
  };
}

/** Answers {@link CiHistory} from the history of configuration items. */
export class ChangesBetween implements CiHistory {
  constructor(
    private readonly deps: {
      store: HistoryStore;
      names: ItemNamesStore;
      catalogAccess: CatalogAccess;
      authorizer: Authorizer;
    },
  ) {}

  async between(
    caller: Caller,
    refs: readonly string[],
    from: number,
    to: number,
  ) {
    const { store, names, catalogAccess, authorizer } = this.deps;
    const seeing =
      caller.readsWholeCatalog === undefined
        ? await authorizer.withScopes(caller, [], { catalog: true })
        : caller;
    const visible = await catalogAccess.readable(seeing, refs);
    const items = new ItemsByName(await names.itemsOf([...visible]));
    const versions = await store.changes(
      items.plain,
      from,
      to + READ_LATE_MS,
      MOST_CHANGES + 1,
      items.parts,
    );
    const within = versions
      .slice(0, MOST_CHANGES)
      // The first reading says what is there, not what changed.
      .filter(v => v.what !== 'added' || v.since !== undefined)
      .filter(v => (v.since ?? v.validFrom) < to);
    const events = await visibleEvents(catalogAccess, seeing, within);
    const byItem = new Map<NamedItem, CiEvent[]>();
    for (const event of events.reverse()) {
      const item = items.of(event)!;
      byItem.set(item, [...(byItem.get(item) ?? []), event]);
    }
    const renamed = [...byItem].filter(([item]) => !hasPlainName(item));
    return {
      items: [
        ...[...byItem]
          .filter(([item]) => hasPlainName(item))
          .map(([, own]) => inTheEnd(own)),
        ...(await this.#renamed(seeing, new Map(renamed), from)),
      ].map(changed => ({ ...changed, ref: items.asked(changed.ref) })),
      looked: visible.size,
      truncated: versions.length > MOST_CHANGES,
    };
  }

  /** What became of those whose names were not theirs all the time: two statements for each end. */
  async #renamed(
    caller: Caller,
    byItem: ReadonlyMap<NamedItem, readonly CiEvent[]>,
    from: number,
  ): Promise<CiChangedBetween[]> {
    const { store, catalogAccess } = this.deps;
    if (byItem.size === 0) return [];
    const asked = [...byItem].flatMap(([{ parts }, events]) => [
      { parts, at: from },
      { parts, at: Date.parse(events[events.length - 1].at) },
    ]);
    const found = await store.versionsOf(asked);
    const then = found.map((version, i) => ({ version, at: asked[i].at }));
    const relations = await store.relationsOf(
      then.flatMap(({ version, at }) =>
        version ? [{ ref: version.ref, at }] : [],
      ),
    );
    const readable = await catalogAccess.readable(
      caller,
      relations.map(r => r.targetRef),
    );
    const ends = then.map(({ version, at }) => ({
      version,
      relations: relations
        .filter(
          r =>
            r.sourceRef === version?.ref &&
            r.at === at &&
            readable.has(r.targetRef),
        )
        .map(({ type, targetRef }) => ({ type, targetRef })),
    }));
    return [...byItem.keys()].map(({ ref }, i) =>
      betweenStates(ref, ends[2 * i], ends[2 * i + 1], asked[2 * i + 1].at),
    );
  }
}
