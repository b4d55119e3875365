import type { Entity } from '@backstage/catalog-model';
import {
  entityChange,
  REACH_RELATIONS,
  type EntityState,
} from '@callboard/plugin-itsm-common';
import type { CatalogAccess } from '@callboard/plugin-itsm-node';
import * as fc from 'fast-check';
import type { Knex } from 'knex';
import type { KernelParts } from '../../kernel/buildKernel';
import { copyEntity } from '../../kernel/catalog/copyEntity';
import { fieldsOf } from '../../kernel/catalog/entityFields';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import {
  FixedClock,
  kernelOnDatabase,
  NOON,
  user,
} from '../../tests/kernelOnDatabase';
import { DefaultHistoryService, type HistoryService } from './HistoryService';
import { HistoryStore } from './HistoryStore';
import { ItemNamesStore } from './ItemNamesStore';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const HOUR = 3_600_000;
const maria = user('maria', ['payments']);
const iso = (instant: number) => new Date(instant).toISOString();

/** The journal is append-only: every story happens in a namespace of its own. */
let story = 0;
const ref = (name: string) => `component:story${story}/${name}`;

function component(
  name: string,
  spec: object = {},
  dependsOn: readonly string[] = [],
  dependencyOf: readonly string[] = [],
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: `story${story}`, uid: `${story}-${name}` },
    spec: { type: 'service', ...spec } as any,
    relations: [
      ...dependsOn.map(n => ({ type: 'dependsOn', targetRef: ref(n) })),
      ...dependencyOf.map(n => ({ type: 'dependencyOf', targetRef: ref(n) })),
    ],
  };
}

