import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import {
  continuityPlanInputSchema,
  newRiskSchema,
  recoveryTestInputSchema,
  riskCandidatePageSchema,
  riskHeatSchema,
  riskListQuerySchema,
  riskPageSchema,
  riskPatchSchema,
  riskRecordSchema,
  riskReviewSchema,
  riskTransitionSchema,
  serviceContinuitySchema,
  type RiskFinder,
  type RiskRecord,
} from '@callboard/plugin-itsm-common';
import {
  serviceRisksRef,
  SYSTEM_CALLER,
  type Caller,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { syncCatalog } from '../../../kernel/catalog/syncCatalog';
import { catalogOf } from '../../../testing/catalogOf';
import { demoCatalog } from '../../../testing/demoCatalog';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import {
  FixedClock,
  kernelOnDatabase,
  NOON,
  seedId,
  user,
} from '../../../tests/kernelOnDatabase';
import { registeredPractices } from '../../../tests/registeredPractices';
import { serviceProfiles } from '../catalogue/ServiceProfiles';
import { DefaultCandidateService } from './candidates/CandidateService';
import { CandidateStore } from './candidates/CandidateStore';
import { FactsStore } from './candidates/FactsStore';
import { RiskFinding } from './candidates/Finding';
import { RiskLooking } from './candidates/Looking';
import { riskChecks } from './checks';
import { ContinuityBook } from './continuity/ContinuityBook';
import { DefaultContinuityService } from './continuity/ContinuityService';
import { ContinuityStore } from './continuity/ContinuityStore';
import { continuityRows } from './continuity/csvRows';
import { DefaultRiskService } from './RiskService';
import { RiskStore } from './RiskStore';
import { risksOfService } from './serviceView';
import { readRiskSettings } from './settings';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const DAY = 86_400_000;
const CART = 'component:default/cart';
const CHECKOUT = 'component:default/checkout';
const SHOP = 'system:default/shop';
const DB = 'resource:default/db';
const seesAll = (caller: Caller) => ({ ...caller, readsWholeCatalog: true });
const maria = seesAll(user('maria', ['payments']));
const sam = seesAll(user('sam', ['storefront']));
const dana = seesAll(user('dana', ['service-desk'], ['agent']));
const rita = seesAll(user('rita', ['marketing']));
const iso = (at: number) => new Date(at).toISOString();

/** Who works in the team that a service belongs to. */
const member = (name: string, team: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: team, uid: `uid-group-${team}`, etag: `m-${team}` },
  spec: { type: 'team', children: [] },
  relations: [{ type: 'hasMember', targetRef: `user:default/${name}` }],
});
const needing = (entity: Entity, ...refs: string[]): Entity => ({
  ...entity,
  metadata: { ...entity.metadata, etag: `${entity.metadata.etag}-n` },
  relations: [
    ...(entity.relations ?? []),
    ...refs.map(targetRef => ({ type: 'dependsOn', targetRef })),
  ],
});
const database: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: 'db', title: 'Postgres', uid: 'uid-db', etag: 'e-db' },
  spec: { type: 'database', owner: 'payments' },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/payments' }],
};
/** The small shop with a database that all of it needs, and people in its teams. */
const catalog: Entity[] = [
  ...demoCatalog
    .filter(
      ({ metadata: { name } }) => !['payments', 'storefront'].includes(name),
    )
    .map(entity =>
      ['cart', 'checkout', 'orphan'].includes(entity.metadata.name)
        ? needing(entity, DB)
        : entity,
    ),
  member('maria', 'payments'),
  member('sam', 'storefront'),
  database,
];

