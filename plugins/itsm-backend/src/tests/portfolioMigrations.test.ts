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

  it('20261128090000_services.js', async () => {
    const portfolio = await of('portfolio');
    await knex.migrate.latest(kernel);
    await upTo(knex, portfolio, '20261128090000_services.js');
    const tables = ['services', 'service_entities'];
    expect(await exist(knex, tables)).toEqual([true, true]);
    const service = (n: number) => ({
      ...RECORD,
      id: RECORD.id.replace(/.$/, String(n)),
      number: `SVC-${n}`,
      type: 'service',
      status: 'operation',
      status_category: 'resolved',
      visibility: 'internal',
      version: 1,
    });
    // A service is a record, and goes with it.
    await expect(
      knex('services').insert({ record_id: 'nobody' }),
    ).rejects.toThrow(/foreign key/i);
    await knex('records').insert([service(1), service(2)]);
    // Whole numbers of cents, with all their digits.
    const row = {
      record_id: service(1).id,
      estimated_cost: 2 ** 50 + 1,
      bound_ref: 'system:default/shop',
      given_ref: 'system:default/shop',
    };
    await knex('services').insert(row);
    expect(await knex('services').first('estimated_cost')).toEqual({
      estimated_cost: 2 ** 50 + 1,
    });
    // An entity is one service at most, and so is a name in the catalog.
    for (const key of ['bound_ref', 'given_ref'])
      await expect(
        knex('services').insert({
          record_id: service(2).id,
          [key]: 'system:default/shop',
        }),
      ).rejects.toThrow(/unique/i);
    // What is to leave the catalog is known when its record is not there any more.
    await knex('service_entities').insert({
      ref: 'system:default/shop',
      record_id: service(1).id,
      revision: 2 ** 41,
    });
    await knex('records')
      .where({ id: service(1).id })
      .delete();
    expect(await knex('services')).toEqual([]);
    expect(await knex('service_entities').first('record_id')).toEqual({
      record_id: null,
    });
    await knex.migrate.down(portfolio);
    expect(await exist(knex, tables)).toEqual([false, false]);
  });

  it('20261128091000_profiles.js', async () => {
    const portfolio = await of('portfolio');
    await knex.migrate.latest(kernel);
    await upTo(knex, portfolio, '20261128091000_profiles.js');
    const tables = [
      'service_profiles',
      'service_profile_checks',
      'service_profile_waiting',
      'service_profile_state',
    ];
    expect(await exist(knex, tables)).toEqual([true, true, true, true]);
    // Nothing was looked at yet.
    expect(await knex('service_profile_state')).toEqual([
      {
        id: 1,
        basis: null,
        begun_basis: null,
        begun_at: null,
        evaluated_at: null,
      },
    ]);
    const profile = {
      ref: 'system:default/shop',
      kind: 'system',
      title: 'Shop',
      sort_title: 'shop',
      words: ' shop',
      section: 'known',
      checks: '[]',
      computed_at: 2 ** 41,
    };
    await knex('service_profiles').insert(profile);
    // A service has one profile, and stands to a check in one way.
    await expect(knex('service_profiles').insert(profile)).rejects.toThrow(
      /unique/i,
    );
    const check = { ref: profile.ref, check_key: 'owner', missing: 1 };
    await knex('service_profile_checks').insert(check);
    await expect(knex('service_profile_checks').insert(check)).rejects.toThrow(
      /unique/i,
    );
    await knex.migrate.down(portfolio);
    expect(await exist(knex, tables)).toEqual([false, false, false, false]);
  });

  it('20261128093000_demand.js', async () => {
    const portfolio = await of('portfolio');
    await knex.migrate.latest(kernel);
    await upTo(knex, portfolio, '20261128093000_demand.js');
    const tables = [
      'demands',
      'demand_votes',
      'demand_voters',
      'demand_weights',
    ];
    expect(await exist(knex, tables)).toEqual(tables.map(() => true));
    const need = {
      ...RECORD,
      number: 'DEM-1',
      type: 'demand',
      status: 'new',
      status_category: 'open',
      visibility: 'internal',
      version: 1,
    };
    await knex('records').insert(need);
    await knex('demands').insert({ record_id: need.id, why: 'Because' });
    const vote = {
      record_id: need.id,
      voter_ref: 'user:default/sam',
      points: 3,
      weight: 1,
      weight_label: 'Everybody',
      voted_at: 1,
    };
    // One row a person, and never more points than anybody could have.
    for (const points of [0, -1, 1_000_000])
      await expect(
        knex('demand_votes').insert({ ...vote, points }),
      ).rejects.toThrow(/check/i);
    await knex('demand_votes').insert(vote);
    await expect(knex('demand_votes').insert(vote)).rejects.toThrow(/unique/i);
    // Votes go with the record.
    await knex('records').where({ id: need.id }).delete();
    expect(await knex('demand_votes')).toEqual([]);
    await knex.migrate.down(portfolio);
    expect(await exist(knex, tables)).toEqual(tables.map(() => false));
  });
});
