import type { Knex } from 'knex';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import { startItsm, type RunningItsm } from '../../../testing/startItsm';
import { partStories } from '../../../tests/objectivePartStories';
import { alignmentStories, trendStories } from '../../../tests/strategyStories';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const DAY = 86_400_000;
const PAYMENTS = 'group:default/payments';
const CHECKOUT = 'component:default/checkout';
const OBJECTIVES = '/portfolio/objectives';
const iso = (at: number) => new Date(at).toISOString();
const inDays = (days: number) => iso(Date.now() + days * DAY);

describe.each(databases.eachSupportedId())('strategy on %s', databaseId => {
  let itsm: RunningItsm;
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    itsm = await startItsm({
      knex,
      config: {
        itsm: {
          access: {
            roles: {
              agent: ['group:default/service-desk'],
              admin: ['user:default/zoe'],
              restrictedReader: [],
            },
            services: {},
            decisionCacheSeconds: 0,
          },
        },
      },
    });
  });
  afterAll(() => itsm.stop());

  const ok = async (asked: PromiseLike<{ status: number; body: any }>) => {
    const { status, body } = await asked;
    expect([status < 300, body.error?.message]).toEqual([true, undefined]);
    return body;
  };
  const refused = async (
    asked: PromiseLike<{ status: number; body: any }>,
  ): Promise<[number, string]> => {
    const { status, body } = await asked;
    return [status, body.error?.message];
  };
  const until = async (holds: () => boolean | Promise<boolean>) => {
    for (let i = 0; i < 400 && !(await holds()); i += 1)
      await new Promise(resolve => setTimeout(resolve, 25));
    expect(await holds()).toBe(true);
  };

  const objective = (more: object = {}) =>
    ok(
      itsm.as('maria').post(OBJECTIVES, {
        title: 'Customers pay without a second try',
        ownerRef: PAYMENTS,
        periodFrom: inDays(-30),
        periodTo: inDays(30),
        ...more,
      }),
    );
  const keyResult = (number: string, more: object = {}) =>
    ok(
      itsm.as('maria').post(`${OBJECTIVES}/${number}/key-results`, {
        title: 'Share of payments that work at once',
        unit: '%',
        start: 90,
        target: 98,
        ...more,
      }),
    );
  const go = (number: string, transition: string, more: object = {}) =>
    itsm
      .as('maria')
      .post(`${OBJECTIVES}/${number}/transitions`, { transition, ...more });
  /** One that is pursued, measured by one key result. */
  const pursued = async (more: object = {}) => {
    const { number } = await objective(more);
    await keyResult(number);
    return (await ok(go(number, 'activate'))) as { id: string; number: string };
  };
  const serve = (who: string, number: string, target: string) =>
    ok(
      itsm.as(who).post(`/records/${number}/links`, { kind: 'serves', target }),
    );

  describe('objectives', () => {
    it('say why, end after they begin, and are pursued only with something to measure by', async () => {
      expect(
        await refused(
          itsm.as('maria').post(OBJECTIVES, {
            title: 'Backwards',
            ownerRef: PAYMENTS,
            periodFrom: inDays(2),
            periodTo: inDays(1),
          }),
        ),
      ).toEqual([400, 'periodTo: must be after periodFrom']);
      const draft = await objective({
        intent: '<img src=x onerror=alert(1)> Fewer calls',
      });
      expect(draft).toMatchObject({
        number: expect.stringMatching(/^OBJ-\d+$/),
        status: 'draft',
        statusCategory: 'draft',
        keyResults: 0,
        // As it was written: pages draw it without what could run.
        intent: '<img src=x onerror=alert(1)> Fewer calls',
      });
      const { number } = draft;
      const why =
        'Add a key result first: it says how you will know that the objective is reached.';
      expect(
        draft.viewer.transitions.find((t: any) => t.name === 'activate'),
      ).toMatchObject({ allowed: false, reason: why });
      expect(await refused(go(number, 'activate'))).toEqual([409, why]);
      await keyResult(number);
      expect(await ok(go(number, 'activate'))).toMatchObject({
        status: 'active',
        keyResults: 1,
      });
      // How it ended is said.
      expect(await refused(go(number, 'miss'))).toEqual([
        400,
        'outcome: What came of it is needed to "Missed"',
      ]);
      expect(
        (await ok(go(number, 'miss', { outcome: 'Too little time.' }))).status,
      ).toBe('missed');
      const part = await objective({ parent: number });
      const { items } = await ok(
        itsm.as('maria').get(`/records/${part.number}/links`),
      );
      expect(items).toMatchObject([{ kind: 'child-of', record: { number } }]);
    });

    it('belong to themes of the vision, which says how far those are', async () => {
      const theme = 'trust';
      expect(
        await refused(
          itsm.as('zoe').put('/definitions/strategy/other', {
            body: { title: 'Another', vision: 'Elsewhere' },
          }),
        ),
      ).toEqual([
        400,
        expect.stringContaining(
          'there is one strategy: write it under the key strategy',
        ),
      ]);
      await ok(
        itsm.as('zoe').put('/definitions/strategy/strategy', {
          body: {
            title: 'Strategy 2028',
            vision: 'Everybody finds the stars that they look for.',
            themes: [{ key: theme, title: 'Trust' }],
          },
        }),
      );
      const { number } = await pursued({ theme });
      const {
        items: [one],
      } = await ok(itsm.as('maria').get(`${OBJECTIVES}/${number}/key-results`));
      await ok(
        itsm
          .as('maria')
          .post(`${OBJECTIVES}/${number}/key-results/${one.id}/check-ins`, {
            value: 92,
          }),
      );
      await until(async () => {
        const page = await ok(itsm.as('rita').get('/portfolio/strategy'));
        return page.strategy !== undefined;
      });
      const page = await ok(itsm.as('rita').get('/portfolio/strategy'));
      expect(page).toMatchObject({
        strategy: { title: 'Strategy 2028' },
        source: 'portal',
      });
      expect(page.themes[0]).toEqual({
        theme,
        title: 'Trust',
        objectives: 1,
        progress: 0.25,
      });
      const list = await ok(
        itsm
          .as('rita')
          .get(
            `${OBJECTIVES}?theme=${theme}&sort=portfolio.objective-progress`,
          ),
      );
      expect(list.items).toMatchObject([
        { number, theme, keyResults: 1, progress: 0.25 },
      ]);
    });
  });

  describe('key results', () => {
    const at = (number: string, id: string) =>
      `${OBJECTIVES}/${number}/key-results/${id}`;

    it('tell their progress from what their owner writes down, and keep every value', async () => {
      const { number } = await pursued({ title: 'Refunds are quick' });
      const added = await keyResult(number, {
        title: 'Days until a refund is there',
        unit: 'days',
        direction: 'down',
        start: 10,
        target: 2,
        ownerRef: 'user:default/rita',
      });
      expect([added.canEdit, added.progress]).toEqual([true, undefined]);
      expect(added.elapsed).toBeCloseTo(0.5, 2);
      const { id } = added.items[1];
      // Its owner writes down, though not of the team; somebody else does not.
      const told = await ok(
        itsm.as('rita').post(`${at(number, id)}/check-ins`, {
          value: 6,
          confidence: 'at-risk',
          note: 'The bank takes three of them.',
        }),
      );
      expect(told.items[1]).toMatchObject({
        current: 6,
        progress: 0.5,
        confidence: 'at-risk',
        canCheckIn: true,
      });
      // What nobody measured has not moved.
      expect([told.progress, told.canEdit]).toEqual([0.25, false]);
      expect(
        await refused(
          itsm.as('sam').post(`${at(number, id)}/check-ins`, { value: 1 }),
        ),
      ).toEqual([
        403,
        `Only the owner of a key result and those who work on ${number} may write down its value`,
      ]);
      expect(
        await refused(itsm.as('rita').patch(at(number, id), { target: 6 })),
      ).toEqual([
        403,
        `Only those who work on ${number} may change its key results; ask its owner group`,
      ]);
      // What is told late changes the history and not what it is now.
      const late = await ok(
        itsm
          .as('maria')
          .post(`${at(number, id)}/check-ins`, { value: 9, at: inDays(-7) }),
      );
      expect(late.items[1]).toMatchObject({ current: 6 });
      expect(late.items[1].history.map((v: any) => v.value)).toEqual([9, 6]);
      expect(
        await refused(
          itsm
            .as('maria')
            .post(`${at(number, id)}/check-ins`, { value: 9, at: inDays(1) }),
        ),
      ).toEqual([400, 'at: must not be in the future; say what it was']);
      const first = await ok(
        itsm.as('maria').get(`${at(number, id)}/values?limit=1`),
      );
      expect(first.items).toMatchObject([
        { value: 6, byRef: 'user:default/rita', progress: 0.5 },
      ]);
      const rest = await ok(
        itsm
          .as('maria')
          .get(
            `${at(number, id)}/values?limit=1&cursor=${
              first.pageInfo.nextCursor
            }`,
          ),
      );
      expect(rest.items).toMatchObject([{ value: 9 }]);
      expect(rest.pageInfo).toEqual({});
      expect(
        await refused(
          itsm.as('maria').get(`${at(number, id)}/values?cursor=nonsense`),
        ),
      ).toEqual([400, 'cursor: must be pageInfo.nextCursor of this list']);
      const journal = await knex('journal')
        .where({ subject_type: 'key-result', subject_id: id })
        .orderBy('position');
      expect(journal.map(j => j.kind)).toEqual([
        'key-result.added',
        'key-result.checked-in',
        'key-result.checked-in',
      ]);
    });

    it('are changed by one at a time, have a target on the right side, and keep their order', async () => {
      const { number } = await pursued({ title: 'Order' });
      await keyResult(number, { title: 'Second' });
      const { items } = await keyResult(number, { title: 'Third' });
      const third = items[2];
      expect(
        await refused(
          itsm.as('maria').patch(at(number, third.id), { direction: 'down' }),
        ),
      ).toEqual([
        400,
        'target: must be at most the start, as less is better; say that more is better, or change one of them',
      ]);
      const first = await ok(
        itsm.as('maria').patch(at(number, third.id), { position: 0 }),
      );
      expect(first.items.map((k: any) => k.title)).toEqual([
        'Third',
        'Share of payments that work at once',
        'Second',
      ]);
      // Of many at once all but one are told that somebody was faster.
      const answers = await Promise.all(
        [95, 96, 97].map(target =>
          itsm
            .as('maria')
            .patch(at(number, third.id), { target })
            .set('If-Match', '"2"'),
        ),
      );
      expect(answers.map(a => a.status).sort()).toEqual([200, 409, 409]);
      // What it is called goes with who called it that, not with who changed it last.
      const calledBy = async () =>
        (await knex('key_results').where({ id: third.id }).first())
          .title_by_ref;
      await ok(itsm.as('dana').patch(at(number, third.id), { target: 94 }));
      expect(await calledBy()).toBe('user:default/maria');
      await ok(itsm.as('dana').patch(at(number, third.id), { title: '3rd' }));
      expect(await calledBy()).toBe('user:default/dana');
      await ok(itsm.as('maria').delete(at(number, third.id)));
      expect(await knex('key_results').where({ id: third.id })).toEqual([]);
      // There are two. Of a dozen more that come at once ten find a place, each one of its own.
      const many = await Promise.all(
        Array.from({ length: 12 }, (_, i) =>
          refused(
            itsm.as('maria').post(`${OBJECTIVES}/${number}/key-results`, {
              title: `At once ${i}`,
              start: 0,
              target: 1,
            }),
          ),
        ),
      );
      expect(many.filter(([status]) => status >= 400)).toEqual(
        [1, 2].map(() => [
          409,
          'An objective has at most 12 key results; remove one, or make a second objective',
        ]),
      );
      const { items: all } = await ok(
        itsm.as('rita').get(`${OBJECTIVES}/${number}/key-results`),
      );
      const places = await knex('key_results')
        .whereIn(
          'id',
          all.map(({ id }: any) => id),
        )
        .distinct('position');
      expect([all.length, places.length]).toEqual([12, 12]);
      await ok(go(number, 'drop', { outcome: 'Something else is wanted.' }));
      expect(
        await refused(
          itsm.as('maria').post(`${at(number, items[0].id)}/check-ins`, {
            value: 1,
          }),
        ),
      ).toEqual([
        409,
        `${number} is over, and its key results stay as they are; pursue it again first`,
      ]);
    });

    it('are measured by a KPI of the last whole window, by themselves and when asked', async () => {
      const { number } = await pursued({ title: 'Fewer incidents' });
      const kpi = {
        kpi: 'incidents.volume',
        every: 'week',
        start: 5,
        target: 0,
      };
      expect(
        await refused(
          itsm.as('maria').post(`${OBJECTIVES}/${number}/key-results`, {
            title: 'Nothing counts that',
            ...kpi,
            kpi: 'incidents.nonsense',
            direction: 'down',
          }),
        ),
      ).toEqual([
        400,
        'kpi: there is no KPI incidents.nonsense; GET /kpis lists those that there are',
      ]);
      await itsm.caughtUp();
      const { items } = await keyResult(number, {
        title: 'Incidents a week',
        unit: undefined,
        direction: 'down',
        ...kpi,
        kpiWhere: { serviceRef: [CHECKOUT] },
      });
      const { id } = items[1];
      expect(items[1]).toMatchObject({
        measuredBy: 'kpi',
        kpi: 'incidents.volume',
        kpiUnit: 'count',
        canCheckIn: false,
      });
      const measured = () =>
        ok(itsm.as('maria').get(`${OBJECTIVES}/${number}/key-results`));
      await until(async () => (await measured()).items[1].current === 0);
      const now = (await measured()).items[1];
      expect(now).toMatchObject({ progress: 1, history: [{ value: 0 }] });
      expect(now.history[0].byRef).toBeUndefined();
      // A window is kept once, however often it is measured.
      await ok(itsm.as('maria').post(`${OBJECTIVES}/${number}/measure`, {}));
      expect((await measured()).items[1].history).toHaveLength(1);
      expect(
        await refused(
          itsm.as('maria').post(`${at(number, id)}/check-ins`, { value: 1 }),
        ),
      ).toEqual([
        409,
        'A KPI measures this key result; nobody writes its value down',
      ]);
      // Written down by people from now on, it is measured no more.
      const manual = await ok(
        itsm.as('maria').patch(at(number, id), { kpi: null }),
      );
      expect(manual.items[1]).toMatchObject({
        measuredBy: 'manual',
        canCheckIn: true,
        current: 0,
      });
      expect(await knex('due_work').where({ key: id })).toEqual([]);
    });
  });

  const scene = () => ({
    itsm,
    ok,
    refused,
    until,
    pursued,
    serve,
    go,
  });
  partStories(scene);
  alignmentStories(scene);
  trendStories(scene);
});
