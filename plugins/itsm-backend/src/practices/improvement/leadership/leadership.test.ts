import { mockServices } from '@backstage/backend-test-utils';
import { InputError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { beginAfter, overviewSchema } from '@callboard/plugin-itsm-common';
import type { ItsmKernel } from '@callboard/plugin-itsm-node';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import { startItsm, type RunningItsm } from '../../../testing/startItsm';
import {
  HOUR,
  LEADERSHIP,
  monthBefore,
  ordersPractice,
  ordersUntil,
  put,
  ZONE,
} from '../../../tests/countedOrders';
import { moduleOf } from '../../../tests/notes/notesPractice';
import { readLeadershipConfig } from './settings';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

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
      /^75 % in .* within what is usual \(75 %\)\. It misses its target of 90 %\.$/,
    );
  });

  it('tells the others where one number cannot be told', async () => {
    const { askAll } = kernel.kpis;
    const spy = jest
      .spyOn(kernel.kpis, 'askAll')
      .mockImplementation(async (questions, ...more) => {
        if (questions.some(({ kpi }) => kpi === 'orders.kept'))
          throw new InputError('filter: ask for a shorter period');
        return askAll.call(kernel.kpis, questions, ...more);
      });
    const told = await overview('maria', `?asOf=${lastDay}`);
    spy.mockRestore();
    expect(told.numbers.map(({ value }) => value)).toEqual([
      4,
      2 * HOUR,
      undefined,
    ]);
    expect(told.notBetter).toEqual([]);
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

  it('takes no permission to read numbers to file what measures none', async () => {
    denied.set('sam', /^itsm\.kpi\.read$/);
    const file = (more: object) =>
      itsm.as('sam').post('/improvement/initiatives', {
        title: 'Labels on shelves',
        ownerRef: 'group:default/storefront',
        ...more,
      });
    const statuses = [
      (await file({ kpi: 'orders.volume' })).status,
      (await file({ visibility: 'restricted' })).status,
    ];
    denied.delete('sam');
    expect(statuses).toEqual([403, 201]);
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
