import {
  beginAfter,
  beginOf,
  pointsOf,
  type KpiQuestion,
} from '@callboard/plugin-itsm-common';
import type { Facts } from '@callboard/plugin-itsm-node';
import fc from 'fast-check';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import {
  BEGIN,
  byHand,
  CART,
  CHECKOUT,
  COUNTED,
  DAY,
  ENDED,
  FORMULAS,
  HIDDEN,
  IN_2024,
  isThere,
  keepsOf,
  orders,
  PAYMENTS,
  questionOf,
  rounded,
  SPAN,
  startOrders,
  STOREFRONT,
  sum,
  VALUES,
  ZONE,
  type OrderPortal,
} from '../../tests/orderStories';

const RUNS = Number(process.env.KPI_QUESTIONS ?? 40);

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

describe.each(databases.eachSupportedId())('numbers on %s', databaseId => {
  let portal: OrderPortal;

  beforeAll(async () => {
    portal = await startOrders(await databases.init(databaseId));
  });
  afterAll(() => portal?.itsm.stop());

  const ask: OrderPortal['ask'] = (...of) => portal.ask(...of);
  const get: OrderPortal['get'] = (...of) => portal.get(...of);

  it('tells what counting by hand tells: totals, series and groups, whatever is kept', async () => {
    await fc.assert(
      fc.asyncProperty(questionOf, async question => {
        const { name, from, to, grain, by, where, statistic } = question;
        const answer = await ask(name, {
          from,
          to,
          ...(grain && { grain }),
          ...(by && { by, top: 100 }),
          where,
          ...(name === 'time' && {
            statistic: statistic as KpiQuestion['statistic'],
          }),
        });
        const keeps = keepsOf(where);
        const hand = (period: { from: number; to: number }, of = keeps) =>
          rounded(byHand(name, period, of, statistic));
        const points = grain ? pointsOf({ from, to }, grain, ZONE) : undefined;
        const isWhole = (point: { from: number; to: number }) =>
          beginAfter(point.from, grain!, ZONE) === point.to &&
          beginOf(point.from, grain!, ZONE) === point.from;
        const groups = (by ? VALUES[by] : [])
          .filter(value => !where[by!] || where[by!].includes(value))
          .map(value => {
            const isIn = (o: Facts) => (o.dimensions[by!] ?? 'none') === value;
            return [
              value,
              hand({ from, to }, o => keeps(o) && isIn(o)),
            ] as const;
          })
          .filter(([, total]) => isThere(name, statistic, total));
        expect({
          total: rounded(answer.total),
          said: [answer.total.exact, answer.total.complete],
          series: answer.series?.map(rounded),
          points: answer.series?.map(p => [p.from, p.to, p.complete]),
          groups:
            answer.groups &&
            Object.fromEntries(
              answer.groups.map(g => [g.value ?? 'none', rounded(g.total)]),
            ),
          more: answer.moreGroups,
        }).toEqual({
          total: hand({ from, to }),
          said: [true, true],
          series: points?.map(point => hand(point)),
          points: points?.map(point => [
            new Date(point.from).toISOString(),
            new Date(point.to).toISOString(),
            isWhole(point),
          ]),
          groups: by ? Object.fromEntries(groups) : undefined,
          more: by ? 0 : undefined,
        });
      }),
      { numRuns: RUNS, seed: 11 },
    );
  });

  it('tells hours of counts and levels, and when in the week they are', async () => {
    const from = beginOf(Date.UTC(2024, 2, 30), 'day', ZONE);
    const to = beginAfter(from, 'day', ZONE, 3);
    for (const name of ['volume', 'backlog']) {
      const { series, total } = await ask(name, { from, to, grain: 'hour' });
      const points = pointsOf({ from, to }, 'hour', ZONE);
      // The clocks were put forward that Sunday.
      expect(points).toHaveLength(71);
      expect(series!.map(rounded)).toEqual(
        points.map(point => rounded(byHand(name, point, () => true))),
      );
      expect(rounded(total)).toEqual(
        rounded(byHand(name, { from, to }, () => true)),
      );
    }
    const map = await get(
      `/orders.volume/heat-map?${IN_2024}&filter=serviceRef:${CART}`,
    );
    const period = { from: Date.parse(map.from), to: Date.parse(map.to) };
    const counted = byHand(
      'volume',
      period,
      o => o.dimensions.serviceRef === CART,
    ).count;
    expect([map.zone, map.counted, map.total]).toEqual([
      ZONE,
      'Orders opened',
      counted,
    ]);
    expect(sum(map.hours.flat())).toBe(counted);
    expect(map.hours.map((hours: number[]) => hours.length)).toEqual(
      new Array(7).fill(24),
    );
  });

  it('lets the database add up what rollups cannot say, one question after the other', async () => {
    const { knex } = portal.itsm;
    const rows: number[] = [];
    let [going, most] = [0, 0];
    const isOfFacts = ({ sql }: { sql: string }) => /kpi_facts/.test(sql);
    const begun = (query: { sql: string }) => {
      if (isOfFacts(query)) most = Math.max(most, ++going);
    };
    const over = (told: unknown, query: { sql: string }) => {
      if (!isOfFacts(query)) return;
      going -= 1;
      rows.push(Array.isArray(told) ? told.length : 1);
    };
    knex.on('query', begun).on('query-response', over);
    const answers = await portal.kernel.kpis.askAll(
      Array.from({ length: 12 }, () => ({
        kpi: 'orders.kept',
        from: '2024-01-01T00:00:00.000Z',
        to: '2025-01-01T00:00:00.000Z',
        grain: 'month' as const,
        where: { ownerRef: [PAYMENTS, STOREFRONT], priority: ['1', '2'] },
      })),
    );
    knex.off('query', begun).off('query-response', over);
    expect(answers[11].total.count).toBeGreaterThan(40);
    expect(rows).toHaveLength(24);
    // How many there are, and a row for each month: not one for each order.
    expect(Math.max(...rows)).toBeLessThanOrEqual(12);
    expect(most).toBe(1);
  });

  it('reads the rollups of a whole dashboard in a handful of statements', async () => {
    const statements: string[] = [];
    const hear = ({ sql }: { sql: string }) => statements.push(sql);
    const questions = [...COUNTED, 'volume', 'kept', 'backlog'].map(
      (name): KpiQuestion => ({
        kpi: `orders.${name}`,
        from: '2023-06-01T00:00:00.000Z',
        to: '2025-06-01T00:00:00.000Z',
        grain: 'month',
        ...(name === 'time' && { statistic: 'mean' }),
      }),
    );
    await portal.kernel.kpis.askAll(questions);
    portal.itsm.knex.on('query', hear);
    const answers = await portal.kernel.kpis.askAll(questions);
    portal.itsm.knex.removeListener('query', hear);
    expect(answers.map(({ series }) => series!.length)).toEqual(
      questions.map(() => 24),
    );
    const cells = statements.filter(sql => /kpi_cells/.test(sql));
    expect(cells).toHaveLength(1);
    // Beside it: how far the rollups are, and whether definitions changed.
    expect(statements.length).toBeLessThanOrEqual(5);

    // Percentiles of all groups take one statement, as those of a series do.
    statements.length = 0;
    portal.itsm.knex.on('query', hear);
    const { groups } = await ask('time', { by: 'serviceRef' });
    portal.itsm.knex.removeListener('query', hear);
    expect(groups).toHaveLength(4);
    expect(statements.filter(sql => /from .kpi_facts/.test(sql))).toHaveLength(
      2,
    );
  });

  it('compares, names groups as far as one may see them, and says how the number came to be', async () => {
    const compared = await ask('volume', {
      from: beginOf(Date.UTC(2025, 2, 10), 'month', ZONE),
      to: beginOf(Date.UTC(2025, 3, 10), 'month', ZONE),
      compare: 'before',
    });
    expect(compared.compared).toMatchObject({
      from: '2025-01-31T23:00:00.000Z',
      to: '2025-02-28T23:00:00.000Z',
    });
    const yearly = await ask('kept', { compare: 'year' });
    expect(yearly.compared!.from).toBe('2022-12-31T23:00:00.000Z');

    const seen = await get(`/orders.volume/answer?${IN_2024}&by=serviceRef`);
    const values = (body: any) => body.groups.map((g: any) => g.value ?? '-');
    expect(values(seen).sort()).toEqual(['-', CART, CHECKOUT, HIDDEN].sort());
    expect(seen.groups.find((g: any) => g.value === CART)).toMatchObject({
      label: 'cart',
      ref: { kind: 'component', dangling: false },
    });
    const largest = seen.groups.map((g: any) => g.total.count);
    expect(largest).toEqual([...largest].sort((a, b) => b - a));
    const less = await get(
      `/orders.volume/answer?${IN_2024}&by=serviceRef`,
      200,
      'rita',
    );
    expect([values(less).sort(), less.moreGroups]).toEqual([
      ['-', CART, CHECKOUT].sort(),
      1,
    ]);
    expect(less.total).toEqual(seen.total);
    const top = await get(`/orders.volume/answer?${IN_2024}&by=priority&top=1`);
    expect([top.groups.length, top.moreGroups]).toEqual([1, 1]);
    expect(['High', 'Low']).toContain(top.groups[0].label);

    for (const name of COUNTED) {
      const told = await get(
        `/orders.${name}/explain?${IN_2024}&filter=priority:1`,
      );
      expect([name, told.recount.equal, told.exact]).toEqual([
        name,
        true,
        true,
      ]);
      expect(told.words.join('\n')).toContain('Only of Priority: High.');
    }
    const kept = await get(
      `/orders.kept/explain?${IN_2024}&filter=priority:1&filter=ownerRef:${PAYMENTS}`,
    );
    expect(kept.read).toEqual([{ from: 'facts', spans: 1 }]);
    expect(kept.terms.map((t: any) => [t.role, t.words, t.count])).toEqual([
      ['numerator', 'Orders sent or cancelled (In time)', kept.total.numerator],
      ['denominator', 'Orders sent or cancelled (Promised)', kept.total.count],
    ]);
  });

  it('tells earlier versions, and what definitions add', async () => {
    const [now, before] = await Promise.all([
      ask('volume'),
      ask('volume', { version: 1 }),
    ]);
    expect([now.version, now.since, before.version, before.since]).toEqual([
      2,
      '2024-06-01T00:00:00.000Z',
      1,
      undefined,
    ]);
    expect(before.total).toEqual((await ask('gifts')).total);
    expect(now.total.value).toBe(orders.length);

    const write = async (key: string, body: object) =>
      portal.itsm.as('zoe').put(`/definitions/kpi/${key}`, { body });
    const own = await write('shop.cart-orders', {
      of: 'orders.volume',
      where: { serviceRef: [CART] },
      name: 'Orders of the cart',
      target: 5,
    });
    expect([own.status, own.body.error]).toEqual([200, undefined]);
    const cart = byHand(
      'volume',
      { from: 0, to: Infinity },
      o => o.dimensions.serviceRef === CART,
    ).count;
    const question = {
      kpi: 'shop.cart-orders',
      from: new Date(BEGIN).toISOString(),
    };
    const [answer] = await portal.kernel.kpis.askAll([
      { ...question, to: new Date(BEGIN + SPAN + DAY).toISOString() },
    ]);
    expect(answer.total.value).toBe(cart);
    await write('shop.cart-orders', {
      of: 'orders.volume',
      where: { serviceRef: [CHECKOUT] },
      name: 'Orders of the checkout',
      change: 'It is of the checkout now.',
    });
    const info = await get('/shop.cart-orders');
    expect(info).toMatchObject({
      name: 'Orders of the checkout',
      version: 2,
      of: 'orders.volume',
      where: { serviceRef: [CHECKOUT] },
      versions: [
        { version: 2, what: 'It is of the checkout now.', askable: true },
        { version: 1, what: 'It was defined.', askable: true },
      ],
    });
    const first = await portal.kernel.kpis.ask({ ...question, version: 1 });
    expect(first.total.value).toBe(cart);

    // Whoever asks while it is defined anew is told by one version or the other.
    const during = await Promise.all(
      [CART, CHECKOUT, HIDDEN].flatMap(service => [
        write('shop.cart-orders', {
          of: 'orders.volume',
          where: { serviceRef: [service] },
        }).then(({ status }) => ({ status })),
        portal.itsm
          .as('maria')
          .get(`/kpis/shop.cart-orders/answer?from=${question.from}`)
          .then(({ status, body }) => ({ status, total: body.total })),
      ]),
    );
    expect(during.map(({ status }) => status).filter(s => s >= 500)).toEqual(
      [],
    );
    await write('shop.cart-orders', {
      of: 'orders.volume',
      where: { serviceRef: [HIDDEN] },
    });
    for (const path of ['/shop.cart-orders', '/shop.cart-orders/explain']) {
      expect(JSON.stringify(await get(path))).toContain(HIDDEN);
      const told = JSON.stringify(await get(path, 200, 'rita'));
      expect(told).not.toContain(HIDDEN);
    }

    await write('orders.kept', {
      of: 'orders.kept',
      target: 0.95,
      ownerRef: PAYMENTS,
    });
    expect(await get('/orders.kept')).toMatchObject({
      target: 0.95,
      ownerRef: PAYMENTS,
      version: 1,
      definition: 'orders.kept',
    });
    const faults = await Promise.all(
      [
        [
          'orders.kept',
          { formula: FORMULAS.volume, name: 'a', purpose: 'b', unit: 'count' },
        ],
        ['shop.one', { of: 'orders.none' }],
        ['shop.one', { of: 'orders.kept', where: { colour: ['red'] } }],
        ['shop.one', { of: 'orders.kept', target: 95 }],
        ['shop.one', { name: 'a', purpose: 'b', unit: 'count' }],
        ['shop', { of: 'orders.kept' }],
        [
          'shop.one',
          { of: 'orders.follow-through', where: { ownerRef: [PAYMENTS] } },
        ],
        [
          'shop.one',
          {
            formula: { of: 'count', facts: { ...ENDED, mark: 'blue' } },
            name: 'a',
            purpose: 'b',
            unit: 'count',
          },
        ],
      ].map(([key, body]) => write(key as string, body as object)),
    );
    expect(faults.map(f => [f.status, f.body.error.message])).toEqual([
      [400, expect.stringContaining("is a practice's own number")],
      [400, expect.stringContaining('there is no number "orders.none"')],
      [
        400,
        expect.stringContaining(
          '"colour" is nothing that all of its facts have',
        ),
      ],
      [400, expect.stringContaining('between 0 and 1')],
      [400, expect.stringContaining('either `of`')],
      [400, expect.stringContaining('two words with a point')],
      [400, expect.stringContaining('a number of a team for itself')],
      [
        400,
        expect.stringContaining(
          '"blue" is not among the marks counted at "ended"; there are gift, known, kept',
        ),
      ],
    ]);
  });
});
