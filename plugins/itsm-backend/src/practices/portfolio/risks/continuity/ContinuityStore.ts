import {
  PLANNED_TIERS,
  SERVICE_KINDS,
  type RecoveryResult,
  type RecoveryTestKind,
  type Tier,
} from '@callboard/plugin-itsm-common';
import {
  chunksOf,
  formerNamesOf,
  nameNowSql,
  namesOfEntities,
  rowsAmong,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';

/** The transaction that a plan and what follows from it are written in. */
export type ContinuityTransaction = Knex.Transaction;

/** A service as the copy of the catalog has it. */
export interface EstateService {
  ref: string;
  title: string;
  ownerRef?: string;
  systemRef?: string;
  tier?: Tier;
}

/** Which services are asked about. */
export interface EstateQuestion {
  tier?: readonly Tier[];
  owner?: readonly string[];
  /** As the catalog calls them now. */
  service?: readonly string[];
}

/** A plan as it is kept. Instants are milliseconds since the epoch. */
export interface PlanRow {
  id: string;
  /** As the catalog calls it now. */
  ref: string;
  /** Absent once the plan was removed. */
  rtoMinutes?: number;
  rpoMinutes?: number;
  mtdMinutes?: number;
  ownerRef?: string;
  planUrl?: string;
  testEveryDays: number;
  version: number;
  updatedAt: number;
  updatedByRef?: string;
  journalHead?: string;
}

/** A plan with its steps. */
export interface WrittenPlan extends PlanRow {
  words?: string;
  /** Who wrote them. */
  wordsByRef?: string;
}

/** A test as it is kept. */
export interface TestRow {
  id: string;
  planId: string;
  at: number;
  kind: RecoveryTestKind;
  result: RecoveryResult;
  rtoMinutes?: number;
  rpoMinutes?: number;
  evidenceUrl?: string;
  words?: string;
  byRef?: string;
  createdAt: number;
}

const PLANS = 'continuity_plans';
const TESTS = 'continuity_tests';
/** Of one service; older ones tell nothing of how it is now. */
const MOST_TESTS = 50;
/** What is a service without anybody saying so. */
export const OWN_KINDS: readonly string[] = SERVICE_KINDS.filter(
  kind => kind === 'system' || kind === 'component',
);

const text = (value: unknown) =>
  value === null || value === undefined ? undefined : String(value);
const number = (value: unknown) =>
  value === null || value === undefined ? undefined : Number(value);

const toPlan = (row: any): PlanRow => ({
  id: row.id,
  ref: row.ref,
  rtoMinutes: number(row.rto_minutes),
  rpoMinutes: number(row.rpo_minutes),
  mtdMinutes: number(row.mtd_minutes),
  ownerRef: text(row.owner_ref),
  planUrl: text(row.plan_url),
  testEveryDays: Number(row.test_every_days),
  version: Number(row.version),
  updatedAt: Number(row.updated_at),
  updatedByRef: text(row.updated_by_ref),
  journalHead: text(row.journal_head),
});

/** Of two plans of what is one by now, the one that was written under its name now holds. */
function oneEach(rows: readonly any[]): PlanRow[] {
  const held = new Map<string, any>();
  for (const row of rows)
    if (!held.has(row.ref) || row.service_ref === row.ref)
      held.set(row.ref, row);
  return [...held.values()].map(toPlan);
}

const toTest = (row: any): TestRow => ({
  id: row.id,
  planId: row.plan_id,
  at: Number(row.tested_at),
  kind: row.kind,
  result: row.result,
  rtoMinutes: number(row.rto_minutes),
  rpoMinutes: number(row.rpo_minutes),
  evidenceUrl: text(row.evidence_url),
  words: text(row.words),
  byRef: text(row.words_by_ref),
  createdAt: Number(row.created_at),
});

const COLUMNS = [
  'p.id',
  'p.rto_minutes',
  'p.rpo_minutes',
  'p.mtd_minutes',
  'p.owner_ref',
  'p.plan_url',
  'p.test_every_days',
  'p.version',
  'p.updated_at',
  'p.updated_by_ref',
  'p.journal_head',
];

/** The SQL of continuity plans and their tests. */
export class ContinuityStore {
  constructor(private readonly knex: Knex) {}

  /**
   * Systems and components that are there, with their tier as far as it is known: those that need a plan, or
   * those that are named.
   */
  async services(asked: EstateQuestion): Promise<EstateService[]> {
    const query = this.knex('catalog_entities as e')
      .leftJoin('service_profiles as s', 's.ref', 'e.ref')
      .whereIn('e.kind', OWN_KINDS)
      .whereNull('e.removed_at');
    if (asked.service) query.whereIn('e.ref', [...asked.service]);
    else query.whereIn('s.tier', PLANNED_TIERS);
    if (asked.tier) query.whereIn('s.tier', [...asked.tier]);
    if (asked.owner) query.whereIn('e.owner_ref', [...asked.owner]);
    const rows: any[] = await query.select(
      'e.ref',
      'e.title',
      'e.owner_ref',
      'e.system_ref',
      's.tier',
    );
    return rows.map(row => ({
      ref: row.ref,
      title: row.title,
      ownerRef: text(row.owner_ref),
      systemRef: text(row.system_ref),
      tier: text(row.tier) as Tier | undefined,
    }));
  }

  /** What is known of some services; those that are not there are left out. */
  async servicesAmong(refs: readonly string[]): Promise<EstateService[]> {
    const [entities, profiles] = await Promise.all([
      rowsAmong(this.knex, 'catalog_entities', 'ref', refs, [
        'ref',
        'title',
        'owner_ref',
        'system_ref',
      ]),
      rowsAmong(this.knex, 'service_profiles', 'ref', refs, ['ref', 'tier']),
    ]);
    const tiers = new Map(profiles.map(row => [row.ref, row.tier]));
    return entities.map(row => ({
      ref: row.ref,
      title: row.title,
      ownerRef: text(row.owner_ref),
      systemRef: text(row.system_ref),
      tier: text(tiers.get(row.ref)) as Tier | undefined,
    }));
  }

  /** All plans that there are, removed ones left out. */
  async plans(): Promise<PlanRow[]> {
    const rows = await this.#plans(this.knex).whereNotNull('p.rto_minutes');
    return oneEach(rows);
  }

  /** Plans of some services, under former names too; removed ones left out. */
  async plansAmong(refs: readonly string[]): Promise<PlanRow[]> {
    const names = await namesOfEntities(this.knex, refs);
    const wanted = new Set(refs);
    const found: any[] = [];
    for (const part of chunksOf([...names.keys()]))
      found.push(
        ...(await this.#plans(this.knex)
          .whereIn('p.service_ref', part)
          .whereNotNull('p.rto_minutes')),
      );
    return oneEach(found.filter(({ ref }) => wanted.has(ref)));
  }

  /** What services plans are of, as the catalog calls them now. */
  async servicesOf(
    executor: Knex,
    planIds: readonly string[],
  ): Promise<ReadonlySet<string>> {
    const refs = new Set<string>();
    for (const part of chunksOf(planIds))
      for (const row of await this.#plans(executor).whereIn('p.id', part))
        refs.add(row.ref);
    return refs;
  }

  /** The plan of a service, a removed one too: it goes on with its version. */
  async planOf(
    ref: string,
    executor: Knex = this.knex,
  ): Promise<WrittenPlan | undefined> {
    const rows = await this.#plans(executor)
      .where(w =>
        w
          .where('p.service_ref', ref)
          .orWhereIn('p.service_ref', formerNamesOf(executor, [ref])),
      )
      .select('p.words', 'p.words_by_ref');
    const row = rows.find((one: any) => one.service_ref === ref) ?? rows[0];
    return (
      row && {
        ...toPlan(row),
        words: text(row.words),
        wordsByRef: text(row.words_by_ref),
      }
    );
  }

  /** The last test of each plan; of two at one instant the one that was noted last. */
  async lastTests(
    planIds: readonly string[],
  ): Promise<ReadonlyMap<string, TestRow>> {
    const last = new Map<string, TestRow>();
    for (const part of chunksOf(planIds)) {
      const rows: any[] = await this.knex(`${TESTS} as t`)
        .whereIn('t.plan_id', part)
        .whereNotExists(
          this.knex(`${TESTS} as n`)
            .whereRaw('n.plan_id = t.plan_id')
            .whereRaw('n.tested_at > t.tested_at')
            .select('n.id'),
        )
        .orderBy('t.id')
        .select(
          't.id',
          't.plan_id',
          't.tested_at',
          't.kind',
          't.result',
          't.rto_minutes',
          't.rpo_minutes',
          't.evidence_url',
          't.words_by_ref',
          't.created_at',
        );
      for (const row of rows) last.set(row.plan_id, toTest(row));
    }
    return last;
  }

  /** The newest tests of a plan, the last first. */
  async testsOf(planId: string): Promise<TestRow[]> {
    const rows = await this.knex(TESTS)
      .where('plan_id', planId)
      .orderBy([
        { column: 'tested_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(MOST_TESTS)
      .select('*');
    return rows.map(toTest);
  }

  /**
   * Writes a plan that nobody else has written meanwhile.
   *
   * @param version - the one that it replaces; 0 for a service that had none
   * @returns whether nobody had
   */
  async write(
    tx: Knex.Transaction,
    plan: WrittenPlan,
    version: number,
  ): Promise<boolean> {
    const values = {
      service_ref: plan.ref,
      rto_minutes: plan.rtoMinutes ?? null,
      rpo_minutes: plan.rpoMinutes ?? null,
      mtd_minutes: plan.mtdMinutes ?? null,
      owner_ref: plan.ownerRef ?? null,
      plan_url: plan.planUrl ?? null,
      test_every_days: plan.testEveryDays,
      words: plan.words ?? null,
      words_by_ref: plan.words ? plan.wordsByRef ?? null : null,
      version: plan.version,
      updated_at: plan.updatedAt,
      updated_by_ref: plan.updatedByRef ?? null,
      journal_head: plan.journalHead ?? null,
    };
    if (version === 0) {
      const made = await tx(PLANS)
        .insert({ id: plan.id, ...values })
        .onConflict('service_ref')
        .ignore()
        .returning('id');
      return made.length > 0;
    }
    const changed = await tx(PLANS)
      .where({ id: plan.id, version })
      .update(values);
    return changed > 0;
  }

  /** The end of a plan's chain in the journal, which nobody else goes on with until the transaction ends. */
  async lockHead(
    tx: Knex.Transaction,
    id: string,
  ): Promise<string | undefined> {
    const row = await tx(PLANS).where({ id }).forUpdate().first('journal_head');
    return text(row?.journal_head);
  }

  async keepHead(
    tx: Knex.Transaction,
    id: string,
    head: string,
  ): Promise<void> {
    await tx(PLANS).where({ id }).update({ journal_head: head });
  }

  async addTest(tx: Knex.Transaction, test: TestRow): Promise<void> {
    await tx(TESTS).insert({
      id: test.id,
      plan_id: test.planId,
      tested_at: test.at,
      kind: test.kind,
      result: test.result,
      rto_minutes: test.rtoMinutes ?? null,
      rpo_minutes: test.rpoMinutes ?? null,
      evidence_url: test.evidenceUrl ?? null,
      words: test.words ?? null,
      words_by_ref: test.byRef ?? null,
      created_at: test.createdAt,
    });
  }

  async findTest(id: string, planId: string): Promise<TestRow | undefined> {
    const row = await this.knex(TESTS)
      .where({ id, plan_id: planId })
      .first('*');
    return row && toTest(row);
  }

  /** @returns whether it was there */
  async removeTest(tx: Knex.Transaction, id: string): Promise<boolean> {
    return (await tx(TESTS).where({ id }).delete()) > 0;
  }

  #plans(executor: Knex): Knex.QueryBuilder {
    return executor(`${PLANS} as p`).select(
      ...COLUMNS,
      'p.service_ref',
      this.knex.raw(`${nameNowSql('p.service_ref')} as ref`),
    );
  }
}
