import type { Knex } from 'knex';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { insertRows } from '../insertRows';
import { kernelOnDatabase, NOON, user } from '../../tests/kernelOnDatabase';
import type { KernelParts } from '../buildKernel';
import { countInbox, listInbox, waitingSeats } from './listInbox';

const databases = MigratedDatabases.create({ ids: ['POSTGRES_18'] });
jest.setTimeout(120_000);

const COUNT = 5_000;
const maria = user('maria', ['payments']);

interface Plan {
  'Node Type': string;
  'Index Name'?: string;
  'Relation Name'?: string;
  'Actual Rows'?: number;
  'Actual Loops'?: number;
  Plans?: Plan[];
}

const nodes = (plan: Plan): Plan[] => [
  plan,
  ...(plan.Plans ?? []).flatMap(nodes),
];

describe('the inbox', () => {
  let knex: Knex;
  let kernel: KernelParts;

  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
    kernel = await kernelOnDatabase(knex);
    const id = (n: number, kind: number) =>
      `0190f3d4-000${kind}-7000-8000-${n.toString(16).padStart(12, '0')}`;
    const all = Array.from({ length: COUNT }, (_, n) => n);
    // Years of decisions, and one in a hundred still waits.
    const waits = (n: number) => n % 100 === 0;
    await knex.transaction(async tx => {
      await insertRows(
        tx,
        'records',
        all.map(n => ({
          id: id(n, 1),
          number: `CHG-${n}`,
          type: 'change',
          title: `Change ${n}`,
          status: waits(n) ? 'authorize' : 'closed',
          status_category: waits(n) ? 'waiting' : 'closed',
          visibility: 'internal',
          version: 1,
          created_at: NOON,
          updated_at: NOON,
        })),
      );
      await insertRows(
        tx,
        'approvals',
        all.map(n => ({
          id: id(n, 2),
          record_id: id(n, 1),
          round: 1,
          purpose: 'before',
          state: waits(n) ? 'asked' : 'approved',
          policies: '[]',
          record_version: 1,
          asked_at: NOON,
        })),
      );
      await insertRows(
        tx,
        'approval_steps',
        all.map(n => ({
          id: id(n, 3),
          approval_id: id(n, 2),
          position: 1,
          title: 'Owner',
          quorum: 'any',
          veto: true,
          state: waits(n) ? 'open' : 'approved',
          on_deadline: 'escalate',
          escalate_to: '[]',
        })),
      );
      await insertRows(
        tx,
        'approval_seats',
        all.map(n => ({
          id: id(n, 4),
          step_id: id(n, 3),
          record_id: id(n, 1),
          position: 1,
          for_ref: 'group:default/payments',
          why: 'Owner',
          escalated: false,
          state: waits(n) ? 'open' : 'approved',
          opened_at: NOON + n,
          decided_by_ref: waits(n) ? null : 'user:default/paul',
        })),
      );
    });
    await knex.raw('analyze');
  });

  const question = () => ({
    caller: maria,
    deputised: [],
    types: kernel.types.all().filter(t => t.approval),
    query: {},
  });

  it('is found by what is open, and looks at nothing that was decided', async () => {
    const page = await listInbox(knex, question(), { limit: 20 });
    expect(page.items).toHaveLength(20);
    expect(await countInbox(knex, question(), NOON)).toEqual({
      waiting: COUNT / 100,
      overdue: 0,
    });
    const statement = waitingSeats(knex, question())
      .select('t.id')
      .orderBy('t.opened_at')
      .orderBy('t.id')
      .limit(20)
      .toSQL()
      .toNative();
    const connection = await knex.client.acquireConnection();
    const { rows } = await connection
      .query({
        text: `explain (analyze, format json) ${statement.sql}`,
        values: statement.bindings,
      })
      .finally(() => knex.client.releaseConnection(connection));
    const plan = nodes(rows[0]['QUERY PLAN'][0].Plan);
    const seats = plan.filter(
      n => n['Index Name'] === 'approval_seats_open_idx',
    );
    expect(seats.length).toBeGreaterThan(0);
    expect(
      plan.filter(
        n =>
          n['Node Type'] === 'Seq Scan' &&
          n['Relation Name'] === 'approval_seats',
      ),
    ).toEqual([]);
    for (const node of plan)
      expect(node['Actual Rows'] ?? 0).toBeLessThanOrEqual(COUNT / 50);
  });
});
