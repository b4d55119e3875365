import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  beginAfter,
  beginOf,
  nextBegin,
  pointsOf,
  type KpiDefinition,
  type KpiFormula,
  type KpiQuestion,
} from '@callboard/plugin-itsm-common';
import type {
  FactKind,
  Facts,
  ItsmKernel,
  Practice,
} from '@callboard/plugin-itsm-node';
import fc from 'fast-check';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { startItsm, type RunningItsm } from '../../testing/startItsm';
import { moduleOf } from '../../tests/notes/notesPractice';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const ZONE = 'Europe/Vienna';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const RUNS = Number(process.env.KPI_QUESTIONS ?? 40);

const CART = 'component:default/cart';
const CHECKOUT = 'component:default/checkout';
/** The catalog does not have it: whoever may not read all of the catalog does not see it. */
const HIDDEN = 'component:default/hidden';
const PAYMENTS = 'group:default/payments';
const STOREFRONT = 'group:default/storefront';

/** Orders of a shop: what they count is simple enough to be counted by hand beside. */
const ORDER: FactKind = {
  kind: 'order',
  title: 'Orders',
  stages: [
    { key: 'opened', label: 'Orders opened', marks: ['gift'] },
    {
      key: 'ended',
      label: 'Orders sent or cancelled',
      marks: ['gift', 'known', 'kept'],
      values: ['ms', 'cost'],
    },
  ],
  dimensions: [
    { key: 'serviceRef', label: 'Service', entity: true, hourly: true },
    { key: 'ownerRef', label: 'Team', entity: true, hourly: true },
    { key: 'priority', label: 'Priority', labels: { 1: 'High', 2: 'Low' } },
  ],
  values: [
    { key: 'ms', label: 'Time to send', unit: 'duration', distribution: true },
    { key: 'cost', label: 'Cost', unit: 'number' },
  ],
  marks: [
    { key: 'gift', label: 'A gift' },
    { key: 'known', label: 'Promised' },
    { key: 'kept', label: 'In time' },
  ],
  version: 1,
};
const ENDED = { kind: 'order', stage: 'ended' };
const OPENED = { kind: 'order', stage: 'opened' };

const FORMULAS: Record<string, KpiFormula> = {
  volume: { of: 'count', facts: OPENED },
  gifts: { of: 'count', facts: { ...OPENED, mark: 'gift' } },
  kept: {
    of: 'share',
    facts: { ...ENDED, mark: 'kept' },
    among: 'known',
  },
  time: {
    of: 'value',
    facts: ENDED,
    value: 'ms',
    statistics: ['median', 'mean', 'p90', 'max', 'sum'],
    statistic: 'median',
  },
  'cost-per-order': {
    of: 'ratio',
    numerator: { ...ENDED, value: 'cost' },
    denominator: ENDED,
  },
  backlog: { of: 'level', entered: OPENED, left: ENDED },
  age: { of: 'level-age', entered: OPENED, left: ENDED },
  stock: { of: 'gauge', gauge: 'orders.stock' },
};
const kpi = (
  name: string,
  more: Partial<KpiDefinition> = {},
): KpiDefinition => ({
  key: `orders.${name}`,
  practice: 'orders',
  name,
  purpose: 'How is it?',
  formulaWords: 'As it is counted.',
  source: 'This test',
  unit: 'number',
  direction: 'neutral',
  basis: 'events',
  formula: FORMULAS[name],
  dimensions: ['serviceRef', 'ownerRef', 'priority'],
  version: 1,
  ...more,
});

const MARKS = ['gift', 'known', 'kept'] as const;
const BEGIN = Date.UTC(2024, 0, 1);
const SPAN = 500 * DAY;

const factOf = fc.record({
  opened: fc.integer({ min: 0, max: SPAN }),
  took: fc.option(fc.integer({ min: 1, max: 90 * DAY }), { freq: 4 }),
  cost: fc.option(fc.integer({ min: 0, max: 1_000 })),
  serviceRef: fc.option(fc.constantFrom(CART, CHECKOUT, HIDDEN), { freq: 9 }),
  ownerRef: fc.option(fc.constantFrom(PAYMENTS, STOREFRONT), { freq: 9 }),
  priority: fc.constantFrom('1', '2'),
  marks: fc.subarray([...MARKS]),
});
/** The same ones in every run, so that both databases are asked about the same. */
const orders: Facts[] = fc
  .sample(factOf, { numRuns: 240, seed: 7 })
  .map(({ opened, took, cost, serviceRef, ownerRef, priority, marks }, i) => ({
    id: `order-${i}`,
    stages: {
      opened: BEGIN + opened,
      ended: took === null ? undefined : BEGIN + opened + took,
    },
    dimensions: {
      serviceRef: serviceRef ?? undefined,
      ownerRef: ownerRef ?? undefined,
      priority,
    },
    values: {
      ms: took ?? undefined,
      cost: took === null ? undefined : cost ?? undefined,
    },
    // Kept is said of what was promised only.
    marks: marks.filter(m => m !== 'kept' || marks.includes('known')),
  }));

