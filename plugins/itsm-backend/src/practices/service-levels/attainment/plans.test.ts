import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import type { KernelParts } from '../../../kernel/buildKernel';
import {
  kernelOnDatabase,
  NOON,
  seedId,
  seedIncidents,
  user,
} from '../../../tests/kernelOnDatabase';
import { BreachingStore } from '../breaching/BreachingStore';
import { RunQueriesStore } from './RunQueriesStore';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
jest.setTimeout(180_000);

const COUNT = 12_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const dana = user('dana', ['service-desk'], ['agent']);

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  Plans?: Plan[];
}
const nodes = (plan: Plan): Plan[] => [
  plan,
  ...(plan.Plans ?? []).flatMap(nodes),
];

describe('service levels over time on PostgreSQL with thousands of records', () => {
  let knex: Knex;
  let kernel: KernelParts;
  let runs: RunQueriesStore;
  let queue: BreachingStore;

  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
    kernel = await kernelOnDatabase(knex);
    runs = new RunQueriesStore(knex, kernel.records);
    queue = new BreachingStore(knex, kernel.records);
    const numbers = Array.from({ length: COUNT }, (_, n) => n);
    await seedIncidents(
      knex,
      numbers.map(n => ({
        number: n,
        ownerRef: `group:default/g${n % 40}`,
        serviceRef: `component:default/s${n % 200}`,
        createdAt: NOON - n * HOUR,
        updatedAt: NOON - n * HOUR,
        ...(n > 900 && { status: 'closed', statusCategory: 'closed' }),
      })),
    );
    const clocks = ['sla:response', 'sla:resolution'];
    const base = (n: number, clock: string) => ({
      record_id: seedId(n),
      clock_id: clock,
      type: 'sla',
      metric: clock.slice(4),
      agreement_key: `a${n % 20}`,
      calendar_key: 'always',
      goal: HOUR,
      elapsed: 0,
      evaluated_at: NOON,
      started_at: NOON,
    });
    await knex.batchInsert(
      'sl_clocks',
      numbers.flatMap(n =>
        clocks.map(clock => {
          const goesOn = n <= 900;
          const due = NOON + (n - 40) * HOUR;
          return {
            ...base(n, clock),
            agreement_version: 1,
            calendar_version: 1,
            state: goesOn ? 'running' : 'stopped',
            due_at: due,
            soon_at: due - HOUR / 4,
            late_at: due + 1,
            breached: false,
            run: 1,
            breaches: 0,
          };
        }),
      ),
      500,
    );
    await knex.batchInsert(
      'sl_runs',
      numbers.flatMap(n =>
        clocks.map(clock => ({
          ...base(n, clock),
          run: 1,
          service_ref: `component:default/s${n % 200}`,
          team_ref: `group:default/g${n % 40}`,
          state: 'stopped',
          decided_at: NOON - n * HOUR,
          kept: n % 25 !== 0,
        })),
      ),
      500,
    );
    await knex.batchInsert(
      'sl_held',
      numbers
        .filter(n => n % 25 === 0)
        .flatMap(n =>
          clocks.map(clock => ({
            record_id: seedId(n),
            clock_id: clock,
            run: 1,
            owner_ref: `group:default/g${n % 40}`,
            elapsed: HOUR + 1,
          })),
        ),
      500,
    );
    await knex.raw('analyze');
  });

  async function planOf(ask: () => Promise<unknown>): Promise<Plan[]> {
    const statements: { sql: string; bindings: unknown[] }[] = [];
    const note = (query: any) => statements.push(query);
    knex.on('query', note);
    await ask();
    knex.removeListener('query', note);
    const connection = await knex.client.acquireConnection();
    try {
      const found: Plan[] = [];
      for (const { sql, bindings } of statements) {
        const { rows } = await connection.query({
          text: `explain (format json) ${sql}`,
          values: bindings,
        });
        found.push(...nodes(rows[0]['QUERY PLAN'][0].Plan));
      }
      return found;
    } finally {
      await knex.client.releaseConnection(connection);
    }
  }
  // Nobody takes part in anything here; to read nothing, no index is needed.
  const wholly = (plan: Plan[]) =>
    plan
      .filter(node => node['Node Type'].includes('Seq Scan'))
      .map(node => node['Relation Name'])
      .filter(name => name !== 'participants');
  const indexes = (plan: Plan[]) => plan.flatMap(n => n['Index Name'] ?? []);
  const lately = { from: NOON - DAY, to: NOON };
  const service = ['component:default/s7'];
  const team = ['group:default/g7'];

  it('attainment of some days reads those days', async () => {
    const plan = await planOf(() => runs.countBy(dana, 'service', lately, 400));
    expect(indexes(plan)).toContain('sl_runs_decided_idx');
    expect(wholly(plan)).toEqual([]);
  });

  it.each([
    ['service', { service }, 'sl_runs_service_idx'],
    ['team', { team }, 'sl_runs_team_idx'],
    ['agreement', { agreement: ['a7'] }, 'sl_runs_agreement_idx'],
  ] as const)('a year of one %s reads its runs', async (_, filter, index) => {
    const year = { from: NOON - 365 * DAY, to: NOON + 1, ...filter };
    const plan = await planOf(() =>
      runs.countSpans(dana, year, [year.from, NOON - 100 * DAY, year.to]),
    );
    expect(indexes(plan)).toContain(index);
    expect(plan.map(n => n['Relation Name'])).toContain('sl_runs');
    expect(wholly(plan)).not.toContain('sl_runs');
  });

  it('breaches are read from the latest, page by page', async () => {
    const year = { from: NOON - 365 * DAY, to: NOON + 1 };
    const after = {
      decidedAt: NOON - 100 * HOUR,
      recordId: seedId(100),
      clockId: 'sla:response',
      run: 1,
    };
    const pageAt = (place: typeof after | undefined) =>
      planOf(() => runs.breaches(dana, year, place, 50));
    for (const plan of [await pageAt(undefined), await pageAt(after)]) {
      expect(indexes(plan)).toContain('sl_runs_breached_idx');
      expect(plan.map(n => n['Node Type'])).not.toContain('Sort');
      expect(wholly(plan)).toEqual([]);
    }
    const shares = await planOf(() => runs.heldShares(dana, lately, 50));
    expect(wholly(shares)).toEqual([]);
  });

  it('what is late now is found among what goes on', async () => {
    const plan = await planOf(() => runs.countLate(dana, 'team', {}, NOON));
    expect(wholly(plan)).toEqual([]);
    expect(indexes(plan)).toContain('sl_clocks_late_idx');
  });

  it.each([
    ['as it opens', {}],
    ['of a team', { team }],
    ['of a service', { service }],
    ['of what one has', { assignee: dana.ref }],
  ])('the queue %s reads no further than its page', async (_, more) => {
    const question = { now: NOON, until: NOON + DAY, ...more };
    const place = {
      dueAt: NOON - 10 * HOUR,
      recordId: seedId(30),
      clockId: 'sla:response',
    };
    const pageAt = (after: typeof place | undefined) =>
      planOf(() => queue.list(dana, question, after, 50));
    expect(wholly(await pageAt(undefined))).toEqual([]);
    expect(wholly(await pageAt(place))).toEqual([]);
    expect(wholly(await planOf(() => queue.counts(dana, question)))).toEqual(
      [],
    );
  });

  it.each([
    ['late', { 'sla.state': 'late' }],
    ['late or due soon', { 'sla.state': { $in: ['late', 'soon'] } }],
    ['due in two hours', { 'sla.dueAt': { $lt: 'now+2h' } }],
  ])('a list of what is %s goes by the clocks', async (_, filter) => {
    const plan = await planOf(() =>
      kernel.records.list(dana, { types: ['incident'], filter }),
    );
    expect(wholly(plan)).not.toContain('records');
    expect(wholly(plan)).not.toContain('sl_clocks');
    expect(indexes(plan).join(' ')).toMatch(/sl_clocks_(late|soon|queue)_idx/);
  });

  it('a month of a service is counted by its records', async () => {
    const plan = await planOf(() =>
      runs.countRecords(dana, service[0], [NOON - 30 * DAY, NOON]),
    );
    expect(wholly(plan)).toEqual([]);
  });
});
