import {
  riskHeatSchema,
  riskListQuerySchema,
  riskPageSchema,
  riskReviewSchema,
} from '@callboard/plugin-itsm-common';
import {
  serviceRisksRef,
  SYSTEM_CALLER,
  type Caller,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import { NOON } from '../../../tests/kernelOnDatabase';
import {
  catalog,
  CART,
  CHECKOUT,
  DAY,
  DB,
  dana,
  iso,
  maria,
  rita,
  riskScene,
  sam,
  type RiskScene,
} from '../../../testing/riskScene';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

describe.each(databases.eachSupportedId())('risks on %s', databaseId => {
  let knex: Knex;
  let scene: RiskScene;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    scene = await riskScene(knex);
  });

  it('a risk is analysed, treated and watched; what counts is worked out, and the next review is due by itself', async () => {
    const risk = await scene.file({}, rita);
    expect(risk).toMatchObject({
      number: expect.stringMatching(/^RSK-\d+$/),
      status: 'identified',
      ownerRef: 'group:default/storefront',
      reviewEvery: 90,
      reviewAt: iso(NOON + 90 * DAY),
    });
    expect(await scene.why(scene.take(risk, 'analyse'))).toBe(
      'InputError: likelihood: Likelihood is needed to "Analyse"',
    );
    const analysed = await scene.take(risk, 'analyse', {
      likelihood: 4,
      impact: 5,
    });
    expect(analysed).toMatchObject({
      score: 20,
      currentScore: 20,
      level: 'critical',
    });
    expect(
      (
        await scene.take(risk, 'treat', {
          treatment: 'reduce',
          treatmentPlan: 'Restore it once a quarter.',
        })
      ).status,
    ).toBe('treating');
    expect(
      await scene.why(
        scene.take(risk, 'watch', { residualLikelihood: 5, residualImpact: 5 }),
      ),
    ).toMatch(/^InputError: residualImpact: with its treatment the risk/);
    expect(
      await scene.take(risk, 'watch', {
        residualLikelihood: 2,
        residualImpact: 3,
      }),
    ).toMatchObject({
      status: 'watching',
      score: 20,
      residualScore: 6,
      currentScore: 6,
      level: 'medium',
    });
    // A review says what changed; the next one is due from then on.
    scene.world.clock.pass(10 * DAY);
    const reviewed = await scene.world.risks.review(
      sam,
      risk.number,
      riskReviewSchema.parse({ residualImpact: 4, note: 'It took longer.' }),
    );
    expect(reviewed).toMatchObject({
      currentScore: 8,
      reviewedAt: iso(scene.world.clock.now()),
      reviewAt: iso(scene.world.clock.now() + 90 * DAY),
    });
    // On its day whoever answers for it hears of it, once.
    await scene.world.settle();
    scene.world.clock.pass(91 * DAY);
    await scene.world.settle();
    const due = await knex('journal').where({
      subject_id: risk.id,
      kind: 'risk.review-due',
    });
    expect(due).toHaveLength(1);
    expect(await scene.why(scene.take(risk, 'close'))).toMatch(/closeReason/);
    const closed = await scene.take(risk, 'close', {
      closeReason: 'It was replaced.',
    });
    expect(closed.reviewAt).toBeUndefined();
    expect(
      await scene.why(scene.world.risks.review(sam, risk.number, {})),
    ).toMatch(/^ConflictError: RSK-\d+ is closed; reopen it/);
    expect(await scene.take(risk, 'reopen')).toMatchObject({
      status: 'identified',
      reviewAt: iso(scene.world.clock.now() + 90 * DAY),
    });
  });

  it('living with a risk is decided by who owns the service, until a day, and for what it was then', async () => {
    const risk = await scene.file({ serviceRef: CHECKOUT }, sam);
    await scene.take(risk, 'analyse', { likelihood: 3, impact: 3 }, maria);
    const ask = (days: number) =>
      scene.take(
        risk,
        'request-acceptance',
        {
          acceptReason: 'Mending it costs more than it does.',
          acceptUntil: iso(scene.world.clock.now() + days * DAY),
        },
        sam,
      );
    expect(await scene.why(ask(-1))).toBe(
      'InputError: acceptUntil: must be a day to come',
    );
    expect(await scene.why(ask(800))).toMatch(
      /^InputError: acceptUntil: must be within two years/,
    );
    const asked = await ask(100);
    expect(asked).toMatchObject({ status: 'accepting', treatment: 'accept' });
    expect(await scene.why(scene.take(risk, 'accept', {}, maria))).toMatch(
      /^ConflictError/,
    );
    await scene.decide(risk, 'approve', maria);
    const accepted = await scene.world.risks.get(maria, risk.number);
    expect(accepted).toMatchObject({
      status: 'watching',
      approval: 'approved',
      currentScore: 9,
    });
    expect(accepted.viewer.transitions.map(({ name }) => name)).not.toContain(
      'lapse',
    );
    expect(await scene.why(scene.take(risk, 'lapse', {}, maria))).toMatch(
      /^ConflictError: Acceptance runs out by itself/,
    );
    expect(
      await scene.why(
        scene.change(risk.number, { treatment: 'reduce' }, maria),
      ),
    ).toMatch(/^ConflictError: treatment: it was decided to accept/);
    // What was accepted is another thing now: it is asked again, and refused.
    await scene.change(risk.number, { impact: 5 }, dana);
    await scene.world.settle();
    expect(await scene.world.risks.get(maria, risk.number)).toMatchObject({
      status: 'accepting',
      currentScore: 15,
    });
    await scene.decide(risk, 'reject', maria);
    expect((await scene.world.risks.get(maria, risk.number)).status).toBe(
      'analysed',
    );
    // Refused, it can be changed, and asked about anew.
    await scene.change(risk.number, { likelihood: 1 }, maria);
    await ask(30);
    await scene.decide(risk, 'approve', maria);
    expect((await scene.world.risks.get(maria, risk.number)).status).toBe(
      'watching',
    );
    scene.world.clock.pass(31 * DAY);
    await scene.world.settle();
    const lapsed = await scene.world.risks.get(maria, risk.number);
    expect(lapsed).toMatchObject({ status: 'identified' });
    expect([lapsed.treatment, lapsed.acceptUntil, lapsed.approval]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    // What it was accepted for binds nobody any more.
    await scene.change(risk.number, { impact: 2 }, maria);
  });

  it('the heat map counts what one may read, before treatment and now, and the list sorts by what counts', async () => {
    const read = (by: Caller, query: object = {}) =>
      scene.world.risks.heat(by, query as {});
    const before = riskHeatSchema.parse(await read(dana));
    const secret = await scene.file(
      { visibility: 'restricted', title: 'A secret' },
      sam,
    );
    await scene.take(secret, 'analyse', { likelihood: 5, impact: 5 });
    const shared = await scene.file({ title: 'Shared' });
    await scene.take(shared, 'analyse', { likelihood: 5, impact: 4 });
    await scene.take(shared, 'treat', {
      treatment: 'avoid',
      treatmentPlan: 'Stop it.',
    });
    await scene.take(shared, 'watch', {
      residualLikelihood: 1,
      residualImpact: 1,
    });
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
    await scene.file();
    const page = riskPageSchema.parse(
      await scene.world.risks.list(
        rita,
        riskListQuerySchema.parse({
          sort: 'currentScore',
          order: 'desc',
          limit: '200',
        }),
      ),
    );
    // What nobody analysed yet stands at the end, and not above what is critical.
    const scores = page.items.map(({ currentScore }) => currentScore ?? 0);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(scores).toContain(0);
    expect(page.items.map(({ number }) => number)).not.toContain(secret.number);
    // Of restricted ones the sums of services know nothing.
    const sums = await scene.world.kernel.services
      .find(serviceRisksRef)!
      .sums([CART, DB]);
    expect(sums.get(CART)?.highest).toBeLessThan(25);
    expect(sums.has(DB)).toBe(false);
  });

  it('a service that left the catalog keeps its plan and its risks, and is shown as such', async () => {
    await scene.planned(DB, 240);
    await scene.file({ serviceRef: DB }, dana);
    await scene.world.read(
      catalog.filter(({ metadata }) => metadata.name !== 'db'),
    );
    scene.world.clock.pass(3_600_000);
    await scene.world.read(
      catalog.filter(({ metadata }) => metadata.name !== 'db'),
    );
    // Names are kept for some seconds.
    scene.world.clock.pass(60_000);
    const { items, refs } = await scene.world.continuity.list(dana, {});
    expect(items.map(({ ref }) => ref)).toContain(DB);
    expect(refs[DB].dangling).toBe(true);
    const risks = await scene.world.risks.list(
      dana,
      riskListQuerySchema.parse({ service: DB }),
    );
    expect(risks.items).toHaveLength(1);
    const removed = await scene.world.continuity.remove(dana, DB);
    expect(removed.plan).toBeUndefined();
    expect(
      (await scene.world.book.all(SYSTEM_CALLER)).map(
        ({ service }) => service.ref,
      ),
    ).not.toContain(DB);
  });
});
