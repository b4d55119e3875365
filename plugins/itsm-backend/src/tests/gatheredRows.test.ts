import { rowsAmong } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { MigratedDatabases } from '../testing/MigratedDatabases';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())('gathered rows on %s', id => {
  let knex: Knex;
  let statements: string[];

  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.schema.createTable('gathered_things', table => {
      table.string('ref');
      table.string('name');
    });
    await knex('gathered_things').insert([
      { ref: 'a', name: 'first' },
      { ref: 'a', name: 'second' },
      { ref: 'b', name: 'third' },
    ]);
    knex.on('query', ({ sql }) => statements.push(sql));
  });
  beforeEach(() => {
    statements = [];
  });

  const named = async (executor: Knex, refs: string[], columns?: string[]) => {
    const rows = await rowsAmong(
      executor,
      'gathered_things',
      'ref',
      refs,
      columns,
    );
    return rows.map(row => row.name).sort();
  };

  it('gives everybody what they asked for, by one statement for all who ask at once', async () => {
    expect(
      await Promise.all([
        named(knex, ['a']),
        named(knex, ['b', 'a', 'a']),
        named(knex, ['none']),
        named(knex, []),
        // Of something else it is another question.
        named(knex, ['b'], ['ref', 'name']),
      ]),
    ).toEqual([
      ['first', 'second'],
      ['first', 'second', 'third'],
      [],
      [],
      ['third'],
    ]);
    expect(statements).toHaveLength(2);
  });

  it('keeps nothing: what was written before a question is in the answer', async () => {
    const before = named(knex, ['c']);
    await before;
    await knex('gathered_things').insert({ ref: 'c', name: 'fourth' });
    expect(await named(knex, ['c'])).toEqual(['fourth']);
    await knex('gathered_things').where('ref', 'c').delete();
  });

  it('gives each a row of their own', async () => {
    const of = () => rowsAmong(knex, 'gathered_things', 'ref', ['b']);
    const [[one], [other]] = await Promise.all([of(), of()]);
    one.name = 'changed';
    expect(other.name).toBe('third');
  });

  it('asks by itself in a transaction, where rows do not tell their value, and for many', async () => {
    const tx = await knex.transaction();
    try {
      await tx('gathered_things').insert({ ref: 'd', name: 'inside' });
      expect(await named(tx, ['d'])).toEqual(['inside']);
    } finally {
      await tx.rollback();
    }
    expect(await named(knex, ['b'], ['name'])).toEqual(['third']);
    const many = Array.from({ length: 1_000 }, (_, i) => `none-${i}`);
    expect(await named(knex, [...many, 'b'])).toEqual(['third']);
  });

  it('tells everybody who asked when it fails', async () => {
    const asked = () => rowsAmong(knex, 'gathered_nothing', 'ref', ['a']);
    expect(
      (await Promise.allSettled([asked(), asked()])).map(a => a.status),
    ).toEqual(['rejected', 'rejected']);
    expect(statements.length).toBeLessThanOrEqual(1);
  });
});
