import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { exist, kernel, of, upTo } from './migrationSteps';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
jest.setTimeout(120_000);

const TABLES = [
  'sl_objectives',
  'sl_objective_minutes',
  'sl_objective_hours',
  'sl_objective_alerts',
];

describe.each(databases.eachSupportedId())('migrations on %s', databaseId => {
  let knex: Knex;
  beforeEach(async () => {
    knex = await databases.init(databaseId);
  });

  it('20261125170000_objectives.js', async () => {
    const levels = await of('service-levels');
    await knex.migrate.latest(kernel);
    await upTo(knex, levels, '20261125170000_objectives.js');
    expect(await exist(knex, TABLES)).toEqual([true, true, true, true]);
    const alert = {
      objective_key: 'available',
      severity: 'page',
      started_at: 1,
      long_window: 1,
      short_window: 1,
      threshold: 1,
      rate: 1,
    };
    await knex('sl_objective_alerts').insert({ id: 'a', ...alert });
    // One runs at a time.
    await expect(
      knex('sl_objective_alerts').insert({ id: 'b', ...alert }),
    ).rejects.toThrow(/unique/i);
    await knex('sl_objective_alerts').update({ ended_at: 2 });
    await knex('sl_objective_alerts').insert({ id: 'b', ...alert });
    const minute = { series: 's', at: 1, good: 0.5, total: 1 };
    await knex('sl_objective_minutes').insert(minute);
    await expect(knex('sl_objective_minutes').insert(minute)).rejects.toThrow(
      /unique/i,
    );
    await knex.migrate.down(levels);
    expect(await exist(knex, TABLES)).toEqual([false, false, false, false]);
  });
});
