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

  it('20261125100000_ci_history.js', async () => {
    const cmdb = await of('cmdb');
    const tables = ['ci_versions', 'ci_relations'];
    await knex.migrate.latest(kernel);
    await upTo(knex, cmdb, '20261125100000_ci_history.js');
    expect(await exist(knex, tables)).toEqual([true, true]);
    const relation = {
      position: 1,
      source_ref: 'component:default/shop',
      type: 'dependsOn',
      target_ref: 'component:default/cart',
      valid_from: 1,
      valid_to: 2,
    };
    await knex('ci_relations').insert(relation);
    await expect(knex('ci_relations').insert(relation)).rejects.toThrow(
      /unique/i,
    );
    // What ended may begin again.
    await knex('ci_relations').insert({ ...relation, position: 2 });
    await knex.migrate.down(cmdb);
    expect(await exist(knex, tables)).toEqual([false, false]);
  });

  it('20261125130000_ci_lists.js', async () => {
    const cmdb = await of('cmdb');
    const indexes = async () => {
      const answer = await knex.raw(
        databaseId === 'SQLITE_3'
          ? `select name from sqlite_master where type = 'index' and name like 'ci\\_%' escape '\\'`
          : `select indexname as name from pg_indexes where indexname like 'ci\\_%'`,
      );
      return ((answer.rows ?? answer) as { name: string }[]).map(r => r.name);
    };
    await knex.migrate.latest(kernel);
    await upTo(knex, cmdb, '20261125130000_ci_lists.js');
    const found = await indexes();
    expect(found).toEqual(
      expect.arrayContaining([
        'ci_list_title_idx',
        'ci_list_owner_idx',
        'ci_versions_latest_idx',
        'ci_versions_told_idx',
      ]),
    );
    expect(found.includes('ci_list_words_idx')).toBe(databaseId !== 'SQLITE_3');
    await knex.migrate.down(cmdb);
    expect((await indexes()).filter(name => /^ci_list/.test(name))).toEqual([]);
    await knex.migrate.up(cmdb);
    expect((await indexes()).sort()).toEqual(found.sort());
  });

  it('20261125140000_ci_as_of.js', async () => {
    const cmdb = await of('cmdb');
    const index = async () => {
      const answer = await knex.raw(
        databaseId === 'SQLITE_3'
          ? `select name from sqlite_master where name = 'ci_relations_since_idx'`
          : `select indexname from pg_indexes where indexname = 'ci_relations_since_idx'`,
      );
      return (answer.rows ?? answer).length;
    };
    await knex.migrate.latest(kernel);
    await upTo(knex, cmdb, '20261125140000_ci_as_of.js');
    expect(await index()).toBe(1);
    await knex.migrate.down(cmdb);
    expect(await index()).toBe(0);
  });

  it('20261125110000_cis.js', async () => {
    const cmdb = await of('cmdb');
    const tables = [
      'ci_items',
      'ci_claims',
      'ci_values',
      'ci_identities',
      'ci_duplicates',
      'ci_loads',
      'ci_load_problems',
      'ci_revisions',
    ];
    await knex.migrate.latest(kernel);
    await upTo(knex, cmdb, '20261125110000_cis.js');
    expect(await exist(knex, tables)).toEqual(tables.map(() => true));
    expect(await knex('ci_revisions').first()).toMatchObject({ id: 'items' });
    const item = {
      id: '0190f3d4-0000-7000-8000-000000000001',
      ref: 'resource:default/web-1',
      title: 'web-1',
      state: 'active',
      owned: true,
      formerly: '[]',
      revision: 1,
      version: 1,
      created_at: 1,
      updated_at: 1,
    };
    await knex('ci_items').insert(item);
    // Neither two items of one name, nor two claims of one row of a source.
    await expect(
      knex('ci_items').insert({
        ...item,
        id: '0190f3d4-0000-7000-8000-000000000002',
      }),
    ).rejects.toThrow(/unique/i);
    const claim = {
      id: 'c1',
      item_id: item.id,
      home_id: item.id,
      source: 'excel',
      external_id: 'A1',
      said: '{}',
      seen_at: 1,
    };
    await knex('ci_claims').insert(claim);
    await expect(
      knex('ci_claims').insert({ ...claim, id: 'c2' }),
    ).rejects.toThrow(/unique/i);
    await knex.migrate.down(cmdb);
    expect(await exist(knex, tables)).toEqual(tables.map(() => false));
  });

  it('20261125140000_ci_health.js', async () => {
    const cmdb = await of('cmdb');
    const tables = [
      'ci_health',
      'ci_findings',
      'ci_attestations',
      'ci_excuses',
      'ci_finding_tasks',
      'ci_tasks',
      'ci_health_days',
      'ci_health_waiting',
      'ci_health_state',
    ];
    await knex.migrate.latest(kernel);
    await upTo(knex, cmdb, '20261125140000_ci_health.js');
    expect(await exist(knex, tables)).toEqual(tables.map(() => true));
    expect(await knex('ci_health_state').first()).toMatchObject({
      id: 'all',
      basis: null,
    });
    const finding = {
      id: 'f1',
      ref: 'component:default/cart',
      rule: 'orphan',
      detail: '',
      dimension: 'correctness',
      rank: 2,
      message: 'It has no relation to anything.',
      advice: 'Say what it depends on.',
      since: 1,
    };
    await knex('ci_findings').insert(finding);
    // An item has a finding once.
    await expect(
      knex('ci_findings').insert({ ...finding, id: 'f2' }),
    ).rejects.toThrow(/unique/i);
    await knex.migrate.down(cmdb);
    expect(await exist(knex, tables)).toEqual(tables.map(() => false));
  });
});
