import { TestDatabases } from '@backstage/backend-test-utils';
import { CONTRACT } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import type { KernelParts } from '../kernel/buildKernel';
import { DesignStore } from '../practices/portfolio/design/DesignStore';
import { MilestoneStore } from '../practices/portfolio/design/MilestoneStore';
import { ContractStore } from '../practices/portfolio/money/contracts/ContractStore';
import { CostStore } from '../practices/portfolio/money/costs/CostStore';
import { plansOf } from '../testing/plansOf';
import { kernelOnDatabase, NOON, seedId, user } from './kernelOnDatabase';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
jest.setTimeout(180_000);

const SERVICES = 1_000;
const CONTRACTS = 3_000;
const DAY = 86_400_000;
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);
const service = (n: number) => `component:default/s${n % 400}`;
const dana = {
  ...user('dana', ['service-desk'], ['agent']),
  readsWholeCatalog: true,
};
const SHOP = service(7);
/** Of the record of a service. */
const ofService = (n: number) => seedId(n);
const ofContract = (n: number) => seedId(10_000 + n);

/** Money, designs and plans of a large company, straight into the tables. */
async function seed(knex: Knex) {
  const put = (table: string, rows: object[]) =>
    knex.batchInsert(table, rows, 400);
  const record = (id: string, number: string, type: string, n: number) => ({
    id,
    number,
    type,
    title: `${number} of ${n}`,
    status: 'active',
    status_category: 'open',
    service_ref: service(n),
    owner_ref: `group:default/g${n % 40}`,
    visibility: 'internal',
    version: 1,
    created_at: NOON,
    updated_at: NOON,
  });
  await put('records', [
    ...numbers(SERVICES).map(n =>
      record(ofService(n), `SVC-${n}`, 'service', n),
    ),
    ...numbers(CONTRACTS).map(n => ({
      ...record(ofContract(n), `CTR-${n}`, CONTRACT, n),
      // Most are over.
      ...(n > 600 && { status: 'ended', status_category: 'closed' }),
    })),
  ]);
  await put(
    'services',
    numbers(SERVICES).map(n => ({
      record_id: ofService(n),
      entity_ref: service(n),
    })),
  );
  await put(
    'contracts',
    numbers(CONTRACTS).map(n => ({
      record_id: ofContract(n),
      supplier_number: `SUP-${n % 150}`,
      start_at: NOON - n * DAY,
      end_at: NOON + (n - 1_500) * DAY,
      notice_by: NOON + (n - 1_560) * DAY,
      value_minor: 1_200_00,
      currency: 'EUR',
      value_per: 'year',
    })),
  );
  const cost = (n: number) => ({
    id: seedId(100_000 + n),
    service_ref: service(n),
    kind: 'people',
    minor: 100_00,
    currency: 'EUR',
    words_by_ref: 'user:default/sam',
    version: 1,
    journal_head: '',
    created_at: NOON,
    updated_at: NOON,
  });
  const month = (n: number) =>
    `${2020 + Math.floor((n % 84) / 12)}-${String((n % 12) + 1).padStart(
      2,
      '0',
    )}`;
  await put(
    'cost_lines',
    numbers(12_000).map(n => ({
      ...cost(n),
      month: month(Math.floor(n / 140)),
      plan: n % 2 === 0 ? 'actual' : 'budget',
      source: 'books',
      external_id: `D-${n}`,
    })),
  );
  await put(
    'cost_items',
    numbers(4_000).map(n => ({
      ...cost(n),
      plan: 'both',
      from_month: month(n),
      quantity: 1_000,
      per: 'month',
      contract_number: `CTR-${n % CONTRACTS}`,
    })),
  );
  const keys = ['requirements', 'security', 'support', 'capacity'];
  const sections = numbers(SERVICES).flatMap(n =>
    keys.map((key, k) => ({ id: seedId(200_000 + n * 10 + k), n, key })),
  );
  await put(
    'design_sections',
    sections.map(({ id, n, key }) => ({
      id,
      record_id: ofService(n),
      section_key: key,
      state: 'accepted',
      revision: 1,
      version: 1,
      created_at: NOON,
      updated_at: NOON,
    })),
  );
  await put(
    'design_evidence',
    sections.map(({ id }, i) => ({
      id: seedId(300_000 + i),
      section_id: id,
      kind: 'link',
      words_by_ref: 'user:default/sam',
      created_at: NOON,
    })),
  );
  const milestone = (i: number) => seedId(400_000 + i);
  await put(
    'transition_milestones',
    numbers(SERVICES * 5).map(i => ({
      id: milestone(i),
      record_id: ofService(Math.floor(i / 5)),
      words_by_ref: 'user:default/sam',
      state: i % 5 === 0 ? 'done' : 'planned',
      planned_from: NOON + i * DAY,
      planned_to: NOON + (i + 3) * DAY,
      go_live: i % 5 === 4,
      version: 1,
      created_at: NOON,
      updated_at: NOON,
    })),
  );
  await put(
    'milestone_dependencies',
    numbers(SERVICES * 5)
      .filter(i => i % 5 > 0)
      .map(i => ({
        milestone_id: milestone(i),
        depends_on_id: milestone(i - 1),
      })),
  );
  await knex.raw('analyze');
}

