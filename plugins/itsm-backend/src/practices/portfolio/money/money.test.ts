import type { Entity } from '@backstage/catalog-model';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { monthAfter, monthOfInstant } from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import request from 'supertest';
import { demoCatalog } from '../../../testing/demoCatalog';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import { startItsm, type RunningItsm } from '../../../testing/startItsm';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const DAY = 86_400_000;
const inDays = (days: number) =>
  new Date(Date.now() + days * DAY).toISOString();
const COSTS = '/portfolio/costs';
const SHOP = 'system:default/shop';
const CHECKOUT = 'component:default/checkout';
const ORPHAN = 'component:default/orphan';

const system = (
  name: string,
  owner: string,
  relations: Entity['relations'] = [],
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: { name, uid: `uid-${name}`, etag: `e-${name}` },
  spec: { owner },
  relations: [
    { type: 'ownedBy', targetRef: `group:default/${owner}` },
    ...relations,
  ],
});

const onPlatform = [
  { type: 'dependsOn', targetRef: 'system:default/platform' },
];
const MORE: Record<string, Entity['relations']> = {
  checkout: onPlatform,
  cart: onPlatform,
  shop: [{ type: 'hasPart', targetRef: ORPHAN }],
};

/** The shop, a platform that its components stand on, and more systems. */
const catalog: Entity[] = [
  ...demoCatalog.map(entity => {
    const more = MORE[entity.metadata.name] ?? [];
    return { ...entity, relations: [...(entity.relations ?? []), ...more] };
  }),
  system('platform', 'payments'),
  ...['import', 'circle-a', 'circle-b', 'mixed', 'model', 'paid'].map(name =>
    system(name, 'payments'),
  ),
];

/** Rita sees what the catalog answers her, Sam no costs. */
const decide = (
  permission: string,
  userRef: string | undefined,
): PolicyDecision => {
  const who = userRef?.split('/')[1];
  if (permission === 'catalog.entity.read' && who === 'rita')
    return {
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'catalog',
      resourceType: 'catalog-entity',
      conditions: {
        rule: 'IS_ENTITY_OWNER',
        resourceType: 'catalog-entity',
        params: {},
      },
    };
  const denied =
    (who === 'sam' && permission.startsWith('itsm.cost.')) ||
    (who === 'rita' && permission === 'itsm.cost.update');
  return { result: denied ? AuthorizeResult.DENY : AuthorizeResult.ALLOW };
};

const LAST = monthAfter(monthOfInstant(Date.now(), 'UTC'), -1);

