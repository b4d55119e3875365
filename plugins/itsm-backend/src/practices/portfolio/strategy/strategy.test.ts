import type { Knex } from 'knex';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import { startItsm, type RunningItsm } from '../../../testing/startItsm';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const DAY = 86_400_000;
const PAYMENTS = 'group:default/payments';
const CHECKOUT = 'component:default/checkout';
const SHOP = 'system:default/shop';
const OBJECTIVES = '/portfolio/objectives';
const TRENDS = '/portfolio/trends';
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
      await ok(itsm.as('maria').delete(at(number, third.id)));
      expect(await knex('key_results').where({ id: third.id })).toEqual([]);
      for (let i = 2; i < 12; i += 1)
        await keyResult(number, { title: `Number ${i}` });
      expect(
        await refused(
          itsm.as('maria').post(`${OBJECTIVES}/${number}/key-results`, {
            title: 'One too many',
            start: 0,
            target: 1,
          }),
        ),
      ).toEqual([
        409,
        'An objective has at most 12 key results; remove one, or make a second objective',
      ]);
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

  describe('alignment', () => {
    const initiative = (more: object = {}) =>
      ok(
        itsm.as('maria').post('/improvement/initiatives', {
          title: 'Fewer alarms',
          ownerRef: PAYMENTS,
          ...more,
        }),
      );
    const matrix = async (who = 'maria') =>
      ok(itsm.as(who).get('/portfolio/alignment'));
    const of = async (number: string, who?: string) =>
      (await matrix(who)).objectives.find((o: any) => o.number === number)
        ?.serving;
    const none = async (who: string, types: string) =>
      (
        await ok(
          itsm.as(who).get(`/portfolio/alignment/records?types=${types}`),
        )
      ).items.map((one: any) => one.number);
    let service: string;

    it('counts what serves an objective itself, and through the service that it is about', async () => {
      const { number } = await pursued({ title: 'Served' });
      ({ number: service } = await ok(
        itsm.as('sam').post('/portfolio/records', {
          title: 'The shop',
          runs: true,
          entityRef: SHOP,
        }),
      ));
      const own = await initiative();
      const through = await initiative({
        title: 'About a part of the shop',
        serviceRef: CHECKOUT,
      });
      const apart = await initiative({ title: 'About nothing' });
      expect(await none('maria', 'service')).toEqual([service]);
      await serve('maria', own.number, number);
      expect(await of(number)).toMatchObject({
        initiative: { direct: 1, through: 0 },
        service: { direct: 0, through: 0 },
      });
      await serve('sam', service, number);
      expect(await of(number)).toMatchObject({
        initiative: { direct: 1, through: 1 },
        service: { direct: 1, through: 0 },
        change: { direct: 0, through: 0 },
      });
      expect(await none('maria', 'service')).toEqual([]);
      const left = await none('maria', 'initiative');
      expect(left).toContain(apart.number);
      expect(left).not.toContain(through.number);
      // Said twice it counts once.
      await serve('maria', through.number, number);
      expect((await of(number)).initiative).toEqual({ direct: 2, through: 0 });
      const { items } = await ok(
        itsm
          .as('maria')
          .get(
            `/portfolio/alignment/records?objective=${number}&types=initiative`,
          ),
      );
      expect(
        items.map((one: any) => [one.number, one.how, one.statusLabel]),
      ).toEqual([
        [through.number, 'direct', 'Identify'],
        [own.number, 'direct', 'Identify'],
      ]);
      const { totals } = await matrix();
      expect(totals.service).toEqual({ all: 1, none: 0 });
      // On the page of the service.
      const page = await ok(
        itsm.as('rita').get('/portfolio/services/system/default/shop'),
      );
      expect(page.sections.objectives.items).toMatchObject([{ number }]);
    });

    it('says of a record what it serves, and through what', async () => {
      const { number } = await pursued({ title: 'Through the shop' });
      await serve('sam', service, number);
      const about = await initiative({
        title: 'About checkout',
        serviceRef: CHECKOUT,
      });
      const served = await ok(
        itsm.as('maria').get(`/portfolio/served/${about.number}`),
      );
      expect(served).toMatchObject({ direct: [], canEdit: true });
      expect(served.through.map((o: any) => o.number)).toContain(number);
      expect(served.through[0].service).toEqual({
        number: service,
        title: 'The shop',
      });
      await serve('maria', about.number, number);
      const now = await ok(
        itsm.as('rita').get(`/portfolio/served/${about.number}`),
      );
      expect(now.direct).toMatchObject([{ number }]);
      expect(now.through.map((o: any) => o.number)).not.toContain(number);
      expect(now.canEdit).toBe(false);
    });

    it('does not count what one may not read, in any place', async () => {
      const secret = await pursued({
        title: 'A secret',
        visibility: 'restricted',
      });
      const open = await pursued({ title: 'Open' });
      const hidden = await initiative({
        title: 'A secret initiative',
        visibility: 'restricted',
      });
      const seen = await initiative({ title: 'Serves the secret alone' });
      await serve('maria', hidden.number, open.number);
      await serve('maria', seen.number, secret.number);
      expect((await of(open.number, 'maria')).initiative.direct).toBe(1);
      expect((await of(open.number, 'rita')).initiative.direct).toBe(0);
      expect(await of(secret.number, 'rita')).toBeUndefined();
      // For whoever may not read the secret, it serves nothing; what is restricted is on no list.
      const left = await none('rita', 'initiative');
      expect(left).toContain(seen.number);
      expect(left).not.toContain(hidden.number);
      expect(await none('maria', 'initiative')).not.toContain(seen.number);
      expect(
        await refused(
          itsm
            .as('rita')
            .get(`/portfolio/alignment/records?objective=${secret.number}`),
        ),
      ).toEqual([404, expect.any(String)]);
    });

    it('goes page by page to the end, and into a file', async () => {
      for (let i = 0; i < 5; i += 1)
        await initiative({ title: `=cmd|' /C calc'!A${i}` });
      const numbers: string[] = [];
      let cursor = '';
      do {
        const page = await ok(
          itsm
            .as('maria')
            .get(
              `/portfolio/alignment/records?types=initiative&limit=2${cursor}`,
            ),
        );
        numbers.push(...page.items.map((one: any) => one.number));
        cursor =
          page.pageInfo.nextCursor && `&cursor=${page.pageInfo.nextCursor}`;
      } while (cursor);
      expect(numbers.length).toBeGreaterThan(5);
      expect(new Set(numbers).size).toBe(numbers.length);
      const file = await itsm
        .as('maria')
        .get('/portfolio/alignment/records/export?types=initiative');
      expect(file.headers['content-type']).toContain('text/csv');
      const lines = file.text.trim().split(/\r?\n/);
      expect(lines[0]).toBe(
        'Number,Type,Title,Status,Service,Owner group,Created,Serves it',
      );
      expect(lines).toHaveLength(numbers.length + 1);
      // What a spreadsheet would run is defused.
      expect(file.text).toContain("'=cmd");
      expect(
        await refused(
          itsm.as('maria').get('/portfolio/alignment/records?cursor=bm9wZQ'),
        ),
      ).toEqual([400, 'cursor: must be pageInfo.nextCursor of this list']);
    });

    it('leaves out what was given up, and dropped objectives', async () => {
      const { number } = await pursued({ title: 'To be dropped' });
      const { number: work } = await initiative({ title: 'For the dropped' });
      await serve('maria', work, number);
      expect(await none('maria', 'initiative')).not.toContain(work);
      await ok(go(number, 'drop', { outcome: 'No more.' }));
      expect(await none('maria', 'initiative')).toContain(work);
      expect(await of(number)).toBeUndefined();
      await ok(
        itsm.as('maria').post(`/improvement/initiatives/${work}/transitions`, {
          transition: 'abandon',
          abandonReason: 'No more.',
        }),
      );
      expect(await none('maria', 'initiative')).not.toContain(work);
    });
  });

  describe('trends', () => {
    const trend = (more: object = {}) =>
      ok(
        itsm.as('maria').post(TRENDS, {
          title: 'People pay with their phone',
          what: 'Every third payment at the till is one.',
          trendImpact: 'opportunity',
          ownerRef: PAYMENTS,
          ...more,
        }),
      );

    it('are looked at again in their rhythm, and known by evidence', async () => {
      const before = Date.now();
      const made = await trend({ reviewEvery: 30 });
      const { number } = made;
      expect(made).toMatchObject({
        number: expect.stringMatching(/^TRD-\d+$/),
        status: 'watching',
        trendHorizon: 'next',
        trendConfidence: 'low',
      });
      const due = Date.parse(made.reviewAt) - 30 * DAY;
      expect(due).toBeGreaterThanOrEqual(before);
      expect(due).toBeLessThanOrEqual(Date.now());
      expect(
        await refused(
          itsm.as('maria').patch(`${TRENDS}/${number}`, { reviewEvery: 0.5 }),
        ),
      ).toEqual([400, expect.stringContaining('reviewEvery')]);
      const reviewed = await ok(
        itsm
          .as('maria')
          .post(`${TRENDS}/${number}/review`, { comment: 'Still so.' }),
      );
      expect(Date.parse(reviewed.reviewAt)).toBe(
        Date.parse(reviewed.reviewedAt) + 30 * DAY,
      );
      expect(
        (
          await refused(itsm.as('rita').post(`${TRENDS}/${number}/review`, {}))
        )[0],
      ).toBe(403);
      const evidence = `${TRENDS}/${number}/evidence`;
      expect(
        await refused(
          itsm.as('maria').post(evidence, {
            words: 'Run me',
            url: 'javascript:alert(1)',
          }),
        ),
      ).toEqual([
        400,
        expect.stringContaining('url: must be an address with http or https'),
      ]);
      await ok(
        itsm.as('maria').post(evidence, {
          words: 'A study',
          url: 'https://example.org/study',
          at: inDays(-40),
        }),
      );
      const { items } = await ok(
        itsm
          .as('maria')
          .post(evidence, { words: 'Our till says less', speaks: 'against' }),
      );
      expect(items.map((e: any) => [e.words, e.speaks])).toEqual([
        ['Our till says less', 'against'],
        ['A study', 'for'],
      ]);
      const left = await ok(
        itsm.as('maria').delete(`${evidence}/${items[0].id}`),
      );
      expect(left.items).toHaveLength(1);
      expect(await ok(itsm.as('rita').get(evidence))).toMatchObject({
        canEdit: false,
        items: [{ words: 'A study', byRef: 'user:default/maria' }],
      });
      // What is closed is looked at no more.
      const closed = await ok(
        itsm.as('maria').post(`${TRENDS}/${number}/transitions`, {
          transition: 'close',
          closeReason: 'Everybody does.',
        }),
      );
      expect(closed.reviewAt).toBeUndefined();
      expect(
        await refused(itsm.as('maria').post(`${TRENDS}/${number}/review`, {})),
      ).toEqual([
        409,
        `${number} is closed and not reviewed any more; watch it again first`,
      ]);
    });

    it('and objectives remind whoever answers for them when a review is due', async () => {
      const { number } = await pursued({
        title: 'To be looked at',
        assigneeRef: 'user:default/maria',
        reviewAt: inDays(-1),
      });
      await until(() =>
        itsm.notifications.some(
          ({ payload }) =>
            payload.title ===
            `${number} is to be looked at again: To be looked at`,
        ),
      );
    });
  });
});
