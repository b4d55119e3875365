import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import fs from 'fs';
import makeKnex, { type Knex } from 'knex';
import path from 'path';
import { KERNEL_MIGRATIONS, migrate } from '../kernel/migrate';
import { exist, kernel, of, RECORD, upTo, type Folder } from './migrationSteps';
import { registeredPractices } from './registeredPractices';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
jest.setTimeout(120_000);

describe.each(databases.eachSupportedId())('migrations on %s', databaseId => {
  let knex: Knex;
  beforeEach(async () => {
    knex = await databases.init(databaseId);
  });
  const refuses = (work: Promise<unknown>, why: RegExp) =>
    expect(work).rejects.toThrow(why);

  it('20261122090000_records_and_journal.js', async () => {
    const file = '20261122090000_records_and_journal.js';
    const tables = [
      'records',
      'record_counters',
      'record_external_refs',
      'participants',
      'principals',
      'texts',
      'comments',
      'links',
      'journal',
    ];
    await upTo(knex, kernel, file);
    expect(await exist(knex, tables)).toEqual(tables.map(() => true));

    await knex('records').insert(RECORD);
    expect(await knex('records').first()).toMatchObject({
      visibility: 'internal',
      version: 1,
      journal_head: null,
      priority: null,
    });
    await refuses(
      knex('records').insert({ ...RECORD, id: 'another' }),
      /unique/i,
    );
    await refuses(
      knex('records').insert({
        ...RECORD,
        id: 'b',
        number: 'INC-2',
        status: null,
      }),
      /null/i,
    );

    const person = { salt: 's', hash: 'h' };
    await knex('principals').insert({ ...person, ref: 'user:default/maria' });
    await refuses(
      knex('principals').insert({ ...person, ref: 'user:default/maria' }),
      /unique/i,
    );
    // Any number of people may be erased.
    await knex('principals').insert([person, person]);

    const ref = { source: 'servicenow', external_id: 'INC0000045' };
    await knex('record_external_refs').insert({ ...ref, record_id: RECORD.id });
    await refuses(
      knex('record_external_refs').insert({ ...ref, record_id: RECORD.id }),
      /unique/i,
    );
    const [{ id: maria }] = await knex('principals').select('id').limit(1);
    await knex('texts').insert({
      id: 't1',
      subject_id: RECORD.id,
      author_id: maria,
      salt: 's',
      body: 'Restarted it',
    });
    await knex('comments').insert({
      id: 'c1',
      record_id: RECORD.id,
      audience: 'internal',
      author_id: maria,
      text_id: 't1',
      created_at: 1,
    });
    const link = { kind: 'affects', from_id: RECORD.id, created_at: 1 };
    await knex('links').insert({
      ...link,
      id: 'l1',
      to_ref: 'component:default/cart',
    });
    await refuses(
      knex('links').insert({
        ...link,
        id: 'l2',
        to_ref: 'component:default/cart',
      }),
      /unique/i,
    );
    const participant = {
      record_id: RECORD.id,
      principal_ref: 'user:default/sam',
      role: 'watcher',
      added_at: 1,
    };
    await knex('participants').insert(participant);
    expect(Boolean((await knex('participants').first()).can_read)).toBe(false);

    // The journal takes entries, and nothing takes them away.
    const entry = {
      subject_type: 'record',
      subject_id: RECORD.id,
      kind: 'record.created',
      actor_id: maria,
      audience: 'requester',
      mode: 'enforce',
      command_id: 'c',
      at: 1,
      recorded_at: 1,
      payload: '{"version":1}',
      hash: 'x',
    };
    await knex('journal').insert([entry, entry]);
    expect(
      (await knex('journal').select('position')).map(e => Number(e.position)),
    ).toEqual([1, 2]);
    await refuses(knex('journal').update({ kind: 'other' }), /append-only/);
    await refuses(knex('journal').where('position', 1).delete(), /append-only/);
    // On SQLite this is a DELETE; PostgreSQL has a trigger of its own for it.
    await refuses(knex('journal').truncate(), /append-only/);
    if (databaseId !== 'SQLITE_3')
      await refuses(
        Promise.resolve(knex.raw('truncate principals cascade')),
        /append-only/,
      );
    await refuses(
      knex('principals').where('id', maria).delete(),
      /foreign key/i,
    );
    expect(await knex('journal')).toHaveLength(2);

    // What hangs on a record goes with it; its journal stays.
    await knex('records').delete();
    for (const table of [
      'comments',
      'links',
      'participants',
      'record_external_refs',
    ])
      expect(await knex(table)).toEqual([]);
    expect(await knex('journal')).toHaveLength(2);

    await knex.migrate.down(kernel);
    expect(await exist(knex, tables)).toEqual(tables.map(() => false));
  });

  it('20261122100000_catalog_copy.js', async () => {
    const file = '20261122100000_catalog_copy.js';
    const tables = ['catalog_entities', 'catalog_relations', 'catalog_aliases'];
    await upTo(knex, kernel, file);
    const cart = {
      ref: 'component:default/cart',
      kind: 'component',
      name: 'cart',
      title: 'Cart',
      annotations: '{}',
      seen_at: 1,
    };
    await knex('catalog_entities').insert(cart);
    await refuses(knex('catalog_entities').insert(cart), /unique/i);
    const relation = {
      source_ref: cart.ref,
      type: 'dependsOn',
      // An entity may depend on one that is not there (yet).
      target_ref: 'component:default/elsewhere',
    };
    await knex('catalog_relations').insert(relation);
    await refuses(knex('catalog_relations').insert(relation), /unique/i);
    const alias = {
      alias_ref: 'component:default/basket',
      ref: cart.ref,
      since: 1,
    };
    await knex('catalog_aliases').insert(alias);
    await refuses(knex('catalog_aliases').insert(alias), /unique/i);

    await knex.migrate.down(kernel);
    expect(await exist(knex, tables)).toEqual([false, false, false]);
    expect(await knex.schema.hasTable('records')).toBe(true);
  });

  it('20261122110000_imports.js', async () => {
    const file = '20261122110000_imports.js';
    const tables = ['import_runs', 'import_errors', 'import_rows'];
    await upTo(knex, kernel, file);
    await knex('import_runs').insert({
      id: 'r1',
      source: 'servicenow',
      type: 'incident',
      mapping: 'servicenow',
      state: 'running',
      actor_ref: 'user:default/maria',
      started_at: 1,
    });
    expect(await knex('import_runs').first()).toMatchObject({
      lines: 0,
      imported: 0,
      skipped: 0,
      failed: 0,
      created: 0,
      finished_at: null,
    });
    const line = {
      run_id: 'r1',
      line: 7,
      reason: 'sys_created_at: no instant',
    };
    await knex('import_errors').insert(line);
    await refuses(knex('import_errors').insert(line), /unique/i);
    await refuses(
      knex('import_errors').insert({ ...line, run_id: 'unknown' }),
      /foreign key/i,
    );
    const row = { row_hash: '0f0e0d0c-0b0a-4908-8706-050403020100' };
    await knex('import_rows').insert(row);
    await refuses(knex('import_rows').insert(row), /unique/i);
    expect(await knex('import_rows')).toEqual([row]);
    await knex('import_runs').delete();
    expect(await knex('import_errors')).toEqual([]);

    await knex.migrate.down(kernel);
    expect(await exist(knex, tables)).toEqual([false, false, false]);
    expect(await knex.schema.hasTable('catalog_entities')).toBe(true);
  });

  it('20261123120000_followers_and_due_work.js', async () => {
    const file = '20261123120000_followers_and_due_work.js';
    const tables = ['followers', 'due_work'];
    await upTo(knex, kernel, file);
    const follower = { id: 'search', position: 7 };
    await knex('followers').insert(follower);
    expect(await knex('followers').first()).toMatchObject({
      attempts: 0,
      rebuilding_to: null,
      failed_position: null,
    });
    await refuses(knex('followers').insert(follower), /unique/i);
    const item = {
      id: RECORD.id,
      kind: 'incident.auto-close',
      key: 'INC-1',
      due_at: 2,
      next_at: 2,
      payload: JSON.stringify({ recordId: RECORD.id }),
      state: 'waiting',
    };
    await knex('due_work').insert(item);
    expect(await knex('due_work').first()).toMatchObject({
      attempts: 0,
      depth: 0,
      lane: null,
      lease_until: null,
    });
    await refuses(
      knex('due_work').insert({ ...item, id: 'another' }),
      /unique/i,
    );
    await knex('due_work').insert({ ...item, id: 'other', kind: 'sla.breach' });

    await knex.migrate.down(kernel);
    expect(await exist(knex, tables)).toEqual([false, false]);
    expect(await knex.schema.hasTable('import_runs')).toBe(true);
  });

  it('20261122100000_incidents.js', async () => {
    await knex.migrate.latest(kernel);
    const incidents = await of('incidents');
    await upTo(knex, incidents, '20261122100000_incidents.js');
    await knex('records').insert(RECORD);
    await knex('incidents').insert({
      record_id: RECORD.id,
      impact: 1,
      stated_sla_met: true,
    });
    const row = await knex('incidents').first();
    expect(row).toMatchObject({ impact: 1, reopen_count: 0, ci_ref: null });
    expect(Boolean(row.stated_sla_met)).toBe(true);
    await refuses(
      knex('incidents').insert({ record_id: 'unknown' }),
      /foreign key/i,
    );
    await refuses(
      knex('incidents').insert({ record_id: RECORD.id }),
      /unique/i,
    );
    await knex('records').delete();
    expect(await knex('incidents')).toEqual([]);

    await knex.migrate.down(incidents);
    expect(await knex.schema.hasTable('incidents')).toBe(false);
    expect(await knex.schema.hasTable('records')).toBe(true);
  });

  it('can be taken back and taken again, all of them', async () => {
    const practices = await registeredPractices();
    const folders: Folder[] = [kernel];
    for (const p of practices) if (p.migrations) folders.push(await of(p.id));
    const database = mockServices.database({ knex });
    for (const _ of ['first', 'again']) {
      await migrate(database, knex, practices);
      for (const folder of folders) {
        const [done, pending] = await knex.migrate.list(folder);
        expect(done).toHaveLength(fs.readdirSync(folder.directory).length);
        expect(pending).toEqual([]);
      }
      // A second start finds nothing to do.
      await migrate(database, knex, practices);
      for (const folder of [...folders].reverse())
        await knex.migrate.rollback(folder, true);
      expect(
        await exist(knex, [
          'incidents',
          'import_runs',
          'catalog_entities',
          'records',
          'journal',
        ]),
      ).not.toContain(true);
    }
  });

  it('are left alone where the operator migrates by hand', async () => {
    const database = {
      ...mockServices.database({ knex }),
      migrations: { skip: true },
    };
    await migrate(database, knex, await registeredPractices());
    expect(await knex.schema.hasTable('records')).toBe(false);
  });
});

