import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  applyChange,
  entityChange,
  isKeptRelation,
  type EntityChange,
  type EntityState,
} from '@callboard/plugin-itsm-common';
import * as fc from 'fast-check';
import type { Knex } from 'knex';
import { catalogOf } from '../../testing/catalogOf';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { FixedClock, kernelOnDatabase } from '../../tests/kernelOnDatabase';
import { sha256 } from '../journal/canonical';
import { verifyChain } from '../journal/verifyChain';
import { CatalogStore } from './CatalogStore';
import { ENTITY_SUBJECT, entityIdOf } from './CatalogWriter';
import { copyEntity } from './copyEntity';
import { fieldsOf } from './entityFields';
import { syncCatalog } from './syncCatalog';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

/** The journal is append-only: every story happens in a namespace of its own. */
let story = 0;
const ref = (name: string) =>
  `component:story${story}/${name.toLocaleLowerCase('en-US')}`;

/** A component of a catalog whose etag is what it says, as Backstage's is. */
function component(
  name: string,
  spec: object = {},
  relations: [string, string][] = [],
): Entity {
  const said = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    spec: { type: 'service', ...spec } as any,
    relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
  };
  return {
    ...said,
    metadata: {
      name,
      namespace: `story${story}`,
      uid: `uid-${story}-${name}`,
      etag: sha256(JSON.stringify(said)),
    },
  };
}

/** A catalog as it is right now, an entity a page; it may break after so many. */
function catalogNow(entities: readonly Entity[], breaksAfter = Infinity): any {
  const pages: (Entity[] | Error)[] = entities.map(entity => [entity]);
  if (breaksAfter < pages.length)
    pages.splice(breaksAfter, 0, new Error('The catalog restarts'));
  return catalogOf(...pages);
}