describe.each(databases.eachSupportedId())(
  'the history of configuration items on %s',
  databaseId => {
    let knex: Knex;
    let kernel: KernelParts;
    let clock: FixedClock;
    let history: HistoryService;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
    });
    beforeEach(async () => {
      story += 1;
      clock = new FixedClock();
      kernel = await kernelOnDatabase(knex, { clock });
      await knex('catalog_reads').delete();
      history = new DefaultHistoryService(
        kernel,
        new HistoryStore(knex),
        new ItemNamesStore(knex),
      );
    });

    /** What the catalog says is read, an hour after the last time. */
    const read = async (...entities: Entity[]) => {
      clock.pass(HOUR);
      const reading = await kernel.catalog.writer.begin(clock.now());
      await kernel.catalog.writer.put(
        entities.map(e => copyEntity(e, [])),
        clock.now(),
        reading,
      );
      await kernel.catalog.writer.finish(reading);
      await kernel.followers.drain();
    };
    const gone = async (...names: string[]) => {
      clock.pass(HOUR);
      await kernel.catalog.remove(names.map(ref), clock.now());
      await kernel.followers.drain();
    };
    /** The history as somebody sees it who may read some of the catalog. */
    const seeing = (...names: string[]): HistoryService => {
      const catalogAccess: CatalogAccess = {
        readable: async (_, refs) =>
          new Set(refs.filter(r => names.map(ref).includes(r))),
      };
      return new DefaultHistoryService(
        { ...kernel, catalogAccess },
        new HistoryStore(knex),
        new ItemNamesStore(knex),
      );
    };

    it('shows an item as it was at any instant', async () => {
      await read(component('cart', { tier: 1 }, ['db']), component('db'));
      await read(component('cart', { tier: 2 }));
      await gone('cart');
      const at = (hours: number) =>
        history.ci(maria, { ref: ref('cart'), at: iso(NOON + hours * HOUR) });
      expect(await at(0)).toMatchObject({
        there: false,
        fields: {},
        knownSince: iso(NOON + HOUR),
      });
      expect(await at(1.5)).toMatchObject({
        there: true,
        title: 'cart',
        fields: { 'spec.tier': 1 },
        relations: [{ type: 'dependsOn', targetRef: ref('db') }],
        validFrom: iso(NOON + HOUR),
        validTo: iso(NOON + 2 * HOUR),
      });
      // The instant of a change belongs to what it led to.
      expect(await at(2)).toMatchObject({
        fields: { 'spec.tier': 2 },
        relations: [],
      });
      expect(await at(3)).toMatchObject({ there: false, fields: {} });
      expect((await history.ci(maria, { ref: ref('cart') })).there).toBe(false);
    });

    it('tells what became of an item, in pages, and where it begins', async () => {
      for (const tier of [1, 2, 3, 4]) await read(component('cart', { tier }));
      const first = await history.history(maria, {
        ref: ref('cart'),
        limit: 3,
      });
      expect(first.items.map(e => e.changes[0])).toEqual([
        { field: 'spec.tier', before: 3, after: 4 },
        { field: 'spec.tier', before: 2, after: 3 },
        { field: 'spec.tier', before: 1, after: 2 },
      ]);
      expect(first.items[0]).toMatchObject({
        kind: 'changed',
        at: iso(NOON + 4 * HOUR),
        since: iso(NOON + 3 * HOUR),
      });
      expect(first.knownSince).toBe(iso(NOON + HOUR));
      const rest = await history.history(maria, {
        ref: ref('cart'),
        cursor: first.pageInfo.nextCursor,
      });
      expect(rest.items.map(e => e.kind)).toEqual(['added']);
      expect(rest.pageInfo.nextCursor).toBeUndefined();
    });

    it('goes on under a new name', async () => {
      const cart = component('cart', { tier: 1 });
      await read(cart);
      await read({ ...cart, metadata: { ...cart.metadata, name: 'basket' } });
      await read({
        ...component('cart', { tier: 2 }),
        metadata: { ...cart.metadata, name: 'basket' },
      });
      const { items } = await history.history(maria, { ref: ref('basket') });
      expect(items.map(e => [e.ref, e.kind])).toEqual([
        [ref('basket'), 'changed'],
        [ref('basket'), 'added'],
        [ref('cart'), 'removed'],
        [ref('cart'), 'added'],
      ]);
      expect(
        await history.ci(maria, {
          ref: ref('basket'),
          at: iso(NOON + 1.5 * HOUR),
        }),
      ).toMatchObject({ there: true, fields: { 'spec.tier': 1 } });
      // By its old name it is found as well, and was called so then.
      expect(await history.history(maria, { ref: ref('cart') })).toMatchObject({
        items: items.map(({ position }) => ({ position })),
      });
      const then = { ref: ref('basket'), at: iso(NOON + 1.5 * HOUR) };
      expect((await history.neighbourhood(maria, then)).nodes).toEqual([
        { ref: ref('cart'), depth: 0 },
      ]);
      // To be renamed is no change of what it is.
      const { items: different } = await history.difference(maria, {
        ref: ref('basket'),
        from: iso(NOON + 1.5 * HOUR),
      });
      expect(different).toMatchObject([
        {
          ref: ref('basket'),
          what: 'changed',
          changes: [{ field: 'spec.tier', before: 1, after: 2 }],
        },
      ]);
    });

    it('says what is different, for what it depends on too', async () => {
      await read(
        component('shop', {}, ['cart', 'mail']),
        component('cart', { tier: 1 }, ['db']),
        component('db', { version: '17' }),
        component('mail'),
      );
      await read(
        component('shop', {}, ['cart', 'pay']),
        component('db', { version: '18' }),
        component('pay'),
      );
      const between = (reach: 'ci' | 'dependencies') =>
        history.difference(maria, {
          ref: ref('shop'),
          reach,
          from: iso(NOON + HOUR),
          to: iso(NOON + 2 * HOUR),
        });
      const own = await between('ci');
      expect(own).toMatchObject({
        compared: 1,
        truncated: false,
        items: [
          {
            ref: ref('shop'),
            what: 'changed',
            changes: [],
            relations: {
              added: [{ type: 'dependsOn', targetRef: ref('pay') }],
              removed: [{ type: 'dependsOn', targetRef: ref('mail') }],
            },
          },
        ],
      });
      const all = await between('dependencies');
      expect(all.items.map(i => [i.ref, i.what]).sort()).toEqual([
        [ref('db'), 'changed'],
        [ref('pay'), 'added'],
        [ref('shop'), 'changed'],
      ]);
      expect(all.items.find(i => i.ref === ref('db'))!.changes).toEqual([
        { field: 'spec.version', before: '17', after: '18' },
      ]);
    });

    it('compares with a baseline by its name', async () => {
      await read(component('cart', { tier: 1 }));
      const admin = user('priya', [], ['admin']);
      await kernel.definitionService.write(admin, 'baseline', `b${story}`, {
        body: { name: 'Before the move', at: iso(clock.now()) },
      } as any);
      await read(component('cart', { tier: 2 }));
      const difference = await history.difference(maria, {
        ref: ref('cart'),
        from: `baseline:b${story}`,
      });
      expect(difference.items[0].changes).toEqual([
        { field: 'spec.tier', before: 1, after: 2 },
      ]);
      await expect(
        history.difference(maria, { ref: ref('cart'), from: 'baseline:nope' }),
      ).rejects.toThrow('from: there is no baseline "nope"');
    });

    it('says what changed in the hours before, of what went away too', async () => {
      await read(
        component('shop', {}, ['cart']),
        component('cart', {}, ['db']),
        component('db', { version: '17' }),
        component('stranger', { tier: 1 }),
      );
      await read(component('db', { version: '18' }));
      await read(component('cart'), component('stranger', { tier: 2 }));
      const { items, looked } = await history.changes(maria, {
        ref: ref('shop'),
        before: iso(NOON + 4 * HOUR),
        hours: 3,
      });
      expect(items.map(e => e.ref)).toEqual([ref('cart'), ref('db')]);
      expect(looked).toBe(3);
      // What was there at the first reading did not change then.
      const earlier = await history.changes(maria, { ref: ref('shop') });
      expect(earlier.items.map(e => e.kind)).toEqual(['changed', 'changed']);
    });

    it('shows nothing of what one may not see: no node, path, change or relation', async () => {
      await read(
        component('shop', {}, ['secret', 'cart']),
        component('secret', {}, ['db']),
        component('db', { version: '17' }),
        component('cart'),
      );
      await read(
        component('shop', {}, ['cart']),
        component('db', { version: '18' }),
      );
      const some = seeing('shop', 'cart', 'db');
      const then = iso(NOON + HOUR);
      const answers = [
        await some.ci(maria, { ref: ref('shop'), at: then }),
        await some.history(maria, { ref: ref('shop') }),
        await some.neighbourhood(maria, {
          ref: ref('shop'),
          at: then,
          depth: 5,
        }),
        await some.difference(maria, {
          ref: ref('shop'),
          reach: 'dependencies',
          from: then,
        }),
        await some.changes(maria, { ref: ref('shop') }),
      ];
      expect(JSON.stringify(answers)).not.toMatch(/secret|"17"|"18"/);
      // Nor that something about it changed.
      expect((answers[1] as any).items.map((e: any) => e.kind)).toEqual([
        'added',
      ]);
      for (const question of [
        () => some.ci(maria, { ref: ref('secret') }),
        () => some.history(maria, { ref: ref('secret') }),
        () => some.changes(maria, { ref: ref('secret') }),
      ]) {
        await expect(question()).rejects.toMatchObject({
          name: 'NotFoundError',
          message: `ref: there is no ${ref(
            'secret',
          )} in the catalog, or you may not see it`,
        });
      }
    });

    it('is what the catalog was, whatever happened and when one asks, and can be made again', async () => {
      const names = ['a', 'b', 'c', 'd'];
      const world = fc.uniqueArray(
        fc.record({
          name: fc.constantFrom(...names),
          tier: fc.integer({ min: 1, max: 3 }),
          on: fc.subarray(names),
        }),
        { selector: e => e.name, maxLength: names.length },
      );
      await fc.assert(
        fc.asyncProperty(
          fc.array(world, { minLength: 1, maxLength: 6 }),
          fc.array(fc.double({ min: 0, max: 7, noNaN: true }), {
            minLength: 2,
            maxLength: 4,
          }),
          async (worlds, asked) => {
            story += 1;
            const began = clock.now();
            const snapshots: { at: number; world: Map<string, Entity> }[] = [];
            for (const said of worlds) {
              const now = said.map(e =>
                component(
                  e.name,
                  { tier: e.tier },
                  e.on,
                  said.filter(o => o.on.includes(e.name)).map(o => o.name),
                ),
              );
              const there = new Map(now.map(e => [ref(e.metadata.name), e]));
              const before = snapshots[snapshots.length - 1]?.world;
              const left = [...(before?.keys() ?? [])].filter(
                r => !there.has(r),
              );
              clock.pass(HOUR);
              await kernel.catalog.put(
                now.map(e => copyEntity(e, [])),
                clock.now(),
              );
              await kernel.catalog.remove(left, clock.now());
              snapshots.push({ at: clock.now(), world: there });
            }
            await kernel.followers.drain();

            const worldAt = (at: number) =>
              [...snapshots].reverse().find(s => s.at <= at)?.world ??
              new Map<string, Entity>();
            const stateOf = (entity: Entity | undefined) =>
              entity && {
                fields: fieldsOf(entity),
                relations: entity.relations ?? [],
              };
            const reachable = (start: string, at: number) => {
              const found = new Set([start]);
              for (const r of found) {
                for (const { type, targetRef } of worldAt(at).get(r)
                  ?.relations ?? [])
                  if (REACH_RELATIONS.dependents.includes(type))
                    found.add(targetRef);
              }
              return [...found].sort();
            };
            const instants = asked.map(hours =>
              Math.round(began + hours * HOUR),
            );
            const known = new Set(snapshots.flatMap(s => [...s.world.keys()]));
            for (const item of known) {
              for (const at of instants) {
                const shown = await history.ci(maria, {
                  ref: item,
                  at: iso(at),
                });
                const wanted: EntityState | undefined = stateOf(
                  worldAt(at).get(item),
                );
                expect(shown.there).toBe(wanted !== undefined);
                expect(
                  entityChange(shown.there ? shown : undefined, wanted),
                ).toBeUndefined();
                const { nodes } = await history.neighbourhood(maria, {
                  ref: item,
                  at: iso(at),
                  reach: 'dependents',
                  depth: 5,
                });
                expect(nodes.map(n => n.ref).sort()).toEqual(
                  reachable(item, at),
                );
              }
              const [from, to] = instants;
              const { items } = await history.difference(maria, {
                ref: item,
                from: iso(from),
                to: iso(to),
              });
              const wanted = entityChange(
                stateOf(worldAt(from).get(item)),
                stateOf(worldAt(to).get(item)),
              );
              expect(
                items.map(({ changes, relations }) => ({ changes, relations })),
              ).toEqual(wanted ? [wanted] : []);
            }
          },
        ),
        { numRuns: 15, seed: 20261125 },
      );
      const rows = async () => [
        await knex('ci_versions').orderBy('position'),
        await knex('ci_relations').orderBy([
          'position',
          'source_ref',
          'type',
          'target_ref',
        ]),
      ];
      const before = await rows();
      await kernel.followers.rebuild('cmdb.history');
      await kernel.followers.drain();
      expect(await rows()).toEqual(before);
    });
  },
);
