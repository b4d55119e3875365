import type { Entity } from '@backstage/catalog-model';
import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { SYSTEM_CALLER, type Caller } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import {
  FixedClock,
  kernelOnDatabase,
  user,
} from '../../tests/kernelOnDatabase';
import { CatalogStore } from './CatalogStore';
import { copyEntity } from './copyEntity';
import { EntityResolver } from './EntityResolver';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
jest.setTimeout(120_000);

const component = (name: string, uid = `uid-${name}`): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, uid, etag: '1' },
  spec: { type: 'service' },
});
const CART = 'component:default/cart';
const as = (name: string): Caller => ({
  ...user(name),
  credentials: mockCredentials.user(`user:default/${name}`),
});

describe.each(databases.eachSupportedId())(
  'a reference in a command on %s',
  databaseId => {
    let knex: Knex;
    let store: CatalogStore;
    let clock: FixedClock;
    let ask: jest.Mock;
    let resolver: EntityResolver;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      await kernelOnDatabase(knex);
      store = new CatalogStore(knex);
    });
    beforeEach(async () => {
      await knex('catalog_entities').delete();
      await knex('catalog_aliases').delete();
      clock = new FixedClock();
      ask = jest.fn(async (ref: string) =>
        ref === CART ? component('cart') : undefined,
      );
      resolver = new EntityResolver({
        catalog: { getEntityByRef: ask } as any,
        auth: mockServices.auth(),
        store,
        annotations: [],
        clock,
        logger: mockServices.logger.mock(),
      });
    });
    const down = () => ask.mockRejectedValue(new Error('connect ECONNREFUSED'));

    it('is looked up as the caller, and comes into the copy if it was not there', async () => {
      const maria = as('maria');
      expect(await resolver.require(maria, CART, 'serviceRef')).toBe(CART);
      expect(ask).toHaveBeenCalledWith(CART, {
        credentials: maria.credentials,
      });
      expect(await store.find(CART)).toMatchObject({
        ref: CART,
        title: 'cart',
      });
      await resolver.require(SYSTEM_CALLER, CART, 'serviceRef');
      expect(ask.mock.calls[1][1].credentials.principal).toMatchObject({
        type: 'service',
      });
    });

    it('is refused by the name of its field when it is not there, or hidden from the caller', async () => {
      await expect(
        resolver.require(as('maria'), 'component:default/nope', 'ciRef'),
      ).rejects.toMatchObject({
        name: 'InputError',
        message:
          'ciRef: there is no component:default/nope in the catalog, or you may not see it; pick one that is listed',
      });
      // That others may see it, and that the copy has it, changes nothing for who may not.
      await store.put([copyEntity(component('hidden'), [])], clock.now());
      await expect(
        resolver.require(as('rita'), 'component:default/hidden', 'serviceRef'),
      ).rejects.toThrow('serviceRef: there is no component:default/hidden');
      expect(await store.find('component:default/nope')).toBeUndefined();
    });

    it('is taken as it is called now', async () => {
      await store.put(
        [copyEntity(component('basket', 'uid-cart'), [])],
        clock.now(),
      );
      await store.put([copyEntity(component('cart'), [])], clock.now());
      await store.remove(['component:default/basket'], clock.now());
      expect(
        await resolver.require(
          as('maria'),
          'component:default/basket',
          'serviceRef',
        ),
      ).toBe(CART);
      expect(ask).toHaveBeenCalledWith(CART, expect.anything());
    });

    it('is believed to the copy while the catalog is down, so that incidents can be filed', async () => {
      await store.put([copyEntity(component('cart'), [])], clock.now());
      down();
      expect(await resolver.require(as('maria'), CART, 'serviceRef')).toBe(
        CART,
      );
      for (const unknown of [
        'component:default/new',
        'component:default/gone',
      ]) {
        if (unknown.endsWith('gone')) {
          await store.put([copyEntity(component('gone'), [])], clock.now());
          await store.remove([unknown], clock.now());
        }
        await expect(
          resolver.require(as('maria'), unknown, 'serviceRef'),
        ).rejects.toMatchObject({
          name: 'ServiceUnavailableError',
          message: `serviceRef: the catalog does not answer, and ${unknown} is not known here yet; try again later`,
        });
      }
    });

    it('is found in the copy for who may see all of the catalog, and asked for if it is not there', async () => {
      const maria = { ...as('maria'), readsWholeCatalog: true };
      await store.put([copyEntity(component('shop'), [])], clock.now());
      expect(
        await resolver.require(maria, 'component:default/shop', 'serviceRef'),
      ).toBe('component:default/shop');
      expect(ask).not.toHaveBeenCalled();
      expect(await resolver.require(maria, CART, 'serviceRef')).toBe(CART);
      expect(ask).toHaveBeenCalledTimes(1);

      clock.pass(5_000);
      await store.remove(['component:default/shop'], clock.now());
      await expect(
        resolver.require(maria, 'component:default/shop', 'serviceRef'),
      ).rejects.toThrow('there is no component:default/shop');
    });

    it('is asked for once in 5 s per caller; a refusal is asked for again', async () => {
      await resolver.require(as('maria'), CART, 'serviceRef');
      clock.pass(4_999);
      await resolver.require(as('maria'), CART, 'ciRef');
      expect(ask).toHaveBeenCalledTimes(1);
      await resolver.require(as('sam'), CART, 'serviceRef');
      expect(ask).toHaveBeenCalledTimes(2);
      clock.pass(1);
      await resolver.require(as('maria'), CART, 'serviceRef');
      expect(ask).toHaveBeenCalledTimes(3);

      const late = 'component:default/late';
      await expect(
        resolver.require(as('maria'), late, 'serviceRef'),
      ).rejects.toThrow('there is no');
      ask.mockResolvedValue(component('late'));
      expect(await resolver.require(as('maria'), late, 'serviceRef')).toBe(
        late,
      );
    });
  },
);
