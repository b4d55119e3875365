import { MigratedDatabases } from './MigratedDatabases';

const databases = MigratedDatabases.create({ ids: ['SQLITE_3'] });

it('a database that is made like a migrated one is like it, and none of the others', async () => {
  const migrated = await databases.init('SQLITE_3');
  const alike = await databases.init('SQLITE_3');
  const schema = (knex: typeof migrated) =>
    knex('sqlite_master')
      .orderBy(['type', 'name', 'tbl_name'])
      .select('type', 'name', 'tbl_name', 'sql');
  const tables: string[] = await migrated('sqlite_master')
    .where({ type: 'table' })
    .pluck('name');
  const contents = (knex: typeof migrated) =>
    Promise.all(
      tables.map(async table =>
        (await knex(table).select('*')).map(row => JSON.stringify(row)).sort(),
      ),
    );
  expect(tables).toContain('records');
  expect(await schema(alike)).toEqual(await schema(migrated));
  expect(await contents(alike)).toEqual(await contents(migrated));
  expect(await alike.raw('pragma foreign_keys')).toEqual([{ foreign_keys: 1 }]);

  await migrated('principals').insert({
    ref: 'user:default/one',
    salt: 's',
    hash: 'h',
  });
  expect(await alike('principals').pluck('hash')).not.toContain('h');
});
