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

  it('20261125171000_outages.js', async () => {
    const levels = await of('service-levels');
    await knex.migrate.latest(kernel);
    await upTo(knex, levels, '20261125171000_outages.js');
    const outage = {
      id: 'a',
      entity_ref: 'component:default/cart',
      kind: 'outage',
      begin_at: 1,
      record_id: 'r',
      keeper: 'a-bridge',
      version: 1,
      journal_head: '',
      created_at: 1,
      updated_at: 1,
    };
    await knex('sl_outages').insert(outage);
    // A bridge keeps one of a record; people may record as many as there were.
    await expect(
      knex('sl_outages').insert({ ...outage, id: 'b' }),
    ).rejects.toThrow(/unique/i);
    for (const id of ['c', 'd'])
      await knex('sl_outages').insert({ ...outage, id, keeper: null });
    await knex.migrate.down(levels);
    expect(await exist(knex, ['sl_outages', 'sl_clocks'])).toEqual([
      false,
      true,
    ]);
  });

  it('20261125172000_attainment.js', async () => {
    const levels = await of('service-levels');
    const columns = async () =>
      Object.keys(await knex('sl_clocks').columnInfo());
    await knex.migrate.latest(kernel);
    await knex('followers').insert({
      id: 'service-levels.clocks',
      position: 7,
    });
    await upTo(knex, levels, '20261125172000_attainment.js');
    expect(await exist(knex, ['sl_runs', 'sl_held'])).toEqual([true, true]);
    expect(await columns()).toEqual(
      expect.arrayContaining(['soon_at', 'late_at']),
    );
    // What was decided before is read from the journal again.
    const [{ position }] = await knex('followers').select('position');
    expect(Number(position)).toBe(0);
    const run = {
      record_id: 'r',
      clock_id: 'sla:resolution',
      run: 1,
      type: 'sla',
      metric: 'resolution',
      agreement_key: 'gold',
      calendar_key: 'always',
      state: 'stopped',
      goal: 1,
      elapsed: 0,
      evaluated_at: 0,
      started_at: 0,
      decided_at: 0,
      kept: true,
    };
    await knex('sl_runs').insert([run, { ...run, run: 2 }]);
    await expect(knex('sl_runs').insert(run)).rejects.toThrow(/unique/i);
    await knex.migrate.down(levels);
    expect(await exist(knex, ['sl_runs', 'sl_held'])).toEqual([false, false]);
    expect(await columns()).not.toContain('late_at');
  });

  it('20261127095000_counted.js', async () => {
    const levels = await of('service-levels');
    await knex.migrate.latest(kernel);
    await upTo(knex, levels, '20261127095000_counted.js');
    // What was decided before is counted too, by one at a time.
    const counted = await knex('sl_counted').select('id', 'until');
    expect(counted.map(row => [row.id, Number(row.until)])).toEqual([
      ['runs', 0],
    ]);
    await knex.migrate.down(levels);
    expect(await exist(knex, ['sl_counted', 'sl_runs'])).toEqual([false, true]);
  });
});
