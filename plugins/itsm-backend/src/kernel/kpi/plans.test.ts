import { TestDatabases } from '@backstage/backend-test-utils';
import type { Facts } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { kernelOnDatabase, NOON } from '../../tests/kernelOnDatabase';
import type { KernelParts } from '../buildKernel';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
jest.setTimeout(180_000);

const COUNT = 12_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MONTHS = Array.from({ length: 14 }, (_, i) => Date.UTC(2025, 1 + i));

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

describe('numbers on PostgreSQL with thousands of facts', () => {
  let knex: Knex;
  let kernel: KernelParts;

  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
    kernel = await kernelOnDatabase(knex);
    const facts = Array.from({ length: COUNT }, (_, n): Facts => {
      const opened = NOON - n * HOUR;
      const isOpen = n < 300;
      return {
        id: `f${n}`,
        recordId: `f${n}`,
        stages: {
          opened,
          acknowledged: opened + 60_000,
          ...(!isOpen && { resolved: opened + DAY, ended: opened + DAY }),
        },
        dimensions: {
          serviceRef: `component:default/s${n % 200}`,
          ownerRef: `group:default/g${n % 40}`,
        },
        values: { ackMs: 60_000, ...(!isOpen && { resolveMs: n * 1_000 }) },
      };
    });
    await knex.transaction(tx => kernel.facts.put(tx, 'incident', facts));
    await knex.raw('analyze');
    // What is asked once and kept.
    await kernel.counting.facts.count({ kind: 'incident', stage: 'opened' }, 1);
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
  // There are as many kinds as practices count.
  const wholly = (plan: Plan[]) =>
    plan
      .filter(node => node['Node Type'].includes('Seq Scan'))
      .map(node => node['Relation Name'])
      .filter(name => name !== 'kpi_kinds');
  const indexes = (plan: Plan[]) => plan.flatMap(n => n['Index Name'] ?? []);
  const sorts = (plan: Plan[]) =>
    plan.filter(node => node['Node Type'] === 'Sort');
  const team = { where: { ownerRef: ['group:default/g7'] } };
  const lately = { from: NOON - 7 * DAY, to: NOON };

  it('13 months of a number read the rows of its series', async () => {
    const plan = await planOf(() =>
      kernel.counting.cells.read(
        ['opened', 'resolved'].flatMap(stage => [
          { kind: 'incident', stage, bounds: MONTHS, before: true },
          {
            kind: 'incident',
            stage,
            bounds: MONTHS,
            dimension: 'ownerRef',
            values: ['group:default/g7'],
          },
        ]),
      ),
    );
    expect(wholly(plan)).toEqual([]);
    expect(indexes(plan)).toEqual(
      expect.arrayContaining(['kpi_series_unique', 'kpi_cells_pkey']),
    );
  });

  it.each([
    ['all', {}],
    ['a team', team],
    ['a service', { where: { serviceRef: ['component:default/s7'] } }],
  ])(
    'what is behind a number of %s is read from the latest',
    async (_, more) => {
      const filter = {
        kind: 'incident',
        stage: 'resolved',
        ...lately,
        ...more,
      };
      const after = { at: NOON - 3 * DAY, id: 'f5' };
      const { facts } = kernel.counting;
      for (const page of [{ limit: 50 }, { limit: 50, after }]) {
        const plan = await planOf(() => facts.page(filter, page));
        expect(wholly(plan)).toEqual([]);
        expect(indexes(plan)).toContain('kpi_facts_t3_idx');
        // Of those with the same instant only.
        expect(sorts(plan)).toEqual([]);
      }
    },
  );

  it('exact percentiles of points read the facts of those points', async () => {
    const plan = await planOf(() =>
      kernel.counting.facts.percentiles(
        { kind: 'incident', stage: 'resolved', ...team },
        'resolveMs',
        MONTHS,
        [0.5, 0.9],
      ),
    );
    expect(wholly(plan)).toEqual([]);
    expect(indexes(plan)).toEqual(expect.arrayContaining(['kpi_facts_d2_idx']));
  });

  it.each([
    ['now', NOON],
    ['a week ago', NOON - 7 * DAY],
  ])('what was open %s is found among what had not left', async (_, at) => {
    const open = {
      kind: 'incident',
      entered: { stage: 'opened' },
      left: { stage: 'ended' },
    };
    const ages = await planOf(() =>
      kernel.counting.facts.ages(open, at, [DAY, 30 * DAY], 'ownerRef'),
    );
    expect(wholly(ages)).toEqual([]);
    const page = await planOf(() =>
      kernel.counting.facts.openPage(open, at, { limit: 50 }),
    );
    expect(wholly(page)).toEqual([]);
  });

  it('percentiles of months in which nothing changed are not read again', async () => {
    const { cells } = kernel.counting;
    const month = Date.UTC(2025, 11);
    const statements: string[] = [];
    const note = ({ sql }: { sql: string }) => statements.push(sql);
    const median = async () => {
      statements.length = 0;
      knex.on('query', note);
      const [{ points }] = await cells.read([
        {
          kind: 'incident',
          stage: 'resolved',
          bounds: MONTHS,
          percentiles: { value: 'resolveMs', shares: [0.5] },
        },
      ]);
      knex.removeListener('query', note);
      const point = points[MONTHS.indexOf(month)];
      return {
        told: point.percentiles![0],
        readFacts: statements.filter(sql => sql.includes('kpi_facts')).length,
      };
    };
    const first = await median();
    expect(first.readFacts).toBe(1);
    expect(await median()).toEqual({ ...first, readFacts: 0 });
    // All of that month took a second longer, so its median did: count and buckets may be the same.
    const page = await kernel.counting.facts.page(
      {
        kind: 'incident',
        stage: 'resolved',
        from: month,
        to: Date.UTC(2026, 0),
      },
      { limit: 1_000 },
    );
    await knex.transaction(tx =>
      kernel.facts.put(
        tx,
        'incident',
        page.map(({ at: _, values, ...fact }) => ({
          ...fact,
          values: { ...values, resolveMs: values.resolveMs + 1_000 },
        })),
      ),
    );
    expect(await median()).toEqual({ told: first.told + 1_000, readFacts: 1 });
  });
});
