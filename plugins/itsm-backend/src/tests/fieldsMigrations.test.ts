import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { exist, kernel, RECORD, upTo } from './migrationSteps';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
jest.setTimeout(120_000);

describe.each(databases.eachSupportedId())('migrations on %s', databaseId => {
  let knex: Knex;
  beforeEach(async () => {
    knex = await databases.init(databaseId);
  });

  it('20261123090000_fields_and_search.js', async () => {
    const postgres = databaseId === 'POSTGRES_18';
    const tables = ['custom_values', 'record_search'];
    await upTo(knex, kernel, '20261123090000_fields_and_search.js');
    expect(await exist(knex, tables)).toEqual([true, true]);

    await knex('records').insert(RECORD);
    const value = { record_id: RECORD.id, field_key: 'color' };
    await knex('custom_values').insert({ ...value, string_value: 'red' });
    await expect(knex('custom_values').insert(value)).rejects.toThrow(
      /unique/i,
    );

    const words = (text: string) =>
      postgres ? knex.raw(`to_tsvector('english', ?)`, [text]) : text;
    const found = async (word: string) => {
      const rows = postgres
        ? knex('record_search').whereRaw(
            `words @@ plainto_tsquery('english', ?)`,
            [word],
          )
        : knex('record_search_fts').whereRaw(`record_search_fts match ?`, [
            word,
          ]);
      return (await rows).length;
    };
    const row = {
      record_id: RECORD.id,
      created_at: 1,
      open: true,
      words: words('checkout returns'),
    };
    await knex('record_search').insert(row);
    await expect(knex('record_search').insert(row)).rejects.toThrow(/unique/i);
    expect(await found('returning')).toBe(1);
    await knex('record_search').update({ words: words('something else') });
    expect([await found('returning'), await found('else')]).toEqual([0, 1]);
    // What a record's words are goes with the record.
    if (!postgres) await knex.raw('pragma foreign_keys = on');
    await knex('records').delete();
    expect(await knex('record_search')).toEqual([]);
    expect(await knex('custom_values')).toEqual([]);
    expect(await found('else')).toBe(0);

    await knex.migrate.down(kernel);
    expect(await exist(knex, tables)).toEqual([false, false]);
    await knex.migrate.up(kernel);
    expect(await exist(knex, tables)).toEqual([true, true]);
  });
});
