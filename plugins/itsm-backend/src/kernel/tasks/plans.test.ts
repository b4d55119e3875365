import type { TaskListQuery } from '@callboard/plugin-itsm-common';
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

const databases = MigratedDatabases.create({ ids: ['POSTGRES_18'] });
jest.setTimeout(120_000);

const COUNT = 20_000;
const RECORDS = 2_000;
const id = (n: number) =>
  `0190f3d5-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const maria = user('u7', ['g3']);

describe('lists of tasks on PostgreSQL with thousands of them', () => {
  let knex: Knex;
  let kernel: KernelParts;
  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
    kernel = await kernelOnDatabase(knex);
    await seedIncidents(
      knex,
      Array.from({ length: RECORDS }, (_, n) => ({
        number: n + 1,
        ownerRef: `group:default/g${n % 31}`,
      })),
    );
    const numbers = Array.from({ length: COUNT }, (_, n) => n);
    await knex.transaction(async tx => {
      await insertRows(
        tx,
        'texts',
        numbers.map(n => ({
          id: id(n),
          subject_id: seedId((n % RECORDS) + 1),
          salt: 's',
          body: `Task ${n}`,
        })),
      );
      await insertRows(
        tx,
        'tasks',
        numbers.map(n => ({
          id: id(n),
          record_id: seedId((n % RECORDS) + 1),
          number: Math.floor(n / RECORDS) + 1,
          position: Math.floor(n / RECORDS) + 1,
          text_id: id(n),
          state: n % 4 ? 'done' : 'open',
          audience: 'internal',
          assignee_ref: `user:default/u${n % 211}`,
          owner_ref: `group:default/g${n % 31}`,
          due_at: NOON + n,
          due_order: NOON + n,
          version: 1,
          created_at: NOON,
        })),
      );
    });
    await knex.raw('analyze');
  });

  /** Rows of tasks that the statement for a page touches. */
  async function touched(query: TaskListQuery): Promise<number> {
    let statement: any;
    const note = (q: any) => {
      if (/from "tasks" as "t".*"due_order"/.test(q.sql)) statement ??= q;
    };
    knex.on('query', note);
    const { items } = await kernel.tasks.list(maria, query);
    knex.removeListener('query', note);
    expect(items.length).toBeGreaterThan(0);
    const connection = await knex.client.acquireConnection();
    try {
      const { rows } = await connection.query(
        `explain (analyze, format json) ${knex.client.positionBindings(
          statement.sql,
        )}`,
        statement.bindings,
      );
      let sum = 0;
      const visit = (plan: any) => {
        if (plan['Relation Name'] === 'tasks') {
          sum +=
            ((plan['Actual Rows'] ?? 0) +
              (plan['Rows Removed by Filter'] ?? 0)) *
            (plan['Actual Loops'] ?? 1);
        }
        (plan.Plans ?? []).forEach(visit);
      };
      visit(rows[0]['QUERY PLAN'][0].Plan);
      return sum;
    } finally {
      await knex.client.releaseConnection(connection);
    }
  }

  it.each<[string, TaskListQuery]>([
    ['mine', { assignee: ['me'], state: ['open', 'in-progress'] }],
    ['of my groups', { owner: ['mine'], state: ['open'] }],
    [
      'of mine that are due',
      { assignee: ['me'], dueBefore: '2026-03-02T00:00:00.000Z' },
    ],
  ])('%s are found by index', async (_, query) => {
    expect(await touched(query)).toBeLessThan(COUNT / 25);
  });
});
