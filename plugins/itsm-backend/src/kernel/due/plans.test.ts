import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { kernelOnDatabase, NOON } from '../../tests/kernelOnDatabase';
import { insertRows } from '../insertRows';
import { DueStore } from './DueStore';
import type { Ready } from './readyQuery';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
jest.setTimeout(120_000);

const COUNT = 60_000;
const OVERDUE = 300;

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: Plan[];
}
const nodes = (plan: Plan): Plan[] => [
  plan,
  ...(plan.Plans ?? []).flatMap(nodes),
];

describe('looking for due work among very much that is not due', () => {
  let knex: Knex;
  let store: DueStore;

  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
    await kernelOnDatabase(knex);
    store = new DueStore(knex);
    await knex.transaction(tx =>
      insertRows(
        tx,
        'due_work',
        Array.from({ length: COUNT }, (_, i) => {
          const at = NOON + (i - OVERDUE) * 60_000;
          return {
            id: `0190f3d4-0000-7000-8000-${String(i).padStart(12, '0')}`,
            kind: ['sla.breach', 'incident.auto-close', 'send'][i % 3],
            key: `k${i}`,
            lane: `r${i % 20_000}`,
            due_at: at,
            next_at: at,
            payload: {},
            depth: 0,
            attempts: 0,
            state: i % 1_000 === 0 ? 'failed' : 'waiting',
          };
        }),
      ),
    );
    await knex.raw('analyze due_work');
  });

  const ready = (mode: Ready['mode']): Ready => ({
    mode,
    kinds: mode === 'once' ? ['sla.breach', 'incident.auto-close'] : ['send'],
    now: NOON,
    leaseMs: 60_000,
  });

  /** The rows of `due_work` that the statements of a piece of work touched, and how. */
  async function touched(work: () => Promise<unknown>) {
    const statements: { sql: string; bindings: unknown[] }[] = [];
    const note = (query: any) => statements.push(query);
    knex.on('query', note);
    await work();
    knex.removeListener('query', note);
    const found: Plan[] = [];
    await knex
      .transaction(async tx => {
        const connection = (tx.client as any).acquireConnection();
        for (const { sql, bindings } of statements) {
          if (!/due_work/.test(sql)) continue;
          const { rows } = await (
            await connection
          ).query({
            text: `explain (analyze, format json) ${sql}`,
            values: bindings,
          });
          found.push(...nodes(rows[0]['QUERY PLAN'][0].Plan));
        }
        throw new Error('only looked');
      })
      .catch(error => {
        if (error.message !== 'only looked') throw error;
      });
    const scans = found.filter(
      n => n['Relation Name'] === 'due_work' && /Scan/.test(n['Node Type']),
    );
    const rows = scans.reduce(
      (sum, n) =>
        sum +
        (n['Actual Rows'] + (n['Rows Removed by Filter'] ?? 0)) *
          n['Actual Loops'],
      0,
    );
    return { kinds: found.map(n => n['Node Type']), rows };
  }

  it.each<[string, () => Promise<unknown>]>([
    ['when the next one is due', () => store.nextAt(ready('once'))],
    ['when the next one can be sent', () => store.nextAt(ready('leased'))],
    ['what is due', () => store.take(knex, ready('once'))],
    ['what is to be sent', () => store.lease(ready('leased'), 'token')],
  ])('finds %s by an index, by looking at what is due', async (_, work) => {
    const { kinds, rows } = await touched(work);
    expect(kinds).not.toContain('Seq Scan');
    // Each of the overdue, and what stands before it in its lane; not the sixty thousand.
    expect(rows).toBeLessThan(3 * OVERDUE);
  });
});
