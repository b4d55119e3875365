import {
  riskCandidatePageSchema,
  type RiskFinder,
} from '@callboard/plugin-itsm-common';
import { MigratedDatabases } from '../../../../testing/MigratedDatabases';
import { seedId } from '../../../../tests/kernelOnDatabase';
import {
  catalog,
  riskScene,
  CART,
  CHECKOUT,
  DAY,
  DB,
  dana,
  iso,
  type RiskScene,
} from '../../../../testing/riskScene';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

describe.each(databases.eachSupportedId())(
  'candidates of risks on %s',
  databaseId => {
    let scene: RiskScene;
    beforeAll(async () => {
      scene = await riskScene(await databases.init(databaseId));
    });

    const list = async (query: object = {}, by = dana) =>
      riskCandidatePageSchema.parse(
        await scene.world.candidates.list(by, { limit: 100, ...query }),
      );
    const of = async (finder: RiskFinder, query: object = {}) =>
      (await list(query)).items.filter(one => one.finder === finder);

    beforeAll(async () => {
      await scene.tier(CHECKOUT, 'tier-1');
      await scene.tier('component:default/orphan', 'tier-2');
      await scene.planned(DB, 240);
      await scene.planned(CART, 60);
      await scene.knex('ci_items').insert({
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
      const day = iso(scene.world.clock.now() + 60 * DAY).slice(0, 10);
      await scene
        .knex('ci_values')
        .insert([value('end-of-life', day), value('backup', 'none')]);
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
      await scene.knex('records').insert(records);
      await scene.knex('contracts').insert(
        records.map(({ id }) => ({
          record_id: id,
          end_at: scene.world.clock.now() + 20 * DAY,
          renewal: 'manual',
        })),
      );
    });

    it('finds what alone takes much down, who owns nothing, what ends, and what does not come back', async () => {
      const looked = await scene.world.candidates.look(dana);
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
      // Filters leave some of all, however many are higher than these.
      expect(
        (await of('end-of-life', { limit: 1, finder: ['end-of-life'] })).map(
          one => one.serviceRef,
        ),
      ).toEqual([DB]);
      expect(
        (await list({ team: ['group:default/payments'] })).items.map(
          one => one.ownerRef,
        ),
      ).toEqual(
        page.items.flatMap(({ ownerRef }) =>
          ownerRef === 'group:default/payments' ? [ownerRef] : [],
        ),
      );
      // The highest come first, a page at a time, and looking again changes nothing.
      const scores = page.items.map(one => one.likelihood * one.impact);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
      const first = await list({ limit: 3 });
      const second = await list({ cursor: first.pageInfo.nextCursor });
      expect([...first.items, ...second.items].map(one => one.id)).toEqual(
        page.items.map(one => one.id),
      );
      expect(await scene.world.candidates.look(dana)).toMatchObject({
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
        [1, 2, 3].map(() =>
          scene.why(scene.world.candidates.accept(dana, one.id, {})),
        ),
      );
      const accepted = await scene.world.candidates.get(dana, one.id);
      expect(accepted).toMatchObject({
        state: 'accepted',
        risk: {
          number: expect.stringMatching(/^RSK-/),
          statusLabel: 'Identified',
        },
      });
      const risk = await scene.world.risks.get(dana, accepted.risk!.number);
      expect(risk).toMatchObject({
        serviceRef: DB,
        ownerRef: 'group:default/payments',
        riskCategory: 'availability',
        score: 10,
        likelihood: 2,
      });
      expect(
        await scene
          .knex('risks')
          .where('candidate_id', one.id)
          .count({ n: '*' })
          .first(),
      ).toEqual({ n: databaseId === 'SQLITE_3' ? 1 : '1' });
      expect(
        await scene.why(
          scene.world.candidates.dismiss(dana, one.id, { reason: 'x' }),
        ),
      ).toBe(
        'ConflictError: It is in the register already; close the risk instead',
      );
      // Nobody owns what nobody owns: whoever takes it on says who answers for it.
      const [orphan] = await of('no-owner');
      expect(
        await scene.why(scene.world.candidates.accept(dana, orphan.id, {})),
      ).toMatch(/^InputError: ownerRef: name the group/);
      await scene.world.candidates.accept(dana, orphan.id, {
        ownerRef: 'group:default/storefront',
      });
    });

    it('one that is dismissed comes back only if it gets worse, and what no longer holds is gone', async () => {
      const [end] = await of('end-of-life');
      await scene.world.candidates.dismiss(dana, end.id, {
        reason: 'It is replaced in spring.',
      });
      await scene.world.candidates.look(dana);
      expect((await scene.world.candidates.get(dana, end.id)).state).toBe(
        'dismissed',
      );
      await scene.world.candidates.restore(dana, end.id);
      await scene.world.candidates.dismiss(dana, end.id, { reason: 'Indeed.' });
      scene.world.clock.pass(31 * DAY);
      await scene.world.candidates.look(dana);
      expect(await scene.world.candidates.get(dana, end.id)).toMatchObject({
        state: 'open',
        note: expect.stringMatching(
          /^It was dismissed on .*, and is worse now/,
        ),
      });
      expect(await scene.knex('texts').where('body', 'Indeed.')).toEqual([]);
      const [backup] = await of('no-backup');
      await scene
        .knex('ci_values')
        .where('key', 'backup')
        .update({ value: '"daily"' });
      scene.world.clock.pass(10_000);
      await scene.world.candidates.look(dana);
      expect(await scene.world.candidates.get(dana, backup.id)).toMatchObject({
        state: 'gone',
        note: expect.stringMatching(/^It no longer held on/),
      });
      expect(
        await scene.why(scene.world.candidates.accept(dana, backup.id, {})),
      ).toMatch(/^ConflictError: It no longer holds/);
    });

    it('what was decided of something holds when that is renamed, and is there once', async () => {
      const states = ['open', 'accepted', 'dismissed', 'gone'];
      const about = async (ref: string) =>
        (await list({ state: states })).items
          .filter(({ serviceRef }) => serviceRef === ref)
          .map(({ id, finder, state }) => [id, finder, state])
          .sort();
      const [plan] = (await of('no-continuity')).filter(
        one => one.serviceRef === CHECKOUT,
      );
      await scene.world.candidates.dismiss(dana, plan.id, {
        reason: 'It is restored with the shop.',
      });
      await scene.world.candidates.look(dana);
      const before = await about(CHECKOUT);
      expect(before).toContainEqual([plan.id, 'no-continuity', 'dismissed']);
      const till = 'component:default/till';
      for (let n = 0; n < 2; n += 1) {
        scene.world.clock.pass(60_000);
        await scene.world.read(
          catalog.map(entity =>
            entity.metadata.name === 'checkout'
              ? {
                  ...entity,
                  metadata: {
                    ...entity.metadata,
                    name: 'till',
                    etag: 'till',
                    annotations: { 'callboard.dev/formerly': CHECKOUT },
                  },
                }
              : entity,
          ),
        );
        await scene.world.settle();
      }
      await scene.tier(till, 'tier-1');
      await scene.world.candidates.look(dana);
      expect(await about(till)).toEqual(before);
      expect(await about(CHECKOUT)).toEqual([]);
    });

    it('what is about something that one may not see is not there', async () => {
      const [one] = await of('end-of-life');
      jest
        .spyOn(scene.world.kernel.catalogAccess, 'readable')
        .mockImplementation(
          async (_caller, asked) => new Set(asked.filter(ref => ref !== DB)),
        );
      const states = ['open', 'accepted', 'gone'];
      const seen = await list({ state: states });
      expect(JSON.stringify(seen)).not.toMatch(/resource:default\/db|Postgres/);
      // What is left out makes no page end too early.
      const first = await list({ state: states, limit: 1 });
      const rest = await list({
        state: states,
        cursor: first.pageInfo.nextCursor,
      });
      expect([...first.items, ...rest.items]).toEqual(seen.items);
      expect(await scene.why(scene.world.candidates.get(dana, one.id))).toMatch(
        /^NotFoundError/,
      );
      jest.restoreAllMocks();
    });
  },
);
