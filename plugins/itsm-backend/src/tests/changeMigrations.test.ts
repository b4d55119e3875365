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

  it('20261126100000_changes.js', async () => {
    const changes = await of('changes');
    await knex.migrate.latest(kernel);
    await upTo(knex, changes, '20261126100000_changes.js');
    expect(await exist(knex, ['changes'])).toEqual([true]);
    // A change is a record, and goes with it.
    await expect(
      knex('changes').insert({ record_id: 'nobody' }),
    ).rejects.toThrow(/foreign key/i);
    const id = '0190f3d4-0000-7000-8000-000000000001';
    await knex('records').insert({
      id,
      number: 'CHG-1',
      type: 'change',
      title: 'Renew certificates',
      status: 'draft',
      status_category: 'draft',
      visibility: 'internal',
      version: 1,
      created_at: 1,
      updated_at: 1,
    });
    await knex('changes').insert({ record_id: id, planned_start: 2 ** 41 });
    await knex('records').where({ id }).delete();
    expect(await knex('changes')).toEqual([]);
    await knex.migrate.down(changes);
    expect(await exist(knex, ['changes'])).toEqual([false]);
  });

  it('20261126101000_assessment.js', async () => {
    const changes = await of('changes');
    await knex.migrate.latest(kernel);
    await upTo(knex, changes, '20261126101000_assessment.js');
    expect(await exist(knex, ['change_conflicts'])).toEqual([true]);
    const ids = [1, 2].map(n => `0190f3d4-0000-7000-8000-00000000000${n}`);
    await knex('records').insert(
      ids.map((id, n) => ({
        id,
        number: `CHG-${n + 1}`,
        type: 'change',
        title: 'Renew certificates',
        status: 'assess',
        status_category: 'open',
        visibility: 'internal',
        version: 1,
        created_at: 1,
        updated_at: 1,
      })),
    );
    const conflict = { record_id: ids[0], other_id: ids[1], kind: 'joint' };
    await knex('change_conflicts').insert(conflict);
    await expect(knex('change_conflicts').insert(conflict)).rejects.toThrow(
      /unique/i,
    );
    // It goes with either of the two.
    await knex('records').where({ id: ids[1] }).delete();
    expect(await knex('change_conflicts')).toEqual([]);
    await knex.migrate.down(changes);
    expect(await exist(knex, ['change_conflicts'])).toEqual([false]);
  });

  it('20261126102000_maintenance.js', async () => {
    const changes = await of('changes');
    await knex.migrate.latest(kernel);
    await upTo(knex, changes, '20261126102000_maintenance.js');
    const tables = ['maintenance_windows', 'maintenance_items'];
    expect(await exist(knex, tables)).toEqual([true, true]);
    const window = {
      source: 'window',
      source_key: 'nightly',
      impact: 'degraded',
      state: 'scheduled',
      starts_at: 1,
      version: 1,
      journal_head: '',
      created_at: 1,
      updated_at: 1,
    };
    const tonight = { ...window, occurrence: '2026-12-01T22:00' };
    await knex('maintenance_windows').insert({ id: 'a', ...tonight });
    await knex('maintenance_windows').insert({
      id: 'b',
      ...window,
      occurrence: '2026-12-02T22:00',
    });
    // A window is planned once for each time that it comes.
    await expect(
      knex('maintenance_windows').insert({ id: 'c', ...tonight }),
    ).rejects.toThrow(/unique/i);
    const item = {
      maintenance_id: 'a',
      ref: 'component:default/cart',
      role: 'named',
      distance: 0,
      at_creation: true,
    };
    await knex('maintenance_items').insert(item);
    await expect(knex('maintenance_items').insert(item)).rejects.toThrow(
      /unique/i,
    );
    await knex.migrate.down(changes);
    expect(await exist(knex, tables)).toEqual([false, false]);
  });

  it('20261126103000_feeds.js', async () => {
    const changes = await of('changes');
    await knex.migrate.latest(kernel);
    await upTo(knex, changes, '20261126103000_feeds.js');
    const feed = {
      owner_ref: 'user:default/maria',
      name: 'Changes',
      token_hash: 'a'.repeat(64),
      filters: '{}',
      created_at: 1,
    };
    await knex('change_feeds').insert({ id: 'a', ...feed });
    // An address is of one feed, revoked or not.
    await expect(
      knex('change_feeds').insert({ id: 'b', ...feed }),
    ).rejects.toThrow(/unique/i);
    await knex.migrate.down(changes);
    expect(await exist(knex, ['change_feeds'])).toEqual([false]);
  });

  it('20261126104000_standard_and_review.js', async () => {
    const changes = await of('changes');
    await knex.migrate.latest(kernel);
    await upTo(knex, changes, '20261126104000_standard_and_review.js');
    const tables = [
      'change_standard_runs',
      'change_standard_blames',
      'change_standard_standings',
      'change_standard_told',
      'change_review_answers',
      'change_review_actions',
      'change_cause_dismissals',
    ];
    expect(await exist(knex, tables)).toEqual(tables.map(() => true));
    const standing = {
      template_key: 'restart',
      proof: 'a',
      state: 'proving',
      runs: 0,
      good_runs: 0,
      good_in_row: 0,
    };
    await knex('change_standard_standings').insert(standing);
    await knex('change_standard_standings').insert({ ...standing, proof: 'b' });
    // What a template tells to do has one success record.
    await expect(
      knex('change_standard_standings').insert(standing),
    ).rejects.toThrow(/unique/i);
    // Answers are of a change that there is.
    await expect(
      knex('change_review_answers').insert({
        record_id: 'nobody',
        question: 'why',
        answered_at: 1,
      }),
    ).rejects.toThrow(/foreign key/i);
    await knex.migrate.down(changes);
    expect(await exist(knex, tables)).toEqual(tables.map(() => false));
  });
});
