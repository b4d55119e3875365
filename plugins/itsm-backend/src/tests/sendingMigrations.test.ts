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

  it('20261123125000_deliveries_and_news.js', async () => {
    const file = '20261123125000_deliveries_and_news.js';
    const tables = ['deliveries', 'known_decisions', 'presence'];
    await upTo(knex, kernel, file);
    expect(await exist(knex, tables)).toEqual(tables.map(() => true));
    const delivery = {
      id: 'd1',
      channel: 'notification',
      recipient: 'user:default/maria',
      topic: 'incident.assigned',
      position: 1,
      subject_type: 'record',
      subject_id: RECORD.id,
      state: 'waiting',
      created_at: 1,
    };
    await knex('deliveries').insert(delivery);
    expect(await knex('deliveries').first()).toMatchObject({
      attempts: 0,
      given_up: 0,
      next_attempt_at: null,
    });
    await refuses(knex('deliveries').insert(delivery), /unique/i);

    const known = {
      principal_ref: 'user:default/maria',
      permission: 'itsm.incident.read',
      ownership: '[]',
      scope: '"all"',
      decided_at: 1,
    };
    await knex('known_decisions').insert(known);
    await refuses(knex('known_decisions').insert(known), /unique/i);

    await knex('records').insert(RECORD);
    const present = {
      record_id: RECORD.id,
      principal_ref: 'user:default/maria',
      doing: 'viewing',
      until: 1,
    };
    await knex('presence').insert(present);
    await refuses(knex('presence').insert(present), /unique/i);

    await knex.migrate.down(kernel);
    expect(await exist(knex, tables)).toEqual(tables.map(() => false));
  });

  it('20261123130000_webhooks.js', async () => {
    const file = '20261123130000_webhooks.js';
    await upTo(knex, kernel, file);
    const endpoint = {
      id: 'w1',
      url: 'https://example.com/hook',
      record_types: '[]',
      kinds: '[]',
      secret: 'whsec_x',
      created_by: 'user:default/dana',
      created_at: 1,
      updated_at: 1,
      enabled_at: 1,
    };
    await knex('webhook_endpoints').insert(endpoint);
    const row = await knex('webhook_endpoints').first();
    expect(row.failures).toBe(0);
    expect([
      Boolean(row.enabled),
      Boolean(row.include_internal),
      Boolean(row.include_restricted),
    ]).toEqual([true, false, false]);
    await refuses(
      knex('webhook_endpoints').insert({ ...endpoint, id: 'w2', secret: null }),
      /null/i,
    );
    await knex.migrate.down(kernel);
    expect(await exist(knex, ['webhook_endpoints'])).toEqual([false]);
  });
});
