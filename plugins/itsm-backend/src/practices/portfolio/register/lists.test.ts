import type { Entity } from '@backstage/catalog-model';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  CataloguePage,
  JournalEntry,
  PortfolioServicePage,
  ServicePage,
  ServiceStanding,
} from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import { demoCatalog } from '../../../testing/demoCatalog';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import { startItsm, type RunningItsm } from '../../../testing/startItsm';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const SHOP = 'system:default/shop';
const CHECKOUT = 'component:default/checkout';
const CART = 'component:default/cart';
const PAYMENTS = 'group:default/payments';
const SERVICES = [SHOP, CHECKOUT, CART];
const SECRET = 'Somebody took the keys';

/** Lena reads no incidents, no service levels and no costs; others what is there. */
const decide = (
  permission: string,
  userRef: string | undefined,
): PolicyDecision => ({
  result:
    userRef === 'user:default/lena' &&
    /incident|service-levels|cost/.test(permission)
      ? AuthorizeResult.DENY
      : AuthorizeResult.ALLOW,
});

const catalog: Entity[] = demoCatalog.map(entity => {
  const related = (...relations: NonNullable<Entity['relations']>) => ({
    ...entity,
    spec: { ...entity.spec, lifecycle: 'production' },
    relations: [...(entity.relations ?? []), ...relations],
  });
  switch (entity.metadata.name) {
    case 'shop':
      return related(
        { type: 'hasPart', targetRef: CHECKOUT },
        { type: 'hasPart', targetRef: CART },
      );
    case 'checkout':
      return related({ type: 'dependsOn', targetRef: CART });
    case 'cart':
      return related({ type: 'dependencyOf', targetRef: CHECKOUT });
    default:
      return entity;
  }
});

describe.each(databases.eachSupportedId())(
  'lists of services on %s',
  databaseId => {
    let itsm: RunningItsm;
    let knex: Knex;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      itsm = await startItsm({
        knex,
        decide,
        entities: catalog,
        config: {
          itsm: {
            access: {
              roles: {
                agent: ['group:default/service-desk'],
                admin: ['user:default/zoe'],
                restrictedReader: [],
              },
              decisionCacheSeconds: 0,
            },
          },
        },
      });
      // The catalog is read in the background, and services are looked at.
      while (
        (await knex('service_profiles').whereIn('ref', SERVICES)).length <
        SERVICES.length
      )
        await new Promise(resolve => setTimeout(resolve, 20));
      await itsm.caughtUp();
    });
    afterAll(() => itsm.stop());

    const ok = async (asked: PromiseLike<{ status: number; body: any }>) => {
      const { status, body } = await asked;
      expect([status < 300, body.error?.message]).toEqual([true, undefined]);
      return body;
    };
    const onPage = async (who: string, ref: string) => {
      const page: ServicePage = await ok(
        itsm.as(who).get(`/portfolio/services/${ref.replace(':', '/')}`),
      );
      return page.health.worst;
    };
    const cards = (who: string): Promise<CataloguePage> =>
      ok(itsm.as(who).get('/portfolio/catalogue'));
    const file = (set: object) =>
      ok(
        itsm
          .as('maria')
          .post('/portfolio/records', { ownerRef: PAYMENTS, ...set }),
      );

    /** What the pages and the cards of the services say to somebody. */
    const said = async (who: string) => {
      const { items } = await cards(who);
      const word = (ref: string) =>
        items.find(item => item.ref === ref)?.health?.health ?? 'unknown';
      const told: Record<string, string[]> = {};
      for (const ref of SERVICES)
        told[ref.split('/')[1]] = [await onPage(who, ref), word(ref)];
      return told;
    };
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
      const statements = async (query: object) => {
        const counts: number[] = [];
        // What runs in the background asks as well, now and then: the fewest of some counts.
        for (let i = 0; i < 4; i += 1) {
          let count = 0;
          const note = () => {
            count += 1;
          };
          knex.on('query', note);
          await ok(itsm.as('maria').get('/portfolio/catalogue').query(query));
          knex.off('query', note);
          counts.push(count);
        }
        return Math.min(...counts);
      };
      const one = await statements({ limit: 1 });
      expect(await statements({ limit: 20 })).toBeLessThan(one + 5);
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
