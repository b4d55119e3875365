import { BUSINESS_OBJECTIVE, RISK, TREND } from '@callboard/plugin-itsm-common';
import type { RecordListOptions } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import type { KernelParts } from '../../../kernel/buildKernel';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import { plansOf } from '../../../testing/plansOf';
import {
  kernelOnDatabase,
  NOON,
  seedId,
  user,
} from '../../../tests/kernelOnDatabase';
import { registeredPractices } from '../../../tests/registeredPractices';
import { EvidenceStore } from '../strategy/trends/EvidenceStore';
import { KeyResultStore } from '../strategy/objectives/KeyResultStore';
import { CandidateStore } from './candidates/CandidateStore';
import { ContinuityStore } from './continuity/ContinuityStore';
import { RiskStore } from './RiskStore';

const databases = MigratedDatabases.create({ ids: ['POSTGRES_18'] });
jest.setTimeout(180_000);

const COUNT = 3_000;
const DAY = 86_400_000;
const dana = user('dana', ['service-desk'], ['agent']);
const numbers = Array.from({ length: COUNT }, (_, n) => n);
const service = (n: number) => `component:default/s${n}`;
const team = (n: number) => `group:default/g${n % 40}`;

/** Years of risks, objectives and trends: one in twenty goes on. */
const KINDS = [
  { type: RISK, table: 'risks', prefix: 'RSK', open: 'treating' },
  {
    type: BUSINESS_OBJECTIVE,
    table: 'business_objectives',
    prefix: 'OBJ',
    open: 'active',
  },
  { type: TREND, table: 'trends', prefix: 'TRD', open: 'watching' },
] as const;
const EMPTY = ['catalog_aliases', 'links', 'participants', 'texts'];
const OPEN = ['draft', 'open', 'waiting', 'resolved'] as const;

