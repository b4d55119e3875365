import { objectiveHistoryQuerySchema } from '@callboard/plugin-itsm-common';
import { SYSTEM_CALLER, type Practice } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import type { KernelParts } from '../../../kernel/buildKernel';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import {
  availability,
  CHECKOUT,
  checkoutInCatalog,
  forgetObjectives,
  metric,
  requests,
  slo,
  slowPolicy,
} from '../../../testing/openSlo';
import {
  recordedPrometheus,
  type RecordedPrometheus,
} from '../../../testing/recordedPrometheus';
import { FixedClock, kernelOnDatabase } from '../../../tests/kernelOnDatabase';
import { registeredPractices } from '../../../tests/registeredPractices';
import type { Downtime } from './indicators/OutageSource';
import { MINUTES_KEPT } from './MeasurementStore';
import { buildObjectives, type ObjectiveParts } from './parts';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(180_000);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const at = (time: string) => Date.parse(`2026-03-01T${time}:00Z`);

describe.each(databases.eachSupportedId())('objectives on %s', id => {
  let knex: Knex;
  let kernel: KernelParts;
  let clock: FixedClock;
  let prometheus: RecordedPrometheus;
  let objectives: ObjectiveParts;
  let down: Downtime[];
  let practices: Practice[];

  const build = () =>
    buildObjectives(kernel, {
      downtime: async ref => (ref === CHECKOUT ? down : []),
    });
  const define = (kind: string, key: string, body: object) =>
    kernel.definitionService.write(SYSTEM_CALLER, kind, key, {
      body,
    } as never);
  const undefine = (key: string) =>
    kernel.definitionService.remove(SYSTEM_CALLER, 'objective', key);
  const run = () => objectives.work.run();
  const moveTo = (time: string) => clock.pass(at(time) - clock.now());
  const get = (key: string) => objectives.service.get(SYSTEM_CALLER, key);
  const list = async (query: { entity?: string } = {}) =>
    (await objectives.service.list(SYSTEM_CALLER, query)).items;
  const history = (key: string, query: object = {}) =>
    objectives.service.history(
      SYSTEM_CALLER,
      key,
      objectiveHistoryQuerySchema.parse(query),
    );
  const told = async (key: string) =>
    (
      await knex('journal')
        .where({ subject_type: 'objective', subject_id: key })
        .orderBy('position')
    ).map(row => [
      row.kind,
      typeof row.payload === 'string' ? JSON.parse(row.payload) : row.payload,
    ]);

  beforeAll(async () => {
    knex = await databases.init(id);
    practices = await registeredPractices();
    prometheus = await recordedPrometheus(() => clock.now());
    await kernelOnDatabase(knex, { practices });
    await checkoutInCatalog(knex);
  });
  beforeEach(async () => {
    await forgetObjectives(knex);
    // Definitions hold from then on.
    clock = new FixedClock(at('06:00'));
    kernel = await kernelOnDatabase(knex, {
      clock,
      practices,
      config: {
        itsm: {
          serviceLevels: { prometheus: { main: { url: prometheus.url } } },
        },
      },
    });
    down = [];
    prometheus.trouble = undefined;
    prometheus.edit = undefined;
    prometheus.asked.length = 0;
    objectives = build();
  });
  afterAll(() => prometheus.stop());

  it('are measured from where their window begins, and told with what is left of the budget', async () => {
    await define('objective', 'requests', slo('requests', requests));
    expect(await list()).toMatchObject([
      { key: 'requests', state: 'noData', coverage: 0, entityRef: CHECKOUT },
    ]);
    moveTo('12:00');
    await run();
    const found = await get('requests');
    // Of six hours 5 to 15 minutes had no scrape and one a restart; from 11:30 on one in five failed.
    const total = found.tally.total;
    expect(total).toBeGreaterThan(340 * 600);
    expect(found.tally.bad).toBeCloseTo(30 * 120 + (total - 18_000) / 1000, 3);
    expect(found).toMatchObject({
      state: 'exhausted',
      source: 'prometheus',
      measuredUntil: '2026-03-01T12:00:00.000Z',
      ratio: 1 - found.tally.bad / total,
      alert: { severity: 'page' },
      tally: { unit: 'events' },
    });
    expect(found.failure).toBeUndefined();
    expect(found.budgetRemaining).toBeCloseTo(
      1 - found.tally.bad / (total * 0.01),
      9,
    );
    expect(found.coverage).toBeGreaterThan(0.95);
    expect(found.coverage).toBeLessThan(0.985);
    // The rules of the Workbook, as far as they fit into six hours; the budget burns 20 times as fast.
    expect(found.rules.map(r => [r.severity, r.long / HOUR, r.over])).toEqual([
      ['page', 1, true],
      ['page', 6, true],
    ]);
    expect(found.rules[0].shortRate).toBeCloseTo(20, 6);
    expect(found.rules[0].longRate).toBeCloseTo((0.2 + 0.001) / 2 / 0.01, 6);
  });

  it('measure the last minutes again, as scrapes come late, and what is the same once', async () => {
    await define('objective', 'requests', slo('requests', requests));
    // The last scrape is not known yet: the counter stands still.
    prometheus.edit = values =>
      values.map(([t, v], i) =>
        i === values.length - 1 && i > 0 ? [t, values[i - 1][1]] : [t, v],
      );
    moveTo('11:20');
    await run();
    const minutes = () =>
      knex('sl_objective_minutes').orderBy('at', 'desc').limit(2);
    expect((await minutes()).map(m => m.total)).toEqual([0, 600]);
    prometheus.edit = undefined;
    moveTo('11:21');
    await run();
    expect((await minutes()).map(m => m.total)).toEqual([600, 600]);
    const before = await knex('sl_objective_hours').orderBy('at');
    await run();
    expect(await knex('sl_objective_hours').orderBy('at')).toEqual(before);
    // What is asked for again is little.
    const { from, to } = prometheus.asked[prometheus.asked.length - 1];
    expect(to - from).toBeLessThan(2 * HOUR);
  });

  it('stay as they are while Prometheus does not answer, say why, and are caught up on', async () => {
    await define('objective', 'requests', slo('requests', requests));
    await define('objective', 'others', slo('others', requests));
    moveTo('11:00');
    await run();
    const asked = prometheus.asked.length;
    prometheus.trouble = response => {
      response.statusCode = 503;
      response.end('Down');
    };
    moveTo('11:10');
    await run();
    await run();
    // It is not asked for every objective while it does not work at all.
    expect(prometheus.asked.length - asked).toBeLessThanOrEqual(16);
    moveTo('11:20');
    await run();
    const away = await get('requests');
    expect(away).toMatchObject({
      measuredUntil: '2026-03-01T11:00:00.000Z',
      failure: {
        message: 'Prometheus "main" answers with 503',
        since: '2026-03-01T11:10:00.000Z',
      },
    });
    expect(away.burnRates[0]).toEqual({ window: 5 * MINUTE });
    const { coverage } = away;
    prometheus.trouble = undefined;
    moveTo('11:21');
    await run();
    const back = await get('requests');
    expect(back.failure).toBeUndefined();
    expect(back.measuredUntil).toBe('2026-03-01T11:21:00.000Z');
    expect(back.coverage).toBeGreaterThan(coverage);
  });

  it('begin and end an alert once, also with two backends at once', async () => {
    await define('objective', 'alerting', slo('alerting', requests));
    moveTo('11:25');
    await run();
    expect(await told('alerting')).toEqual([]);
    moveTo('11:55');
    const other = build();
    await Promise.all([run(), other.work.run()]);
    await run();
    moveTo('12:10');
    await Promise.all([other.work.run(), run()]);
    const started = await told('alerting');
    expect(started).toEqual([
      [
        'objective.alert.started',
        {
          alert: expect.any(String),
          severity: 'page',
          name: 'Shop alerting',
          version: 1,
          rule: { long: HOUR, short: 5 * MINUTE, threshold: 1 },
          rate: expect.any(Number),
          remaining: expect.any(Number),
          entity: CHECKOUT,
          owner: 'group:default/payments',
          files: false,
        },
      ],
    ]);
    expect(await get('alerting')).toMatchObject({
      alerts: [{ severity: 'page', startedAt: '2026-03-01T11:55:00.000Z' }],
    });
    clock.pass(50 * MINUTE);
    // Nothing is known of it: nothing ends.
    await run();
    expect((await told('alerting')).map(([kind]) => kind)).toEqual([
      'objective.alert.started',
    ]);
    await undefine('alerting');
    await Promise.all([run(), other.work.run()]);
    const [, ended] = await told('alerting');
    expect(ended).toEqual([
      'objective.alert.ended',
      expect.objectContaining({ reason: 'removed', tells: false }),
    ]);
    expect(await told('alerting')).toHaveLength(2);
    expect(
      await knex('sl_objective_minutes').count({ n: '*' }).first(),
    ).toEqual({ n: id === 'SQLITE_3' ? 0 : '0' });
  });

  it('tell availability from outages as they are known now', async () => {
    await define(
      'objective',
      'available',
      slo('available', {
        ...availability,
        timeWindow: [{ duration: '30d', isRolling: true }],
        budgetingMethod: 'Timeslices',
        objectives: [
          { target: 0.999, timeSliceTarget: 0.9, timeSliceWindow: '1m' },
        ],
      }),
    );
    moveTo('12:00');
    await run();
    expect(await get('available')).toMatchObject({
      state: 'met',
      source: 'records',
      ratio: 1,
      budgetRemaining: 1,
      coverage: 1,
      tally: { unit: 'minutes', allowed: expect.closeTo(43.2, 6) },
      queries: [],
    });
    // Twelve hours ago it was away for 21 and a half minutes, and half of it for an hour.
    const then = at('12:00') - 12 * HOUR;
    down = [
      { from: then, to: then + 21.5 * MINUTE, weight: 1 },
      { from: then - HOUR, to: then, weight: 0.5 },
      { from: then, to: then + MINUTE, weight: 0.5 },
    ];
    clock.pass(MINUTE);
    await run();
    const burnt = await get('available');
    expect(burnt.tally.bad).toBe(82);
    expect(burnt.state).toBe('exhausted');
    expect(burnt.budgetRemaining).toBeCloseTo(1 - 82 / 43.2, 6);
    const point = async (to: number) =>
      (
        await history('available', {
          from: new Date(to - 2 * HOUR).toISOString(),
          to: new Date(to).toISOString(),
          step: '30m',
        })
      ).points.map(p => p.total - p.good);
    expect(await point(then + HOUR)).toEqual([30, 30, 22, 0]);
    // Somebody puts it right: it was never half away.
    down = down.filter(d => d.weight === 1);
    clock.pass(MINUTE);
    await run();
    expect((await get('available')).tally.bad).toBe(22);
    expect(await point(then + HOUR)).toEqual([0, 0, 22, 0]);
    expect(
      await knex('sl_objective_hours').where('series', 'like', 'available%'),
    ).toEqual([]);
  });

  it('begin anew when they count otherwise, and say what is missing', async () => {
    moveTo('12:00');
    await define('objective', 'changing', slo('changing', requests));
    await run();
    const [{ series }] = await knex('sl_objectives').where('key', 'changing');
    await define(
      'objective',
      'changing',
      slo('changing', {
        indicatorRef: 'latency',
        alertPolicies: ['slow'],
        objectives: [{ target: 0.9, op: 'lte', value: 0.5 }],
      }),
    );
    await run();
    expect(await get('changing')).toMatchObject({
      state: 'noData',
      failure: {
        message: 'There is no indicator "latency"; write it as an SLI document',
      },
    });
    await define('indicator', 'latency', {
      apiVersion: 'openslo/v1',
      kind: 'SLI',
      metadata: { name: 'latency' },
      spec: { thresholdMetric: metric('latency') },
    });
    await run();
    const missing = await get('changing');
    expect(missing.failure!.message).toMatch(/There is no alert policy "slow"/);
    // What is there counts all the same.
    expect(missing.ratio).toBeCloseTo(
      missing.tally.good / missing.tally.total,
      9,
    );
    expect(missing.thresholds).toEqual({ op: 'lte', value: 0.5 });
    await define('alert-policy', 'slow', slowPolicy);
    await run();
    const found = await get('changing');
    expect(found.failure).toBeUndefined();
    expect(found.rules).toMatchObject([
      {
        severity: 'ticket',
        policy: 'slow',
        over: true,
        longRate: expect.closeTo(10, 6),
      },
    ]);
    expect(found.alert).toMatchObject({ severity: 'ticket' });
    expect(
      await knex('sl_objective_minutes').where({ series }).first(),
    ).toBeUndefined();
    // From 12:20 on it is fast again.
    moveTo('12:30');
    await run();
    const over = await get('changing');
    expect(over.alert).toBeUndefined();
    expect(over.alerts[0]).toMatchObject({
      severity: 'ticket',
      startedAt: '2026-03-01T12:00:00.000Z',
      endedAt: '2026-03-01T12:30:00.000Z',
      rule: { long: 30 * MINUTE, short: 5 * MINUTE, threshold: 4 },
    });
    const entries = await told('changing');
    expect(
      entries.map(([kind, { severity }]) => [kind.split('.')[2], severity]),
    ).toEqual([
      // It had the rules that everybody has, until it named a policy.
      ['started', 'page'],
      ['ended', 'page'],
      ['started', 'ticket'],
      ['ended', 'ticket'],
    ]);
  });

  it('have a past with no more points than can be drawn, and none of the future', async () => {
    await define('objective', 'past', slo('past', requests));
    moveTo('12:00');
    await run();
    const fine = await history('past', {
      from: '2026-03-01T11:00:00.000Z',
      to: '2026-03-01T12:00:00.000Z',
      step: '15m',
    });
    expect(fine.points).toMatchObject([
      {
        at: '2026-03-01T11:15:00.000Z',
        total: 9_000,
        burnRate: expect.closeTo(0.1, 6),
      },
      { at: '2026-03-01T11:30:00.000Z', total: 9_000 },
      { at: '2026-03-01T11:45:00.000Z', burnRate: expect.closeTo(20, 6) },
      { at: '2026-03-01T12:00:00.000Z', burnRate: expect.closeTo(20, 6) },
    ]);
    const now = await get('past');
    const last = fine.points[3];
    expect(last.ratio).toBeCloseTo(now.ratio!, 9);
    expect(last.budgetRemaining).toBeCloseTo(now.budgetRemaining!, 9);
    expect((await history('past')).points.length).toBeLessThanOrEqual(201);
    const long = await history('past', {
      from: '2024-01-01T00:00:00.000Z',
      to: '2030-01-01T00:00:00.000Z',
      step: '1m',
    });
    expect(long.points.length).toBeLessThanOrEqual(1000);
    expect(long.step).toBeGreaterThanOrEqual(HOUR);
    expect(long.to).toBe('2026-03-01T12:00:00.000Z');
    await expect(
      history('past', { from: '2029-01-01T00:00:00.000Z' }),
    ).rejects.toThrow(/nothing is told of the future/);
  });

  it('forget minutes after four days, and keep their hours', async () => {
    await define('objective', 'old', slo('old', requests));
    moveTo('12:00');
    await run();
    const count = async (table: string) =>
      Number((await knex(table).count({ n: '*' }).first())!.n);
    const hours = await count('sl_objective_hours');
    expect(await count('sl_objective_minutes')).toBeGreaterThan(340);
    clock.pass(MINUTES_KEPT + DAY);
    await run();
    expect(await count('sl_objective_minutes')).toBe(0);
    expect(await count('sl_objective_hours')).toBe(hours);
  });

  it('are not there for whoever may not see their entity', async () => {
    await define(
      'objective',
      'seen',
      slo('seen', { ...availability, service: 'cart' }),
    );
    await define('objective', 'unseen', slo('unseen', availability));
    await run();
    objectives = buildObjectives(
      {
        ...kernel,
        catalogAccess: {
          readable: async (_, refs) =>
            new Set(refs.filter(ref => ref !== CHECKOUT)),
        },
      },
      { downtime: async () => [] },
    );
    expect((await list()).map(({ key }) => key)).toEqual(['seen']);
    expect(await list({ entity: CHECKOUT })).toEqual([]);
    for (const ask of [get, history])
      await expect(ask('unseen')).rejects.toThrow(
        'There is no objective unseen',
      );
  });

  it('come page by page', async () => {
    for (const name of ['a', 'b', 'c'])
      await define('objective', name, slo(name, availability));
    const first = await objectives.service.list(SYSTEM_CALLER, { limit: 2 });
    expect(first.items.map(o => o.key)).toEqual(['a', 'b']);
    const cursor = first.pageInfo.nextCursor!;
    const second = await objectives.service.list(SYSTEM_CALLER, {
      limit: 2,
      cursor,
    });
    expect(second.items.map(o => o.key)).toEqual(['c']);
    expect(second.pageInfo).toEqual({});
    // However many there are, a list takes as many statements.
    const statements: number[] = [];
    for (const limit of [1, 3]) {
      let count = 0;
      const counting = () => {
        count += 1;
      };
      knex.on('query', counting);
      await objectives.service.list(SYSTEM_CALLER, { limit });
      knex.removeListener('query', counting);
      statements.push(count);
    }
    expect(statements[1]).toBe(statements[0]);
    expect(statements[0]).toBeLessThan(6);
    await expect(
      objectives.service.list(SYSTEM_CALLER, { cursor, entity: CHECKOUT }),
    ).rejects.toThrow(/belongs to a list with other filters/);
    await expect(
      objectives.service.list(SYSTEM_CALLER, { cursor: 'x' }),
    ).rejects.toThrow(/is not one that this API gave/);
    await expect(get('nothing')).rejects.toThrow(
      'There is no objective nothing',
    );
  });
});
