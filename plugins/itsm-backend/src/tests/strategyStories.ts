/* eslint-disable jest/no-export -- stories of strategy.test.ts, which begins them: one portal for all */
import type { RunningItsm } from '../testing/startItsm';

const DAY = 86_400_000;
const PAYMENTS = 'group:default/payments';
const CHECKOUT = 'component:default/checkout';
const SHOP = 'system:default/shop';
const TRENDS = '/portfolio/trends';
const inDays = (days: number) =>
  new Date(Date.now() + days * DAY).toISOString();

type Answer = PromiseLike<{ status: number; body: any }>;

/** What the stories are told with: one portal, with the ways to begin. */
export interface Scene {
  itsm: RunningItsm;
  ok(asked: Answer): Promise<any>;
  refused(asked: Answer): Promise<[number, string]>;
  /** Waits for what happens in the background. */
  until(holds: () => boolean | Promise<boolean>): Promise<void>;
  /** An objective that is pursued, of maria's team. */
  pursued(more?: object): Promise<{ id: string; number: string }>;
  /** Says that a record serves an objective. */
  serve(who: string, number: string, target: string): Promise<any>;
  /** Moves an objective along. */
  go(number: string, transition: string, more?: object): Answer;
}

/** What serves which objective, and what serves none. */
export function alignmentStories(scene: () => Scene): void {
  const as = (who: string) => scene().itsm.as(who);
  const ok: Scene['ok'] = asked => scene().ok(asked);
  const refused: Scene['refused'] = asked => scene().refused(asked);
  const pursued: Scene['pursued'] = more => scene().pursued(more);
  const serve: Scene['serve'] = (...said) => scene().serve(...said);
  const go: Scene['go'] = (...said) => scene().go(...said);

  describe('alignment', () => {
    const initiative = (more: object = {}) =>
      ok(
        as('maria').post('/improvement/initiatives', {
          title: 'Fewer alarms',
          ownerRef: PAYMENTS,
          ...more,
        }),
      );
    const matrix = async (who = 'maria') =>
      ok(as(who).get('/portfolio/alignment'));
    const of = async (number: string, who?: string) =>
      (await matrix(who)).objectives.find((o: any) => o.number === number)
        ?.serving;
    const none = async (who: string, types: string) =>
      (
        await ok(as(who).get(`/portfolio/alignment/records?types=${types}`))
      ).items.map((one: any) => one.number);
    let service: string;

    it('counts what serves an objective itself, and through the service that it is about', async () => {
      const { number } = await pursued({ title: 'Served' });
      ({ number: service } = await ok(
        as('sam').post('/portfolio/records', {
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
        as('maria').get(
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
        as('rita').get('/portfolio/services/system/default/shop'),
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
        as('maria').get(`/portfolio/served/${about.number}`),
      );
      expect(served).toMatchObject({ direct: [], canEdit: true });
      expect(served.through.map((o: any) => o.number)).toContain(number);
      expect(served.through[0].service).toEqual({
        number: service,
        title: 'The shop',
      });
      await serve('maria', about.number, number);
      const now = await ok(as('rita').get(`/portfolio/served/${about.number}`));
      expect(now.direct).toMatchObject([{ number }]);
      expect(now.through.map((o: any) => o.number)).not.toContain(number);
      expect(now.canEdit).toBe(false);
    });

    it('is said of objectives only, whatever the way it is said', async () => {
      const { number } = await pursued({ title: 'The only thing to serve' });
      const one = await initiative({ title: 'Serves what is none' });
      const link = (who: string, target: string) =>
        refused(
          as(who).post(`/records/${one.number}/links`, {
            kind: 'serves',
            target,
          }),
        );
      expect(await link('maria', service)).toEqual([
        400,
        `target: what a record serves is a business objective (OBJ-…); ${service} is a service`,
      ]);
      expect(await link('maria', CHECKOUT)).toEqual([
        400,
        'target: what a record serves is a business objective (OBJ-…); this is an entity',
      ]);
      const served = await ok(
        as('maria').get(`/portfolio/served/${one.number}`),
      );
      expect(served.direct).toEqual([]);
      // Other kinds lead where they did.
      await ok(
        as('maria').post(`/records/${number}/links`, {
          kind: 'relates-to',
          target: CHECKOUT,
        }),
      );
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
          as('rita').get(
            `/portfolio/alignment/records?objective=${secret.number}`,
          ),
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
          as('maria').get(
            `/portfolio/alignment/records?types=initiative&limit=2${cursor}`,
          ),
        );
        numbers.push(...page.items.map((one: any) => one.number));
        cursor =
          page.pageInfo.nextCursor && `&cursor=${page.pageInfo.nextCursor}`;
      } while (cursor);
      expect(numbers.length).toBeGreaterThan(5);
      expect(new Set(numbers).size).toBe(numbers.length);
      const file = await as('maria').get(
        '/portfolio/alignment/records/export?types=initiative',
      );
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
          as('maria').get('/portfolio/alignment/records?cursor=bm9wZQ'),
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
        as('maria').post(`/improvement/initiatives/${work}/transitions`, {
          transition: 'abandon',
          abandonReason: 'No more.',
        }),
      );
      expect(await none('maria', 'initiative')).not.toContain(work);
    });
  });
}

/** Trends and their reviews. */
export function trendStories(scene: () => Scene): void {
  const as = (who: string) => scene().itsm.as(who);
  const ok: Scene['ok'] = asked => scene().ok(asked);
  const refused: Scene['refused'] = asked => scene().refused(asked);
  const pursued: Scene['pursued'] = more => scene().pursued(more);
  const until: Scene['until'] = holds => scene().until(holds);

  describe('trends', () => {
    const trend = (more: object = {}) =>
      ok(
        as('maria').post(TRENDS, {
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
          as('maria').patch(`${TRENDS}/${number}`, { reviewEvery: 0.5 }),
        ),
      ).toEqual([400, expect.stringContaining('reviewEvery')]);
      const reviewed = await ok(
        as('maria').post(`${TRENDS}/${number}/review`, {
          comment: 'Still so.',
        }),
      );
      expect(Date.parse(reviewed.reviewAt)).toBe(
        Date.parse(reviewed.reviewedAt) + 30 * DAY,
      );
      expect(
        (await refused(as('rita').post(`${TRENDS}/${number}/review`, {})))[0],
      ).toBe(403);
      const evidence = `${TRENDS}/${number}/evidence`;
      expect(
        await refused(
          as('maria').post(evidence, {
            words: 'Run me',
            // eslint-disable-next-line no-script-url
            url: 'javascript:alert(1)',
          }),
        ),
      ).toEqual([
        400,
        expect.stringContaining('url: must be an address with http or https'),
      ]);
      await ok(
        as('maria').post(evidence, {
          words: 'A study',
          url: 'https://example.org/study',
          at: inDays(-40),
        }),
      );
      const { items } = await ok(
        as('maria').post(evidence, {
          words: 'Our till says less',
          speaks: 'against',
        }),
      );
      expect(items.map((e: any) => [e.words, e.speaks])).toEqual([
        ['Our till says less', 'against'],
        ['A study', 'for'],
      ]);
      // Of several who remove it at once one does, and the journal says so once.
      const removed = await Promise.all(
        [1, 2, 3, 4].map(() =>
          as('maria').delete(`${evidence}/${items[0].id}`),
        ),
      );
      expect(removed.map(({ status }) => status).sort()).toEqual([
        200, 404, 404, 404,
      ]);
      expect(
        await scene()
          .itsm.knex('journal')
          .where({ subject_id: items[0].id })
          .orderBy('position')
          .pluck('kind'),
      ).toEqual(['trend-evidence.added', 'trend-evidence.removed']);
      expect((await ok(as('rita').get(evidence))).items).toHaveLength(1);
      expect(
        await refused(
          as('maria').post(evidence, {
            words: 'Half of it',
            url: 'https://example.org/\u0000',
          }),
        ),
      ).toEqual([400, expect.stringContaining('url: must not contain')]);
      expect(await ok(as('rita').get(evidence))).toMatchObject({
        canEdit: false,
        items: [{ words: 'A study', byRef: 'user:default/maria' }],
      });
      // What is closed is looked at no more.
      const closed = await ok(
        as('maria').post(`${TRENDS}/${number}/transitions`, {
          transition: 'close',
          closeReason: 'Everybody does.',
        }),
      );
      expect(closed.reviewAt).toBeUndefined();
      expect(
        await refused(as('maria').post(`${TRENDS}/${number}/review`, {})),
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
      const wanted = `${number} is to be looked at again: To be looked at`;
      const told = () =>
        scene().itsm.notifications.map(({ payload }) => payload.title);
      await until(() => told().includes(wanted));
      expect(told().filter(title => title === wanted)).toHaveLength(1);
    });
  });
}
