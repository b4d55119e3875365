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

  it('20261126090000_approvals.js', async () => {
    const tables = [
      'approvals',
      'approval_steps',
      'approval_seats',
      'approval_looks',
      'absences',
    ];
    await upTo(knex, kernel, '20261126090000_approvals.js');
    await knex('records').insert({ ...RECORD, approval: 'requested' });
    const round = {
      id: 'a1',
      record_id: RECORD.id,
      round: 1,
      purpose: 'before',
      state: 'asked',
      policies: '[]',
      record_version: 1,
      asked_at: 1,
    };
    await knex('approvals').insert(round);
    await refuses(knex('approvals').insert({ ...round, id: 'a2' }), /unique/i);
    await refuses(
      knex('approvals').insert({ ...round, id: 'a2', record_id: 'none' }),
      /foreign key/i,
    );
    const step = {
      id: 's1',
      approval_id: 'a1',
      position: 1,
      title: 'CAB',
      quorum: 'any',
      veto: true,
      state: 'open',
      on_deadline: 'escalate',
      escalate_to: '[]',
      // Ninety days do not fit into 32 bits.
      deadline_ms: 7_776_000_000,
    };
    await knex('approval_steps').insert(step);
    await refuses(
      knex('approval_steps').insert({ ...step, id: 's2' }),
      /unique/i,
    );
    const seat = {
      id: 't1',
      step_id: 's1',
      record_id: RECORD.id,
      position: 1,
      for_ref: 'group:default/cab',
      why: 'CAB',
      escalated: false,
      state: 'open',
      opened_at: 1_780_000_000_000,
    };
    await knex('approval_seats').insert(seat);
    await refuses(
      knex('approval_seats').insert({ ...seat, id: 't2' }),
      /unique/i,
    );
    for (const wrong of [{ step_id: 'none' }, { text_id: 'none' }])
      await refuses(
        knex('approval_seats').insert({
          ...seat,
          id: 't2',
          position: 2,
          ...wrong,
        }),
        /foreign key/i,
      );
    const look = {
      record_id: RECORD.id,
      principal_ref: 'u',
      position: 1,
      at: 1,
    };
    await knex('approval_looks').insert(look);
    await refuses(knex('approval_looks').insert(look), /unique/i);
    const absence = { principal_ref: 'u', from_at: 1, to_at: 2 };
    await knex('absences').insert(absence);
    await refuses(knex('absences').insert(absence), /unique/i);

    await knex('records').where('id', RECORD.id).delete();
    for (const table of tables.slice(0, 4))
      expect(await knex(table)).toEqual([]);
    await knex.migrate.down(kernel);
    expect(await exist(knex, tables)).toEqual(tables.map(() => false));
    expect(await knex.schema.hasColumn('records', 'approval')).toBe(false);
  });
});
