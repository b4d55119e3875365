import type {
  CiEvent,
  CiEventKind,
  EntityRelation,
} from '@callboard/plugin-itsm-common';
import type {
  Authorizer,
  Caller,
  CatalogAccess,
  CiChangedBetween,
  CiHistory,
} from '@callboard/plugin-itsm-node';
import { visibleEvents } from './events';
import type { HistoryStore } from './HistoryStore';

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

/** Answers {@link CiHistory} from the history of configuration items. */
export class ChangesBetween implements CiHistory {
  constructor(
    private readonly deps: {
      store: HistoryStore;
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
    const { store, catalogAccess, authorizer } = this.deps;
    const seeing =
      caller.readsWholeCatalog === undefined
        ? await authorizer.withScopes(caller, [], { catalog: true })
        : caller;
    const visible = await catalogAccess.readable(seeing, refs);
    const versions = await store.changes(
      [...visible],
      from,
      to + READ_LATE_MS,
      MOST_CHANGES + 1,
    );
    const within = versions
      .slice(0, MOST_CHANGES)
      // The first reading says what is there, not what changed.
      .filter(v => v.what !== 'added' || v.since !== undefined)
      .filter(v => (v.since ?? v.validFrom) < to);
    const events = await visibleEvents(catalogAccess, seeing, within);
    const byRef = new Map<string, CiEvent[]>();
    for (const event of events.reverse())
      byRef.set(event.ref, [...(byRef.get(event.ref) ?? []), event]);
    return {
      items: [...byRef.values()].map(inTheEnd),
      looked: visible.size,
      truncated: versions.length > MOST_CHANGES,
    };
  }
}