describe.each(databases.eachSupportedId())('risks on %s', databaseId => {
  let knex: Knex;
  let world: Awaited<ReturnType<typeof start>>;

  async function start() {
    const clock = new FixedClock();
    const practices = await registeredPractices();
    const kernel = await kernelOnDatabase(knex, {
      clock,
      entities: catalog,
      practices,
    });
    for (const practice of practices) practice.services?.(kernel);
    const read = (entities: readonly Entity[]) =>
      syncCatalog({
        catalog: catalogOf(entities),
        credentials: mockCredentials.service(),
        store: kernel.catalog,
        annotations: [],
        clock,
        logger: mockServices.logger.mock(),
      });
    const store = new RiskStore(knex);
    const risks = new DefaultRiskService(kernel, store);
    const plans = new ContinuityStore(knex);
    const book = new ContinuityBook(kernel, plans);
    const kept = new CandidateStore(knex);
    const looking = new RiskLooking(kernel, {
      finding: new RiskFinding(kernel, {
        facts: new FactsStore(knex),
        book,
        settings: readRiskSettings(mockServices.rootConfig()),
      }),
      store: kept,
      risks: store,
    });
    const settle = async () => {
      for (let i = 0; i < 8; i += 1) {
        await kernel.followers.drain();
        if ((await kernel.due.runDue()) === 0) return;
      }
    };
    return {
      kernel,
      clock,
      read,
      store,
      risks,
      book,
      looking,
      settle,
      continuity: new DefaultContinuityService(kernel, {
        store: plans,
        book,
        mayWrite: () => true,
        touch: (tx, refs) => serviceProfiles(kernel).touch(tx, refs),
      }),
      candidates: new DefaultCandidateService(kernel, {
        store: kept,
        looking,
        riskStore: store,
        risks,
        decides: () => true,
      }),
    };
  }

  const why = (asked: Promise<unknown>) =>
    asked.then(
      () => 'it was done',
      (error: Error) => `${error.name}: ${error.message}`,
    );
  const file = async (more: object = {}, by = maria) =>
    riskRecordSchema.parse(
      await world.risks.file(
        by,
        newRiskSchema.parse({
          title: 'Nobody knows how to restore the cart',
          serviceRef: CART,
          ...more,
        }),
      ),
    );
  const take = async (
    { number }: Pick<RiskRecord, 'number'>,
    transition: string,
    set: object = {},
    by = sam,
  ) =>
    riskRecordSchema.parse(
      await world.risks.transition(
        by,
        number,
        riskTransitionSchema.parse({ transition, ...set }),
      ),
    );
  const change = (number: string, patch: object, by = sam) =>
    world.risks.update(by, number, riskPatchSchema.parse(patch));
  const decide = async (
    { id }: Pick<RiskRecord, 'id'>,
    decision: 'approve' | 'reject',
    by: Caller,
  ) => {
    await world.settle();
    const seats = await knex('approval_seats').where({
      record_id: id,
      state: 'open',
    });
    const seat = seats.find(({ for_ref: ref }) => by.ownership.includes(ref));
    const round = await knex('approvals')
      .where({ record_id: id, state: 'asked' })
      .first();
    await world.kernel.records.changeRecord(by, {
      id,
      approval: {
        decide: {
          seatId: seat.id,
          decision,
          note: 'Heard',
          round: round.round,
        },
      },
    });
    await world.settle();
  };
  const tier = (ref: string, value: string) =>
    knex('service_profiles')
      .insert({
        ref,
        kind: ref.split(':')[0],
        title: ref,
        sort_title: ref,
        words: '',
        tier: value,
        section: 'known',
        checks: '[]',
        computed_at: 1,
      })
      .onConflict('ref')
      .merge(['tier']);

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    world = await start();
    await world.read(catalog);
  });

  it('a risk is analysed, treated and watched; what counts is worked out, and the next review is due by itself', async () => {
    const risk = await file({}, rita);
    expect(risk).toMatchObject({
      number: expect.stringMatching(/^RSK-\d+$/),
      status: 'identified',
      ownerRef: 'group:default/storefront',
      reviewEvery: 90,
      reviewAt: iso(NOON + 90 * DAY),
    });
    expect(await why(take(risk, 'analyse'))).toBe(
      'InputError: likelihood: Likelihood is needed to "Analyse"',
    );
    const analysed = await take(risk, 'analyse', { likelihood: 4, impact: 5 });
    expect(analysed).toMatchObject({
      score: 20,
      currentScore: 20,
      level: 'critical',
    });
    expect(
      (
        await take(risk, 'treat', {
          treatment: 'reduce',
          treatmentPlan: 'Restore it once a quarter.',
        })
      ).status,
    ).toBe('treating');
    expect(
      await why(
        take(risk, 'watch', { residualLikelihood: 5, residualImpact: 5 }),
      ),
    ).toMatch(/^InputError: residualImpact: with its treatment the risk/);
    expect(
      await take(risk, 'watch', { residualLikelihood: 2, residualImpact: 3 }),
    ).toMatchObject({
      status: 'watching',
      score: 20,
      residualScore: 6,
      currentScore: 6,
      level: 'medium',
    });
    // A review says what changed; the next one is due from then on.
    world.clock.pass(10 * DAY);
    const reviewed = await world.risks.review(
      sam,
      risk.number,
      riskReviewSchema.parse({ residualImpact: 4, note: 'It took longer.' }),
    );
    expect(reviewed).toMatchObject({
      currentScore: 8,
      reviewedAt: iso(world.clock.now()),
      reviewAt: iso(world.clock.now() + 90 * DAY),
    });
    // On its day whoever answers for it hears of it, once.
    await world.settle();
    world.clock.pass(91 * DAY);
    await world.settle();
    const due = await knex('journal').where({
      subject_id: risk.id,
      kind: 'risk.review-due',
    });
    expect(due).toHaveLength(1);
    expect(await why(take(risk, 'close'))).toMatch(/closeReason/);
    const closed = await take(risk, 'close', {
      closeReason: 'It was replaced.',
    });
    expect(closed.reviewAt).toBeUndefined();
    expect(await why(world.risks.review(sam, risk.number, {}))).toMatch(
      /^ConflictError: RSK-\d+ is closed; reopen it/,
    );
    expect(await take(risk, 'reopen')).toMatchObject({
      status: 'identified',
      reviewAt: iso(world.clock.now() + 90 * DAY),
    });
  });

  it('living with a risk is decided by who owns the service, until a day, and for what it was then', async () => {
    const risk = await file({ serviceRef: CHECKOUT }, sam);
    await take(risk, 'analyse', { likelihood: 3, impact: 3 }, maria);
    const ask = (days: number) =>
      take(
        risk,
        'request-acceptance',
        {
          acceptReason: 'Mending it costs more than it does.',
          acceptUntil: iso(world.clock.now() + days * DAY),
        },
        sam,
      );
    expect(await why(ask(-1))).toBe(
      'InputError: acceptUntil: must be a day to come',
    );
    expect(await why(ask(800))).toMatch(
      /^InputError: acceptUntil: must be within two years/,
    );
    const asked = await ask(100);
    expect(asked).toMatchObject({ status: 'accepting', treatment: 'accept' });
    expect(await why(take(risk, 'accept', {}, maria))).toMatch(
      /^ConflictError/,
    );
    await decide(risk, 'approve', maria);
    const accepted = await world.risks.get(maria, risk.number);
    expect(accepted).toMatchObject({
      status: 'watching',
      approval: 'approved',
      currentScore: 9,
    });
    expect(accepted.viewer.transitions.map(({ name }) => name)).not.toContain(
      'lapse',
    );
    expect(await why(take(risk, 'lapse', {}, maria))).toMatch(
      /^ConflictError: Acceptance runs out by itself/,
    );
    expect(
      await why(change(risk.number, { treatment: 'reduce' }, maria)),
    ).toMatch(/^ConflictError: treatment: it was decided to accept/);
    // What was accepted is another thing now: it is asked again, and refused.
    await change(risk.number, { impact: 5 }, dana);
    await world.settle();
    expect(await world.risks.get(maria, risk.number)).toMatchObject({
      status: 'accepting',
      currentScore: 15,
    });
    await decide(risk, 'reject', maria);
    expect((await world.risks.get(maria, risk.number)).status).toBe('analysed');
    // Refused, it can be changed, and asked about anew.
    await change(risk.number, { likelihood: 1 }, maria);
    await ask(30);
    await decide(risk, 'approve', maria);
    expect((await world.risks.get(maria, risk.number)).status).toBe('watching');
    world.clock.pass(31 * DAY);
    await world.settle();
    const lapsed = await world.risks.get(maria, risk.number);
    expect(lapsed).toMatchObject({ status: 'identified' });
    expect([lapsed.treatment, lapsed.acceptUntil, lapsed.approval]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    // What it was accepted for binds nobody any more.
    await change(risk.number, { impact: 2 }, maria);
  });

  it('the heat map counts what one may read, before treatment and now, and the list sorts by what counts', async () => {
    const read = (by: Caller, query: object = {}) =>
      world.risks.heat(by, query as {});
    const before = riskHeatSchema.parse(await read(dana));
    const secret = await file(
      { visibility: 'restricted', title: 'A secret' },
      sam,
    );
    await take(secret, 'analyse', { likelihood: 5, impact: 5 });
    const shared = await file({ title: 'Shared' });
    await take(shared, 'analyse', { likelihood: 5, impact: 4 });
    await take(shared, 'treat', {
      treatment: 'avoid',
      treatmentPlan: 'Stop it.',
    });
    await take(shared, 'watch', { residualLikelihood: 1, residualImpact: 1 });
    const at = (
      cells: { likelihood: number; impact: number; count: number }[],
      l: number,
      i: number,
    ) => cells.find(c => c.likelihood === l && c.impact === i)?.count ?? 0;
    const seen = await read(rita);
    expect([
      at(seen.before, 5, 5),
      at(seen.before, 5, 4),
      at(seen.now, 5, 4),
    ]).toEqual([0, 1, 0]);
    expect(at(seen.now, 1, 1)).toBe(at(before.now, 1, 1) + 1);
    const all = (cells: readonly { count: number }[]) =>
      cells.reduce((sum, { count }) => sum + count, 0);
    expect(all(seen.now)).toBe(all(seen.before));
    expect((await read(rita, { service: [CHECKOUT] })).before).not.toEqual(
      seen.before,
    );
    expect(at((await read(sam)).now, 5, 5)).toBe(1);
    const page = riskPageSchema.parse(
      await world.risks.list(
        rita,
        riskListQuerySchema.parse({ sort: 'currentScore', order: 'desc' }),
      ),
    );
    const scores = page.items.flatMap(({ currentScore }) => currentScore ?? []);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(page.items.map(({ number }) => number)).not.toContain(secret.number);
    // Of restricted ones the sums of services know nothing.
    const sums = await world.kernel.services
      .find(serviceRisksRef)!
      .sums([CART, DB]);
    expect(sums.get(CART)?.highest).toBeLessThan(25);
    expect(sums.has(DB)).toBe(false);
  });

  describe('continuity', () => {
    const plan = (more: object = {}) =>
      continuityPlanInputSchema.parse({
        rtoMinutes: 60,
        rpoMinutes: 15,
        ...more,
      });
    const test = (more: object = {}) =>
      recoveryTestInputSchema.parse({
        at: iso(world.clock.now() - DAY),
        kind: 'full',
        result: 'passed',
        rtoMinutes: 45,
        rpoMinutes: 10,
        ...more,
      });
    const gapsOf = async (ref: string, by = dana) =>
      serviceContinuitySchema
        .parse(await world.continuity.get(by, ref))
        .gaps.map(({ kind }) => kind);

    it('who owns a service writes how it comes back; what is missing is said, worst first', async () => {
      await tier(CART, 'tier-1');
      expect(await gapsOf(CART)).toEqual(['no-plan']);
      expect(await why(world.continuity.write(maria, CART, plan()))).toMatch(
        /^NotAllowedError: How a service comes back is for the group/,
      );
      expect(await why(world.continuity.addTest(sam, CART, test()))).toMatch(
        /^ConflictError: There is no continuity plan yet/,
      );
      const written = await world.continuity.write(
        sam,
        CART,
        plan({ steps: 'Restore it.', planUrl: 'https://wiki.example/cart' }),
      );
      expect(written).toMatchObject({
        plan: { rtoMinutes: 60, version: 1, updatedByRef: sam.ref },
        steps: 'Restore it.',
        viewer: { canUpdate: true },
        gaps: [{ kind: 'never-tested' }],
      });
      expect(await why(world.continuity.write(sam, CART, plan(), 7))).toMatch(
        /^ConflictError: Somebody else changed the continuity plan/,
      );
      expect(
        await why(
          world.continuity.addTest(
            sam,
            CART,
            test({ at: iso(world.clock.now() + DAY) }),
          ),
        ),
      ).toMatch(/^InputError: at: must have happened/);
      const tested = await world.continuity.addTest(
        sam,
        CART,
        test({ rtoMinutes: 90, notes: 'The key was **lost**.' }),
      );
      expect(tested.gaps.map(({ kind }) => kind)).toEqual([
        'slower-than-agreed',
      ]);
      const slow = tested.tests[0].id;
      await world.continuity.addTest(
        sam,
        CART,
        test({ at: iso(world.clock.now()) }),
      );
      expect(await gapsOf(CART)).toEqual([]);
      await world.continuity.removeTest(sam, CART, slow);
      expect(await why(world.continuity.removeTest(sam, CART, slow))).toMatch(
        /^NotFoundError/,
      );
      // Each step is in the journal, without a word or a name of anybody.
      const entries = await knex('journal')
        .where('subject_type', 'continuity')
        .orderBy('position')
        .select('kind', 'payload');
      expect(entries.map(({ kind }) => kind)).toEqual([
        'continuity.written',
        'continuity.tested',
        'continuity.tested',
        'continuity.test-removed',
      ]);
      expect(JSON.stringify(entries)).not.toMatch(/lost|Restore|user:/);
    });

    it('what it needs and is back later is found over the graph, as far as one sees it', async () => {
      await world.continuity.write(maria, CHECKOUT, plan({ rtoMinutes: 30 }));
      await world.continuity.write(maria, DB, plan({ rtoMinutes: 240 }));
      const { gaps } = await world.continuity.get(dana, CHECKOUT);
      expect(gaps.find(({ kind }) => kind === 'slow-dependency')).toEqual({
        kind: 'slow-dependency',
        words:
          'It needs Postgres, which is planned to be back after 4 h, 3 h 30 min later.',
        path: [CHECKOUT, DB],
      });
      const page = await world.continuity.list(dana, { limit: 1 });
      expect(page.items[0].gaps[0].kind).toBe('slow-dependency');
      const rest = await world.continuity.list(dana, {
        limit: 50,
        cursor: page.pageInfo.nextCursor,
      });
      const refs = [...page.items, ...rest.items].map(({ ref }) => ref);
      expect(new Set(refs).size).toBe(refs.length);
      expect(refs).toEqual(expect.arrayContaining([CART, CHECKOUT, DB]));
      expect(refs).not.toContain('component:default/orphan');
      expect(page.counts['slow-dependency']).toBe(2);
      expect(
        await why(world.continuity.list(dana, { cursor: 'bm9wZQ' })),
      ).toMatch(/^InputError: cursor/);
      const rows: string[][] = [];
      for await (const row of continuityRows(
        await world.continuity.rows(dana, { gap: ['slow-dependency'] }),
      ))
        rows.push(row);
      expect(rows.map(row => row[1]).sort()).toEqual([CART, CHECKOUT]);
      // Who may not see the database learns neither of it nor that something is later.
      const blind: Caller = { ...rita, readsWholeCatalog: false };
      jest
        .spyOn(world.kernel.catalogAccess, 'readable')
        .mockImplementation(
          async (_caller, asked) => new Set(asked.filter(ref => ref !== DB)),
        );
      const seen = await world.continuity.list(blind, {});
      expect(JSON.stringify(seen)).not.toMatch(/resource:default\/db|Postgres/);
      jest.restoreAllMocks();
      // The page of the service and its checks say the same.
      const view = risksOfService(world.kernel, world.book);
      const told = await view.read({
        caller: dana,
        ref: CART,
        refs: [CART],
        now: world.clock.now(),
      });
      expect(told.continuity).toMatchObject({
        rtoMinutes: 60,
        gap: expect.stringMatching(/^It needs Postgres/),
      });
      expect(told.risks?.items.length).toBeGreaterThan(0);
      const [check, review] = riskChecks(world.kernel, world);
      const services = [CART, DB, SHOP].map(ref => ({
        ref,
        kind: 'component',
      }));
      const answers = await check.read(services);
      expect(answers.get(CART)).toEqual({
        state: 'met',
        words: 'Back after 1 h, tested',
      });
      expect(answers.get(DB)?.words).toBe('Its recovery was never tested.');
      expect(answers.get(SHOP)).toEqual({ state: 'missing' });
      expect((await review.read(services)).has(SHOP)).toBe(false);
    });

    it('two who write at the same instant do not overwrite each other; a removed plan keeps its tests', async () => {
      const ref = 'component:default/orphan';
      const both = await Promise.all(
        [1, 2].map(n =>
          why(world.continuity.write(dana, ref, plan({ rtoMinutes: n }))),
        ),
      );
      // Either one was first, or the second one saw what the first one wrote.
      expect(both).toContain('it was done');
      const { plan: now } = await world.continuity.get(dana, ref);
      await world.continuity.addTest(dana, ref, test());
      const removed = await world.continuity.remove(dana, ref, now!.version);
      expect([removed.plan, removed.tests.length]).toEqual([undefined, 1]);
      expect(await why(world.continuity.remove(dana, ref))).toMatch(
        /^NotFoundError/,
      );
      const again = await world.continuity.write(dana, ref, plan());
      expect(again.plan?.version).toBe(now!.version + 2);
      expect(
        await why(world.continuity.get(dana, 'user:default/maria')),
      ).toMatch(/is no service/);
      expect(
        await why(world.continuity.get(dana, 'component:default/nowhere')),
      ).toMatch(/^NotFoundError: There is no component:default\/nowhere/);
    });
  });

  describe('candidates', () => {
    const list = async (query: object = {}, by = dana) =>
      riskCandidatePageSchema.parse(
        await world.candidates.list(by, { limit: 100, ...query }),
      );
    const of = async (finder: RiskFinder, query: object = {}) =>
      (await list(query)).items.filter(one => one.finder === finder);

    beforeAll(async () => {
      await tier(CHECKOUT, 'tier-1');
      await tier('component:default/orphan', 'tier-2');
      await knex('continuity_plans').where('service_ref', CHECKOUT).delete();
      await knex('ci_items').insert({
        id: seedId(900),
        ref: DB,
        title: 'Postgres',
        state: 'live',
        owned: false,
        formerly: '[]',
        revision: 1,
        version: 1,
        created_at: 1,
        updated_at: 1,
      });
      const value = (key: string, said: string) => ({
        item_id: seedId(900),
        key,
        value: JSON.stringify(said),
        word: said,
        source: 'portal',
        since: 1,
      });
      const day = iso(world.clock.now() + 60 * DAY).slice(0, 10);
      await knex('ci_values').insert([
        value('end-of-life', day),
        value('backup', 'none'),
      ]);
      const records = [1, 2].map(n => ({
        id: seedId(910 + n),
        number: `CTR-${n}`,
        type: 'contract',
        title: 'Hosting',
        status: 'active',
        status_category: 'open',
        visibility: n === 1 ? 'internal' : 'restricted',
        service_ref: CART,
        version: 1,
        created_at: 1,
        updated_at: 1,
      }));
      await knex('records').insert(records);
      await knex('contracts').insert(
        records.map(({ id }) => ({
          record_id: id,
          end_at: world.clock.now() + 20 * DAY,
          renewal: 'manual',
        })),
      );
    });

    it('finds what alone takes much down, who owns nothing, what ends, and what does not come back', async () => {
      const looked = await world.candidates.look(dana);
      expect(looked.skipped).toEqual([]);
      const page = await list();
      const by = new Map(
        page.items.map(one => [`${one.finder} ${one.serviceRef}`, one]),
      );
      expect(by.get(`single-point ${DB}`)).toMatchObject({
        title: 'Postgres alone takes 4 services down',
        ownerRef: 'group:default/payments',
        impact: 5,
        viewer: { canAccept: true, canDismiss: true, canRestore: false },
      });
      expect(by.get('no-owner component:default/orphan')?.title).toBe(
        'orphan belongs to nobody',
      );
      expect(by.get(`end-of-life ${DB}`)?.title).toMatch(
        /^Postgres: end of life is 20/,
      );
      expect(by.get(`no-backup ${DB}`)?.facts[0]).toMatchObject({
        label: 'backup',
        value: 'none',
      });
      expect(by.get(`no-continuity ${CHECKOUT}`)).toBeDefined();
      expect(by.get(`untested-recovery ${DB}`)).toBeDefined();
      expect(by.get(`slow-dependency ${CART}`)?.why).toMatch(
        /Postgres is planned/,
      );
      // Of the restricted contract nobody hears.
      expect((await of('contract-ending')).map(one => one.title)).toEqual([
        expect.stringMatching(/^The contract CTR-1 behind cart ends on/),
      ]);
      // The highest come first, a page at a time, and looking again changes nothing.
      const scores = page.items.map(one => one.likelihood * one.impact);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
      const first = await list({ limit: 3 });
      const second = await list({ cursor: first.pageInfo.nextCursor });
      expect([...first.items, ...second.items].map(one => one.id)).toEqual(
        page.items.map(one => one.id),
      );
      expect(await world.candidates.look(dana)).toMatchObject({
        found: looked.found,
        added: 0,
        cameBack: 0,
        gone: 0,
      });
      expect((await list()).items.map(one => one.id)).toEqual(
        page.items.map(one => one.id),
      );
    });

    it('one that is accepted is a risk, once, however many press at the same instant', async () => {
      const [one] = await of('single-point');
      await Promise.all(
        [1, 2, 3].map(() => why(world.candidates.accept(dana, one.id, {}))),
      );
      const accepted = await world.candidates.get(dana, one.id);
      expect(accepted).toMatchObject({
        state: 'accepted',
        risk: {
          number: expect.stringMatching(/^RSK-/),
          statusLabel: 'Identified',
        },
      });
      const risk = await world.risks.get(dana, accepted.risk!.number);
      expect(risk).toMatchObject({
        serviceRef: DB,
        ownerRef: 'group:default/payments',
        riskCategory: 'availability',
        score: 10,
        likelihood: 2,
      });
      expect(
        await knex('risks')
          .where('candidate_id', one.id)
          .count({ n: '*' })
          .first(),
      ).toEqual({ n: databaseId === 'SQLITE_3' ? 1 : '1' });
      expect(
        await why(world.candidates.dismiss(dana, one.id, { reason: 'x' })),
      ).toBe(
        'ConflictError: It is in the register already; close the risk instead',
      );
      // Nobody owns what nobody owns: whoever takes it on says who answers for it.
      const [orphan] = await of('no-owner');
      expect(await why(world.candidates.accept(dana, orphan.id, {}))).toMatch(
        /^InputError: ownerRef: name the group/,
      );
      await world.candidates.accept(dana, orphan.id, {
        ownerRef: 'group:default/storefront',
      });
    });

    it('one that is dismissed comes back only if it gets worse, and what no longer holds is gone', async () => {
      const [end] = await of('end-of-life');
      await world.candidates.dismiss(dana, end.id, {
        reason: 'It is replaced in spring.',
      });
      await world.candidates.look(dana);
      expect((await world.candidates.get(dana, end.id)).state).toBe(
        'dismissed',
      );
      await world.candidates.restore(dana, end.id);
      await world.candidates.dismiss(dana, end.id, { reason: 'Indeed.' });
      world.clock.pass(31 * DAY);
      await world.candidates.look(dana);
      expect(await world.candidates.get(dana, end.id)).toMatchObject({
        state: 'open',
        note: expect.stringMatching(
          /^It was dismissed on .*, and is worse now/,
        ),
      });
      expect(await knex('texts').where('body', 'Indeed.')).toEqual([]);
      const [backup] = await of('no-backup');
      await knex('ci_values')
        .where('key', 'backup')
        .update({ value: '"daily"' });
      world.clock.pass(10_000);
      await world.candidates.look(dana);
      expect(await world.candidates.get(dana, backup.id)).toMatchObject({
        state: 'gone',
        note: expect.stringMatching(/^It no longer held on/),
      });
      expect(await why(world.candidates.accept(dana, backup.id, {}))).toMatch(
        /^ConflictError: It no longer holds/,
      );
    });

    it('what is about something that one may not see is not there', async () => {
      const [one] = await of('end-of-life');
      jest
        .spyOn(world.kernel.catalogAccess, 'readable')
        .mockImplementation(
          async (_caller, asked) => new Set(asked.filter(ref => ref !== DB)),
        );
      const seen = await list({ state: ['open', 'accepted', 'gone'] });
      expect(JSON.stringify(seen)).not.toMatch(/resource:default\/db|Postgres/);
      expect(await why(world.candidates.get(dana, one.id))).toMatch(
        /^NotFoundError/,
      );
      jest.restoreAllMocks();
    });
  });

  it('a service that left the catalog keeps its plan and its risks, and is shown as such', async () => {
    await world.read(catalog.filter(({ metadata }) => metadata.name !== 'db'));
    world.clock.pass(3_600_000);
    await world.read(catalog.filter(({ metadata }) => metadata.name !== 'db'));
    // Names are kept for some seconds.
    world.clock.pass(60_000);
    const { items, refs } = await world.continuity.list(dana, {});
    expect(items.map(({ ref }) => ref)).toContain(DB);
    expect(refs[DB].dangling).toBe(true);
    const risks = await world.risks.list(
      dana,
      riskListQuerySchema.parse({ service: DB }),
    );
    expect(risks.items).toHaveLength(1);
    const removed = await world.continuity.remove(dana, DB);
    expect(removed.plan).toBeUndefined();
    expect(
      (await world.book.all(SYSTEM_CALLER)).map(({ service }) => service.ref),
    ).not.toContain(DB);
  });
});
