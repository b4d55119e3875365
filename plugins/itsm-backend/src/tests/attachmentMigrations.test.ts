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

  it('20261125180000_attachments.js', async () => {
    const tables = ['attachments', 'attachment_chunks', 'attachment_leftovers'];
    await upTo(knex, kernel, '20261125180000_attachments.js');
    await knex('records').insert(RECORD);
    const [{ id: uploader_id }] = await knex('principals')
      .insert({ ref: 'user:default/maria', salt: 's', hash: 'h' })
      .returning('id');
    await knex('texts').insert({
      id: 't1',
      subject_id: RECORD.id,
      author_id: uploader_id,
      salt: 's',
      body: 'plan.pdf',
    });
    const attachment = {
      id: 'a1',
      record_id: RECORD.id,
      audience: 'internal',
      text_id: 't1',
      media_type: 'application/pdf',
      size: 5_000_000_000,
      sha256: 'f'.repeat(64),
      uploader_id,
      created_at: 1,
    };
    await knex('attachments').insert(attachment);
    await refuses(knex('attachments').insert(attachment), /unique/i);
    for (const wrong of [
      { record_id: 'none' },
      { text_id: 'none' },
      { uploader_id: 99 },
      { removed_by_id: 99 },
    ])
      await refuses(
        knex('attachments').insert({ ...attachment, id: 'a2', ...wrong }),
        /foreign key/i,
      );
    // A content is there before its attachment is.
    const bytes = Buffer.from([0, 255, 10]);
    const piece = { content_id: 'a2', seq: 0, bytes };
    await knex('attachment_chunks').insert(piece);
    await refuses(knex('attachment_chunks').insert(piece), /unique/i);
    const kept = await knex('attachment_chunks').first();
    expect(Buffer.from(kept.bytes).equals(bytes)).toBe(true);
    const left = { content_id: 'a2', since: 1 };
    await knex('attachment_leftovers').insert(left);
    await refuses(knex('attachment_leftovers').insert(left), /unique/i);

    await knex('records').where('id', RECORD.id).delete();
    expect(await knex('attachments')).toEqual([]);
    await knex.migrate.down(kernel);
    expect(await exist(knex, tables)).toEqual(tables.map(() => false));
  });
});
