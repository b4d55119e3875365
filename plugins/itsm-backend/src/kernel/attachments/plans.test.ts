import type { Knex } from 'knex';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import {
  kernelOnDatabase,
  NOON,
  seedId,
  seedIncidents,
  user,
} from '../../tests/kernelOnDatabase';
import type { KernelParts } from '../buildKernel';
import { insertRows } from '../insertRows';
import { staleContents } from './AttachmentStore';
import { DatabaseStorage } from './DatabaseStorage';

const databases = MigratedDatabases.create({ ids: ['POSTGRES_18'] });
jest.setTimeout(120_000);

const COUNT = 6_000;
const RECORDS = 600;
const id = (n: number) =>
  `0190f3d6-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

describe('attachments on PostgreSQL with thousands of them', () => {
  let knex: Knex;
  let kernel: KernelParts;
  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
    kernel = await kernelOnDatabase(knex);
    const records = Array.from({ length: RECORDS }, (_, n) => ({
      number: n + 1,
      ownerRef: 'group:default/payments',
    }));
    await seedIncidents(knex, records);
    const [uploader] = await knex('principals')
      .insert({ ref: 'user:default/u1', salt: 's', hash: 'h' })
      .returning('id');
    const numbers = Array.from({ length: COUNT }, (_, n) => n);
    const recordId = (n: number) => seedId((n % RECORDS) + 1);
    const rows: Record<string, (n: number) => Record<string, unknown>> = {
      texts: n => ({
        id: id(n),
        subject_id: recordId(n),
        salt: 's',
        body: `${n}.txt`,
      }),
      attachments: n => ({
        id: id(n),
        record_id: recordId(n),
        audience: 'internal',
        text_id: id(n),
        media_type: 'text/plain',
        size: 3,
        sha256: 'f'.repeat(64),
        uploader_id: uploader.id,
        created_at: NOON,
      }),
      attachment_chunks: n => ({
        content_id: id(n),
        seq: 0,
        bytes: '\\x010203',
      }),
      attachment_leftovers: n => ({ content_id: id(n), since: NOON + n }),
    };
    await knex.transaction(async tx => {
      for (const [table, row] of Object.entries(rows))
        await insertRows(tx, table, numbers.map(row));
    });
    await knex.raw('analyze');
  });

  /** How the statements of some work that read a table find its rows. */
  async function ways(table: RegExp, work: () => Promise<unknown>) {
    const statements: any[] = [];
    const note = (q: any) => table.test(q.sql) && statements.push(q);
    knex.on('query', note);
    await work();
    knex.removeListener('query', note);
    expect(statements).not.toEqual([]);
    const found: string[] = [];
    const visit = (plan: any) => {
      const { 'Node Type': node, 'Index Name': index = '' } = plan;
      // Of a bitmap the index stands below the table.
      if (/^attachment/.test(plan['Relation Name'] ?? '') || index)
        found.push(`${node} ${index}`);
      (plan.Plans ?? []).forEach(visit);
    };
    const connection = await knex.client.acquireConnection();
    try {
      for (const { sql, bindings } of statements) {
        const { rows } = await connection.query(
          `explain (format json) ${knex.client.positionBindings(sql)}`,
          bindings,
        );
        visit(rows[0]['QUERY PLAN'][0].Plan);
      }
    } finally {
      await knex.client.releaseConnection(connection);
    }
    return found.join(', ');
  }

  it.each<[string, RegExp, () => Promise<unknown>, string]>([
    [
      'of a record',
      /from "attachments" as "a"/,
      () =>
        kernel.attachments.list(
          user('anton', ['payments'], ['admin']),
          'INC-1',
        ),
      'attachments_record_idx',
    ],
    [
      'that are read',
      /attachment_chunks/,
      () => new DatabaseStorage(knex).read(id(7)).next(),
      'attachment_chunks_pkey',
    ],
    [
      'that are left over',
      /attachment_leftovers/,
      () => staleContents(knex, NOON + 10, 50),
      'attachment_leftovers_since_idx',
    ],
  ])('%s are found by index', async (_, table, work, index) => {
    const found = await ways(table, work);
    expect(found).toContain(index);
    expect(found).not.toContain('Seq Scan');
  });
});
