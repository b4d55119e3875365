import type { Knex } from 'knex';
import type { KernelParts } from '../../../kernel/buildKernel';
import { copyEntity } from '../../../kernel/catalog/copyEntity';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import { FixedClock, kernelOnDatabase } from '../../../tests/kernelOnDatabase';
import { entity } from '../../../tests/shopIn';
import { CiGraphs } from './CiGraphs';
import { GraphStore } from './GraphStore';
import { readRelationRules } from './relationRules';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const CART = 'component:default/cart';
const SHOP = 'component:default/shop';

describe.each(databases.eachSupportedId())(
  'the graph of items on %s',
  databaseId => {
    const clock = new FixedClock();
    let knex: Knex;
    let kernel: KernelParts;
    let graphs: CiGraphs;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      kernel = await kernelOnDatabase(knex, { clock, entities: [] });
      graphs = new CiGraphs({
        store: new GraphStore(knex),
        rules: readRelationRules(kernel.config),
        definitions: kernel.definitions,
        clock,
      });
    });

    const comes = async (ref: string) => {
      await kernel.catalog.writer.put(
        [copyEntity(entity(ref), [])],
        clock.now(),
      );
      await kernel.followers.drain();
    };
    const knows = async (ref: string) =>
      (await graphs.current()).idOf(ref) !== undefined;

    it('is used for a second once there is something in it', async () => {
      expect(await knows(CART)).toBe(false);
      await comes(CART);
      expect(await knows(CART)).toBe(true);
      await comes(SHOP);
      expect(await knows(SHOP)).toBe(false);
      clock.pass(1_000);
      expect(await knows(SHOP)).toBe(true);
    });
  },
);
