import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { exist, kernel, RECORD, upTo } from './migrationSteps';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
jest.setTimeout(120_000);

describe.each(databases.eachSupportedId())('migrations on %s', databaseId => {
  let knex: Knex;
  beforeEach(async () => {
    knex = await databases.init(databaseId);
  });
  const refuses = (work: Promise<unknown>, why: RegExp) =>
    expect(work).rejects.toThrow(why);

  it('20261123100000_definitions.js', async () => {
    const tables = [
      'definition_heads',
      'definitions',
      'definition_locations',
      'definition_problems',
    ];
    await upTo(knex, kernel, '20261123100000_definitions.js');
    const [author] = await knex('principals')
      .insert({ ref: 'user:default/maria', salt: 's', hash: 'h' })
      .returning('id');
    const name = { kind: 'reply-template', key: 'thanks' };
    const head = {
      ...name,
      version: 1,
      source: 'git',
      removed: false,
      content_hash: 'h',
      journal_head: 'j',
    };
    await knex('definition_heads').insert(head);
    await refuses(knex('definition_heads').insert(head), /unique/i);
    const version = {
      ...name,
      version: 1,
      valid_from: 1,
      source: 'git',
      body: '{}',
      removed: false,
      author_id: author.id,
      created_at: 1,
    };
    await knex('definitions').insert(version);
    await refuses(knex('definitions').insert(version), /unique/i);
    await refuses(
      knex('definitions').insert({ ...version, version: 2, author_id: 99 }),
      /foreign key/i,
    );
    const problem = {
      location: 'definitions',
      file: 'definitions/a.yaml',
      message: 'title: is required',
      seen_at: 1,
    };
    await knex('definition_problems').insert([problem, problem]);
    expect(await knex('definition_problems')).toHaveLength(2);
    const place = { location: 'x', read_at: 1, files: 0, definitions: 0 };
    await knex('definition_locations').insert(place);
    await refuses(knex('definition_locations').insert(place), /unique/i);

    await knex.migrate.down(kernel);
    expect(await exist(knex, tables)).toEqual(tables.map(() => false));
    expect(await knex.schema.hasTable('journal')).toBe(true);
  });

  it('20261123110000_views_tasks_idempotency.js', async () => {
    const tables = [
      'saved_views',
      'saved_view_groups',
      'saved_view_preferences',
      'tasks',
      'task_blocks',
      'idempotency_keys',
    ];
    await upTo(knex, kernel, '20261123110000_views_tasks_idempotency.js');
    const view = {
      id: 'v1',
      owner_ref: 'user:default/maria',
      page: 'incident',
      name: 'Mine',
      query: '{}',
      sharing: 'groups',
      created_at: 1,
      updated_at: 1,
    };
    await knex('saved_views').insert(view);
    const group = { view_id: 'v1', group_ref: 'group:default/payments' };
    await knex('saved_view_groups').insert(group);
    await refuses(knex('saved_view_groups').insert(group), /unique/i);
    await knex('saved_view_preferences').insert({
      user_ref: 'user:default/sam',
      page: 'incident',
      default_view_id: 'v1',
      view_order: '[]',
    });
    await knex('saved_views').delete();
    expect(await knex('saved_view_groups')).toEqual([]);
    expect(await knex('saved_view_preferences').first()).toMatchObject({
      default_view_id: null,
    });

    await knex('records').insert(RECORD);
    await knex('texts').insert({ id: 't1', subject_id: RECORD.id, salt: 's' });
    const task = {
      id: 'a',
      record_id: RECORD.id,
      number: 1,
      position: 1,
      text_id: 't1',
      state: 'open',
      audience: 'internal',
      due_order: 1,
      version: 1,
      created_at: 1,
    };
    await knex('tasks').insert([task, { ...task, id: 'b', number: 2 }]);
    await refuses(knex('tasks').insert({ ...task, id: 'c' }), /unique/i);
    const block = { task_id: 'b', blocked_by_id: 'a' };
    await knex('task_blocks').insert(block);
    await refuses(knex('task_blocks').insert(block), /unique/i);
    await knex('records').delete();
    expect(await knex('tasks')).toEqual([]);
    expect(await knex('task_blocks')).toEqual([]);

    const request = {
      caller_ref: 'user:default/maria',
      key: 'k',
      route: 'incidents.file',
      request_hash: 'h',
      holder: 'x',
      lease_until: 1,
      steps: '[]',
      created_at: 1,
      expires_at: 2,
    };
    await knex('idempotency_keys').insert(request);
    await refuses(knex('idempotency_keys').insert(request), /unique/i);

    await knex.migrate.down(kernel);
    expect(await exist(knex, tables)).toEqual(tables.map(() => false));
    expect(await knex.schema.hasTable('definitions')).toBe(true);
  });
});
