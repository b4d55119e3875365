import type { Knex } from 'knex';
import { v7 as uuidv7 } from 'uuid';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import { HealthStories, NOTHING_WRONG } from '../../../tests/healthStories';
import { ConfirmationStore } from './ConfirmationStore';
import { FindingStore, type AskedFindings } from './FindingStore';

const databases = MigratedDatabases.create({ ids: ['POSTGRES_18'] });
jest.setTimeout(120_000);

const ITEMS = 4_000;
const FINDINGS = 12_000;

/** Lists cost what they show: a page is read along an index, however much there is. */
describe('pages of findings and confirmations on PostgreSQL', () => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
    await HealthStories.on(knex);
    const ref = (i: number) => `component:default/c${i % ITEMS}`;
    await knex.batchInsert(
      'ci_health',
      Array.from({ length: ITEMS }, (_, i) => ({
        ...NOTHING_WRONG,
        ref: ref(i),
        title: `c${i}`,
        owner_ref: `group:default/g${i % 50}`,
        confirm_due_at: i,
      })),
      500,
    );
    await knex.batchInsert(
      'ci_findings',
      Array.from({ length: FINDINGS }, (_, i) => ({
        id: uuidv7(),
        ref: ref(i),
        rule: 'orphan',
        detail: `${i}`,
        dimension: 'correctness',
        rank: 1 + (i % 3),
        message: 'It has no relation to anything.',
        advice: 'Say what it depends on.',
        since: i,
      })),
      500,
    );
    await knex.raw('analyze');
  });

  /** The plan of the only statement that a reading makes, and which rows it touched. */
  const planOf = async (read: () => Promise<unknown>): Promise<string> => {
    let asked: { sql: string; bindings: any[] } | undefined;
    const note = (query: any) => {
      asked = query;
    };
    knex.on('query', note);
    await read();
    knex.off('query', note);
    const { rows } = await (knex.client as any)
      .acquireConnection()
      .then(async (connection: any) => {
        try {
          return await connection.query(
            `explain ${asked!.sql}`,
            asked!.bindings,
          );
        } finally {
          await knex.client.releaseConnection(connection);
        }
      });
    return rows.map((row: any) => row['QUERY PLAN']).join('\n');
  };

  it.each<[string, AskedFindings]>([
    ['all', { excused: false }],
    ['those of a dimension', { excused: false, dimensions: ['correctness'] }],
    ['those without a task', { excused: false, task: false }],
  ])('are read along the order of the list: %s', async (_, asked) => {
    const store = new FindingStore(knex);
    const [first] = await store.page(asked, 1, 1);
    for (const after of [undefined, first.place]) {
      const plan = await planOf(() => store.page(asked, 1, 26, after));
      expect(plan).toContain('ci_findings_order_idx');
      expect(plan).not.toMatch(/Sort/);
      expect(plan).not.toMatch(/Seq Scan on ci_(findings|health)/);
    }
  });

  it('are read by item, and by owner and day', async () => {
    const ofOne = await planOf(() =>
      new FindingStore(knex).page({ refs: ['component:default/c7'] }, 1, 500),
    );
    expect(ofOne).toContain('ci_findings_one_idx');
    const due = await planOf(() =>
      new ConfirmationStore(knex).page(
        { owners: ['group:default/g7'] },
        3_000,
        26,
      ),
    );
    expect(due).toMatch(/ci_health_(owner|confirm)_idx/);
    expect(due).not.toContain('Seq Scan on ci_health');
  });
});
