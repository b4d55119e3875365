import {
  cmdbReadPermission,
  type CiEvent,
  type HealthReason,
  type OperationalState,
  type ServiceEvent,
  type ServiceNeighbour,
} from '@callboard/plugin-itsm-common';
import {
  HealthGathered,
  isPermitted,
  servicesBehind,
  type Caller,
  type ItsmKernel,
  type ServiceView,
  type ServiceViewInput,
} from '@callboard/plugin-itsm-node';
import { visibleEvents } from './events';
import type { HistoryStore } from './HistoryStore';
import { ItemsByName } from './ItemsByName';
import type { ItemNamesStore, NamedItem } from './ItemNamesStore';
import type { CiStates } from './impact/CiStates';

const DAY_MS = 86_400_000;
/** How far back changes of items are told. */
const LOOK_BACK_MS = 30 * DAY_MS;
const MOST_EVENTS = 20;
const SHOWN_EVENTS = 5;
const MOST_NEIGHBOURS = 12;
/** Fields of one change that its sentence names. */
const MOST_FIELDS = 2;
const LONGEST_VALUE = 40;

/** How something is tied to a service, as its page says it. */
const NEEDS: Readonly<Record<string, string>> = {
  dependsOn: 'it needs this',
  consumesApi: 'it uses this API',
  apiProvidedBy: 'provides it',
};
const NEEDED_BY: Readonly<Record<string, string>> = {
  dependencyOf: 'needs it',
  apiConsumedBy: 'uses its API',
};

const PROVIDES = 'providesApi';
const NEED_DOWN = 'Something that it needs is down';

const STATE_HEALTH: Readonly<
  Record<OperationalState, ServiceNeighbour['health']>
> = { down: 'down', changing: 'maintenance' };

/** What the view is made from. */
export interface NeighboursOfServiceDeps {
  history: Pick<HistoryStore, 'relationsAt' | 'changes' | 'needing'>;
  names: Pick<ItemNamesStore, 'itemsOf'>;
  states: Pick<CiStates, 'current'>;
}

type Kernel = Pick<ItsmKernel, 'catalogAccess'>;

/** What does not do well first: it is what one looks for. */
const some = (all: readonly ServiceNeighbour[]) => {
  const items = [...all]
    .sort(
      (a, b) =>
        Number(b.health !== undefined) - Number(a.health !== undefined) ||
        a.ref.localeCompare(b.ref, 'en-US'),
    )
    .slice(0, MOST_NEIGHBOURS);
  return all.length > items.length ? { items, total: all.length } : { items };
};

const mayReadHistory = (caller: Caller) =>
  isPermitted(caller, cmdbReadPermission);

/** What a service needs and who needs it, how those do, and what changed of its items. */
export function itemsOfService(
  kernel: Kernel,
  deps: NeighboursOfServiceDeps,
): ServiceView {
  return {
    id: 'cmdb',
    permissions: [cmdbReadPermission],
    tells: ['dependsOn', 'usedBy', 'changed', 'health'],
    async read(input) {
      const [{ dependsOn, usedBy }, changed] = await Promise.all([
        neighbours(kernel, deps, input),
        changesOf(kernel, deps, input),
      ]);
      return {
        dependsOn: some(dependsOn),
        usedBy: some(usedBy),
        health: dependsOn.flatMap(({ ref, health }): HealthReason[] =>
          health === 'down'
            ? [
                {
                  health: 'at-risk',
                  words: NEED_DOWN,
                  aboutRef: ref,
                },
              ]
            : [],
        ),
        ...(changed && { changed }),
      };
    },
    async healthOf({ caller, services, now }) {
      const { all, of } = servicesBehind(services, 'refs');
      const [relations, states] = await Promise.all([
        deps.history.relationsAt(all, now, {
          types: [...Object.keys(NEEDS), PROVIDES],
        }),
        deps.states.current(),
      ]);
      const down = relations.filter(
        ({ type, targetRef }) =>
          type !== PROVIDES && states.get(targetRef)?.includes('down'),
      );
      const readable = await kernel.catalogAccess.readable(caller, [
        ...new Set(down.map(({ targetRef }) => targetRef)),
      ]);
      // What it is made of and what it provides is nothing else that it needs.
      const own = new Map(
        services.map(({ ref, refs }) => [ref, new Set(refs)]),
      );
      for (const { type, sourceRef, targetRef } of relations)
        if (type === PROVIDES)
          for (const ref of of(sourceRef)) own.get(ref)!.add(targetRef);
      const told = new HealthGathered();
      for (const { sourceRef, targetRef } of down)
        if (readable.has(targetRef))
          told.add(
            of(sourceRef).filter(ref => !own.get(ref)!.has(targetRef)),
            { health: 'at-risk', words: NEED_DOWN },
          );
      return told.byService;
    },
    async known() {
      const states = await deps.states.current();
      const down = [...states].flatMap(([ref, all]) =>
        all.includes('down') ? ref : [],
      );
      return {
        unwell: await deps.history.needing(down, Object.keys(NEEDS)),
        well: [],
      };
    },
  };
}

