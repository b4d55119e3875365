import {
  SERVICE_HEALTH,
  TROUBLED,
  type CostOverview,
  type JournalEntry,
  type PortfolioServicePage,
  type ServiceStanding,
} from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import type { RunningItsm } from '../../../testing/startItsm';
import { statementsOf } from '../../../testing/statementsOf';
import {
  API,
  CART,
  CHECKOUT,
  ORPHAN,
  OTHERS,
  ServiceLists,
  SHOP,
} from '../../../tests/serviceLists';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const SECRET = 'Somebody took the keys';

describe.each(databases.eachSupportedId())(
  'lists of services on %s',
  databaseId => {
    let itsm: RunningItsm;
    let knex: Knex;
    let lists: ServiceLists;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      lists = await ServiceLists.start(knex);
      itsm = lists.itsm;
    });
    afterAll(() => itsm.stop());

    const ok = (asked: PromiseLike<{ status: number; body: any }>) =>
      lists.ok(asked);
    const cards = (who: string) => lists.cards(who);
    const file = (set: object) => lists.file(set);
    const said = (who: string) => lists.said(who);
    const twice = (word: string) => [word, word];

    it('say of each how it does in the word of its page, and nothing of what somebody may not read', async () => {
      expect(await said('maria')).toEqual({
        shop: twice('healthy'),
        checkout: twice('healthy'),
        cart: twice('healthy'),
      });
      const urgent = { impact: 2, urgency: 1, title: SECRET };
      await ok(
        itsm.as('dana').post('/incidents', { ...urgent, serviceRef: CART }),
      );
      expect(await said('maria')).toEqual({
        shop: twice('at-risk'),
        checkout: twice('healthy'),
        cart: twice('at-risk'),
      });
      // A word alone, whoever may read more.
      expect(JSON.stringify(await cards('maria'))).not.toContain(SECRET);
      // What is for its participants alone is nobody else's, in a word neither.
      await ok(
        itsm.as('zoe').post('/incidents', {
          title: SECRET,
          serviceRef: CHECKOUT,
          impact: 1,
          urgency: 1,
          visibility: 'restricted',
        }),
      );
      expect(await said('maria')).toMatchObject({
        shop: twice('degraded'),
        checkout: twice('degraded'),
      });
      expect(await said('sam')).toMatchObject({
        shop: twice('at-risk'),
        checkout: twice('healthy'),
      });
      expect(await said('lena')).toEqual({
        shop: twice('unknown'),
        checkout: twice('unknown'),
        cart: twice('unknown'),
      });
      await ok(
        itsm.as('maria').post('/service-levels/outages', {
          entityRef: CART,
          kind: 'outage',
          begin: new Date(Date.now() - 3_600_000).toISOString(),
        }),
      );
      expect(await said('maria')).toMatchObject({
        shop: twice('down'),
        cart: twice('down'),
      });
    });

    it('ask as much for many services as for one', async () => {
      const statements = (query: object, enough?: number) =>
        statementsOf(
          knex,
          () => ok(itsm.as('maria').get('/portfolio/catalogue').query(query)),
          enough,
        );
      const one = await statements({ limit: 1 });
      expect(await statements({ limit: 20 }, one + 4)).toBeLessThanOrEqual(
        one + 4,
      );
    });

    it('of the portfolio say how well managed a service is to whoever works on it, and what it costs to whoever may know', async () => {
      const bound = await file({ title: 'Cart', entityRef: CART, runs: true });
      await file({ title: 'An idea' });
      await itsm.caughtUp();
      const rowOf = async (who: string) => {
        const page: PortfolioServicePage = await ok(
          itsm
            .as(who)
            .get('/portfolio/records')
            .query({ sort: 'service.score' }),
        );
        return page.items.find(({ id }) => id === bound.id)!;
      };
      expect((await rowOf('maria')).managed).toEqual({
        score: expect.any(Number),
      });
      expect((await rowOf('rita')).managed).toBeUndefined();
      await ok(
        itsm.as('zoe').post('/portfolio/costs/lines', {
          serviceRef: CART,
          month: lastMonth(),
          kind: 'people',
          plan: 'actual',
          minor: 1_250_00,
          currency: 'EUR',
        }),
      );
      const standing = async (who: string): Promise<ServiceStanding[]> => {
        const { items } = await ok(
          itsm
            .as(who)
            .get('/portfolio/records/standings')
            .query({ records: bound.id }),
        );
        return items;
      };
      expect(await standing('maria')).toEqual([
        {
          id: bound.id,
          health: { health: 'down', words: 'An outage is on record' },
          cost: {
            month: lastMonth(),
            amounts: [{ minor: 125_000, currency: 'EUR' }],
          },
        },
      ]);
      expect(await standing('lena')).toEqual([{ id: bound.id }]);
      const settings = (who: string) =>
        ok(itsm.as(who).get('/portfolio/records/settings'));
      expect(await settings('maria')).toMatchObject({ seesCosts: true });
      expect(await settings('lena')).toMatchObject({ seesCosts: false });
    });

    it('are sorted by cost within each currency, what is in the currency of the portfolio first', async () => {
      const costs = [
        [9_00, 'EUR'],
        [100_000, 'JPY'],
        [70_00, 'EUR'],
        [1_00, 'USD'],
        [200_000, 'JPY'],
        [0, 'EUR'],
      ] as const;
      for (const [estimatedCost, costCurrency] of costs)
        await file({ title: 'Priced', estimatedCost, costCurrency });
      const sorted = async (order: 'asc' | 'desc') => {
        const found: string[] = [];
        let cursor: string | undefined;
        do {
          const page: PortfolioServicePage = await ok(
            itsm
              .as('maria')
              .get('/portfolio/records')
              .query({ sort: 'estimatedCost', order, limit: 3, cursor }),
          );
          for (const row of page.items)
            found.push(
              row.estimatedCost === undefined
                ? 'none'
                : `${row.costCurrency} ${row.estimatedCost}`,
            );
          cursor = page.pageInfo.nextCursor;
        } while (cursor);
        return found;
      };
      const house = ['EUR 0', 'EUR 900', 'EUR 7000'];
      const rest = ['JPY 100000', 'JPY 200000', 'USD 100'];
      const up = await sorted('asc');
      expect(up.slice(0, 6)).toEqual([...house, ...rest]);
      expect(new Set(up.slice(6))).toEqual(new Set(['none']));
      const down = await sorted('desc');
      expect(down.slice(0, 6)).toEqual([...house.reverse(), ...rest.reverse()]);
      expect(new Set(down.slice(6))).toEqual(new Set(['none']));
    });

    const titles = (rows: readonly { title: string }[]) =>
      rows.map(({ title }) => title).sort();

    it('are narrowed to those that do in some words, as if each had been looked at', async () => {
      for (const entityRef of [SHOP, CHECKOUT, ORPHAN, ...OTHERS])
        await file({ title: entityRef, entityRef, runs: true });
      // What it was bound to is not in the catalog for those who do not see all of it.
      const gone = await file({ title: 'Gone', entityRef: API, runs: true });
      await knex('services')
        .where('record_id', gone.id)
        .update({ entity_ref: 'component:default/never-there' });
      await ok(
        itsm.as('maria').post('/service-levels/outages', {
          entityRef: ORPHAN,
          kind: 'planned',
          begin: new Date(Date.now() - 60_000).toISOString(),
          end: new Date(Date.now() + 3_600_000).toISOString(),
        }),
      );
      await itsm.caughtUp();
      await lists.settled();
      const words = [...SERVICE_HEALTH.slice(0, -1)];
      const troubled: readonly string[] = TROUBLED;
      const is = (some: readonly string[]) => ({
        'service.health': { $in: some },
      });
      const asked: [object, (word: string) => boolean][] = [
        ...[...words.map(word => [word]), troubled, ['healthy', 'down']].map(
          (some): (typeof asked)[number] => [
            is(some),
            word => some.includes(word),
          ],
        ),
        [{ $not: is(troubled) }, word => !troubled.includes(word)],
        [{ 'service.health': { $exists: false } }, word => word === 'unknown'],
      ];
      const different = new Set<string>();
      for (const who of ['maria', 'sam', 'lena', 'nora', 'olaf']) {
        const rows = await lists.beside(who);
        const wordOf = (title: string) =>
          rows.find(row => row.title === title)?.health?.health ?? 'unknown';
        different.add(rows.map(({ title }) => wordOf(title)).join());
        for (const [filter, fits] of asked)
          expect([
            who,
            filter,
            titles(await lists.listed(who, { filter: JSON.stringify(filter) })),
          ]).toEqual([
            who,
            filter,
            titles(rows.filter(({ title }) => fits(wordOf(title)))),
          ]);
        // In order of how bad it is; what nobody knows of comes last.
        const sorted = await lists.listed(who, {
          sort: 'service.health',
          order: 'desc',
        });
        const ranks = sorted.map(({ title }) =>
          SERVICE_HEALTH.indexOf(wordOf(title)),
        );
        expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
        const shown = (await cards(who)).items;
        for (const word of SERVICE_HEALTH) {
          const { items } = await lists.cards(who, { health: word });
          expect([who, word, titles(items)]).toEqual([
            who,
            word,
            titles(shown.filter(c => (c.health?.health ?? 'unknown') === word)),
          ]);
        }
      }
      expect(different.size).toBe(5);
    });

    it('look none of it up unless somebody asks for it', async () => {
      const read = async (query: object) => {
        let fewest = ['', '', ''];
        // What runs in the background reads as well, now and then: the fewest of some.
        for (let i = 0; i < 4; i += 1) {
          const tables = new Set<string>();
          const note = ({ sql }: { sql: string }) => {
            const [table] =
              /sl_outages|cost_lines|maintenance_windows/.exec(sql) ?? [];
            if (table) tables.add(table);
          };
          knex.on('query', note);
          await ok(itsm.as('maria').get('/portfolio/records').query(query));
          knex.off('query', note);
          if (tables.size < fewest.length) fewest = [...tables].sort();
        }
        return fewest;
      };
      const filter = JSON.stringify({ riskScore: { $exists: false } });
      expect(await read({ filter, sort: 'estimatedCost' })).toEqual([]);
      expect(await read({ sort: 'service.cost' })).toEqual(['cost_lines']);
      expect(await read({ sort: 'service.health' })).toEqual([
        'maintenance_windows',
        'sl_outages',
      ]);
    });

    it('are filtered and sorted by what they cost as their page of costs says it, for whoever may know', async () => {
      const month = lastMonth();
      const line = (serviceRef: string, minor: number, currency = 'EUR') =>
        ok(
          itsm.as('zoe').post('/portfolio/costs/lines', {
            ...{ serviceRef, month, minor, currency },
            kind: 'people',
            plan: 'actual',
          }),
        );
      await line(CHECKOUT, 900_00);
      await line(ORPHAN, 5_000_00);
      // Nobody says what these are worth in euros.
      await line(API, 70, 'JPY');
      const told = (await lists.beside('maria')).flatMap(({ title, cost }) =>
        cost?.amounts.every(({ currency }) => currency === 'EUR')
          ? { title, minor: cost.amounts[0].minor }
          : [],
      );
      expect(told.length).toBeGreaterThan(3);
      const inOrder = [...told].sort((a, b) => b.minor - a.minor);
      const sorted = await lists.listed('maria', {
        sort: 'service.cost',
        order: 'desc',
      });
      expect(sorted.slice(0, told.length).map(({ title }) => title)).toEqual(
        inOrder.map(({ title }) => title),
      );
      const { services } = await ok(
        itsm
          .as('maria')
          .get('/portfolio/costs')
          .query({ from: month, to: month }),
      ).then((page: CostOverview) => ({ services: page.items }));
      const cart = services.find(({ ref }) => ref === CART)!.actual.converted!;
      const filter = JSON.stringify({
        'service.cost': { $gte: cart.minor / 100 },
      });
      expect(titles(await lists.listed('maria', { filter }))).toEqual(
        titles(told.filter(({ minor }) => minor >= cart.minor)),
      );
      const csv = await itsm
        .as('maria')
        .get('/records/export')
        .query({ type: 'service', filter, columns: 'title,service.cost' });
      expect(csv.text).toMatch(/Cost last month \(EUR\)/);
      expect(csv.text).toMatch(/Cart,1250/);
      // Whoever may not know is told so, and no order gives it away.
      for (const query of [{ sort: 'service.cost' }, { filter }]) {
        const { status, body } = await itsm
          .as('lena')
          .get('/portfolio/records')
          .query(query);
        expect([status, body.error.message]).toEqual([
          403,
          'service.cost: you do not have the permission itsm.cost.read; filter and sort by something else',
        ]);
      }
      const exported = await itsm
        .as('lena')
        .get('/records/export')
        .query({ type: 'service', columns: 'title,service.cost' });
      expect(exported.status).toBe(403);
    });

    it('remind those who answer for a service when it is to be looked at again', async () => {
      await ok(itsm.as('rita').get('/portfolio/records'));
      const past = new Date(Date.now() - 60_000).toISOString();
      const due = await file({
        title: 'Old posters',
        reviewAt: past,
        businessOwnerRef: 'user:default/rita',
      });
      await file({
        title: 'New posters',
        reviewAt: new Date(Date.now() + 86_400_000).toISOString(),
      });
      const told = () =>
        itsm.notifications.filter(n => n.payload.topic === 'service.review');
      const until = Date.now() + 20_000;
      while (told().length === 0 && Date.now() < until)
        await new Promise(resolve => setTimeout(resolve, 50));
      const own = told().filter(n => n.payload.title.includes(due.number));
      expect(own.map(n => n.payload.title)).toEqual([
        `${due.number} is to be looked at again: Old posters`,
      ]);
      expect(JSON.stringify(own[0].recipients)).toContain('user:default/rita');
      const { items }: PortfolioServicePage = await ok(
        itsm
          .as('maria')
          .get('/portfolio/records')
          .query({ filter: JSON.stringify({ reviewAt: { $lt: 'now' } }) }),
      );
      expect(items.map(({ number }) => number)).toEqual([due.number]);
      const entries = await knex('journal').where('kind', 'service.review-due');
      expect(entries.map(entry => entry.subject_id)).toEqual([due.id]);
    });

    it('lead to a story that tells sums with their currency, and nothing that the product keeps for itself', async () => {
      const { number, id } = await file({ title: 'Gifts' });
      const patch = (set: object) =>
        ok(itsm.as('maria').patch(`/portfolio/records/${number}`, set));
      await patch({ estimatedCost: 21_000_000 });
      await patch({ estimatedCost: 30_000_000 });
      await patch({ estimatedCost: 9_000, costCurrency: 'JPY' });
      await knex('services')
        .where('bound_ref', CHECKOUT)
        .update({ bound_ref: null });
      await patch({ entityRef: CHECKOUT });
      const story = async (query: object = {}): Promise<JournalEntry[]> => {
        const { items } = await ok(
          itsm
            .as('maria')
            .get(`/records/${number}/journal`)
            .query({ show: 'changes', ...query }),
        );
        return items;
      };
      const all = await story();
      const sums = (entries: readonly JournalEntry[]) =>
        entries
          .flatMap(({ changes }) => changes)
          .filter(({ field }) => field === 'estimatedCost')
          .map(({ before, after, currency }) => [
            `${before} ${currency?.before}`,
            `${after} ${currency?.after}`,
          ]);
      const told = [
        ['30000000 EUR', '9000 JPY'],
        ['21000000 EUR', '30000000 EUR'],
        ['undefined undefined', '21000000 EUR'],
      ];
      expect(sums(all)).toEqual(told);
      // A page further down knows what it was in then, whatever the currency is now.
      const page = await ok(
        itsm
          .as('maria')
          .get(`/records/${number}/journal`)
          .query({ show: 'changes', limit: 2 }),
      );
      const older = await story({
        limit: 2,
        cursor: page.pageInfo.nextCursor,
      });
      expect(sums([...page.items, ...older])).toEqual(told);
      expect(sums(older).length).toBeGreaterThan(0);
      const fields = new Set(
        all.flatMap(({ changes }) => changes.map(({ field }) => field)),
      );
      expect(fields).toContain('entityRef');
      expect(fields).not.toContain('boundRef');
      // It is kept all the same.
      const row = await knex('services').where('record_id', id).first();
      expect(row.bound_ref).toBe(CHECKOUT);
    });
  },
);

/** The last whole month, where months are those of UTC. */
function lastMonth(): string {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1))
    .toISOString()
    .slice(0, 7);
}