interface Told {
  value?: number;
  count: number;
  numerator?: number;
}

const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);

/** Counts by hand: every fact is looked at, one after the other. */
function byHand(
  name: string,
  { from, to }: { from: number; to: number },
  keeps: (order: Facts) => boolean,
  statistic = 'median',
): Told {
  const kept = orders.filter(keeps);
  const at = (stage: 'opened' | 'ended') =>
    kept.filter(({ stages }) => stages[stage]! >= from && stages[stage]! < to);
  const has = (mark: string) => (o: Facts) => o.marks!.includes(mark);
  const part = (n: number, d: number) => (d === 0 ? undefined : n / d);
  const ended = at('ended');
  switch (name) {
    case 'volume': {
      const count = at('opened').length;
      return { value: count, count };
    }
    case 'gifts': {
      const count = at('opened').filter(has('gift')).length;
      return { value: count, count };
    }
    case 'kept': {
      const count = ended.filter(has('known')).length;
      const numerator = ended.filter(has('kept')).length;
      return { value: part(numerator, count), count, numerator };
    }
    case 'time': {
      const values = ended.map(o => o.values!.ms!).sort((a, b) => a - b);
      const nth = (share: number) =>
        values[Math.max(0, Math.ceil(share * values.length) - 1)];
      const value = {
        median: nth(0.5),
        p90: nth(0.9),
        max: nth(1),
        mean: part(sum(values), values.length),
        sum: sum(values),
      }[statistic];
      return { value, count: values.length };
    }
    case 'cost-per-order': {
      const numerator = sum(ended.map(o => o.values!.cost ?? 0));
      return {
        value: part(numerator, ended.length),
        count: ended.length,
        numerator,
      };
    }
    default: {
      const open = kept.filter(
        ({ stages }) => stages.opened! < to && !(stages.ended! < to),
      );
      const ages = open.map(({ stages }) => to - stages.opened!);
      return {
        value: name === 'backlog' ? open.length : part(sum(ages), open.length),
        count: open.length,
      };
    }
  }
}

const rounded = ({ value, count, numerator }: Told) => ({
  count,
  ...(numerator !== undefined && { numerator }),
  // Sums in another order differ in the last digits.
  ...(value !== undefined && { value: Number(value.toPrecision(10)) }),
});

/** Whether there is anything of a group: groups of nothing are not told. */
function isThere(name: string, statistic: string, told: Told): boolean {
  if (name === 'cost-per-order') return told.numerator !== 0;
  const isSum = name === 'time' && statistic === 'sum';
  return (isSum ? told.value : told.count) !== 0;
}

const COUNTED = Object.keys(FORMULAS).filter(name => name !== 'stock');
const dayOf = fc
  .integer({ min: -40, max: 560 })
  .map(days => beginOf(BEGIN + days * DAY, 'day', ZONE));
const VALUES: Record<string, string[]> = {
  serviceRef: [CART, CHECKOUT, HIDDEN, 'none'],
  ownerRef: [PAYMENTS, STOREFRONT, 'none'],
  priority: ['1', '2'],
};
const dimension = fc.constantFrom(...Object.keys(VALUES));
const questionOf = fc
  .record({
    name: fc.constantFrom(...COUNTED),
    from: dayOf,
    days: fc.integer({ min: 1, max: 420 }),
    grain: fc.option(fc.constantFrom('day', 'week', 'month', 'quarter')),
    by: fc.option(dimension),
    kept: fc.option(
      dimension.chain(key =>
        fc.record({
          key: fc.constant(key),
          values: fc.subarray(VALUES[key], { minLength: 1 }),
        }),
      ),
    ),
    statistic: fc.constantFrom('median', 'mean', 'p90', 'max', 'sum'),
  })
  .map(({ from, days, kept, ...rest }) => ({
    ...rest,
    from,
    to: beginOf(from + days * DAY + DAY / 2, 'day', ZONE),
    where: kept ? { [kept.key]: kept.values } : {},
  }))
  .filter(({ from, to }) => from < to);

const keepsOf =
  (where: Record<string, readonly (string | undefined)[]>) =>
  ({ dimensions }: Facts) =>
    Object.entries(where).every(([key, values]) =>
      values.includes(dimensions[key] ?? 'none'),
    );