describe('money, designs and plans on PostgreSQL with thousands of rows', () => {
  let knex: Knex;
  let kernel: KernelParts;
  let costs: CostStore;
  let designs: DesignStore;
  let plans: MilestoneStore;

  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
    kernel = await kernelOnDatabase(knex);
    costs = new CostStore(knex);
    designs = new DesignStore(knex);
    plans = new MilestoneStore(knex, kernel.records);
    await seed(knex);
  });
  const planOf = (ask: () => Promise<unknown>) => plansOf(knex, ask);
  const lately: [string, string] = ['2026-01', '2026-02'];

  it.each<[string, () => Promise<unknown>, string, string]>([
    [
      'costs of a service read its lines',
      () => costs.lines(SHOP, { from: lately[0], limit: 50 }),
      'cost_lines_service_idx',
      'cost_lines',
    ],
    [
      'sums of a service read its lines',
      () => costs.sums(...lately, [SHOP]),
      'cost_lines_service_idx',
      'cost_lines',
    ],
    [
      'sums of two months read those months',
      () => costs.sums(...lately),
      'cost_lines_month_idx',
      'cost_lines',
    ],
    [
      'the cost model of a service is read by itself',
      () => costs.model(SHOP, 100),
      'cost_items_service_idx',
      'cost_items',
    ],
    [
      'what an import tells again is found by its id there',
      () => costs.known('books', ['D-5', 'D-700']),
      'cost_lines_source_uq',
      'cost_lines',
    ],
  ])('%s', async (_, ask, index, table) => {
    const { indexes, wholly } = await planOf(ask);
    expect(indexes).toContain(index);
    expect(wholly).not.toContain(table);
  });

  it.each([
    ['end', { endAt: { $gt: 'now', $lt: 'now+30d' } }, 'contracts_end_idx'],
    [
      'ask for a decision',
      { noticeBy: { $gt: 'now', $lt: 'now+30d' } },
      'contracts_notice_idx',
    ],
  ])(
    'contracts that %s soon are found by the day',
    async (_, filter, index) => {
      const { indexes, wholly } = await planOf(() =>
        kernel.records.list(dana, {
          types: [CONTRACT],
          filter,
          limit: 50,
        }),
      );
      expect(indexes).toContain(index);
      expect(wholly).not.toContain('contracts');
    },
  );

  it('contracts of suppliers are counted by those', async () => {
    const store = new ContractStore(knex);
    const { readable } = kernel.records.conditions(dana);
    const { indexes, wholly } = await planOf(() =>
      store.counts(['SUP-3', 'SUP-9'], readable),
    );
    expect(indexes).toContain('contracts_supplier_idx');
    expect(wholly).not.toContain('contracts');
  });

  it.each<[string, () => Promise<unknown>, string[], string[]]>([
    [
      'sections of a design',
      () => designs.sections(ofService(5)),
      ['design_sections_key_uq'],
      ['design_sections'],
    ],
    [
      'evidence of a design',
      () => designs.evidence(ofService(5)),
      ['design_sections_key_uq', 'design_evidence_idx'],
      ['design_sections', 'design_evidence'],
    ],
    [
      'what a gate looks at',
      () => designs.ofGates([ofService(5)]),
      ['design_sections_key_uq', 'design_evidence_idx'],
      ['services', 'design_sections', 'design_evidence'],
    ],
    [
      'milestones before going live',
      () => plans.openBeforeGoingLive([ofService(5)]),
      ['transition_milestones_plan_idx'],
      ['transition_milestones'],
    ],
    [
      'plans of a page',
      () => plans.plans(numbers(5).map(ofService)),
      ['transition_milestones_plan_idx'],
      ['transition_milestones'],
    ],
  ])('%s are read by their service alone', async (_, ask, by, tables) => {
    const { indexes, wholly } = await planOf(ask);
    expect(indexes).toEqual(expect.arrayContaining(by));
    expect(tables.filter(table => wholly.includes(table))).toEqual([]);
  });
});