describe.each(databases.eachSupportedId())('money on %s', databaseId => {
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
            services: { 'external:importer': ['admin'] },
            decisionCacheSeconds: 0,
          },
          dueWork: { everySeconds: 0.2 },
        },
      },
    });
    // The catalog is read in the background.
    while ((await knex('catalog_entities')).length < catalog.length)
      await new Promise(resolve => setTimeout(resolve, 20));
    // What is in the copy and is not answered is what Rita may not see.
    const secret = 'system:default/secret';
    await knex('catalog_entities').insert({
      ...(await knex('catalog_entities')
        .where({ ref: 'system:default/platform' })
        .first()),
      ref: secret,
      uid: 'uid-secret',
      name: 'secret',
      title: 'secret',
    });
    await knex('catalog_relations').insert({
      source_ref: secret,
      type: 'dependsOn',
      target_ref: 'system:default/platform',
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
  const upload = (csv: string, query = '', who = 'dana') =>
    request(itsm.server)
      .post(`/api/itsm${COSTS}/import?source=books${query}`)
      .set('authorization', itsm.header(who))
      .set('content-type', 'text/csv')
      .send(csv);
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

  describe('a file of costs', () => {
    const ref = 'system:default/import';
    const HEAD = 'Service;Period;Cost type;Plan;Amount;Currency;Document';
    const good = (n: number) =>
      `import;${LAST};people;actual;1.000,${String(n % 100).padStart(
        2,
        '0',
      )};EUR;D-${n}`;

    it('with thousands of wrong rows keeps the good ones, and tells of the others by line', async () => {
      const rows: string[] = [HEAD];
      for (let n = 0; n < 3000; n += 1) {
        rows.push(
          [
            `import;${LAST};people;actual;abc;EUR;X-${n}`,
            `nothing;${LAST};people;actual;1,00;EUR;X-${n}`,
            `import;2026-13;people;actual;1,00;EUR;X-${n}`,
            `import;${LAST};people;actual;1,00;XQX;X-${n}`,
          ][n % 4],
        );
        if (n % 10 === 0) rows.push(good(n));
      }
      const csv = rows.join('\n');
      const dry = await ok(upload(csv, '&dryRun=true'));
      expect(dry).toMatchObject({
        dryRun: true,
        rows: 3300,
        added: 300,
        bad: 3000,
        columns: { month: 'Period', kind: 'Cost type', id: 'Document' },
      });
      expect(await knex('cost_lines').where({ source: 'books' })).toEqual([]);
      const done = await ok(upload(csv));
      expect(done).toMatchObject({ added: 300, same: 0, bad: 3000 });
      expect(done.badLines.slice(0, 4)).toEqual([
        { line: 2, reason: 'amount: must be an amount like 1250.00' },
        {
          line: 4,
          reason:
            'service: there is no nothing in the catalog, or you may not see it',
        },
        {
          line: 5,
          reason:
            'month: must be a month like 2026-11 or a date like 2026-11-30, not "2026-13"',
        },
        {
          line: 6,
          reason:
            'currency: "XQX" is no currency of ISO 4217; write one like EUR',
        },
      ]);
      const journal = () =>
        knex('journal')
          .count({ n: '*' })
          .first()
          .then(r => Number(r!.n));
      const before = await journal();
      // The same file twice changes nothing at all.
      expect(await ok(upload(csv))).toMatchObject({
        added: 0,
        changed: 0,
        same: 300,
      });
      expect(await journal()).toBe(before);
      // A corrected row is the same cost with another sum.
      const corrected = `${HEAD}\nimport;${LAST};people;actual;2.000,00;EUR;D-0`;
      expect(await ok(upload(corrected))).toMatchObject({ changed: 1 });
      const [line] = await knex('cost_lines').where({ external_id: 'D-0' });
      expect([Number(line.minor), line.version]).toEqual([200_000, 2]);
      expect(await chain('cost-line', line.id)).toHaveLength(2);
      const page = await ok(
        itsm.as('maria').get(`${COSTS}/lines?service=${ref}&limit=200`),
      );
      const rest = await ok(
        itsm
          .as('maria')
          .get(
            `${COSTS}/lines?service=${ref}&limit=200&cursor=${page.pageInfo.nextCursor}`,
          ),
      );
      const ids = [...page.items, ...rest.items].map((l: any) => l.id);
      expect([ids.length, new Set(ids).size]).toEqual([300, 300]);
    });

    it('without ids takes rows that are alike as they are, and none of them twice', async () => {
      const csv = [
        'service,month,amount,plan',
        `${ref},${LAST},10.00,budget`,
        `${ref},${LAST},10.00,budget`,
        `${ref},${LAST},"1,010.00",budget`,
      ].join('\r\n');
      expect(await ok(upload(csv))).toMatchObject({ added: 3, bad: 0 });
      expect(await ok(upload(csv))).toMatchObject({ added: 0, same: 3 });
    });

    it('that is none says what it lacks, and whose costs are not one’s own are told so', async () => {
      expect(await refused(upload('a,b\n1,2'))).toEqual([
        400,
        expect.stringContaining('no column for service, month, amount'),
      ]);
      expect((await refused(upload('')))[0]).toBe(400);
      const columns = encodeURIComponent(JSON.stringify({ amount: 'Betrag' }));
      expect(
        (await refused(upload('a,b', `&columns=${columns}`)))[1],
      ).toContain('the file has no column "Betrag"');
      const csv = `service,month,amount\nshop,${LAST},1\nplatform,${LAST},1`;
      expect(await ok(upload(csv, '&dryRun=true', 'maria'))).toMatchObject({
        added: 1,
        badLines: [
          {
            line: 2,
            reason: expect.stringContaining('for the group that owns it'),
          },
        ],
      });
      expect((await refused(upload(csv, '', 'sam')))[0]).toBe(403);
    });

    it('of many at the same moment is taken once', async () => {
      const csv = [
        HEAD,
        ...Array.from({ length: 50 }, (_, n) => good(10_000 + n)),
      ].join('\n');
      const answers = await Promise.all([
        upload(csv),
        upload(csv),
        upload(csv),
      ]);
      expect(
        answers.map(a => a.status).filter(s => s !== 200 && s !== 409),
      ).toEqual([]);
      expect(
        await knex('cost_lines').where('external_id', 'like', 'D-100__'),
      ).toHaveLength(50);
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
});
