import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import {
  beginAfter,
  beginOf,
  kpiReadPermission,
  overviewSchema,
  type KpiDefinition,
  type KpiFormula,
} from '@callboard/plugin-itsm-common';
import type {
  Caller,
  FactKind,
  Facts,
  ItsmKernel,
  Job,
  Practice,
  Scope,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import type { KernelParts } from '../../../kernel/buildKernel';
import { copyEntity } from '../../../kernel/catalog/copyEntity';
import { demoCatalog } from '../../../testing/demoCatalog';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import { startItsm, type RunningItsm } from '../../../testing/startItsm';
import {
  FixedClock,
  kernelOnDatabase,
  user,
} from '../../../tests/kernelOnDatabase';
import { moduleOf } from '../../../tests/notes/notesPractice';
import { registeredPractices } from '../../../tests/registeredPractices';
import { improvementPractice } from '../practice';
import { DIGEST_SUBJECT } from './digestNews';
import { DigestStore } from './DigestStore';
import { DIGEST_WORK, DigestWork } from './DigestWork';
import { readLeadershipConfig } from './settings';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const ZONE = 'Europe/Vienna';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const HIDDEN = 'component:default/hidden';

/** Orders of a shop, so that what is counted is what the test says. */
const ORDER: FactKind = {
  kind: 'order',
  title: 'Orders',
  stages: [
    { key: 'sent', label: 'Orders sent', marks: ['kept'], values: ['ms'] },
  ],
  dimensions: [{ key: 'serviceRef', label: 'Service', entity: true }],
  values: [
    { key: 'ms', label: 'Time to send', unit: 'duration', distribution: true },
  ],
  marks: [{ key: 'kept', label: 'In time' }],
  version: 1,
};
const SENT = { kind: 'order', stage: 'sent' };
const kpi = (
  name: string,
  formula: KpiFormula,
  more: Partial<KpiDefinition>,
): KpiDefinition => ({
  key: `orders.${name}`,
  practice: 'orders',
  name: `Orders: ${name}`,
  purpose: 'How is it?',
  formulaWords: 'As it is counted.',
  source: 'This test',
  unit: 'count',
  direction: 'neutral',
  basis: 'events',
  formula,
  dimensions: ['serviceRef'],
  version: 1,
  ...more,
});
const KPIS = [
  kpi('volume', { of: 'count', facts: SENT }, {}),
  kpi(
    'time',
    {
      of: 'value',
      facts: SENT,
      value: 'ms',
      statistics: ['median', 'mean'],
      statistic: 'median',
    },
    { unit: 'duration', direction: 'down' },
  ),
  kpi(
    'kept',
    { of: 'share', facts: { ...SENT, mark: 'kept' } },
    { unit: 'percent', direction: 'up', target: 0.9 },
  ),
  kpi(
    'deployments',
    { of: 'count', facts: SENT },
    { awaits: 'Reports of deployments' },
  ),
];
const ordersPractice = (started: (kernel: ItsmKernel) => void): Practice => ({
  id: 'orders',
  title: 'Orders',
  counted: () => ({ kinds: [ORDER], kpis: KPIS }),
  start: started,
});
const LEADERSHIP = [
  'orders.volume',
  'orders.time',
  'orders.deployments',
  'orders.gone',
];

/** So many months before the one that an instant is in. */
const monthBefore = (at: number, count: number) =>
  beginAfter(beginOf(at, 'month', ZONE), 'month', ZONE, -count);

/**
 * Four orders a month of thirteen months until the one before: each took ten hours and a bit, the ones of
 * the last month two; three of four are sent in time.
 */
function ordersUntil(now: number): Facts[] {
  return Array.from({ length: 13 }, (_, i) => 13 - i).flatMap(before =>
    Array.from({ length: 4 }, (__, n): Facts => {
      const sent = monthBefore(now, before) + (n + 1) * 5 * DAY;
      const usual = (10 + (before % 3)) * HOUR;
      return {
        id: `order-${before}-${n}`,
        stages: { sent },
        dimensions: {
          serviceRef: n === 0 ? HIDDEN : 'component:default/cart',
        },
        values: { ms: before === 1 ? 2 * HOUR : usual },
        marks: n === 3 ? [] : ['kept'],
      };
    }),
  );
}
const put = (kernel: ItsmKernel, facts: readonly Facts[]) =>
  kernel.database.transaction(tx => kernel.facts.put(tx, 'order', facts));

describe.each(databases.eachSupportedId())('leadership on %s', databaseId => {
  let kernel: ItsmKernel;
  let itsm: RunningItsm;
  const now = Date.now();
  const denied = new Map<string, RegExp>();
  const lastDay = new Date(monthBefore(now, 0) - HOUR)
    .toISOString()
    .slice(0, 10);

  beforeAll(async () => {
    const knex = await databases.init(databaseId);
    itsm = await startItsm({
      knex,
      features: [moduleOf(ordersPractice(k => (kernel = k)))],
      config: {
        itsm: {
          improvement: {
            timezone: ZONE,
            leadership: LEADERSHIP,
            digest: { to: ['Group:payments'] },
          },
          access: {
            decisionCacheSeconds: 0,
            services: { 'external:importer': ['admin'] },
          },
        },
      },
      decide: (name, ref) =>
        denied.get(ref?.split('/')[1] ?? '')?.test(name)
          ? { result: AuthorizeResult.DENY }
          : { result: AuthorizeResult.ALLOW },
    });
    await put(kernel, ordersUntil(now));
  });
  afterAll(() => itsm.stop());

  const overview = async (as = 'maria', search = '') => {
    const { body, status } = await itsm
      .as(as)
      .get(`/improvement/overview${search}`);
    expect(body.error).toBeUndefined();
    expect(status).toBe(200);
    return overviewSchema.parse(body);
  };

  it('sees by month how numbers went, what got better, and what misses its target', async () => {
    const told = await overview('maria', `?asOf=${lastDay}`);
    expect(told).toMatchObject({ today: false, zone: ZONE, unread: 0 });
    const [volume, time, deployments] = told.numbers;
    expect(volume.points.map(p => p.value)).toEqual(Array(13).fill(4));
    expect(volume).toMatchObject({ verdict: 'noise', value: 4 });
    expect(time).toMatchObject({
      name: 'Orders: time (median)',
      verdict: 'better',
      value: 2 * HOUR,
    });
    expect(time.limits!.lower).toBeGreaterThan(2 * HOUR);
    expect(deployments).toMatchObject({
      points: [],
      words: 'It waits for: Reports of deployments.',
    });
    expect(told.absent).toEqual(['orders.gone']);
    expect(told.better.map(s => s.kpi)).toEqual(['orders.time']);
    // Nobody put it on the page, but somebody wants something of it.
    expect(told.notBetter).toMatchObject([
      { kpi: 'orders.kept', kind: 'off-target' },
    ]);
    expect(told.notBetter[0].words).toMatch(
      /^75 % in .* within what is usual \(75 % to 75 %\)\. It misses its target of 90 %\.$/,
    );
  });

  it('looks back from any day, as far as two years, and to no day that is to come', async () => {
    const before = new Date(monthBefore(now, 1) - HOUR)
      .toISOString()
      .slice(0, 10);
    const told = await overview('maria', `?asOf=${before}&months=24`);
    expect(told.numbers[1]).toMatchObject({ verdict: 'noise' });
    expect(told.better).toEqual([]);
    // The first of thirteen months with anything in it is none that is known to be whole.
    expect(told.numbers[0].points).toHaveLength(11);
    const today = await overview();
    expect(today).toMatchObject({
      today: true,
      numbers: [{ value: 4 }, {}, {}],
    });
    for (const [search, sentence] of [
      ['asOf=2999-01-01', 'asOf: 2999-01-01 is still to come; choose a day'],
      ['asOf=1815-06-18', 'asOf: 1815-06-18 is too long ago'],
      ['asOf=yesterday', 'must be a date like 2026-12-24'],
      ['months=7', 'must be 13 or 24'],
      ['from=2026-01-01', 'from'],
    ]) {
      const { status, body } = await itsm
        .as('maria')
        .get(`/improvement/overview?${search}`);
      expect(status).toBe(400);
      expect(body.error.message).toContain(sentence);
    }
  });

  it('is asked about once in the permission framework, and not shown to who may not read numbers', async () => {
    const before = itsm.permissionCalls();
    await overview();
    expect(itsm.permissionCalls() - before).toBe(1);
    denied.set('sam', /^itsm\.kpi\.read$/);
    for (const path of ['', '/export'])
      expect(
        (await itsm.as('sam').get(`/improvement/overview${path}`)).status,
      ).toBe(403);
    expect(
      (await itsm.as('sam').put('/improvement/digest/subscription', {})).status,
    ).toBe(403);
    denied.delete('sam');
  });

  it('shows of what is being done only what one may read, and names no service', async () => {
    const file = async (title: string, more: object = {}) => {
      const { body } = await itsm.as('maria').post('/improvement/initiatives', {
        title,
        serviceRef: 'component:default/checkout',
        ...more,
      });
      expect(body.error).toBeUndefined();
      return body.number as string;
    };
    const open = await file('Send sooner', { kpi: 'orders.time' });
    await file('Secret plan', { visibility: 'restricted' });
    const seen = async (as: string) =>
      (await overview(as)).initiatives.map(i => i.title).sort();
    expect(await seen('maria')).toEqual(['Secret plan', 'Send sooner']);
    expect(await seen('rita')).toEqual(['Send sooner']);
    const told = await overview('rita');
    expect(told.initiatives).toMatchObject([
      { number: open, kpi: 'orders.time', unit: 'duration', late: false },
    ]);
    expect(told.moreInitiatives).toBe(false);
    // Numbers are totals: what is counted of services that somebody does not see has no name in them.
    expect(JSON.stringify(told)).not.toMatch(/Secret|hidden|checkout/);
    // Before they were filed nothing was being done.
    expect((await overview('maria', `?asOf=${lastDay}`)).initiatives).toEqual(
      [],
    );
    denied.set('sam', /^itsm\.initiative\.read$/);
    expect(await seen('sam')).toEqual([]);
    denied.delete('sam');
  });

  it('is a file, too', async () => {
    const sheet = await itsm
      .as('maria')
      .get(`/improvement/overview/export?asOf=${lastDay}&bom=true`);
    expect(sheet.headers['content-type']).toContain('text/csv');
    expect(sheet.headers['content-disposition']).toContain(
      `improvement-${lastDay}.csv`,
    );
    const lines = sheet.text.trim().split(/\r?\n/);
    expect(lines[0]).toMatch(/KPI,Name,Unit,From,To,Whole month,Value/);
    expect(lines).toHaveLength(1 + 13 * 2);
    expect(lines[26]).toMatch(
      /^orders\.time,Orders: time \(median\),duration,.*,yes,7200000,4,.*,better$/,
    );
  });

  it('can be told of each month by whoever wants to, once', async () => {
    const digest = async (as: string) => (await overview(as)).digest;
    expect(await digest('rita')).toMatchObject({
      subscribed: false,
      configured: false,
    });
    expect(await digest('maria')).toMatchObject({ configured: true });
    for (let i = 0; i < 2; i += 1) {
      const { body } = await itsm
        .as('rita')
        .put('/improvement/digest/subscription', {});
      expect(body).toMatchObject({ subscribed: true });
    }
    const nextAt = Date.parse((await digest('rita')).nextAt);
    expect(nextAt).toBe(beginAfter(nextAt, 'month', ZONE, 0) + 8 * HOUR);
    const { body } = await itsm
      .as('rita')
      .delete('/improvement/digest/subscription');
    expect(body).toMatchObject({ subscribed: false });
    const service = await itsm
      .asService('external:importer')
      .put('/improvement/digest/subscription', {});
    expect(service.status).toBe(400);
    expect(service.body.error.message).toContain('is for people');
  });
});

describe.each(databases.eachSupportedId())(
  'the digest of a month on %s',
  databaseId => {
    let knex: Knex;
    let clock: FixedClock;
    let kernel: KernelParts;
    let other: KernelParts;
    let jobs: Job[];
    const sent: NotificationSendOptions[] = [];
    const maria = user('maria', ['payments']);
    const sam = user('sam', ['storefront']);
    const rita = user('rita', ['marketing']);
    /** 26 November 2026, in the morning. */
    const BEGIN = Date.UTC(2026, 10, 26, 9);
    const FIRST = Date.UTC(2026, 11, 1, 7);

    const build = async (practices: Practice[]) =>
      kernelOnDatabase(knex, {
        clock,
        practices,
        config: { itsm: { improvement: { timezone: ZONE } } },
        notifications: {
          send: async notification => {
            sent.push(notification);
          },
        },
      });
    const withConfig = (registered: readonly Practice[]) => [
      ...registered.map(practice =>
        practice.id === 'improvement'
          ? improvementPractice({
              config: mockServices.rootConfig({
                data: {
                  itsm: {
                    improvement: {
                      timezone: ZONE,
                      leadership: LEADERSHIP,
                      digest: {
                        to: ['group:default/payments', 'user:default/dana'],
                      },
                    },
                  },
                },
              }),
              migrations: practice.migrations!.directory,
            })
          : practice,
      ),
      ordersPractice(() => {}),
    ];

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      clock = new FixedClock(BEGIN);
      const practices = withConfig(await registeredPractices());
      kernel = await build(practices);
      other = await build(practices);
      await kernel.catalog.put(
        demoCatalog.map(e => copyEntity(e, [])),
        BEGIN,
      );
      await put(kernel, ordersUntil(FIRST));
      jobs = [kernel, other].flatMap(backend =>
        practices
          .flatMap(practice => practice.jobs?.(backend) ?? [])
          .filter(({ id }) => id === DIGEST_WORK),
      );
    });

    const may = async (who: Caller, scope: Scope = 'all') => {
      kernel.sending.known.note(who, kpiReadPermission, scope);
      await kernel.sending.known.settled();
    };
    const until = async (at: number) => {
      clock.pass(at - clock.now());
      await Promise.all([kernel.due.runDue(), other.due.runDue()]);
      await kernel.followers.drain();
      await Promise.all([kernel.due.runDue(), other.due.runDue()]);
    };
    const told = () =>
      sent
        .splice(0)
        .filter(({ payload }) => payload.topic === 'improvement.digest')
        .flatMap(({ recipients, payload }) =>
          (recipients as { entityRef: string[] }).entityRef.map(
            ref => [ref.split('/')[1], payload] as const,
          ),
        )
        .sort(([a], [b]) => (a < b ? -1 : 1));
    const digests = () => knex('journal').where('subject_type', DIGEST_SUBJECT);

    it('is planned for eight in the morning of the first day, where the numbers are', async () => {
      await Promise.all(jobs.map(job => job.run()));
      const planned = await knex('due_work').where('kind', DIGEST_WORK);
      expect(planned.map(row => [row.key, Number(row.due_at)])).toEqual([
        ['2026-12-01', FIRST],
      ]);
    });

    it('is told once by two backends, to those who want it and may read numbers', async () => {
      await may(maria);
      await may(sam);
      await may(rita, 'none');
      for (const who of [sam, rita])
        await knex('improvement_digest_readers').insert({
          person_ref: who.ref,
          asked_at: BEGIN,
        });
      await until(FIRST - 1);
      expect(told()).toEqual([]);
      await until(FIRST);
      expect(await digests()).toHaveLength(1);
      const news = told();
      // Rita may not read numbers; of Dana it is not known, so she learns that there are some.
      expect(news.map(([who]) => who)).toEqual(['dana', 'maria', 'sam']);
      const [[, hers], [, payload]] = news;
      expect(payload).toMatchObject({
        title: 'November 2026 in numbers: 1 got better, 1 did not',
        link: '/itsm/improvement?asOf=2026-11-30',
        severity: 'low',
      });
      expect(payload.description).toContain(
        '• Orders: time (median): 2 h (October 2026: 12 h)',
      );
      expect(payload.description).toMatch(
        /What did not\n• Orders: kept: 75 % in November 2026/,
      );
      expect(hers).toMatchObject({
        title: 'The numbers of the last month are there',
        link: '/itsm/improvement?asOf=2026-11-30',
      });
      expect(JSON.stringify(hers)).not.toMatch(/2 h|75 %|got better/);
    });

    it('is not told again, whoever looks', async () => {
      await Promise.all(jobs.map(job => job.run()));
      await until(FIRST + 3 * DAY);
      expect(told()).toEqual([]);
      expect(await digests()).toHaveLength(1);
    });

    it('is that of the last month alone after a downtime of months', async () => {
      // Nothing runs until the middle of March.
      clock.pass(Date.UTC(2027, 2, 14, 12) - clock.now());
      for (const who of [maria, sam]) await may(who);
      await put(
        kernel,
        [1, 2].map(n => ({
          id: `late-${n}`,
          stages: { sent: Date.UTC(2027, 1, n) },
          dimensions: {},
          values: { ms: HOUR },
        })),
      );
      await Promise.all(jobs.map(job => job.run()));
      await until(Date.UTC(2027, 2, 14, 12, 1));
      const news = told();
      expect(news.map(([who, { title }]) => [who, title])).toContainEqual([
        'maria',
        expect.stringMatching(/^February 2027 in numbers: /),
      ]);
      expect(news.filter(([who]) => who === 'maria')).toHaveLength(1);
      expect((await digests()).map(row => row.subject_id).sort()).toEqual([
        '2026-12-01',
        '2027-03-01',
      ]);
      const planned = await knex('due_work').where('kind', DIGEST_WORK);
      expect(planned.map(row => row.key)).toEqual(['2027-04-01']);
    });

    it('waits for numbers that are not all counted, a day at most', async () => {
      const now = Date.UTC(2027, 3, 1, 6);
      clock.pass(now - clock.now());
      const work = new DigestWork(kernel, {
        store: new DigestStore(knex),
        zone: ZONE,
        numbers: async () =>
          ({
            rebuilding: true,
            numbers: [],
            month: '2027-02-28T23:00:00.000Z',
            zone: ZONE,
          } as never),
      });
      const handle = (at: number) =>
        work.handler.handle({} as never, {
          now: at,
          command: async () => [],
          finish: effect => knex.transaction(effect),
        });
      const planned = async () =>
        (await knex('due_work').where('kind', DIGEST_WORK)).map(row => [
          row.key,
          Number(row.due_at),
        ]);
      await handle(now);
      expect(await planned()).toEqual([['2027-04-01', now + HOUR / 6]]);
      await handle(now + 25 * HOUR);
      expect(await planned()).toContainEqual([
        '2027-05-01',
        Date.UTC(2027, 4, 1, 6),
      ]);
      expect(await digests()).toHaveLength(2);
    });

    it('names nobody in the journal', async () => {
      const entries = await digests();
      expect(JSON.stringify(entries.map(e => e.payload))).not.toMatch(
        /maria|sam|rita|dana|payments/,
      );
    });
  },
);

describe('how leadership is set up', () => {
  const read = (improvement: object) => () =>
    readLeadershipConfig(
      mockServices.rootConfig({ data: { itsm: { improvement } } as never }),
    );

  it('is six numbers at most, and people and groups to be told', () => {
    expect(read({})().numbers).toHaveLength(6);
    expect(read({ digest: { to: ['Group:Default/Board'] } })().to).toEqual([
      'group:default/board',
    ]);
    expect(read({ leadership: Array(7).fill('a.b') })).toThrow(
      'itsm.improvement.leadership names 7 KPIs; name one to 6',
    );
    expect(read({ leadership: [] })).toThrow('names 0 KPIs');
    expect(read({ leadership: ['volume'] })).toThrow(
      '"volume" is no key of a KPI; name one like incidents.volume',
    );
    expect(read({ digest: { to: ['component:default/cart'] } })).toThrow(
      'itsm.improvement.digest.to: "component:default/cart" is no user or group',
    );
  });
});