describe('what the portfolio risks and pursues, on PostgreSQL with thousands of each', () => {
  let knex: Knex;
  let kernel: KernelParts;

  const recordId = (kind: number, n: number) => seedId(kind * COUNT + n + 1);
  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
    kernel = await kernelOnDatabase(knex, {
      practices: await registeredPractices(),
    });
    const fill = (table: string, rows: object[]) =>
      knex.batchInsert(table, rows as any[], 500);
    for (const [kind, { type, prefix, open }] of KINDS.entries())
      await fill(
        'records',
        numbers.map(n => ({
          id: recordId(kind, n),
          number: `${prefix}-${n + 1}`,
          type,
          title: `Number ${n}`,
          status: n % 20 === 0 ? open : 'closed',
          status_category: n % 20 === 0 ? 'open' : 'closed',
          visibility: 'internal',
          service_ref: service(n % 1_000),
          owner_ref: team(n),
          version: 1,
          created_at: NOON - n * DAY,
          updated_at: NOON - n * DAY,
        })),
      );
    await fill(
      'risks',
      numbers.map(n => ({
        record_id: recordId(0, n),
        likelihood: 1 + (n % 5),
        impact: 1 + (n % 4),
        score: (1 + (n % 5)) * (1 + (n % 4)),
        current_score: (1 + (n % 5)) * (1 + (n % 4)),
        review_at: NOON + (n - 5) * DAY,
        candidate_id: seedId(n),
      })),
    );
    await fill(
      'business_objectives',
      numbers.map(n => ({ record_id: recordId(1, n), theme: `t${n % 6}` })),
    );
    await fill(
      'key_results',
      numbers.flatMap(n =>
        [0, 1].map(position => ({
          id: seedId(position * COUNT + n),
          record_id: recordId(1, n),
          position,
          title: 'Share',
          start_value: 0,
          target_value: 1,
          direction: 'up',
          version: 1,
          journal_head: '',
          created_at: NOON,
          updated_at: NOON,
        })),
      ),
    );
    await fill(
      'trends',
      numbers.map(n => ({
        record_id: recordId(2, n),
        review_at: NOON + (n - 5) * DAY,
      })),
    );
    await fill(
      'trend_evidence',
      numbers.map(n => ({
        id: seedId(n),
        record_id: recordId(2, n % 400),
        words: 'Seen',
        words_by_ref: dana.ref,
        at: NOON,
        speaks: 'for',
        journal_head: '',
        created_at: NOON,
      })),
    );
    await fill(
      'risk_candidates',
      numbers.map(n => ({
        id: seedId(n),
        finder: ['single-point', 'no-owner', 'end-of-life'][n % 3],
        subject: service(n),
        state: ['open', 'gone', 'gone', 'accepted'][n % 4],
        severity: 1,
        likelihood: 2,
        impact: 1 + (n % 5),
        score: 2 + 2 * (n % 5),
        title: 'Found',
        why: 'Why',
        remedy: 'Remedy',
        service_ref: service(n % 1_000),
        owner_ref: team(n),
        entities: '[]',
        facts: '[]',
        found_at: NOON,
        seen_at: NOON,
        round: 0,
      })),
    );
    await fill(
      'catalog_entities',
      numbers.map(n => ({
        ref: service(n),
        kind: 'component',
        name: `s${n}`,
        title: `Service ${n}`,
        owner_ref: team(n),
        annotations: '{}',
        seen_at: NOON,
      })),
    );
    await fill(
      'service_profiles',
      numbers.map(n => ({
        ref: service(n),
        kind: 'component',
        title: `Service ${n}`,
        sort_title: `service ${n}`,
        words: '',
        tier: n % 200 === 0 ? 'tier-1' : 'tier-4',
        section: 'known',
        checks: '[]',
        computed_at: NOON,
      })),
    );
    await fill(
      'continuity_plans',
      numbers.map(n => ({
        id: seedId(n),
        service_ref: service(n),
        rto_minutes: 60,
        rpo_minutes: 15,
        test_every_days: 365,
        version: 1,
        updated_at: NOON,
      })),
    );
    await fill(
      'continuity_tests',
      numbers.map(n => ({
        id: seedId(n),
        plan_id: seedId(n % 1_000),
        tested_at: NOON - n,
        kind: 'full',
        result: 'passed',
        created_at: NOON,
      })),
    );
    await knex.raw('analyze');
  });

  const planned = async (ask: () => Promise<unknown>) => {
    const plans = await plansOf(knex, ask);
    // To read nothing, no index is needed.
    return {
      ...plans,
      wholly: plans.wholly.filter(table => !EMPTY.includes(table)),
    };
  };
  const listed = (type: string, options: RecordListOptions) =>
    planned(() => kernel.records.list(dana, { types: [type], ...options }));

  it.each<[string, string, RecordListOptions]>([
    [
      'risks as the register opens',
      RISK,
      { category: OPEN, sort: 'currentScore', order: 'desc' },
    ],
    ['risks of a service', RISK, { service: [service(7)], category: OPEN }],
    [
      'risks whose review is due',
      RISK,
      { category: OPEN, filter: { reviewAt: { $lt: 'now' } } },
    ],
    ['objectives that are pursued', BUSINESS_OBJECTIVE, { status: ['active'] }],
    [
      'objectives of a team',
      BUSINESS_OBJECTIVE,
      { owner: [team(7)], category: OPEN },
    ],
    ['trends as they open', TREND, { category: OPEN, sort: 'reviewAt' }],
  ])('%s are found among those that go on', async (_, type, options) => {
    // Of so few what sorts them may be read with or without an index, but never all records.
    const { wholly, indexes } = await listed(type, options);
    expect(wholly).not.toContain('records');
    expect(indexes.join(' ')).toMatch(/records_\w+/);
  });

  it('what is asked of single ones goes by its index', async () => {
    const risks = new RiskStore(knex);
    const results = new KeyResultStore(knex);
    const found = [
      await planned(() => risks.reviews([service(7), service(9)])),
      await planned(() => risks.cameFrom([seedId(7), seedId(9)])),
      await planned(() => results.ofRecord(recordId(1, 7))),
      await planned(() => results.sums([recordId(1, 7), recordId(1, 9)])),
      await planned(() => new EvidenceStore(knex).ofRecord(recordId(2, 7), 50)),
    ];
    expect(found.flatMap(({ wholly }) => wholly)).toEqual([]);
    expect(found.flatMap(({ indexes }) => indexes)).toEqual(
      expect.arrayContaining([
        'risks_candidate_uq',
        'key_results_record_idx',
        'trend_evidence_record_idx',
      ]),
    );
  });

  it('candidates are read from the highest, page by page, without sorting them', async () => {
    const store = new CandidateStore(knex);
    const page = { limit: 26, after: { score: 6, id: seedId(2_000) } };
    for (const at of [{ limit: 26 }, page]) {
      const plan = await planned(() => store.page({ states: ['open'] }, at));
      expect(plan.indexes).toContain('risk_candidates_state_idx');
      expect([plan.wholly, plan.sorts]).toEqual([[], false]);
    }
    const few = await planned(() =>
      store.page({ states: ['open'], services: [service(7)] }, page),
    );
    expect(few.wholly).toEqual([]);
  });

  it('continuity begins with what is critical, and reads the plans of what is asked for', async () => {
    const store = new ContinuityStore(knex);
    const critical = await planned(() => store.services({}));
    expect(critical.indexes).toContain('service_profiles_tier_idx');
    expect(critical.wholly).not.toContain('service_profiles');
    const some = await planned(() =>
      store.plansAmong([service(7), service(9)]),
    );
    expect(some.indexes).toContain('continuity_plans_service_uq');
    expect(some.wholly).toEqual([]);
    const tests = await planned(() => store.lastTests([seedId(7), seedId(9)]));
    expect(tests.indexes).toContain('continuity_tests_plan_idx');
    expect(tests.wholly).toEqual([]);
  });
});
