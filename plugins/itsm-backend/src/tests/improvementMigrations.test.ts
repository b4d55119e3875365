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

  it('20261127100000_initiatives.js', async () => {
    const improvement = await of('improvement');
    await knex.migrate.latest(kernel);
    await upTo(knex, improvement, '20261127100000_initiatives.js');
    const tables = ['initiatives', 'initiative_measures', 'initiative_looks'];
    expect(await exist(knex, tables)).toEqual([true, true, true]);
    // An initiative is a record, and goes with it, and so does what was measured.
    await expect(
      knex('initiatives').insert({ record_id: 'nobody' }),
    ).rejects.toThrow(/foreign key/i);
    const id = '0190f3d4-0000-7000-8000-000000000001';
    await knex('records').insert({
      id,
      number: 'IMP-1',
      type: 'initiative',
      title: 'Sooner',
      status: 'identify',
      status_category: 'open',
      visibility: 'internal',
      version: 1,
      created_at: 1,
      updated_at: 1,
    });
    // Milliseconds of years, and shares with all their digits.
    const numbers = { target: 2 ** 45 + 0.25, baseline_value: 1 / 3 };
    await knex('initiatives').insert({ record_id: id, ...numbers });
    expect(await knex('initiatives').first(Object.keys(numbers))).toEqual(
      numbers,
    );
    const window = {
      record_id: id,
      from_at: 2 ** 41,
      to_at: 2 ** 41,
      count: 0,
      version: 1,
      newest_version: 1,
      verdict: 'no-value',
      measured_at: 2 ** 41,
    };
    await knex('initiative_measures').insert(window);
    await expect(knex('initiative_measures').insert(window)).rejects.toThrow(
      /unique/i,
    );
    await knex('records').where({ id }).delete();
    expect(await knex('initiative_measures')).toEqual([]);
    await knex.migrate.down(improvement);
    expect(await exist(knex, tables)).toEqual([false, false, false]);
  });

  it('20261127101000_proposals.js', async () => {
    const improvement = await of('improvement');
    await knex.migrate.latest(kernel);
    await upTo(knex, improvement, '20261127101000_proposals.js');
    const tables = ['improvement_proposals', 'improvement_looks'];
    expect(await exist(knex, tables)).toEqual([true, true]);
    const proposal = (n: number, subject: string) => ({
      id: `0190f3d4-0000-7000-8000-00000000020${n}`,
      finder: 'time-held',
      subject,
      state: 'open',
      size: 2 ** 45 + 0.25,
      hours: 1.5,
      title: 'Time passes',
      why: 'As it was counted.',
      entities: '[]',
      evidence: '{}',
      estimate: '{}',
      found_at: 2 ** 41,
      seen_at: 2 ** 41,
      round: 0,
    });
    await knex('improvement_proposals').insert(proposal(1, 'a'));
    expect(await knex('improvement_proposals').first('size')).toEqual({
      size: 2 ** 45 + 0.25,
    });
    // What is found again is the same proposal.
    await expect(
      knex('improvement_proposals').insert(proposal(2, 'a')),
    ).rejects.toThrow(/unique/i);
    // There is one row that says when it was looked last.
    expect(await knex('improvement_looks')).toEqual([
      { id: 1, looked_at: null, skipped: '[]' },
    ]);
    await knex.migrate.down(improvement);
    expect(await exist(knex, tables)).toEqual([false, false]);
  });

  it('20261127102000_surveys.js', async () => {
    const improvement = await of('improvement');
    await knex.migrate.latest(kernel);
    await upTo(knex, improvement, '20261127102000_surveys.js');
    const tables = ['survey_invitations', 'survey_people', 'survey_secrets'];
    expect(await exist(knex, tables)).toEqual([true, true, true]);
    const id = '0190f3d4-0000-7000-8000-000000000001';
    await knex('records').insert({
      id,
      number: 'INC-1',
      type: 'incident',
      title: 'It is slow',
      status: 'resolved',
      status_category: 'resolved',
      visibility: 'internal',
      version: 1,
      created_at: 1,
      updated_at: 1,
    });
    const invitation = (n: number, record?: string, person = 'rita') => ({
      id: `0190f3d4-0000-7000-8000-00000000010${n}`,
      survey_key: 'help',
      occasion: record ? 'resolved' : '2026-03',
      record_id: record ?? null,
      person_ref: `user:default/${person}`,
      question: 'How was it?',
      sent_at: 2 ** 41,
      expires_at: 2 ** 41,
      version: 0,
      journal_head: '',
    });
    await knex('survey_invitations').insert([
      invitation(1, id),
      invitation(2),
      invitation(3, undefined, 'sam'),
    ]);
    // A record is asked about once, and on a rhythm everybody is asked once each time.
    for (const again of [invitation(4, id), invitation(5)]) {
      await expect(knex('survey_invitations').insert(again)).rejects.toThrow(
        /unique/i,
      );
    }
    await knex('records').where({ id }).delete();
    expect(await knex('survey_invitations')).toHaveLength(2);
    await knex.migrate.down(improvement);
    expect(await exist(knex, tables)).toEqual([false, false, false]);
  });

  it('20261127104000_digests.js', async () => {
    const improvement = await of('improvement');
    await knex.migrate.latest(kernel);
    await upTo(knex, improvement, '20261127104000_digests.js');
    const tables = ['improvement_digest_readers', 'improvement_digests'];
    expect(await exist(knex, tables)).toEqual([true, true]);
    // Whoever asks twice is told once, and so is a month.
    const reader = { person_ref: 'user:default/maria', asked_at: 2 ** 41 };
    const month = { day: '2026-12-01', finished_at: 2 ** 41 };
    await knex('improvement_digest_readers').insert(reader);
    await knex('improvement_digests').insert(month);
    await expect(
      knex('improvement_digest_readers').insert(reader),
    ).rejects.toThrow(/unique/i);
    await expect(knex('improvement_digests').insert(month)).rejects.toThrow(
      /unique/i,
    );
    await knex.migrate.down(improvement);
    expect(await exist(knex, tables)).toEqual([false, false]);
  });

  it('20261127103000_culture.js', async () => {
    const improvement = await of('improvement');
    await knex.migrate.latest(kernel);
    await upTo(knex, improvement, '20261127103000_culture.js');
    const tables = [
      'suggestions',
      'suggestion_votes',
      'retrospectives',
      'retrospective_notes',
    ];
    expect(await exist(knex, tables)).toEqual([true, true, true, true]);
    const id = '0190f3d4-0000-7000-8000-000000000002';
    await knex('records').insert({
      id,
      number: 'SUG-1',
      type: 'suggestion',
      title: 'Say it sooner',
      status: 'new',
      status_category: 'open',
      visibility: 'internal',
      version: 1,
      created_at: 1,
      updated_at: 1,
    });
    // Each person has one vote; votes and notes go with what they are of.
    const vote = {
      record_id: id,
      voter_ref: 'user:default/rita',
      voted_at: 2 ** 41,
    };
    await knex('suggestion_votes').insert(vote);
    await expect(knex('suggestion_votes').insert(vote)).rejects.toThrow(
      /unique/i,
    );
    await knex('retrospective_notes').insert({
      id: '0190f3d4-0000-7000-8000-000000000003',
      record_id: id,
      column_key: 'went-well',
      words: null,
      words_by_ref: 'user:erased/1',
      version: 1,
      journal_head: '',
      created_at: 1,
      updated_at: 1,
    });
    await knex('records').where({ id }).delete();
    expect(await knex('suggestion_votes')).toEqual([]);
    expect(await knex('retrospective_notes')).toEqual([]);
    await knex.migrate.down(improvement);
    expect(await exist(knex, tables)).toEqual([false, false, false, false]);
  });
});
