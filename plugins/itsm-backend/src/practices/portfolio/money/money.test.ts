import { monthAfter } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import type { RunningItsm } from '../../../testing/startItsm';
import {
  COSTS,
  LAST,
  ok,
  ORPHAN,
  refused,
  SHOP,
  startMoney,
} from '../../../testing/moneyScene';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const CHECKOUT = 'component:default/checkout';

describe.each(databases.eachSupportedId())('money on %s', databaseId => {
  let itsm: RunningItsm;
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    itsm = await startMoney(knex);
  });
  afterAll(() => itsm.stop());

  const write = (who: string, serviceRef: string, more: object = {}) =>
    itsm.as(who).post(`${COSTS}/lines`, {
      serviceRef,
      month: LAST,
      kind: 'infrastructure',
      minor: 10_000,
      currency: 'EUR',
      ...more,
    });
  const pageOf = (ref: string) => {
    const [kind, rest] = ref.split(':');
    return `${COSTS}/services/${kind}/${rest}`;
  };
  const month = `from=${LAST}&to=${LAST}`;
  const costsOf = (who: string, ref: string) =>
    ok(itsm.as(who).get(`${pageOf(ref)}?${month}`));
  const define = (kind: string, key: string, body: object) =>
    itsm.as('zoe').put(`/definitions/${kind}/${key}`, { body });
  const chain = (kind: string, id: string) =>
    knex('journal')
      .where({ subject_type: kind, subject_id: id })
      .orderBy('position');

  it('costs are written by who owns the service, and what they were stays known', async () => {
    expect((await refused(write('maria', SHOP)))[0]).toBe(403);
    expect(await refused(write('maria', 'system:default/nothing'))).toEqual([
      400,
      expect.stringContaining('there is no system:default/nothing'),
    ]);
    expect(await refused(write('maria', 'group:default/payments'))).toEqual([
      400,
      expect.stringContaining('must be a system'),
    ]);
    expect(
      (await refused(write('maria', CHECKOUT, { minor: 1.5 })))[1],
    ).toContain('whole number of the smallest unit');
    expect(
      (await refused(write('maria', CHECKOUT, { currency: 'XQX' })))[1],
    ).toContain('ISO 4217');
    const line = await ok(
      write('maria', CHECKOUT, { note: '<img src=x onerror=alert(1)>' }),
    );
    expect(line).toMatchObject({
      amount: { minor: 10_000, currency: 'EUR' },
      plan: 'actual',
      source: 'manual',
      version: 1,
    });
    const at = `${COSTS}/lines/${line.id}`;
    const [status, words] = await refused(
      itsm.as('maria').patch(at, { minor: 7 }).set('if-match', '"9"'),
    );
    expect([status, words]).toEqual([
      409,
      expect.stringContaining('at version 1, not 9'),
    ]);
    await ok(itsm.as('maria').patch(at, { minor: 9_000, note: null }));
    expect((await refused(itsm.as('sam').get(COSTS)))[0]).toBe(403);
    expect((await refused(itsm.as('rita').delete(at)))[0]).toBe(403);
    const entries = await chain('cost-line', line.id);
    expect(entries.map(e => e.kind)).toEqual([
      'cost-line.added',
      'cost-line.changed',
    ]);
    const told = entries.map(({ payload }) =>
      typeof payload === 'string' ? payload : JSON.stringify(payload),
    );
    expect(JSON.parse(told[1])).toMatchObject({
      before: { minor: 10_000, currency: 'EUR' },
      after: { minor: 9_000, currency: 'EUR' },
    });
    // Words are people's: the journal has none of them.
    expect(told.join()).not.toContain('onerror');
    await ok(itsm.as('maria').delete(at));
    expect((await refused(itsm.as('maria').delete(at)))[0]).toBe(404);
    const { items } = await ok(
      itsm.as('maria').get(`${COSTS}/lines?service=${CHECKOUT}`),
    );
    expect(items).toEqual([]);
  });

  it('a cost model comes back each month, and a yearly price is that price in twelve months', async () => {
    const ref = 'system:default/model';
    const add = (more: object) =>
      itsm.as('maria').post(`${COSTS}/items`, {
        serviceRef: ref,
        title: 'Engineers',
        kind: 'people',
        from: monthAfter(LAST, -11),
        quantity: 2.5,
        unit: 'FTE',
        minor: 10_000_01,
        currency: 'EUR',
        per: 'year',
        ...more,
      });
    const item = await ok(add({ plan: 'both' }));
    expect(await refused(add({ contract: 'CTR-4711' }))).toEqual([
      400,
      'contract: there is no contract CTR-4711, or you may not read it',
    ]);
    expect((await refused(add({ to: '2001-01' })))[1]).toContain(
      'must not be before it begins',
    );
    expect(
      (await refused(add({ quantity: 1_000_000, minor: 1e12 })))[1],
    ).toContain('more than can be kept');
    const page = await ok(itsm.as('maria').get(pageOf(ref)));
    expect(page.borne.actual.amounts).toEqual([
      { minor: 2_500_003, currency: 'EUR' },
    ]);
    expect(page.variance).toEqual({ minor: 0, currency: 'EUR' });
    expect(page.canUpdate).toBe(true);
    expect(page.months).toHaveLength(12);
    // Ended half way, only half of it is left.
    const ended = await ok(
      itsm.as('maria').patch(`${COSTS}/items/${item.id}`, {
        to: monthAfter(LAST, -6),
        plan: 'actual',
      }),
    );
    expect(ended.version).toBe(2);
    const half = await ok(itsm.as('maria').get(pageOf(ref)));
    expect(half.borne.actual.amounts[0].minor).toBe(1_250_002);
    expect(half.borne.budget.amounts).toEqual([]);
    expect(half.variance).toBeUndefined();
    expect(await chain('cost-item', item.id)).toHaveLength(2);
  });

  it('sums of different currencies are one only where a rate says what they are worth', async () => {
    const ref = 'system:default/mixed';
    await ok(write('maria', ref, { minor: 100_00 }));
    await ok(write('maria', ref, { minor: 200_00, currency: 'GBP' }));
    const before = await costsOf('maria', ref);
    expect(before.borne.actual).toEqual({
      amounts: [
        { minor: 100_00, currency: 'EUR' },
        { minor: 200_00, currency: 'GBP' },
      ],
    });
    expect(before.missingRates).toEqual(['GBP']);
    const rates = {
      name: 'Bank',
      to: 'EUR',
      rates: [{ currency: 'GBP', rate: 1.15 }],
    };
    expect(
      (
        await refused(
          define('exchange-rates', 'none', {
            ...rates,
            rates: [{ currency: 'XQX', rate: 1 }],
          }),
        )
      )[1],
    ).toContain('ISO 4217');
    await ok(define('exchange-rates', 'bank', rates));
    expect(
      (await refused(define('exchange-rates', 'again', rates)))[1],
    ).toContain('"bank" already');
    const after = await costsOf('maria', ref);
    expect(after.borne.actual.converted).toEqual({
      minor: 330_00,
      currency: 'EUR',
    });
    expect(after.missingRates).toEqual([]);
  });

  describe('shared costs', () => {
    it('are borne by what depends on it, of what one may not see together', async () => {
      const platform = 'system:default/platform';
      await ok(write('maria', platform, { minor: 100_01 }));
      await ok(
        define('cost-sharing', 'platform', {
          name: 'Platform',
          service: platform,
          percent: 90,
          rule: { by: 'dependants', hops: 1, bearers: 'system' },
        }),
      );
      const giving = await costsOf('zoe', platform);
      // The shop has two parts on it, the secret system is one: 90.01 in thirds.
      expect(
        giving.given.map((g: any) => [g.ref, g.actual.amounts[0].minor]),
      ).toEqual([
        [SHOP, 60_01],
        ['system:default/secret', 30_00],
      ]);
      expect(giving.borne.actual.amounts[0].minor).toBe(10_00);
      expect(giving.given[0].words).toBe(
        '90 % by what depends on it directly, each system by its parts',
      );
      const bearing = await costsOf('zoe', SHOP);
      expect(bearing.received).toMatchObject([
        { ref: platform, rule: 'platform' },
      ]);
      // For the whole portfolio nothing is lost or doubled.
      const all = await ok(itsm.as('zoe').get(`${COSTS}?${month}`));
      const own = await knex('cost_lines')
        .where({ month: LAST, currency: 'EUR', plan: 'actual' })
        .sum({ minor: 'minor' })
        .first();
      expect(
        all.total.actual.amounts.find((a: any) => a.currency === 'EUR').minor,
      ).toBe(Number(own!.minor) + 0);
      const rules = await ok(
        itsm.as('zoe').get(`${COSTS}/sharing?month=${LAST}`),
      );
      expect(rules.items).toMatchObject([
        {
          key: 'platform',
          percent: 90,
          bearers: [{ part: 6000 }, { part: 3000 }],
        },
      ]);
    });

    it('that somebody states in a circle are refused with the way around', async () => {
      const [a, b] = ['system:default/circle-a', 'system:default/circle-b'];
      const rule = (from: string, to: string) => ({
        name: 'Circle',
        service: from,
        rule: { by: 'equal', to: [to] },
      });
      await ok(define('cost-sharing', 'circle-a', rule(a, b)));
      expect(
        await refused(define('cost-sharing', 'circle-b', rule(b, a))),
      ).toEqual([
        400,
        expect.stringContaining(`${b} → ${a} → ${b}; leave one of them out`),
      ]);
      expect(
        (await refused(define('cost-sharing', 'twice', rule(a, SHOP))))[1],
      ).toContain('is split by "circle-a" already');
      expect(
        (await refused(define('cost-sharing', 'itself', rule(b, b))))[1],
      ).toContain('is the service that is shared');
      // Two that come in at once, e.g. from Git, are told and lose no cent.
      await ok(write('maria', a, { minor: 11 }));
      await ok(write('maria', b, { minor: 22 }));
      const body = JSON.stringify(rule(b, a));
      const like = await knex('definitions')
        .where({ kind: 'cost-sharing', key: 'circle-a' })
        .first();
      await knex('definition_heads').insert({
        ...(await knex('definition_heads')
          .where({ kind: 'cost-sharing', key: 'circle-a' })
          .first()),
        key: 'circle-b',
      });
      await knex('definitions').insert({ ...like, key: 'circle-b', body });
      let seen: any;
      do seen = await costsOf('maria', a);
      while (!seen.circle);
      expect(seen.circle).toEqual({ refs: [a, b], closed: true });
      expect(seen.borne.actual.amounts[0].minor).toBe(11);
      await knex('definitions').where({ key: 'circle-b' }).delete();
      await knex('definition_heads').where({ key: 'circle-b' }).delete();
    });
  });

  it('the overview pages through services in order, and its file says the same', async () => {
    await ok(write('dana', SHOP, { plan: 'budget', minor: 1 }));
    const read = async (sort: string) => {
      const rows: any[] = [];
      let cursor = '';
      do {
        const page: any = await ok(
          itsm.as('zoe').get(`${COSTS}?${month}&limit=2&sort=${sort}${cursor}`),
        );
        rows.push(...page.items);
        cursor = page.pageInfo.nextCursor
          ? `&cursor=${page.pageInfo.nextCursor}`
          : '';
      } while (cursor);
      return rows;
    };
    const byCost = await read('actual');
    const sums = byCost.map(r => r.actual.converted?.minor ?? -1);
    expect(sums).toEqual([...sums].sort((a, b) => b - a));
    expect(new Set(byCost.map(r => r.ref)).size).toBe(byCost.length);
    expect((await read('name')).map(r => r.ref)).toHaveLength(byCost.length);
    expect(byCost.find(r => r.ref === SHOP)).toMatchObject({
      receives: true,
      variance: { minor: 60_00 },
    });
    const file = await itsm.as('zoe').get(`${COSTS}/export?${month}`);
    const lines = file.text.trim().split(/\r?\n/);
    expect(lines[0]).toBe(
      'Service,Name,Month,Kind,Plan,Currency,Own,Received,Given,Borne',
    );
    expect(lines.filter(l => l.startsWith(`system:default/platform,`))).toEqual(
      [
        `system:default/platform,platform,${LAST},infrastructure,actual,EUR,100.01,0.00,90.01,10.00`,
      ],
    );
    // What somebody may not see is in no sum; what it bears is told without its name.
    const few = await ok(itsm.as('rita').get(`${COSTS}?${month}`));
    const all = await ok(itsm.as('zoe').get(`${COSTS}?${month}`));
    expect(
      all.total.actual.converted.minor - few.total.actual.converted.minor,
    ).toBe(30_00);
    expect(JSON.stringify(few)).not.toContain('secret');
    expect(
      (await refused(itsm.as('rita').get(pageOf('system:default/secret'))))[0],
    ).toBe(404);
    const seen = await costsOf('rita', 'system:default/platform');
    expect(
      seen.given.map((g: any) => [g.ref, g.actual.converted.minor]),
    ).toEqual([
      [SHOP, 60_01],
      [undefined, 30_00],
    ]);
    expect(
      (
        await refused(itsm.as('zoe').get(`${COSTS}?from=2020-01&to=2026-01`))
      )[1],
    ).toContain('within 36 months');
    expect(
      (await refused(itsm.as('zoe').get(`${COSTS}?cursor=abc`)))[1],
    ).toContain('cursor');
  });

  it('files that are imported at once take nothing twice, and no file takes costs of another team', async () => {
    const rows = (cents: string) =>
      Array.from(
        { length: 700 },
        (_, i) => `import,${LAST},${i}.${cents},D${i}`,
      );
    const upload = (who: string, lines: readonly string[]) =>
      itsm
        .as(who)
        .post(`${COSTS}/import?source=at-once`)
        .set('content-type', 'text/csv')
        .send(['service,month,amount,id', ...lines].join('\n'));
    await ok(upload('maria', rows('00')));
    const answers = await Promise.all([
      upload('maria', rows('01')),
      upload('maria', [...rows('02')].reverse()),
      upload('maria', rows('03')),
      upload('maria', [...rows('04')].reverse()),
    ]);
    for (const { status } of answers) expect([200, 409]).toContain(status);
    const lines = () => knex('cost_lines').where({ source: 'at-once' });
    expect(await lines()).toHaveLength(700);
    // Somebody of payments names a row as those of the shop do.
    await ok(upload('dana', [`shop,${LAST},1.00,S1`]));
    const said = await ok(
      upload('maria', [`import,${LAST},2.00,S1`, `import,${LAST},2.00,own`]),
    );
    expect(said).toMatchObject({
      added: 1,
      changed: 0,
      badLines: [{ line: 2, reason: expect.stringMatching(/^id: is that of/) }],
    });
    expect(await lines().where({ external_id: 'S1' })).toMatchObject([
      { service_ref: SHOP },
    ]);
    await lines().delete();
  });

  it('the page of a service tells what it costs, its parts among it', async () => {
    await ok(write('dana', ORPHAN, { minor: 5_00 }));
    const page = await ok(
      itsm.as('zoe').get('/portfolio/services/system/default/shop'),
    );
    expect(page.sections.costs).toMatchObject({
      month: LAST,
      converted: { minor: 60_01 + 5_00, currency: 'EUR' },
      kinds: [{ kind: 'infrastructure' }],
    });
    const sam = await ok(
      itsm.as('sam').get('/portfolio/services/system/default/shop'),
    );
    expect(sam.sections.costs).toBeUndefined();
  });

  it('a system is told with its parts beside what is its own, on every list alike, as far as one may see them', async () => {
    const paid = 'system:default/paid';
    const [till, vault] = ['component:default/till', 'component:default/vault'];
    const { id } = await ok(
      itsm.as('dana').post('/portfolio/records', {
        title: 'Paid',
        ownerRef: 'group:default/payments',
        entityRef: paid,
      }),
    );
    const entity = await knex('catalog_entities')
      .where({ ref: ORPHAN })
      .first();
    for (const ref of [till, vault])
      await knex('catalog_entities').insert({
        ...entity,
        ...{ ref, uid: ref, name: ref.split('/')[1], system_ref: paid },
      });
    const rowOf = async (who: string, more = '') =>
      (
        await ok(itsm.as(who).get(`${COSTS}?${month}&limit=200${more}`))
      ).items.find((r: any) => r.ref === paid);
    const ofOne = async (who: string) =>
      ok(itsm.as(who).get(`${COSTS}/services/system/default/paid?${month}`));
    const inRegister = async (who: string) =>
      (await ok(itsm.as(who).get(`/portfolio/records/standings?records=${id}`)))
        .items[0].cost?.amounts;
    const euro = (minor: number) => [{ minor, currency: 'EUR' }];

    const before = (await ok(itsm.as('zoe').get(`${COSTS}?${month}`))).total;
    await ok(write('dana', till, { minor: 3_00 }));
    // It has nothing of its own, and costs what its part does.
    expect(await rowOf('zoe')).toMatchObject({
      actual: { amounts: [] },
      withParts: { actual: { amounts: euro(3_00) } },
    });
    expect(await ofOne('zoe')).toMatchObject({
      borne: { actual: { amounts: [] } },
      withParts: { actual: { amounts: euro(3_00) } },
    });
    await ok(write('dana', paid, { minor: 4_00 }));
    await ok(write('dana', vault, { minor: 5_00 }));
    await ok(write('dana', vault, { minor: 6_00, plan: 'budget' }));
    expect(await rowOf('zoe')).toMatchObject({
      actual: { amounts: euro(4_00) },
      withParts: {
        actual: { amounts: euro(12_00) },
        budget: { amounts: euro(6_00) },
      },
    });
    const { own, borne, withParts } = await ofOne('zoe');
    expect([own, borne].map(({ actual }) => actual.amounts)).toEqual([
      euro(4_00),
      euro(4_00),
    ]);
    expect(withParts).toEqual((await rowOf('zoe')).withParts);
    expect(await inRegister('zoe')).toEqual(euro(12_00));
    // The total has each sum once.
    const { total } = await ok(itsm.as('zoe').get(`${COSTS}?${month}`));
    expect(total.actual.converted.minor - before.actual.converted.minor).toBe(
      12_00,
    );
    // The copy has the parts, and the catalog does not answer Rita of them.
    expect((await rowOf('rita')).withParts).toBeUndefined();
    expect((await ofOne('rita')).withParts).toBeUndefined();
    expect(await inRegister('rita')).toEqual(euro(4_00));
  });
});
