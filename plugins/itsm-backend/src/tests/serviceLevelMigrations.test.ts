import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { exist, kernel, of, upTo } from './migrationSteps';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
jest.setTimeout(120_000);

describe.each(databases.eachSupportedId())('migrations on %s', databaseId => {
  let knex: Knex;
  beforeEach(async () => {
    knex = await databases.init(databaseId);
  });

  it('20261125150000_clocks.js', async () => {
    const levels = await of('service-levels');
    await knex.migrate.latest(kernel);
    await upTo(knex, levels, '20261125150000_clocks.js');
    expect(await exist(knex, ['sl_clocks'])).toEqual([true]);
    const clock = {
      record_id: 'r',
      clock_id: 'sla:resolution',
      type: 'sla',
      metric: 'resolution',
      agreement_key: 'gold',
      agreement_version: 1,
      calendar_key: 'always',
      calendar_version: 1,
      state: 'running',
      goal: 1,
      elapsed: 0,
      evaluated_at: 0,
      started_at: 0,
      breached: false,
      run: 1,
      breaches: 0,
    };
    await knex('sl_clocks').insert(clock);
    await expect(knex('sl_clocks').insert(clock)).rejects.toThrow(/unique/i);
    await knex.migrate.down(levels);
    expect(await exist(knex, ['sl_clocks'])).toEqual([false]);
  });
});