describe.each(databases.eachSupportedId())('numbers on %s', databaseId => {
  let kernel: ItsmKernel;
  let itsm: RunningItsm;
  let stock = 0;

  const orderPractice: Practice = {
    id: 'orders',
    title: 'Orders',
    counted: () => ({
      kinds: [ORDER],
      gauges: [
        {
          gauge: 'orders.stock',
          dimensions: [{ key: 'priority', label: 'Priority' }],
          points: async periods => {
            stock += 1;
            return periods.map(({ to }, i) =>
              i === 0 ? { value: to % 7, count: 1 } : { count: 0 },
            );
          },
        },
      ],
      kpis: [
        ...COUNTED.map(name =>
          kpi(name, {
            unit: name === 'kept' ? 'percent' : 'number',
            ...(name === 'volume' && {
              version: 2,
              changes: [
                {
                  version: 2,
                  at: Date.UTC(2024, 5, 1),
                  what: 'All orders count, not only gifts.',
                  before: FORMULAS.gifts,
                },
              ],
            }),
          }),
        ),
        kpi('stock', { dimensions: ['priority'] }),
        kpi('deployments', {
          formula: FORMULAS.volume,
          awaits: 'Reports of deployments',
        }),
        kpi('follow-through', {
          formula: FORMULAS.volume,
          forTeamItself: true,
        }),
      ],
    }),
    start(started) {
      kernel = started;
    },
  };

  beforeAll(async () => {
    const knex = await databases.init(databaseId);
    itsm = await startItsm({
      knex,
      features: [moduleOf(orderPractice)],
      config: {
        itsm: {
          improvement: { timezone: ZONE },
          access: {
            roles: { admin: ['user:default/zoe'] },
            decisionCacheSeconds: 0,
          },
        },
      },
      decide: (permission, user) => ({
        result:
          (permission === 'catalog.entity.read' &&
            user === 'user:default/rita') ||
          (permission === 'itsm.kpi.read' && user === 'user:default/sam')
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      }),
    });
    await knex.transaction(tx => kernel.facts.put(tx, 'order', orders));
  });
  afterAll(() => itsm.stop());

  const ask = (
    name: string,
    more: Omit<Partial<KpiQuestion>, 'from' | 'to'> & {
      from?: number;
      to?: number;
    } = {},
  ) => {
    const { from = BEGIN, to = BEGIN + SPAN + DAY, ...rest } = more;
    return kernel.kpis.ask({
      kpi: `orders.${name}`,
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      ...rest,
    });
  };
  const get = async (path: string, status = 200, who = 'maria') => {
    const { body, status: given } = await itsm.as(who).get(`/kpis${path}`);
    expect([path, given, given < 400 ? '' : body.error.message]).toEqual([
      path,
      status,
      given < 400 ? '' : body.error.message,
    ]);
    return given < 400 ? body : body.error.message;
  };
  const IN_2024 = 'from=2024-01-01T00:00:00.000Z&to=2024-07-01T00:00:00.000Z';

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
    await kernel.kpis.askAll(questions);
    itsm.knex.on('query', hear);
    const answers = await kernel.kpis.askAll(questions);
    itsm.knex.removeListener('query', hear);
    expect(answers.map(({ series }) => series!.length)).toEqual(
      questions.map(() => 24),
    );
    const cells = statements.filter(sql => /kpi_cells/.test(sql));
    expect(cells).toHaveLength(1);
    // Beside it: how far the rollups are, and whether definitions changed.
    expect(statements.length).toBeLessThanOrEqual(5);

    // Percentiles of all groups take one statement, as those of a series do.
    statements.length = 0;
    itsm.knex.on('query', hear);
    const { groups } = await ask('time', { by: 'serviceRef' });
    itsm.knex.removeListener('query', hear);
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
      itsm.as('zoe').put(`/definitions/kpi/${key}`, { body });
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
    const [answer] = await kernel.kpis.askAll([
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
    const first = await kernel.kpis.ask({ ...question, version: 1 });
    expect(first.total.value).toBe(cart);

    // Whoever asks while it is defined anew is told by one version or the other.
    const during = await Promise.all(
      [CART, CHECKOUT, HIDDEN].flatMap(service => [
        write('shop.cart-orders', {
          of: 'orders.volume',
          where: { serviceRef: [service] },
        }).then(({ status }) => ({ status })),
        itsm
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
      ['/orders.volume/answer?from=yesterday', 'from: must be an instant like'],
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
      itsm.as('maria').post('/kpis/query', { questions } as object);
    const faults = await Promise.all([
      posted([]),
      posted(new Array(41).fill(one)),
      posted([one, { ...one, kpi: 'orders.nothing' }]),
      posted([one, { ...one, by: 'colour' }]),
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
    const asked = stock;
    const gauge = await ask('stock', { grain: 'month', compare: 'year' });
    expect([gauge.series!.length > 12, stock - asked]).toEqual([true, 1]);

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
        itsm.as('maria').post('/incidents', { serviceRef: CART, title }),
      ),
    );
    const at = Date.UTC(2022, 4, 1);
    await itsm.knex.transaction(tx =>
      kernel.facts.put(
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
    const PERIOD = 'from=2022-04-01T00:00:00.000Z&to=2022-07-01T00:00:00.000Z';
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
      (await itsm.as('maria').get(`/kpis/${path}`)).text.trim().split('\r\n');
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
});