describe.each(databases.eachSupportedId())(
  'the journal of entities on %s',
  databaseId => {
    let knex: Knex;
    let store: CatalogStore;
    let clock: FixedClock;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      await kernelOnDatabase(knex);
    });
    beforeEach(async () => {
      story += 1;
      await knex('catalog_reads').delete();
      // A backend of its own: what another one keeps in memory is not there.
      store = new CatalogStore(knex);
      clock = new FixedClock();
    });

    const sync = (catalog: any, by: CatalogStore = store) => {
      clock.pass(60_000);
      return syncCatalog({
        catalog,
        credentials: mockCredentials.service(),
        store: by,
        annotations: [],
        clock,
        logger: mockServices.logger.mock(),
      });
    };
    const told = async (of?: string) => {
      const rows = await knex('journal')
        .where('subject_type', ENTITY_SUBJECT)
        .orderBy('position');
      return rows
        .map(row => ({
          kind: row.kind as string,
          at: Number(row.at),
          ...((typeof row.payload === 'string'
            ? JSON.parse(row.payload)
            : row.payload) as EntityChange & { ref: string; since?: number }),
        }))
        .filter(entry =>
          of === undefined
            ? entry.ref.includes(`:story${story}/`)
            : entry.ref === of,
        );
    };
    /** The state that the journal alone says an entity is in; undefined if it is gone. */
    const replayed = async (of: string): Promise<EntityState | undefined> => {
      let state: EntityState | undefined;
      for (const entry of await told(of)) {
        const after = applyChange(
          state ?? { fields: {}, relations: [] },
          entry,
        );
        state = entry.kind === 'entity.removed' ? undefined : after;
      }
      return state;
    };
    const expectReplayed = async (entity: Entity) => {
      const state = await replayed(stringifyEntityRef(entity));
      const wanted = {
        fields: fieldsOf(entity),
        relations: entity.relations ?? [],
      };
      expect(state).toBeDefined();
      expect(entityChange(state, wanted)).toBeUndefined();
    };

    it('says what changed, field by field, and between which readings', async () => {
      const experimental = component(
        'cart',
        { lifecycle: 'experimental', tier: 2 },
        [['ownedBy', 'group:default/a']],
      );
      await sync(catalogNow([experimental]));
      // The first reading that meets nothing new is the first one that counts.
      await sync(catalogNow([experimental]));
      await sync(
        catalogNow([
          component('cart', { lifecycle: 'production' }, [
            ['ownedBy', 'group:default/b'],
          ]),
        ]),
      );
      const [added, changed] = await told();
      expect(added).toMatchObject({
        kind: 'entity.added',
        ref: ref('cart'),
        changes: [
          { field: 'spec.lifecycle', after: 'experimental' },
          { field: 'spec.tier', after: 2 },
          { field: 'spec.type', after: 'service' },
        ],
      });
      // Nobody knows how long it had been there.
      expect(added.since).toBeUndefined();
      expect(changed).toMatchObject({
        kind: 'entity.changed',
        at: added.at + 120_000,
        since: added.at + 60_000,
        changes: [
          {
            field: 'spec.lifecycle',
            before: 'experimental',
            after: 'production',
          },
          { field: 'spec.tier', before: 2 },
        ],
        relations: {
          added: [{ type: 'ownedBy', targetRef: 'group:default/b' }],
          removed: [{ type: 'ownedBy', targetRef: 'group:default/a' }],
        },
      });
    });

    it('does not say that something was added while the catalog is being filled', async () => {
      await sync(catalogNow([component('cart')]));
      await sync(catalogNow([component('cart'), component('db')]));
      await sync(catalogNow([component('cart'), component('db')]));
      await sync(
        catalogNow([component('cart'), component('db'), component('mail')]),
      );
      const added = await told();
      expect(added.map(e => [e.ref, e.since === undefined])).toEqual([
        [ref('cart'), true],
        [ref('db'), true],
        [ref('mail'), false],
      ]);
    });

    it('says nothing of what is as it was, nor of people', async () => {
      const maria: Entity = {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'User',
        metadata: { name: 'maria', etag: '1' },
        spec: { profile: { displayName: 'Maria', email: 'maria@example.com' } },
      };
      const cart = component('cart', { owner: 'user:maria' }, [
        ['ownedBy', 'user:default/maria'],
      ]);
      await sync(catalogNow([cart, maria]));
      await sync(catalogNow([cart, maria]));
      expect(await told()).toHaveLength(1);
      expect(JSON.stringify(await told())).not.toMatch(/maria/i);
    });

    it('says that an entity is gone since it was missed, and that it is back', async () => {
      const cart = component('cart', {}, [['dependsOn', ref('db')]]);
      await sync(catalogNow([cart, component('db')]));
      await sync(catalogNow([component('db')]));
      const missed = clock.now();
      await sync(catalogNow([component('db')]));
      await sync(catalogNow([cart, component('db')]));
      const entries = await told(ref('cart'));
      expect(entries.map(e => e.kind)).toEqual([
        'entity.added',
        'entity.removed',
        'entity.added',
      ]);
      expect(entries[1]).toMatchObject({
        at: missed,
        relations: {
          added: [],
          removed: [{ type: 'dependsOn', targetRef: ref('db') }],
        },
      });
      await expectReplayed(cart);
    });

    it('says of a renamed entity that the old name is gone and the new one there', async () => {
      const cart = component('cart');
      await sync(catalogNow([cart]));
      await sync(
        catalogNow([
          {
            ...cart,
            metadata: { ...cart.metadata, name: 'basket', etag: 'b' },
          },
        ]),
      );
      expect((await told()).map(e => [e.kind, e.ref])).toEqual([
        ['entity.added', ref('cart')],
        ['entity.removed', ref('cart')],
        ['entity.added', ref('basket')],
      ]);
    });

    it('holds for two that took each other’s names', async () => {
      const named = (name: string, uid: string) => {
        const entity = component(name, { tier: uid });
        return copyEntity(
          {
            ...entity,
            metadata: { ...entity.metadata, uid: `${story}-${uid}` },
          },
          [],
        );
      };
      await store.put([named('cart', 'a'), named('db', 'b')], clock.now());
      await store.put([named('cart', 'b'), named('db', 'a')], clock.now());
      for (const name of ['cart', 'db']) {
        expect((await told(ref(name))).map(e => e.kind)).toEqual([
          'entity.added',
          'entity.changed',
        ]);
        const row = await knex('catalog_entities')
          .where('ref', ref(name))
          .first();
        expect(row.removed_at).toBeNull();
        expect(
          await verifyChain(
            knex,
            entityIdOf(ref(name)),
            row.journal_head,
            ENTITY_SUBJECT,
          ),
        ).toEqual({ entries: 2, brokenAt: undefined });
      }
    });

    it('is doubled by no second backend, and not written by a reading that was taken over', async () => {
      const other = new CatalogStore(knex);
      const cart = component('cart');
      await sync(catalogNow([cart]));
      await sync(catalogNow([cart]), other);
      expect(await told()).toHaveLength(1);

      // The first one hangs between asking what changed and writing it.
      const slow = catalogNow([component('cart', { tier: 1 })]);
      const read = slow.getEntitiesByRefs;
      slow.getEntitiesByRefs = async (request: any) => {
        await sync(catalogNow([component('cart', { tier: 2 })]), other);
        return read(request);
      };
      await expect(sync(slow)).rejects.toThrow(
        'Another backend reads the catalog by now',
      );
      await expectReplayed(component('cart', { tier: 2 }));
      expect(await told()).toHaveLength(2);
    });

    it('keeps its chain, whatever is read', async () => {
      for (const tier of [1, 2, 3])
        await sync(catalogNow([component('cart', { tier })]));
      const { journal_head } = await knex('catalog_entities')
        .where('ref', ref('cart'))
        .first();
      expect(
        await verifyChain(
          knex,
          entityIdOf(ref('cart')),
          journal_head,
          ENTITY_SUBJECT,
        ),
      ).toEqual({ entries: 3, brokenAt: undefined });
    });

    it('tells by itself what every reading that came to its end saw, through restarts, failures and clocks that go back', async () => {
      const names = ['cart', 'db', 'checkout', 'Größe_ß'];
      // Made into entities when their story is told: the namespace is the story's.
      const world = fc.uniqueArray(
        fc.record({
          name: fc.constantFrom(...names),
          spec: fc.record(
            { tier: fc.integer({ min: 1, max: 3 }) },
            { requiredKeys: [] },
          ),
          owner: fc.constantFrom('group:default/a', 'user:default/maria'),
          on: fc.subarray(names),
        }),
        { selector: e => e.name, maxLength: names.length },
      );
      const step = fc.record({
        world,
        breaksAfter: fc.option(fc.nat(3), { nil: undefined, freq: 2 }),
        clockMoves: fc.constantFrom(0, 1, -3_600_000, 86_400_000),
        restarts: fc.boolean(),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 6 }), async steps => {
          story += 1;
          await knex('catalog_reads').delete();
          for (const {
            world: said,
            breaksAfter,
            clockMoves,
            restarts,
          } of steps) {
            const now = said.map(({ name, spec, owner, on }) =>
              component(name, spec, [
                ['ownedBy', owner],
                ...on.map((n): [string, string] => ['dependsOn', ref(n)]),
              ]),
            );
            clock.pass(clockMoves);
            if (restarts) store = new CatalogStore(knex);
            const broken =
              breaksAfter !== undefined && breaksAfter < now.length;
            const ended = await sync(catalogNow(now, breaksAfter)).then(
              () => 'whole',
              error => error.message,
            );
            expect(ended).toBe(broken ? 'The catalog restarts' : 'whole');
            if (broken || now.length === 0) continue;
            // What is missed must be missed twice to be gone.
            await sync(catalogNow(now));
            for (const entity of now) await expectReplayed(entity);
            const there = now.map(e => stringifyEntityRef(e));
            const left = names.map(ref).filter(r => !there.includes(r));
            for (const name of left)
              expect(await replayed(name)).toBeUndefined();
          }
          // Every entry says something.
          for (const { kind, changes, relations } of await told()) {
            const moved = [...relations.added, ...relations.removed];
            const says = changes.length + moved.length > 0;
            expect(kind !== 'entity.changed' || says).toBe(true);
            expect(moved.every(isKeptRelation)).toBe(true);
          }
        }),
        { numRuns: 25, seed: 20261125 },
      );
    });
  },
);