/** Relations are said from both sides, so those of the items themselves and of their APIs are all. */
async function neighbours(
  kernel: Kernel,
  { history, states }: NeighboursOfServiceDeps,
  { caller, refs, now }: ServiceViewInput,
): Promise<{ dependsOn: ServiceNeighbour[]; usedBy: ServiceNeighbour[] }> {
  const relations = await history.relationsAt(refs, now, {
    types: [...Object.keys(NEEDS), ...Object.keys(NEEDED_BY), PROVIDES],
  });
  const own = new Set(refs);
  const apis = relations
    .filter(({ type, targetRef }) => type === PROVIDES && !own.has(targetRef))
    .map(({ targetRef }) => targetRef);
  const consumers =
    apis.length > 0
      ? await history.relationsAt([...new Set(apis)], now, {
          types: ['apiConsumedBy'],
        })
      : [];
  for (const api of apis) own.add(api);
  const all = [...relations, ...consumers].filter(r => !own.has(r.targetRef));
  const [readable, current] = await Promise.all([
    kernel.catalogAccess.readable(
      caller,
      all.map(({ targetRef }) => targetRef),
    ),
    states.current(),
  ]);
  const healthOf = (ref: string) => {
    const said = current.get(ref) ?? [];
    const worst = said.includes('down') ? 'down' : said[0];
    return worst && STATE_HEALTH[worst];
  };
  const tied = (words: Readonly<Record<string, string>>) => {
    const found = new Map<string, ServiceNeighbour>();
    for (const { type, targetRef: ref } of all) {
      if (!words[type] || found.has(ref) || !readable.has(ref)) continue;
      const health = healthOf(ref);
      found.set(ref, { ref, relation: words[type], ...(health && { health }) });
    }
    return [...found.values()];
  };
  return { dependsOn: tied(NEEDS), usedBy: tied(NEEDED_BY) };
}

/** @returns undefined for whoever may not read the history */
async function changesOf(
  kernel: Kernel,
  { history, names }: NeighboursOfServiceDeps,
  { caller, ref, refs, now }: ServiceViewInput,
): Promise<{ items: ServiceEvent[]; total?: number } | undefined> {
  if (!mayReadHistory(caller)) return undefined;
  const named = new ItemsByName(await names.itemsOf(refs));
  const versions = await history.changes(
    named.plain,
    now - LOOK_BACK_MS,
    now,
    MOST_EVENTS,
    named.parts,
  );
  const events = await visibleEvents(
    kernel.catalogAccess,
    caller,
    // The first reading says what is there, not what changed.
    versions.filter(v => v.what !== 'added' || v.since !== undefined),
  );
  const told = events.flatMap((event): ServiceEvent[] => {
    const item = named.of(event)!;
    const words = wordsOf(event, item);
    if (words === undefined) return [];
    const { at } = event;
    const about = item.ref !== ref && { aboutRef: item.ref };
    return [{ at, words, ...about }];
  });
  const items = told.slice(0, SHOWN_EVENTS);
  return told.length > items.length ? { items, total: told.length } : { items };
}

const fieldWords = (field: string) =>
  field.replace(/^(spec|annotations|labels)\./, '');

function valueWords(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  return text.length <= LONGEST_VALUE
    ? text
    : `${text.slice(0, LONGEST_VALUE - 1)}…`;
}

/** What became of an item, in a sentence; undefined for what only its names tell. */
function wordsOf(
  { ref, kind, at, changes, relations }: CiEvent,
  { parts }: NamedItem,
): string | undefined {
  const gaveUp = parts.filter(part => part.givenUpAt !== undefined);
  if (kind === 'added') {
    const before = gaveUp.find(
      part => part.ref !== ref && part.givenUpAt === Date.parse(at),
    );
    return before
      ? `Was renamed; it was ${before.ref} before`
      : 'Was added to the catalog';
  }
  if (kind === 'removed') {
    const isThere = gaveUp.some(
      part => part.ref === ref && part.givenUpAt! <= Date.parse(at),
    );
    return isThere ? undefined : 'Left the catalog';
  }
  const said = changes
    .slice(0, MOST_FIELDS)
    .map(
      ({ field, before, after }) =>
        `${fieldWords(field)}: ${valueWords(before)} → ${valueWords(after)}`,
    );
  const more = changes.length - said.length;
  if (more > 0) said.push(`${more} more`);
  const { added, removed } = relations;
  const counted = (count: number) =>
    count === 1 ? '1 relation' : `${count} relations`;
  if (added.length > 0) said.push(`${counted(added.length)} added`);
  if (removed.length > 0) said.push(`${counted(removed.length)} removed`);
  return said.join(', ');
}
