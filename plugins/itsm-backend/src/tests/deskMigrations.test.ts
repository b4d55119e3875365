import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { exist, kernel, of, RECORD, upTo } from './migrationSteps';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
jest.setTimeout(120_000);

describe.each(databases.eachSupportedId())('migrations on %s', databaseId => {
  let knex: Knex;
  beforeEach(async () => {
    knex = await databases.init(databaseId);
  });

  it('20261123140000_follows_and_reminders.js', async () => {
    const tables = ['follows', 'reminders'];
    await upTo(knex, kernel, '20261123140000_follows_and_reminders.js');
    expect(await exist(knex, tables)).toEqual([true, true]);
    const follow = {
      principal_ref: 'user:default/maria',
      entity_ref: 'component:default/cart',
      since: 1,
    };
    await knex('follows').insert(follow);
    await expect(knex('follows').insert(follow)).rejects.toThrow(/unique/i);
    await knex('records').insert(RECORD);
    await knex('reminders').insert({
      id: 'r1',
      record_id: RECORD.id,
      principal_ref: 'user:default/maria',
      at: 1,
    });
    // Reminders go with their record.
    await knex('records').where('id', RECORD.id).delete();
    expect(await knex('reminders')).toEqual([]);
    await knex.migrate.down(kernel);
    expect(await exist(knex, tables)).toEqual([false, false]);
  });

  it('20261125080000_list_indexes.js', async () => {
    const file = '20261125080000_list_indexes.js';
    const indexes = async () =>
      databaseId === 'SQLITE_3'
        ? (await knex.raw('pragma index_info(records_owner_idx)')).map(
            (column: { name: string }) => column.name,
          )
        : (
            await knex.raw(
              `select array_to_string(array(select pg_get_indexdef(oid, k + 1, true)
                 from generate_subscripts(indkey, 1) k), ' ') as columns
               from pg_class join pg_index on indexrelid = oid
               where relname = 'records_owner_idx'`,
            )
          ).rows[0].columns.split(' ');
    await upTo(knex, kernel, file);
    expect(await indexes()).toEqual([
      'owner_ref',
      'status_category',
      'updated_at',
      'id',
    ]);
    await knex.migrate.down(kernel);
    expect(await indexes()).toEqual(['owner_ref', 'status_category']);
  });

  it('20261125090000_entity_journal.js', async () => {
    const file = '20261125090000_entity_journal.js';
    await upTo(knex, kernel, '20261125080000_list_indexes.js');
    await knex('catalog_entities').insert({
      ref: 'component:default/cart',
      kind: 'component',
      name: 'cart',
      title: 'cart',
      annotations: '{}',
      seen_at: 1,
    });
    await upTo(knex, kernel, file);
    // What was read before has no history yet.
    expect(await knex('catalog_entities').first()).toMatchObject({
      ref: 'component:default/cart',
      fields: null,
      journal_head: null,
      missed_at: null,
    });
    expect(await exist(knex, ['catalog_reads'])).toEqual([true]);
    await knex.migrate.down(kernel);
    expect(await exist(knex, ['catalog_reads'])).toEqual([false]);
    expect(await knex('catalog_entities').first()).not.toHaveProperty('fields');
  });

  it('20261123090000_desk.js', async () => {
    const incidents = await of('incidents');
    await knex.migrate.latest(kernel);
    await knex('records').insert(RECORD);
    await upTo(knex, incidents, '20261122100000_incidents.js');
    await knex('incidents').insert({
      record_id: RECORD.id,
      impact: 1,
      hold_reason: 'supplier',
    });
    await upTo(knex, incidents, '20261123090000_desk.js');
    expect(await knex('incidents').first()).toMatchObject({
      impact: 1,
      hold_reason: 'supplier',
      resolution_code: null,
      major: null,
      satisfaction: null,
    });
    await knex('incidents').update({ major: true, major_summary: 'Down' });
    await knex.migrate.down(incidents);
    expect(await knex('incidents').first()).toMatchObject({ impact: 1 });
    expect(await knex.schema.hasColumn('incidents', 'major')).toBe(false);
  });
});
