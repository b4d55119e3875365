import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { kernel, of, upTo } from './migrationSteps';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
jest.setTimeout(120_000);

describe.each(databases.eachSupportedId())(
  'migrations of what entities are called on %s',
  databaseId => {
    let knex: Knex;
    beforeEach(async () => {
      knex = await databases.init(databaseId);
    });

    it('20261129110000_descriptions.js', async () => {
      await upTo(knex, kernel, '20261127090000_kpi.js');
      const entity = (
        name: string,
        description: string,
        more: object = {},
      ) => ({
        ref: `component:default/${name}`,
        kind: 'component',
        name,
        title: name,
        etag: `e-${name}`,
        annotations: '{}',
        fields: JSON.stringify({ description, 'spec.type': 'service' }),
        seen_at: 1,
        ...more,
      });
      const hashed = '1234 characters, SHA-256 abcdefghijklmnop';
      await knex('catalog_entities').insert([
        entity('short', 'Keeps what people buy.'),
        entity('long', hashed),
        entity('gone', hashed, { removed_at: 1 }),
      ]);
      await upTo(knex, kernel, '20261129110000_descriptions.js');
      // What has a long one is read anew, and nothing else.
      expect(
        await knex('catalog_entities')
          .orderBy('name')
          .select('name', 'etag', 'beginning'),
      ).toEqual([
        { name: 'gone', etag: 'e-gone', beginning: null },
        { name: 'long', etag: null, beginning: null },
        { name: 'short', etag: 'e-short', beginning: null },
      ]);
      await knex.migrate.down(kernel);
      expect(await knex.schema.hasColumn('catalog_entities', 'beginning')).toBe(
        false,
      );
      expect(await knex('catalog_entities')).toHaveLength(3);
    });

    it('20261129120000_names_given_up.js', async () => {
      await upTo(knex, kernel, '20261129110000_descriptions.js');
      const alias = (name: string, kind = 'component') => ({
        alias_ref: `${kind}:default/${name}`,
        ref: `${kind}:default/${name}-now`,
        since: 7,
      });
      await knex('catalog_aliases').insert([
        alias('cart'),
        alias('maria', 'user'),
      ]);
      await upTo(knex, kernel, '20261129120000_names_given_up.js');
      // What things were called is known from before; of people nothing is kept.
      expect(
        (await knex('catalog_names')).map(row => ({
          ...row,
          since: Number(row.since),
        })),
      ).toEqual([
        {
          name: 'component:default/cart',
          ref: 'component:default/cart-now',
          since: 7,
        },
      ]);
      await knex.migrate.down(kernel);
      expect(await knex.schema.hasTable('catalog_names')).toBe(false);
      expect(await knex('catalog_aliases')).toHaveLength(2);
    });

    it('20261129111000_former_names.js', async () => {
      const portfolio = await of('portfolio');
      await knex.migrate.latest(kernel);
      await upTo(knex, portfolio, '20261129111000_former_names.js');
      const row = { ref: 'system:default/maps', revision: 1 };
      await knex('service_entities').insert(row);
      expect(await knex('service_entities').first()).toMatchObject({
        record_id: null,
        former_of: null,
      });
      await knex('service_entities').update({ former_of: 'r1' });
      await knex.migrate.down(portfolio);
      expect(await knex.schema.hasColumn('service_entities', 'former_of')).toBe(
        false,
      );
      expect(await knex('service_entities')).toHaveLength(1);
    });
  },
);
