import knexFactory from 'knex';
import { keepStatements } from './keepStatements';

describe('keepStatements', () => {
  const knex = knexFactory({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
  });
  const prepared: string[] = [];

  beforeAll(async () => {
    knex.client.pool.on('createSuccess', (_: number, made: any) => {
      const prepare = made.prepare.bind(made);
      made.prepare = (sql: string) => {
        prepared.push(sql);
        return prepare(sql);
      };
    });
    keepStatements(knex);
    await knex.schema.createTable('things', table => {
      table.string('name');
    });
  });
  afterAll(() => knex.destroy());

  const things = () => knex('things').orderBy('name');
  const timesAsked = () => prepared.filter(s => /^select/.test(s)).length;

  it('prepares a statement once, and what is asked is as it is now', async () => {
    prepared.length = 0;
    for (const name of ['a', 'b', 'c']) {
      await knex('things').insert({ name });
      expect((await things()).at(-1)).toEqual({ name });
    }
    expect(timesAsked()).toBe(1);
    expect(prepared).toHaveLength(2);
  });

  it('asks anew once tables are others, or are again what they were', async () => {
    await knex.schema.alterTable('things', table => {
      table.string('more').defaultTo('yes');
    });
    expect(await things().first()).toEqual({ name: 'a', more: 'yes' });
    const undone = knex.transaction(async trx => {
      await trx.schema.alterTable('things', table => {
        table.string('most').defaultTo('no');
      });
      expect(await trx('things').orderBy('name').first()).toEqual({
        name: 'a',
        more: 'yes',
        most: 'no',
      });
      throw new Error('No');
    });
    await expect(undone).rejects.toThrow('No');
    expect(await things().first()).toEqual({ name: 'a', more: 'yes' });
  });
});
