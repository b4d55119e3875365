import { nextBegin } from '@callboard/plugin-itsm-common';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import {
  CART,
  DAY,
  HIDDEN,
  IN_2024,
  PAYMENTS,
  startOrders,
  ZONE,
  type OrderPortal,
} from '../../tests/orderStories';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

describe.each(databases.eachSupportedId())(
  'asking for numbers on %s',
  databaseId => {
    let portal: OrderPortal;

    beforeAll(async () => {
      portal = await startOrders(await databases.init(databaseId));
    });
    afterAll(() => portal?.itsm.stop());

    const ask: OrderPortal['ask'] = (...of) => portal.ask(...of);
    const get: OrderPortal['get'] = (...of) => portal.get(...of);

    it('says in a sentence what cannot be asked', async () => {
      const cases: [string, string][] = [
        [
          '/orders.volum/answer',
          'There is no number orders.volum; did you mean orders.volume',
        ],
        ['/volume/answer', 'key: must be a practice and a name'],
        [
          '/orders.volume/answer?from=2024-01-01T00:00:00.000Z&to=2024-01-01T00:00:01.000Z',
          'from: must be at least an hour before the end',
        ],
        [
          '/orders.volume/answer?from=1924-01-01T00:00:00.000Z',
          'from: must be at most ten years before the end',
        ],
        [
          '/orders.volume/answer?from=2024-01-01T00:00:00.000Z&to=2023-01-01T00:00:00.000Z',
          'from: must be before the end',
        ],
        [
          '/orders.volume/answer?from=2999-01-01T00:00:00.000Z',
          'from: must not be in the future',
        ],
        [
          '/orders.volume/answer?from=yesterday',
          'from: must be an instant like',
        ],
        [
          '/orders.volume/answer?from=2020-01-01T00:00:00.000Z&to=2024-01-01T00:00:00.000Z&grain=hour',
          'at most 800 are told; ask by week',
        ],
        [
          '/orders.volume/answer?from=2020-01-01T00:00:00.000Z&to=2024-01-01T00:00:00.000Z&grain=day',
          'at most 800 are told; ask by week',
        ],
        [
          '/orders.time/answer?grain=hour',
          'grain: orders.time is told by day, week, month, quarter',
        ],
        [
          '/orders.volume/answer?by=colour',
          'by: orders.volume is not counted by "colour"; it can be asked by serviceRef, ownerRef, priority',
        ],
        [
          '/orders.volume/answer?by=constructor',
          'by: orders.volume is not counted by "constructor"',
        ],
        [
          '/orders.volume/answer?filter=priority',
          'filter: must be a dimension and its values',
        ],
        [
          '/orders.volume/answer?filter=serviceRef:a%20b%20c',
          'filter: Service must be a reference like',
        ],
        ...['answer', 'explain', 'records', 'export'].map(
          (route): [string, string] => [
            `/orders.volume/${route}?filter=priority:%00`,
            'must not contain the NUL character',
          ],
        ),
        [
          '/orders.volume/answer?statistic=p90',
          'statistic: orders.volume is one number',
        ],
        [
          '/orders.volume/answer?basis=stated',
          'basis: orders.volume rests on events only',
        ],
        [
          '/orders.volume/answer?version=9',
          'version: orders.volume cannot be asked by version 9',
        ],
        ['/orders.volume/answer?colour=red', 'colour: is not known here'],
        [
          '/orders.stock/answer?by=priority',
          'by: orders.stock is told as a whole',
        ],
        ['/orders.stock/records', 'key: orders.stock is told as a whole'],
        [
          '/orders.stock/heat-map',
          'key: orders.stock is not counted by the hour',
        ],
        ['/orders.volume/ages', 'key: orders.volume is not about what is open'],
        [
          '/orders.volume/records?part=rest',
          'part: orders.volume has no numerator',
        ],
        [
          '/orders.volume/heat-map?filter=priority:1',
          'filter: hours are kept of all together',
        ],
        [
          '/orders.volume/records?cursor=abc',
          'cursor: is not one that this API gave',
        ],
        [
          '/orders.follow-through/answer?by=ownerRef',
          'by: orders.follow-through is a number of a team for itself',
        ],
      ];
      for (const [path, said] of cases) {
        const status = path.startsWith('/orders.volum/') ? 404 : 400;
        expect(await get(path, status)).toContain(said);
      }
      const hidden = await get(
        `/orders.volume/answer?filter=serviceRef:${HIDDEN}`,
        400,
        'rita',
      );
      expect(hidden).toBe(
        `filter: there is no ${HIDDEN} in the catalog that you may see; name another one`,
      );
      expect(await get('/orders.volume/answer', 403, 'sam')).toContain(
        'itsm.kpi.read',
      );
      const one = { kpi: 'orders.volume', from: '2024-01-01T00:00:00.000Z' };
      const posted = (questions: unknown) =>
        portal.itsm.as('maria').post('/kpis/query', { questions } as object);
      const faults = await Promise.all([
        posted([]),
        posted(new Array(41).fill(one)),
        posted([one, { ...one, kpi: 'orders.nothing' }]),
        posted([one, { ...one, by: 'colour' }]),
        posted([{ ...one, where: { priority: ['\u0000'] } }]),
      ]);
      expect(faults.map(f => [f.status, f.body.error.message])).toEqual([
        [400, expect.stringContaining('questions')],
        [400, expect.stringContaining('must be at most 40; ask twice')],
        [
          400,
          expect.stringContaining(
            'questions.1.kpi: there is no number orders.nothing',
          ),
        ],
        [
          400,
          expect.stringContaining(
            'questions.1.by: orders.volume is not counted by "colour"',
          ),
        ],
        [400, expect.stringContaining('must not contain the NUL character')],
      ]);
    });

    it('tells nothing where there is nothing to divide by, and what waits or goes on', async () => {
      const past = {
        from: Date.UTC(2020, 0, 1),
        to: Date.UTC(2020, 6, 1),
      };
      const none = await ask('kept', past);
      expect(none.total).toEqual({
        from: '2019-12-31T23:00:00.000Z',
        to: '2020-06-30T22:00:00.000Z',
        count: 0,
        numerator: 0,
        complete: true,
        exact: true,
      });
      expect((await ask('time', past)).total.value).toBeUndefined();
      expect((await ask('volume', past)).total.value).toBe(0);
      const waiting = await ask('deployments', { by: 'priority' });
      expect([waiting.total.value, waiting.groups]).toEqual([undefined, []]);
      const list = await get('?practice=orders');
      expect(
        list.items.find((k: any) => k.key === 'orders.deployments'),
      ).toMatchObject({
        awaits: 'Reports of deployments',
        has: { records: false, heatMap: false, ages: false },
      });
      const asked = portal.askedForStock();
      const gauge = await ask('stock', { grain: 'month', compare: 'year' });
      expect([
        gauge.series!.length > 12,
        portal.askedForStock() - asked,
      ]).toEqual([true, 1]);

      const going = await get('/orders.backlog/answer?grain=month');
      const complete = going.series.map((p: any) => p.complete);
      expect(complete.at(-1)).toBe(false);
      expect(complete.slice(1, -1)).not.toContain(false);
      expect(going.series.at(-1).to).toBe(
        new Date(nextBegin(Date.now(), 'day', ZONE)).toISOString(),
      );
    });

    it('keeps a number of a team for itself to the team', async () => {
      const mine = await get(
        `/orders.follow-through/answer?${IN_2024}&filter=ownerRef:mine`,
      );
      const named = await get(
        `/orders.follow-through/answer?${IN_2024}&filter=ownerRef:${PAYMENTS}`,
      );
      expect(mine.total).toEqual(named.total);
      for (const path of ['answer', 'explain', 'records', 'export', 'heat-map'])
        expect(
          await get(
            `/orders.follow-through/${path}?${IN_2024}&filter=ownerRef:Group:default/Storefront`,
            403,
          ),
        ).toContain('you are not in');
    });

    it('is behind its records, ages and files', async () => {
      const filed = await Promise.all(
        ['First', 'Second', 'Third'].map(title =>
          portal.itsm
            .as('maria')
            .post('/incidents', { serviceRef: CART, title }),
        ),
      );
      const at = Date.UTC(2022, 4, 1);
      await portal.itsm.knex.transaction(tx =>
        portal.kernel.facts.put(
          tx,
          'order',
          [...filed.map(f => f.body.id), undefined].map((recordId, i) => ({
            id: `old-${i}`,
            recordId,
            stages: { opened: at, ended: at + (i + 1) * DAY },
            dimensions: { priority: '1' },
            values: { ms: (i + 1) * DAY },
            marks: i === 1 ? ['known', 'kept'] : ['known'],
          })),
        ),
      );
      const PERIOD =
        'from=2022-04-01T00:00:00.000Z&to=2022-07-01T00:00:00.000Z';
      const numbers = filed.map(f => f.body.number);
      const page = await get(`/orders.time/records?${PERIOD}&limit=2`);
      expect(page).toMatchObject({ total: 4, hidden: 1 });
      expect(page.items.map((i: any) => [i.record.number, i.value])).toEqual([
        [numbers[2], 3 * DAY],
        [numbers[1], 2 * DAY],
      ]);
      const rest = await get(
        `/orders.time/records?${PERIOD}&limit=2&cursor=${page.pageInfo.nextCursor}`,
      );
      expect([
        rest.items.map((i: any) => i.record.number),
        rest.pageInfo,
      ]).toEqual([[numbers[0]], {}]);
      const part = async (name: string) =>
        (await get(`/orders.kept/records?${PERIOD}&part=${name}`)).items.map(
          (i: any) => [i.record.number, i.counts],
        );
      expect(await part('numerator')).toEqual([[numbers[1], true]]);
      expect(await part('rest')).toEqual([
        [numbers[2], false],
        [numbers[0], false],
      ]);

      const asOf = new Date(at + 2.5 * DAY).toISOString();
      const ages = await get(`/orders.backlog/ages?asOf=${asOf}&by=priority`);
      expect([ages.total, ages.meanAge]).toEqual([2, 2.5 * DAY]);
      expect(ages.bands.map((b: any) => b.count)).toEqual([0, 2, 0, 0, 0, 0]);
      expect(ages.groups).toEqual([
        { value: '1', label: 'High', total: 2, counts: [0, 2, 0, 0, 0, 0] },
      ]);

      const file = async (path: string) =>
        (await portal.itsm.as('maria').get(`/kpis/${path}`)).text
          .trim()
          .split('\r\n');
      const series = await file(`orders.time/export?${PERIOD}&grain=month`);
      expect(series).toHaveLength(4);
      expect(series[0]).toBe('From,To,time,Numerator,Count,Complete,Exact');
      const groups = await file(`orders.volume/export?${PERIOD}&by=priority`);
      expect(groups.map(line => line.split(',').slice(0, 2))).toEqual([
        ['Priority', 'Priority (key)'],
        ['High', '1'],
      ]);
      const records = await file(`orders.time/records/export?${PERIOD}`);
      expect(records.map(line => line.split(',')[0])).toEqual([
        'Number',
        numbers[2],
        numbers[1],
        numbers[0],
      ]);
    });
  },
);
