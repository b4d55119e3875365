import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { exist, kernel, upTo } from './migrationSteps';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
jest.setTimeout(120_000);

describe.each(databases.eachSupportedId())('migrations on %s', databaseId => {
  let knex: Knex;
  beforeEach(async () => {
    knex = await databases.init(databaseId);
  });
  const refuses = (work: Promise<unknown>, why: RegExp) =>
    expect(work).rejects.toThrow(why);

  it('20261127090000_kpi.js', async () => {
    const tables = [
      'kpi_kinds',
      'kpi_states',
      'kpi_facts',
      'kpi_series',
      'kpi_cells',
    ];
    await upTo(knex, kernel, '20261127090000_kpi.js');
    const kind = { kind: 'incident', version: 1, zone: 'Europe/Vienna' };
    await knex('kpi_kinds').insert(kind);
    await refuses(knex('kpi_kinds').insert(kind), /unique/i);
    const state = { kind_id: 1, record_id: 'r', last_at: 1, state: '{}' };
    await knex('kpi_states').insert(state);
    await refuses(knex('kpi_states').insert(state), /unique/i);
    const fact = {
      kind_id: 1,
      id: 'f',
      restricted: false,
      // The highest of 31 marks.
      marks: 2 ** 30,
      t1: 1_780_000_000_000,
      v1: 2.5,
    };
    await knex('kpi_facts').insert(fact);
    await refuses(knex('kpi_facts').insert(fact), /unique/i);
    await knex('kpi_facts').insert({ ...fact, kind_id: 2 });
    const series = { kind_id: 1, stage: 'opened', dimension: '', value: '' };
    await knex('kpi_series').insert(series);
    await refuses(knex('kpi_series').insert(series), /unique/i);
    const cell = {
      series_id: 1,
      month: 1_780_000_000_000,
      n: 1,
      since: -5_000_000_000_000,
      // Durations of a month do not fit into 32 bits.
      s1: 5_000_000_000_000,
      days: '[]',
    };
    await knex('kpi_cells').insert(cell);
    await refuses(knex('kpi_cells').insert(cell), /unique/i);
    const [kept] = await knex('kpi_cells');
    expect([Number(kept.s1), Number(kept.since)]).toEqual([
      cell.s1,
      cell.since,
    ]);
    await knex.migrate.down(kernel);
    expect(await exist(knex, tables)).toEqual(tables.map(() => false));
  });
});
