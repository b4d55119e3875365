import type { KpiAnswer, KpiQuestion } from '@callboard/plugin-itsm-common';
import { SYSTEM_CALLER, type RecordChange } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import type { KernelParts } from '../../../kernel/buildKernel';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import {
  FixedClock,
  kernelOnDatabase,
  NOON,
  user,
} from '../../../tests/kernelOnDatabase';
import { ObjectiveBook } from '../objectives/ObjectiveBook';
import { buildOutages } from '../outages/parts';
import { buildCountedRuns } from '.';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TODAY = NOON - 12 * HOUR;
const CHECKOUT = 'component:default/checkout';
const CART = 'component:default/cart';
const group = (name: string) => `group:default/${name}`;
const iso = (at: number) => new Date(at).toISOString();

const dana = user('dana', ['service-desk'], ['agent']);
const rita = user('rita', ['marketing']);

/** Working time around the clock, and four hours to resolve. */
const ALWAYS = {
  name: 'Always',
  timeZone: 'UTC',
  week: Object.fromEntries(
    [
      ...['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
      ...['saturday', 'sunday'],
    ].map(day => [day, [{ from: '00:00', to: '24:00' }]]),
  ),
};
const GOLD = {
  name: 'Gold',
  type: 'sla',
  targets: [
    { metric: 'resolution', goals: [{ within: '4h', calendar: 'always' }] },
  ],
};

describe.each(databases.eachSupportedId())('counted on %s', databaseId => {
  let knex: Knex;
  let kernel: KernelParts;
  let clock: FixedClock;

  const ask = (kpi: string, more: Partial<KpiQuestion> = {}) =>
    kernel.kpis.ask({ kpi, from: iso(TODAY), ...more });
  const attainment = async (more: Partial<KpiQuestion> = {}) => {
    const { total } = await ask('service-levels.attainment', more);
    return [total.numerator, total.count, total.value];
  };
  /** By group, in a map. */
  const grouped = ({ groups = [] }: KpiAnswer) =>
    Object.fromEntries(
      groups.map(({ value, total }) => [value ?? '-', total.value]),
    );
  const catchUp = () => buildCountedRuns(kernel).catchUp();
  const change = async (what: RecordChange, caller = dana) => {
    const { record } = await kernel.records.changeRecord(caller, what);
    await kernel.followers.drain();
    return record.id;
  };
  const file = (serviceRef: string, more: object = {}) =>
    change(
      {
        create: 'incident',
        set: { title: '502', serviceRef, impact: 3, urgency: 3, ...more },
      },
      rita,
    );
  const resolve = (id: string, caller = dana) =>
    change(
      {
        id,
        transition: 'resolve',
        set: { resolution: 'Done.', resolutionCode: 'solved' },
      },
      caller,
    );
  const define = (kind: string, key: string, body: object) =>
    kernel.definitionService.write(SYSTEM_CALLER, kind, key, { body } as never);

  beforeAll(async () => {
    clock = new FixedClock();
    knex = await databases.init(databaseId);
    kernel = await kernelOnDatabase(knex, {
      clock,
      // Nobody asks it: what it said is in the tables.
      config: {
        itsm: {
          serviceLevels: {
            prometheus: { main: { url: 'http://localhost:1' } },
          },
        },
      },
    });
    await define('calendar', 'always', ALWAYS);
    await define('agreement', 'gold', GOLD);
  });

  it('promises count when they are decided, who had the time too, and restricted ones never', async () => {
    const a = await file(CHECKOUT);
    const b = await file(CHECKOUT);
    const c = await file(CART);
    const secret = await file(CART, { visibility: 'restricted' });
    clock.pass(HOUR);
    // Of its four hours, b was with payments for one.
    await change({ id: b, set: { ownerRef: group('service-desk') } });
    await resolve(secret, SYSTEM_CALLER);
    clock.pass(HOUR);
    await resolve(a);
    // It is known when b and c will be late; until then they do not count.
    expect(
      await knex('sl_runs').where({ kept: false }).pluck('record_id'),
    ).toEqual(expect.arrayContaining([b, c]));
    clock.pass(2 * HOUR);
    await catchUp();
    expect(await attainment()).toEqual([1, 1, 1]);
    // At 16:00:00.001 they are, and nothing happens to them but that.
    clock.pass(MINUTE);
    expect(await attainment()).toEqual([1, 1, 1]);
    // Once, however many look at the same time.
    await Promise.all([catchUp(), catchUp(), kernel.followers.drain()]);
    expect(await attainment()).toEqual([1, 3, 1 / 3]);
    const held = await ask('service-levels.breaches-by-holder', {
      by: 'ownerRef',
    });
    expect(grouped(held)).toEqual({
      [group('payments')]: HOUR,
      [group('service-desk')]: 3 * HOUR + 1,
      [group('storefront')]: 4 * HOUR + 1,
    });
    expect(held.total.value).toBe(8 * HOUR + 2);
    expect(
      grouped(await ask('service-levels.attainment', { by: 'serviceRef' })),
    ).toEqual({ [CHECKOUT]: 0.5, [CART]: 0 });

    // What is late counts when it is late, and not again when it ends.
    clock.pass(2 * HOUR - MINUTE);
    await resolve(b);
    expect(
      await attainment({ where: { ownerRef: [group('service-desk')] } }),
    ).toEqual([0, 1, 0]);

    // One that becomes restricted counts no more; one that is open to all again does.
    await change({ id: c, set: { visibility: 'restricted' } }, SYSTEM_CALLER);
    expect(await attainment()).toEqual([1, 2, 0.5]);
    await change({ id: c, set: { visibility: 'internal' } }, SYSTEM_CALLER);
    expect(await attainment()).toEqual([1, 3, 1 / 3]);

    // What goes on after a reopening takes back that it was kept, until it is decided again.
    await change({
      id: a,
      transition: 'reopen',
      set: { reopenReason: 'It fails again.' },
    });
    expect(await attainment()).toEqual([0, 2, 0]);
    await resolve(a);
    expect(await attainment()).toEqual([1, 3, 1 / 3]);
  });

  it('is the same when it is made again from the journal', async () => {
    const facts = async () =>
      (await knex('kpi_facts').orderBy(['kind_id', 'id'])).map(
        ({ id, d1, t1, v1, marks }) => ({ id, d1, t1, v1, marks }),
      );
    const before = [await attainment(), await facts()];
    await kernel.followers.rebuild('service-levels.clocks');
    expect(await attainment()).toEqual([0, 0, undefined]);
    await kernel.followers.drain();
    expect([await attainment(), await facts()]).toEqual(before);
  });

  it('availability is the mean of services, by outages as they are known now', async () => {
    const { plain } = buildOutages(kernel);
    const yesterday = TODAY - DAY;
    const record = (
      entityRef: string,
      kind: string,
      from: number,
      to: number,
    ) =>
      plain.record(SYSTEM_CALLER, {
        entityRef,
        kind: kind as 'outage',
        begin: iso(yesterday + from * HOUR),
        end: iso(yesterday + to * HOUR),
      });
    // A tenth of the day down; a tenth of it degraded; what is planned does not count.
    const outage = await record(CHECKOUT, 'outage', 10, 12.4);
    await record(CHECKOUT, 'planned', 18, 20);
    await record(CART, 'degradation', 0, 2.4);
    const day = { from: iso(yesterday), to: iso(TODAY) };
    const kpi = 'service-levels.availability';
    const answer = await ask(kpi, {
      ...day,
      by: 'serviceRef',
      grain: 'day',
      compare: 'before',
    });
    expect(answer.total).toMatchObject({ value: (0.9 + 0.95) / 2, count: 2 });
    expect(grouped(answer)).toEqual({ [CHECKOUT]: 0.9, [CART]: 0.95 });
    expect(answer.series!.map(({ value }) => value)).toEqual([0.925]);
    expect(answer.compared!.value).toBe(1);
    // Of one service, also if nothing was ever on record of it.
    const of = async (ref: string, more: object = day) =>
      (await ask(kpi, { ...more, where: { serviceRef: [ref] } })).total.value;
    expect(await of(CHECKOUT)).toBe(0.9);
    expect(await of('component:default/never-down')).toBe(1);
    // 144 minutes of the two days since.
    expect(await of(CHECKOUT, { from: iso(yesterday) })).toBeCloseTo(
      1 - 144 / ((clock.now() - yesterday) / MINUTE),
      12,
    );
    // There was none of it: what is past is told anew.
    await plain.withdraw(SYSTEM_CALLER, outage.id);
    expect(await of(CHECKOUT)).toBe(1);
    await plain.restore(SYSTEM_CALLER, outage.id);
  });

  it('what is left of error budgets is told of each objective, and together', async () => {
    const slo = (
      name: string,
      service: string,
      target: number,
      more: object,
    ) => ({
      apiVersion: 'openslo/v1',
      kind: 'SLO',
      metadata: { name },
      spec: {
        service,
        indicator: {
          metadata: { name: `${name}-indicator` },
          spec: more,
        },
        timeWindow: [{ duration: '1d', isRolling: true }],
        budgetingMethod: 'Occurrences',
        objectives: [{ target }],
      },
    });
    const byRecords = {
      ratioMetric: {
        rawType: 'success',
        raw: {
          metricSource: {
            type: 'Callboard',
            spec: { measure: 'availability' },
          },
        },
      },
    };
    const counts = (query: string) => ({
      metricSource: { type: 'Prometheus', spec: { query } },
    });
    await define(
      'objective',
      'checkout',
      slo('checkout', 'checkout', 0.8, byRecords),
    );
    await define('objective', 'cart', slo('cart', 'cart', 0.99, byRecords));
    await define(
      'objective',
      'answers',
      slo('answers', 'cart', 0.9, {
        ratioMetric: {
          counter: true,
          good: counts('good'),
          total: counts('all'),
        },
      }),
    );
    const { objectives } = await new ObjectiveBook(kernel, ['main']).all();
    const { series } = objectives.find(o => o.key === 'answers')!;
    // Yesterday, of 100 an hour 5 were bad. The hours around it are not in the window.
    await knex.batchInsert(
      'sl_objective_hours',
      Array.from({ length: 26 }, (_, i) => ({
        series,
        at: TODAY - DAY + (i - 1) * HOUR,
        good: i === 0 || i === 25 ? 0 : 95,
        total: 100,
        minutes: 60,
        slices: 0,
        bad_slices: 0,
      })),
      20,
    );
    const kpi = 'service-levels.error-budget';
    const day = { from: iso(TODAY - DAY), to: iso(TODAY) };
    const answer = await ask(kpi, { ...day, by: 'objective' });
    // 144 minutes bad of 288 that may be; 72 of 14.4, so that four budgets more are gone; 120 of 240.
    expect(grouped(answer)).toEqual({
      checkout: expect.closeTo(0.5, 9),
      cart: expect.closeTo(-4, 9),
      answers: expect.closeTo(0.5, 9),
    });
    expect(answer.total.value).toBeCloseTo((0.5 + 0 + 0.5) / 3, 9);
    const ofCart = await ask(kpi, { ...day, where: { serviceRef: [CART] } });
    expect([ofCart.total.count, ofCart.total.value]).toEqual([
      2,
      expect.closeTo(0.25, 9),
    ]);
    // Nothing has looked at them yet: of now nothing is told.
    expect((await ask(kpi)).total.value).toBeUndefined();
    await knex('sl_objectives').insert({
      key: 'answers',
      series,
      evaluation: JSON.stringify({ remaining: 0.75 }),
    });
    expect((await ask(kpi)).total.value).toBe(0.75);
  });
});
