import type { Entity } from '@backstage/catalog-model';
import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { catalogOf } from '../../testing/catalogOf';
import {
  FixedClock,
  kernelOnDatabase,
  NOON,
} from '../../tests/kernelOnDatabase';
import { CatalogStore } from './CatalogStore';
import { FORMERLY_ANNOTATION } from './copyEntity';
import { syncCatalog } from './syncCatalog';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
jest.setTimeout(120_000);

const PAGER = 'pagerduty.com/service-id';

function component(
  name: string,
  more: {
    etag?: string;
    uid?: string;
    title?: string;
    spec?: object;
    annotations?: Record<string, string>;
    relations?: [string, string][];
  } = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      title: more.title,
      uid: more.uid ?? `uid-${name}`,
      etag: more.etag ?? '1',
      annotations: more.annotations,
    },
    spec: { type: 'service', lifecycle: 'production', ...more.spec } as any,
    relations: (more.relations ?? []).map(([type, targetRef]) => ({
      type,
      targetRef,
    })),
  };
}

const ref = (name: string) => `component:default/${name}`;

describe.each(databases.eachSupportedId())(
  'the copy of the catalog on %s',
  databaseId => {
    let knex: Knex;
    let store: CatalogStore;
    let clock: FixedClock;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      await kernelOnDatabase(knex);
      store = new CatalogStore(knex);
    });
    beforeEach(async () => {
      for (const table of [
        'catalog_entities',
        'catalog_relations',
        'catalog_aliases',
      ])
        await knex(table).delete();
      clock = new FixedClock();
    });

    const sync = (...pages: (Entity[] | Error)[]) => {
      clock.pass(60_000);
      return syncCatalog({
        catalog: catalogOf(...pages),
        credentials: mockCredentials.service(),
        store,
        annotations: [PAGER],
        clock,
        logger: mockServices.logger.mock(),
      });
    };
    const relations = async (name: string) =>
      (
        await knex('catalog_relations')
          .where('source_ref', ref(name))
          .orderBy('target_ref')
      ).map(r => `${r.type} ${r.target_ref}`);
    const live = async () => [...(await store.known()).keys()].sort();
    /** Two readings: what both come without is gone. */
    const syncTwice = async (...pages: Entity[][]) => {
      await sync(...pages);
      return sync(...pages);
    };

    it('keeps of an entity what records need, and nothing else', async () => {
      await sync([
        component('Checkout', {
          title: 'Check-out',
          annotations: { [PAGER]: 'P1', 'secret.example/token': 'x' },
          relations: [
            ['ownedBy', 'user:default/maria'],
            ['ownedBy', 'group:default/Payments'],
            ['partOf', 'component:default/all'],
            ['partOf', 'system:default/shop'],
            ['dependsOn', 'component:default/cart'],
          ],
        }),
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'User',
          metadata: { name: 'maria' },
          spec: { profile: { displayName: 'Maria Payments' } },
        },
      ]);
      expect(await store.find(ref('checkout'))).toEqual({
        ref: ref('checkout'),
        kind: 'component',
        title: 'Check-out',
        type: 'service',
        lifecycle: 'production',
        // A group answers for it, though a person is named first.
        ownerRef: 'group:default/payments',
        systemRef: 'system:default/shop',
        annotations: { [PAGER]: 'P1' },
        removedAt: undefined,
      });
      expect(await relations('checkout')).toContain(
        'dependsOn component:default/cart',
      );
      expect(
        await store.describe([
          'user:default/maria',
          undefined,
          'user:default/maria',
        ]),
      ).toEqual({
        'user:default/maria': {
          title: 'Maria Payments',
          kind: 'user',
          type: undefined,
          dangling: false,
        },
      });
      expect(await store.describe([])).toEqual({});
    });

    it('writes what changed by its etag only', async () => {
      const cart = component('cart', {
        relations: [
          ['ownedBy', 'group:default/a'],
          ['dependsOn', ref('db')],
        ],
      });
      expect(await sync([cart], [component('checkout')])).toEqual({
        seen: 2,
        written: 2,
        removed: 0,
      });
      expect(await sync([cart], [component('checkout')])).toEqual({
        seen: 2,
        written: 0,
        removed: 0,
      });
      const changed = component('cart', {
        etag: '2',
        title: 'Basket',
        relations: [['ownedBy', 'group:default/b']],
      });
      expect(await sync([changed, component('checkout')])).toEqual({
        seen: 2,
        written: 1,
        removed: 0,
      });
      expect(await store.find(ref('cart'))).toMatchObject({
        title: 'Basket',
        ownerRef: 'group:default/b',
      });
      expect(await relations('cart')).toEqual(['ownedBy group:default/b']);
      const seen = await knex('catalog_entities')
        .orderBy('ref')
        .select('ref', 'seen_at');
      expect(seen.map(r => [r.ref, Number(r.seen_at) - NOON])).toEqual([
        [ref('cart'), 180_000],
        [ref('checkout'), 60_000],
      ]);
      // Without an etag nothing says that it is the same.
      const bare = component('bare');
      delete bare.metadata.etag;
      await sync([changed, component('checkout'), bare]);
      expect(await sync([changed, component('checkout'), bare])).toMatchObject({
        written: 1,
      });
    });

    it('marks what is gone, and takes it back when it returns', async () => {
      await sync([
        component('cart', { relations: [['dependsOn', ref('db')]] }),
        component('checkout'),
      ]);
      expect(await sync([component('checkout')])).toEqual({
        seen: 1,
        written: 0,
        removed: 0,
      });
      expect((await store.find(ref('cart')))!.removedAt).toBeUndefined();
      expect(await sync([component('checkout')])).toMatchObject({ removed: 1 });
      // It is gone since it was missed, not since that was certain.
      expect(await store.find(ref('cart'))).toMatchObject({
        title: 'cart',
        removedAt: NOON + 120_000,
      });
      expect(await store.describe([ref('cart'), ref('never-there')])).toEqual({
        [ref('cart')]: {
          title: 'cart',
          kind: 'component',
          type: 'service',
          dangling: true,
        },
        [ref('never-there')]: {
          title: 'never-there',
          kind: 'component',
          dangling: true,
        },
      });
      expect(await relations('cart')).toEqual([]);
      // What is gone is not found gone again.
      expect(await sync([component('checkout')])).toMatchObject({ removed: 0 });

      // It is written though its etag is the one that was seen before.
      await sync([
        component('checkout'),
        component('cart', { relations: [['dependsOn', ref('db')]] }),
      ]);
      expect((await store.find(ref('cart')))!.removedAt).toBeUndefined();
      expect(await store.describe([ref('cart')])).toMatchObject({
        [ref('cart')]: { dangling: false },
      });
      expect(await relations('cart')).toHaveLength(1);
    });

    it('takes nothing for gone that one reading came without', async () => {
      const both = [component('cart'), component('checkout')];
      await sync(both);
      for (let i = 0; i < 3; i++) {
        expect(await sync([component('checkout')])).toMatchObject({
          removed: 0,
        });
        expect(await sync(both)).toMatchObject({ removed: 0 });
      }
      expect(await live()).toEqual([ref('cart'), ref('checkout')]);
    });

    it('loses nothing by a catalog that breaks, or has nothing to say yet', async () => {
      await sync([component('cart'), component('checkout')]);
      await expect(
        sync(
          [component('cart', { etag: '2', title: 'Basket' })],
          new Error('502'),
        ),
      ).rejects.toThrow('502');
      expect(await live()).toEqual([ref('cart'), ref('checkout')]);
      // What was read until then is kept.
      expect(await store.find(ref('cart'))).toMatchObject({ title: 'Basket' });
      await expect(sync(new Error('refused'))).rejects.toThrow('refused');
      expect(await sync()).toEqual({ seen: 0, written: 0, removed: 0 });
      expect(await sync([])).toMatchObject({ removed: 0 });
      expect(await live()).toEqual([ref('cart'), ref('checkout')]);
    });

    const expectSame = async (old: string, now: string, title: string) => {
      expect(await store.find(ref(old))).toMatchObject({ ref: ref(now) });
      expect(await store.find(ref(now))).toMatchObject({ ref: ref(now) });
      const info = {
        title,
        kind: 'component',
        type: 'service',
        dangling: false,
      };
      expect(await store.describe([ref(old), ref(now)])).toEqual({
        [ref(old)]: info,
        [ref(now)]: info,
      });
    };

    it('finds an entity that was renamed under its old reference: the same uid elsewhere', async () => {
      await sync([component('basket', { uid: 'u1' })]);
      await sync([component('cart', { uid: 'u1', title: 'Cart' })]);
      await expectSame('basket', 'cart', 'Cart');
      // And once more, and back to the first name.
      await sync([component('trolley', { uid: 'u1', title: 'Trolley' })]);
      await expectSame('basket', 'trolley', 'Trolley');
      await expectSame('cart', 'trolley', 'Trolley');
      await sync([component('basket', { uid: 'u1', title: 'Basket' })]);
      await expectSame('trolley', 'basket', 'Basket');
      await expectSame('cart', 'basket', 'Basket');
    });

    it('finds it under what its annotation says it was called', async () => {
      await sync([component('basket')]);
      const cart = component('cart', {
        title: 'Cart',
        annotations: {
          [FORMERLY_ANNOTATION]:
            'Component:basket, component:default/trolley, nonsense',
        },
      });
      await syncTwice([cart]);
      await expectSame('basket', 'cart', 'Cart');
      await expectSame('trolley', 'cart', 'Cart');
      // While both are there, each is itself.
      await sync([cart, component('basket', { title: 'The other one' })]);
      expect(await store.find(ref('basket'))).toMatchObject({
        title: 'The other one',
      });
      expect((await store.describe([ref('basket')]))[ref('basket')].title).toBe(
        'The other one',
      );
    });

    it('is not stopped by entities that claim the same old name, or say it twice', async () => {
      await sync([component('basket', { uid: 'u1' })]);
      const formerly = { [FORMERLY_ANNOTATION]: ref('basket') };
      await syncTwice([
        component('cart', { uid: 'u1', annotations: formerly }),
        component('impostor', { annotations: formerly }),
      ]);
      expect(await live()).toEqual([ref('cart'), ref('impostor')]);
      // The catalog’s own word, the uid, counts more than an annotation that anybody can write.
      expect(await store.find(ref('basket'))).toMatchObject({
        ref: ref('cart'),
      });
    });

    it('is not stopped by an entity with values that are longer than its columns', async () => {
      const long = 'x'.repeat(2_000);
      await sync([
        component('long', {
          title: long,
          spec: { type: long, lifecycle: long },
          relations: [
            ['dependsOn', `component:default/${long}`],
            [long, ref('cart')],
          ],
        }),
        component('cart'),
      ]);
      expect(await live()).toEqual([ref('cart'), ref('long')]);
      expect((await store.find(ref('long')))!.title.length).toBeLessThanOrEqual(
        400,
      );
    });

    it('takes a page of any size', async () => {
      const many = Array.from({ length: 1_100 }, (_, i) =>
        component(`c${i}`, {
          relations: [
            ['dependsOn', ref('db')],
            ['ownedBy', 'group:default/a'],
          ],
        }),
      );
      expect(await sync(many)).toMatchObject({ written: 1_100 });
      expect(
        Object.keys(await store.describe(many.map(e => ref(e.metadata.name)))),
      ).toHaveLength(1_100);
      expect(await syncTwice([component('c0')])).toEqual({
        seen: 1,
        written: 0,
        removed: 1_099,
      });
      expect(await live()).toEqual([ref('c0')]);
    });
  },
);
