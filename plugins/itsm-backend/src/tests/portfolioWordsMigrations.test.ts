import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { kernel, of, RECORD, upTo } from './migrationSteps';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
jest.setTimeout(120_000);

describe.each(databases.eachSupportedId())('migrations on %s', databaseId => {
  let knex: Knex;
  beforeEach(async () => {
    knex = await databases.init(databaseId);
  });

  it('20261129100000_authors.js', async () => {
    const portfolio = await of('portfolio');
    await knex.migrate.latest(kernel);
    await upTo(knex, portfolio, '20261128102000_demand_claims.js');
    const record = { visibility: 'internal', version: 1, ...RECORD };
    await knex('records').insert(record);
    await knex('principals').insert(
      ['maria', 'sam'].map((name, i) => ({
        id: i + 1,
        ref: `user:default/${name}`,
        salt: '',
        hash: '',
      })),
    );
    const entry = (more: object) => ({
      subject_type: 'record',
      subject_id: record.id,
      kind: 'service.section-moved',
      audience: 'internal',
      mode: 'enforce',
      command_id: 'c',
      at: 1,
      recorded_at: 1,
      hash: '',
      ...more,
    });
    const moved = (actor: number, section: string) =>
      entry({ actor_id: actor, payload: JSON.stringify({ section }) });
    await knex('journal').insert([
      moved(2, 'security'),
      moved(1, 'security'),
      moved(2, 'support'),
      entry({
        actor_id: 2,
        subject_type: 'key-result',
        subject_id: 'k1',
        kind: 'key-result.added',
        payload: '{}',
      }),
    ]);
    const section = (key: string, reason: string | null) => ({
      id: key,
      record_id: record.id,
      section_key: key,
      state: 'draft',
      reason,
      revision: 1,
      version: 1,
      created_at: 1,
      updated_at: 1,
    });
    await knex('design_sections').insert([
      section('security', 'Say who'),
      section('support', null),
    ]);
    await knex('key_results').insert({
      id: 'k1',
      record_id: record.id,
      position: 0,
      title: 'Orders',
      start_value: 0,
      target_value: 1,
      direction: 'up',
      version: 1,
      journal_head: '',
      created_at: 1,
      updated_at: 1,
    });
    await upTo(knex, portfolio, '20261129100000_authors.js');
    // Whoever moved it last gave the reason; where there is none, it is nobody's.
    expect(
      await knex('design_sections').orderBy('id').pluck('reason_by_ref'),
    ).toEqual(['user:default/maria', null]);
    expect(await knex('key_results').pluck('title_by_ref')).toEqual([
      'user:default/sam',
    ]);
    await knex.migrate.down(portfolio);
    expect(await knex('design_sections').pluck('reason')).toContain('Say who');
    expect(await knex.schema.hasColumn('key_results', 'title_by_ref')).toBe(
      false,
    );
  });
});