describe('two backends that start at once on PostgreSQL', () => {
  it('both come up, and migrate once', async () => {
    const first = await databases.init('POSTGRES_18');
    const others = [1, 2].map(() =>
      makeKnex({
        client: 'pg',
        connection: first.client.config.connection,
        pool: { min: 0, max: 4 },
      }),
    );
    const practices = await registeredPractices();
    try {
      await Promise.all(
        [first, ...others].map(knex =>
          migrate(mockServices.database({ knex }), knex, practices),
        ),
      );
      const names = (await first('knex_migrations').select('name')).map(
        m => m.name,
      );
      expect(names).toHaveLength(new Set(names).size);
      expect(names.sort()).toEqual(fs.readdirSync(KERNEL_MIGRATIONS).sort());
      for (const knex of [first, ...others])
        expect(await knex('incidents')).toEqual([]);
    } finally {
      await Promise.all(others.map(knex => knex.destroy()));
    }
  });
});

it('has a test for every migration, by its file name', async () => {
  const directories = [
    KERNEL_MIGRATIONS,
    ...(await registeredPractices()).flatMap(
      p => p.migrations?.directory ?? [],
    ),
  ];
  const files = directories.flatMap(d => fs.readdirSync(d));
  const tests = fs
    .readdirSync(__dirname)
    .filter(name => /migrations\.test\.ts$/i.test(name))
    .map(name => fs.readFileSync(path.join(__dirname, name), 'utf8'));
  const tested = files.filter(f => tests.some(t => t.includes(`it('${f}'`)));
  expect(tested.sort()).toEqual(files.sort());
});
