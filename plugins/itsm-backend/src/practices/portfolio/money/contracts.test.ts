import { monthAfter } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import request from 'supertest';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import type { RunningItsm } from '../../../testing/startItsm';
import {
  COSTS,
  LAST,
  ok,
  refused,
  SHOP,
  startMoney,
} from '../../../testing/moneyScene';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const DAY = 86_400_000;
const inDays = (days: number) =>
  new Date(Date.now() + days * DAY).toISOString();

describe.each(databases.eachSupportedId())('contracts on %s', databaseId => {
  let itsm: RunningItsm;
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    itsm = await startMoney(knex);
  });
  afterAll(() => itsm.stop());

  const upload = (csv: string, query = '', who = 'dana') =>
    request(itsm.server)
      .post(`/api/itsm${COSTS}/import?source=books${query}`)
      .set('authorization', itsm.header(who))
      .set('content-type', 'text/csv')
      .send(csv);
  describe('suppliers and contracts', () => {
    const supplier = (more: object = {}) =>
      ok(
        itsm.as('dana').post('/portfolio/suppliers', {
          title: 'Lens Makers Ltd',
          website: 'https://lens.example',
          contact: 'Ann, +1 555 0100',
          ownerRef: 'group:default/payments',
          ...more,
        }),
      );
    const file = (who: string, body: object) =>
      itsm.as(who).post('/portfolio/contracts', body);
    const contract = async (more: object = {}) => {
      const { number } = await supplier();
      return ok(
        file('dana', {
          title: 'Lenses',
          supplier: number,
          serviceRef: 'system:default/paid',
          startAt: inDays(-300),
          endAt: inDays(65),
          renewal: 'manual',
          noticeDays: 60,
          valueMinor: 1_200_00,
          currency: 'usd',
          valuePer: 'year',
          ...more,
        }),
      );
    };
    const go = (number: string, body: object) =>
      itsm.as('dana').post(`/portfolio/contracts/${number}/transitions`, body);
    /** Waits for what is sent in the background. */
    const told = async (words: string) => {
      const has = () =>
        itsm.notifications.some(({ payload }) => payload.title.includes(words));
      for (let i = 0; i < 400 && !has(); i += 1)
        await new Promise(resolve => setTimeout(resolve, 25));
      expect([words, has()]).toEqual([words, true]);
    };

    it('a contract names a supplier that is there, and what it needs', async () => {
      expect(
        await refused(file('dana', { title: 'X', supplier: 'SUP-99' })),
      ).toEqual([400, expect.stringContaining('no supplier SUP-99')]);
      const { number } = await supplier();
      const refusal = async (more: object) =>
        (
          await refused(file('dana', { title: 'X', supplier: number, ...more }))
        )[1];
      expect(await refusal({ valueMinor: 1 })).toContain('currency: say');
      expect(await refusal({ startAt: inDays(2), endAt: inDays(1) })).toContain(
        'endAt: must be after',
      );
      expect(await refusal({ renewal: 'automatic' })).toContain(
        'renewalMonths',
      );
      expect(await refusal({ agreement: 'nothing' })).toContain('agreement:');
      expect(await refusal({ services: ['system:default/nothing'] })).toContain(
        'services.0',
      );
      const script = ['javascript', 'alert(1)'].join(':');
      expect(
        (
          await refused(
            itsm
              .as('dana')
              .post('/portfolio/suppliers', { title: 'X', website: script }),
          )
        )[1],
      ).toContain('must be an address');
    });

    it('its owner hears by when to give notice; what it is worth is for those who see costs', async () => {
      const made = await contract({ services: [SHOP] });
      expect(made).toMatchObject({
        status: 'draft',
        ownerRef: 'group:default/payments',
        supplierName: 'Lens Makers Ltd',
        value: { minor: 1_200_00, currency: 'USD' },
        time: 'none',
      });
      const { number } = made;
      expect(Date.parse(made.endAt) - Date.parse(made.noticeBy)).toBe(60 * DAY);
      const active = await ok(go(number, { transition: 'activate' }));
      expect([active.status, active.time]).toEqual(['active', 'notice-soon']);
      await told(`${number}: notice can be given until`);
      // Sam sees the contract and not what it is worth, in no answer.
      const seen = await ok(
        itsm.as('sam').get(`/portfolio/contracts/${number}`),
      );
      expect([seen.value, seen.valueMinor, seen.currency]).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
      const { items } = await ok(
        itsm.as('sam').get('/portfolio/contracts?sort=noticeBy&order=asc'),
      );
      const row = items.find((c: any) => c.number === number);
      expect([row.supplierName, row.value]).toEqual([
        'Lens Makers Ltd',
        undefined,
      ]);
      const page = await ok(
        itsm.as('dana').get(`/portfolio/services/system/default/paid`),
      );
      expect(page.sections.contracts.items).toMatchObject([{ number }]);
      const shop = await ok(
        itsm.as('dana').get(`/portfolio/services/system/default/shop`),
      );
      expect(shop.sections.contracts.items).toMatchObject([{ number }]);
      const suppliers = await ok(itsm.as('dana').get(`/portfolio/suppliers`));
      expect(
        suppliers.items.find((s: any) => s.number === made.supplier).contracts,
      ).toBe(1);
    });

    describe('as a cost', () => {
      const A = 'system:default/circle-a';
      const B = 'system:default/circle-b';
      const range = `from=${monthAfter(LAST, -2)}&to=${LAST}`;
      const begin = `${monthAfter(LAST, -2)}-01T00:00:00.000Z`;
      const costsOf = (ref: string, who = 'dana') =>
        ok(
          itsm
            .as(who)
            .get(`${COSTS}/services/${ref.replace(':', '/')}?${range}`),
        );
      /** What a service bears in the last month, as actual cost and as budget. */
      const borneBy = async (ref: string) => {
        const { months } = await costsOf(ref);
        const last = months.find((m: any) => m.month === LAST);
        return [last.actual, last.budget].map(
          ({ amounts }: any) => amounts[0]?.minor ?? 0,
        );
      };
      const patch = (number: string, body: object) =>
        itsm.as('dana').patch(`/portfolio/contracts/${number}`, body);

      it('is split among its services, follows what it says and is never there twice', async () => {
        const { number, services } = await contract({
          serviceRef: A,
          services: [B],
          startAt: begin,
          endAt: inDays(400),
          currency: 'EUR',
          agreement: undefined,
        });
        expect(services).toEqual([B]);
        // A draft costs nothing.
        expect(await borneBy(A)).toEqual([0, 0]);
        await ok(go(number, { transition: 'activate' }));
        expect([await borneBy(A), await borneBy(B)]).toEqual([
          [50_00, 50_00],
          [50_00, 50_00],
        ]);
        await ok(patch(number, { costWeights: { [A]: 3 } }));
        expect([await borneBy(A), await borneBy(B)]).toEqual([
          [75_00, 75_00],
          [25_00, 25_00],
        ]);
        expect(
          await refused(patch(number, { costWeights: { [SHOP]: 3 } })),
        ).toEqual([400, expect.stringContaining(`${SHOP} is none of`)]);
        expect(
          (
            await refused(patch(number, { costWeights: { [A]: 0, [B]: 0 } }))
          )[1],
        ).toContain('must weigh more than 0');
        const page = await costsOf(A);
        expect(page.contracts).toEqual([
          expect.objectContaining({
            number,
            title: 'Lenses',
            share: 7500,
            value: { minor: 1_200_00, currency: 'EUR' },
            monthly: { minor: 75_00, currency: 'EUR' },
            leftOutMonths: 0,
          }),
        ]);
        expect(page.items).toEqual([]);
        // It is what the check of costs sees as well.
        await ok(patch(number, { valueMinor: 2_400_00 }));
        expect(await borneBy(A)).toEqual([150_00, 150_00]);
        // An import of the same kind says what was paid in the month; the budget stays.
        const csv = [
          'service,month,kind,amount,currency,id',
          `${A},${LAST},suppliers,90.00,EUR,contract-1`,
        ].join('\n');
        await ok(upload(csv));
        expect(await borneBy(A)).toEqual([90_00, 150_00]);
        expect(await borneBy(B)).toEqual([50_00, 50_00]);
        expect((await costsOf(A)).contracts).toMatchObject([
          { leftOut: 'imported', leftOutMonths: 1 },
        ]);
        await ok(patch(number, { countsAs: 'always' }));
        expect(await borneBy(A)).toEqual([240_00, 150_00]);
        await ok(patch(number, { countsAs: 'automatic' }));
        // Who writes it into a cost model says there what it costs.
        const item = await ok(
          itsm.as('dana').post(`${COSTS}/items`, {
            serviceRef: B,
            title: 'Lenses',
            kind: 'suppliers',
            from: LAST,
            minor: 70_00,
            currency: 'EUR',
            contract: number,
          }),
        );
        expect([await borneBy(A), await borneBy(B)]).toEqual([
          [90_00, 0],
          [70_00, 70_00],
        ]);
        expect((await costsOf(B)).contracts).toMatchObject([
          { leftOut: 'cost-model' },
        ]);
        await ok(itsm.as('dana').delete(`${COSTS}/items/${item.id}`));
        await ok(patch(number, { countsAs: 'never' }));
        expect(await borneBy(B)).toEqual([0, 0]);
        expect((await costsOf(B)).contracts).toEqual([]);
        await ok(patch(number, { countsAs: 'automatic', services: [] }));
        expect([await borneBy(A), await borneBy(B)]).toEqual([
          [90_00, 200_00],
          [0, 0],
        ]);
        await ok(patch(number, { endAt: `${LAST}-01T00:00:00.000Z` }));
        expect(await borneBy(A)).toEqual([90_00, 0]);
        const { contracts: over } = await costsOf(A);
        expect(over[0].to).toBe(monthAfter(LAST, -1));
      });

      it('ends with its termination, and one that was never signed never was one', async () => {
        const ref = 'system:default/model';
        const one = await contract({
          serviceRef: ref,
          startAt: begin,
          endAt: inDays(400),
          currency: 'EUR',
          valuePer: 'month',
          valueMinor: 10_00,
          costKind: 'licences',
        });
        const end = { transition: 'terminate', endReason: 'We need it not' };
        await ok(go(one.number, end));
        expect(await borneBy(ref)).toEqual([0, 0]);
        await ok(go(one.number, { transition: 'revive', endAt: inDays(400) }));
        expect(await borneBy(ref)).toEqual([10_00, 10_00]);
        await ok(go(one.number, end));
        // What it cost until then it did cost.
        expect(await borneBy(ref)).toEqual([10_00, 10_00]);
        const next = monthAfter(LAST, 2);
        const later = await ok(
          itsm
            .as('dana')
            .get(
              `${COSTS}/services/system/default/model?from=${LAST}&to=${next}`,
            ),
        );
        expect(
          later.months.find((m: any) => m.month === next).actual.amounts,
        ).toEqual([]);
        expect(
          later.kinds.find((k: any) => k.kind === 'licences'),
        ).toBeDefined();
        // The cost check is fresh without anybody asking for it.
        const waits = async () =>
          (
            await itsm.as('dana').get(`/portfolio/managed/system/default/model`)
          ).body.checks?.find((c: any) => c.key === 'cost')?.state;
        for (let i = 0; i < 400 && (await waits()) !== 'met'; i += 1)
          await new Promise(resolve => setTimeout(resolve, 25));
        expect(await waits()).toBe('met');
      });

      it('many are changed at once, each on its own', async () => {
        const [one, two] = [await contract(), await contract()];
        const { items } = await ok(
          itsm.as('dana').post('/portfolio/contracts/bulk', {
            items: [one, two].map(({ number }) => ({ id: number })),
            patch: { noticeDays: 30 },
          }),
        );
        expect(items.map((i: any) => i.done)).toEqual([true, true]);
        const moved = await ok(
          itsm.as('dana').post('/portfolio/suppliers/bulk', {
            items: [{ id: one.supplier }, { id: 'SUP-999' }],
            transition: { transition: 'take-on' },
          }),
        );
        expect(moved.items.map((i: any) => i.done)).toEqual([true, false]);
      });
    });

    it('one whose end has passed says so, and one that renews by itself goes on', async () => {
      const old = await contract({ endAt: inDays(-1) });
      await ok(go(old.number, { transition: 'activate' }));
      await told(`${old.number} has ended`);
      const seen = await ok(
        itsm.as('dana').get(`/portfolio/contracts/${old.number}`),
      );
      expect([seen.status, seen.time]).toEqual(['active', 'expired']);
      const renewing = await contract({
        endAt: inDays(-40),
        renewal: 'automatic',
        renewalMonths: 1,
      });
      await ok(go(renewing.number, { transition: 'activate' }));
      await told(`${renewing.number} renewed by itself`);
      const on = await ok(
        itsm.as('dana').get(`/portfolio/contracts/${renewing.number}`),
      );
      expect(Date.parse(on.endAt)).toBeGreaterThan(Date.now());
      expect(
        (await refused(go(old.number, { transition: 'terminate' })))[1],
      ).toContain('Why it was ended');
    });
  });
});
