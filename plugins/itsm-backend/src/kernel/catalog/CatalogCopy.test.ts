import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { demoCatalog } from '../../testing/demoCatalog';
import { migrate } from '../migrate';
import { CatalogCopy } from './CatalogCopy';
import { CatalogStore } from './CatalogStore';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())('the copy on %s', databaseId => {
  let now = 1_000_000;
  const start = async () => {
    const knex = await databases.init(databaseId);
    await migrate(mockServices.database({ knex }), knex, []);
    const catalog = catalogServiceMock.mock();
    const real = catalogServiceMock({ entities: demoCatalog });
    catalog.getEntitiesByRefs.mockImplementation((request, options) =>
      real.getEntitiesByRefs(request, options),
    );
    const store = new CatalogStore(knex);
    const copy = new CatalogCopy({
      store,
      catalog,
      auth: mockServices.auth(),
      annotations: [],
      clock: { now: () => now },
      logger: mockServices.logger.mock(),
    });
    return { copy, catalog, store };
  };

  it('fetches what it has not seen, in one call, and does not ask for it again', async () => {
    const { copy, catalog } = await start();
    const refs = ['user:default/maria', 'component:default/cart'];
    const unknown = 'group:servicenow/56';
    const expected = {
      'user:default/maria': expect.objectContaining({
        title: 'Maria Payments',
        dangling: false,
      }),
      'component:default/cart': expect.objectContaining({ dangling: false }),
      [unknown]: { title: '56', kind: 'group', dangling: true },
    };
    expect(await copy.describe([...refs, unknown])).toEqual(expected);
    expect(await copy.describe([...refs, unknown])).toEqual(expected);
    expect(catalog.getEntitiesByRefs).toHaveBeenCalledTimes(1);
    now += 61_000;
    await copy.describe([...refs, unknown]);
    expect(catalog.getEntitiesByRefs).toHaveBeenCalledTimes(2);
    expect(catalog.getEntitiesByRefs.mock.calls[1][0].entityRefs).toEqual([
      unknown,
    ]);
  });

  it('misses nothing before the catalog was read whole, and then only what it does not have now', async () => {
    const { copy, catalog, store } = await start();
    const refs = ['user:default/maria', 'group:default/none'];
    expect(await copy.missing(refs)).toEqual(new Set());
    expect(catalog.getEntitiesByRefs).not.toHaveBeenCalled();
    await store.writer.finish(await store.writer.begin(now));
    expect(await copy.missing(refs)).toEqual(new Set(['group:default/none']));
    catalog.getEntitiesByRefs.mockRejectedValue(new Error('down'));
    expect(await copy.missing(refs)).toEqual(new Set(['group:default/none']));
    await store.remove(['user:default/maria'], now);
    expect(await copy.missing(refs)).toEqual(new Set(refs));
  });

  it('leaves references as they are named when the catalog does not answer', async () => {
    const { copy, catalog } = await start();
    catalog.getEntitiesByRefs.mockRejectedValue(new Error('down'));
    expect(await copy.describe(['user:default/maria'])).toEqual({
      'user:default/maria': { title: 'maria', kind: 'user', dangling: true },
    });
  });
});
