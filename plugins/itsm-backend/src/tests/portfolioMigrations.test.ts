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

  it('20261128092000_strategy.js', async () => {
    const portfolio = await of('portfolio');
    await knex.migrate.latest(kernel);
    await upTo(knex, portfolio, '20261128092000_strategy.js');
    const tables = [
      'business_objectives',
      'key_results',
      'key_result_values',
      'trends',
      'trend_evidence',
    ];
    expect(await exist(knex, tables)).toEqual(tables.map(() => true));
    const objective = {
      ...RECORD,
      number: 'OBJ-1',
      type: 'business-objective',
      status: 'active',
      status_category: 'open',
      visibility: 'internal',
      version: 1,
    };
    await knex('records').insert(objective);
    await knex('business_objectives').insert({ record_id: objective.id });
    await knex('key_results').insert({
      id: 'k1',
      record_id: objective.id,
      position: 0,
      title: 'More',
      start_value: 0.1,
      target_value: 1e15,
      direction: 'up',
      version: 1,
      journal_head: '',
      created_at: 2 ** 41,
      updated_at: 2 ** 41,
    });
    const window = {
      key_result_id: 'k1',
      at: 2,
      value: 1,
      from_at: 1,
      to_at: 2,
    };
    await knex('key_result_values').insert({ ...window, id: 'v1' });
    // A window is measured once; people write down as often as they like.
    await expect(
      knex('key_result_values').insert({ ...window, id: 'v2' }),
    ).rejects.toThrow(/unique/i);
    for (const id of ['v3', 'v4'])
      await knex('key_result_values').insert({
        ...window,
        id,
        from_at: null,
        to_at: null,
        words_by_ref: 'user:default/maria',
      });
    // All of it goes with its objective.
    await knex('records').where('id', objective.id).delete();
    for (const table of tables) expect(await knex(table)).toEqual([]);
    await knex.migrate.down(portfolio);
    expect(await exist(knex, tables)).toEqual(tables.map(() => false));
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

  it('20261128095000_money.js', async () => {
    const portfolio = await of('portfolio');
    await knex.migrate.latest(kernel);
    await upTo(knex, portfolio, '20261128095000_money.js');
    const tables = ['cost_lines', 'cost_items', 'suppliers', 'contracts'];
    expect(await exist(knex, tables)).toEqual(tables.map(() => true));
    const line = {
      id: RECORD.id,
      service_ref: 'system:default/shop',
      kind: 'people',
      minor: 1e12,
      currency: 'EUR',
      words_by_ref: 'user:default/sam',
      version: 1,
      journal_head: '',
      created_at: 2 ** 41,
      updated_at: 2 ** 41,
      month: '2026-11',
      plan: 'actual',
      source: 'books',
      external_id: 'D-1',
    };
    await knex('cost_lines').insert(line);
    expect(Number((await knex('cost_lines').first()).minor)).toBe(1e12);
    // What comes in again from the same source is the same cost.
    await expect(
      knex('cost_lines').insert({ ...line, id: line.id.replace(/.$/, '2') }),
    ).rejects.toThrow(/unique/i);
    // Suppliers and contracts are records, and go with them.
    for (const table of ['suppliers', 'contracts'])
      await expect(knex(table).insert({ record_id: 'nobody' })).rejects.toThrow(
        /foreign key/i,
      );
    await knex.migrate.down(portfolio);
    expect(await exist(knex, tables)).toEqual(tables.map(() => false));
  });

  it('20261129104500_services_by_tier.js', async () => {
    const portfolio = await of('portfolio');
    await knex.migrate.latest(kernel);
    await upTo(knex, portfolio, '20261129104500_services_by_tier.js');
    // An index is there if it can be dropped; on one engine it has no name in a catalog of the other.
    const drop = () =>
      knex.raw('drop index service_profiles_tier_idx').then(
        () => true,
        () => false,
      );
    const make = () =>
      knex.raw(
        'create index service_profiles_tier_idx on service_profiles (tier)',
      );
    expect(await drop()).toBe(true);
    await make();
    await knex.migrate.down(portfolio);
    expect(await drop()).toBe(false);
  });

  it('20261128102000_demand_claims.js', async () => {
    const portfolio = await of('portfolio');
    await knex.migrate.latest(kernel);
    await upTo(knex, portfolio, '20261128102000_demand_claims.js');
    expect(await knex.schema.hasTable('demand_claims')).toBe(true);
    await knex.migrate.down(portfolio);
    expect(await knex.schema.hasTable('demand_claims')).toBe(false);
  });

  it('20261128101000_contract_costs.js', async () => {
    const portfolio = await of('portfolio');
    await knex.migrate.latest(kernel);
    await upTo(knex, portfolio, '20261128101000_contract_costs.js');
    const columns = ['counts_as', 'cost_kind', 'cost_weights', 'costs_until'];
    const there = () =>
      Promise.all(columns.map(c => knex.schema.hasColumn('contracts', c)));
    expect(await there()).toEqual(columns.map(() => true));
    // The contracts of before stay, there and back.
    await knex('records').insert({
      ...RECORD,
      number: 'CTR-1',
      type: 'contract',
      status: 'active',
      status_category: 'open',
      visibility: 'internal',
      version: 1,
    });
    const row = { record_id: RECORD.id, value_minor: 1e12 };
    await knex('contracts').insert({ ...row, costs_until: 2 ** 41 });
    await knex.migrate.down(portfolio);
    expect(await there()).toEqual(columns.map(() => false));
    expect(await knex('contracts').first()).toMatchObject(row);
  });

  it('20261128094000_design.js', async () => {
    const portfolio = await of('portfolio');
    await knex.migrate.latest(kernel);
    await upTo(knex, portfolio, '20261128094000_design.js');
    const tables = [
      'design_sections',
      'design_evidence',
      'transition_milestones',
      'milestone_dependencies',
      'milestone_changes',
    ];
    expect(await exist(knex, tables)).toEqual(tables.map(() => true));
    const service = {
      ...RECORD,
      number: 'SVC-1',
      type: 'service',
      status: 'design',
      status_category: 'open',
      visibility: 'internal',
      version: 1,
    };
    await knex('records').insert(service);
    const section = {
      id: 's1',
      record_id: service.id,
      section_key: 'security',
      state: 'draft',
      revision: 1,
      version: 1,
      created_at: 2 ** 41,
      updated_at: 2 ** 41,
    };
    await knex('design_sections').insert(section);
    // A service has each section once.
    await expect(
      knex('design_sections').insert({ ...section, id: 's2' }),
    ).rejects.toThrow(/unique/i);
    await knex('design_evidence').insert({
      id: 'e1',
      section_id: 's1',
      kind: 'text',
      words: 'Tried',
      words_by_ref: 'user:default/maria',
      created_at: 1,
    });
    const milestone = (id: string) => ({
      id,
      record_id: service.id,
      words: 'Live',
      words_by_ref: 'user:default/maria',
      state: 'planned',
      planned_from: 2 ** 41,
      planned_to: 2 ** 41 + 1,
      go_live: true,
      version: 1,
      created_at: 1,
      updated_at: 1,
    });
    await knex('transition_milestones').insert(['a', 'b'].map(milestone));
    const waits = { milestone_id: 'b', depends_on_id: 'a' };
    await knex('milestone_dependencies').insert(waits);
    // To wait for something twice is to wait for it.
    await expect(knex('milestone_dependencies').insert(waits)).rejects.toThrow(
      /unique/i,
    );
    // What is waited for goes, and the waiting with it; the whole plan goes with its service.
    await knex('transition_milestones').where('id', 'a').delete();
    expect(await knex('milestone_dependencies')).toEqual([]);
    await knex('records').where('id', service.id).delete();
    for (const table of tables) expect(await knex(table)).toEqual([]);
    await knex.migrate.down(portfolio);
    expect(await exist(knex, tables)).toEqual(tables.map(() => false));
  });

  it('20261128100000_risks.js', async () => {
    const portfolio = await of('portfolio');
    await knex.migrate.latest(kernel);
    await upTo(knex, portfolio, '20261128100000_risks.js');
    const tables = [
      'risks',
      'risk_candidates',
      'risk_looks',
      'continuity_plans',
      'continuity_tests',
    ];
    expect(await exist(knex, tables)).toEqual(tables.map(() => true));
    const risk = (n: number) => ({
      ...RECORD,
      id: RECORD.id.replace(/.$/, String(n)),
      number: `RSK-${n}`,
      type: 'risk',
      status: 'identified',
      status_category: 'draft',
      visibility: 'internal',
      version: 1,
    });
    await knex('records').insert([risk(1), risk(2)]);
    // What the data led to is one risk, however many accept it at the same instant.
    const row = (n: number) => ({ record_id: risk(n).id, candidate_id: 'c' });
    await knex('risks').insert(row(1));
    await expect(knex('risks').insert(row(2))).rejects.toThrow(/unique/i);
    await knex('risks').insert({ record_id: risk(2).id });
    expect(await knex('risk_looks')).toEqual([
      { id: 1, looked_at: null, skipped: '[]' },
    ]);
    // A service has one plan, and its tests go with it.
    const plan = (id: string) => ({
      id,
      service_ref: 'system:default/shop',
      test_every_days: 365,
      version: 1,
      updated_at: 2 ** 41,
    });
    await knex('continuity_plans').insert(plan('one'));
    await expect(knex('continuity_plans').insert(plan('two'))).rejects.toThrow(
      /unique/i,
    );
    await knex('continuity_tests').insert({
      id: 'test',
      plan_id: 'one',
      tested_at: 2 ** 41,
      kind: 'full',
      result: 'passed',
      created_at: 2 ** 41,
    });
    await knex('continuity_plans').delete();
    expect(await knex('continuity_tests')).toEqual([]);
    await knex.migrate.down(portfolio);
    expect(await exist(knex, tables)).toEqual(tables.map(() => false));
  });
});
