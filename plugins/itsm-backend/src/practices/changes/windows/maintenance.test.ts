import type { MaintenanceListQuery } from '@callboard/plugin-itsm-common';
import {
  impactServiceRef,
  maintenanceServiceRef,
  SYSTEM_CALLER,
  type Caller,
} from '@callboard/plugin-itsm-node';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import {
  CART,
  CHECKOUT,
  dana,
  HOUR,
  windowsOnDatabase,
} from '../../../testing/windowsOnDatabase';
import { user } from '../../../tests/kernelOnDatabase';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const rita = user('rita', ['marketing']);

describe.each(databases.eachSupportedId())('maintenance on %s', databaseId => {
  let on: Awaited<ReturnType<typeof windowsOnDatabase>>;

  beforeAll(async () => {
    on = await windowsOnDatabase(await databases.init(databaseId));
  });

  const all = async (caller: Caller, query: MaintenanceListQuery) =>
    (await on.windows.maintenance(caller, query)).items;
  const of = async (number: string) =>
    (await all(dana, { limit: 100 })).find(m => m.change?.number === number);
  const story = async (id: string) =>
    (
      await on.kernel
        .database('journal')
        .where({ subject_type: 'maintenance', subject_id: id })
        .orderBy('position')
    ).map(row => row.kind.replace('maintenance.', ''));
  it('begins and ends with the window of a change, once each, and hits what depends on it', async () => {
    const base = on.clock.now();
    const at = (n: number) => new Date(base + n * HOUR).toISOString();
    const { number } = await on.scheduled(2, 4, {}, [CART]);
    expect(await of(number)).toMatchObject({
      state: 'scheduled',
      startsAt: at(2),
      endsAt: at(4),
      expectedImpact: 'down',
      items: [CART],
    });
    await on.pass(2);
    const running = (await of(number))!;
    expect(running).toMatchObject({ state: 'running', startedAt: at(2) });
    await on.settle();
    await on.pass(2);
    expect(await of(number)).toMatchObject({ state: 'ended', endedAt: at(4) });
    expect(await story(running.id)).toEqual(['created', 'started', 'ended']);
    expect(
      on.told
        .map(({ topic, eventPayload }) => ({ topic, ...eventPayload }))
        .filter(({ maintenance }) => maintenance.id === running.id)
        .map(({ topic, kind, maintenance }) => [
          topic,
          kind,
          maintenance.state,
        ]),
    ).toEqual([
      ['itsm.maintenance', 'created', 'scheduled'],
      ['itsm.maintenance', 'started', 'running'],
      ['itsm.maintenance', 'ended', 'ended'],
    ]);
    expect(on.told[on.told.length - 1].eventPayload.maintenance).toMatchObject({
      change: number,
      named: [CART],
    });
  });

  it('that was passed over while no backend ran begins and ends when it was planned', async () => {
    const base = on.clock.now();
    const at = (n: number) => new Date(base + n * HOUR).toISOString();
    const { number } = await on.scheduled(1, 2);
    await on.pass(5);
    const over = (await of(number))!;
    expect(over).toMatchObject({
      state: 'ended',
      startedAt: at(1),
      endedAt: at(2),
    });
    expect(await story(over.id)).toEqual(['created', 'started', 'ended']);
  });

  it('moves with its change, and begins at the new time alone', async () => {
    const { id, number } = await on.scheduled(2, 4);
    const base = on.clock.now();
    await on.change({
      id,
      set: {
        plannedStart: base + 6 * HOUR,
        plannedEnd: base + 7 * HOUR,
        preApproved: true,
      },
    });
    await on.pass(3);
    expect(await of(number)).toMatchObject({ state: 'scheduled' });
    await on.pass(3);
    const running = (await of(number))!;
    expect(running.state).toBe('running');
    expect(await story(running.id)).toEqual(['created', 'changed', 'started']);
    await on.pass(2);
  });

  it('ends early with the work, and goes on while that takes longer', async () => {
    const early = await on.scheduled(1, 4);
    const late = await on.scheduled(1, 2, { serviceRef: CART });
    await on.pass(1);
    for (const { id } of [early, late])
      await on.change({
        id,
        transition: 'start',
        set: { assigneeRef: dana.ref },
      });
    await on.pass(0.5);
    const finish = (id: string) =>
      on.change({ id, transition: 'finish', set: { outcome: 'successful' } });
    const ended = on.clock.now();
    await finish(early.id);
    const first = (await of(early.number))!;
    expect(first).toMatchObject({
      state: 'ended',
      endedAt: new Date(ended).toISOString(),
    });
    await on.pass(4);
    expect(await of(late.number)).toMatchObject({ state: 'running' });
    await finish(late.id);
    expect(await of(late.number)).toMatchObject({
      state: 'ended',
      endedAt: new Date(on.clock.now()).toISOString(),
    });
    expect(await story(first.id)).toEqual(['created', 'started', 'ended']);
  });

  it('is cancelled with its change, and never begins', async () => {
    const { id, number } = await on.scheduled(1, 2);
    await on.change({
      id,
      transition: 'cancel',
      set: { cancelReason: 'Not needed.' },
    });
    await on.pass(3);
    const gone = (await of(number))!;
    expect(gone.state).toBe('cancelled');
    expect(await story(gone.id)).toEqual(['created', 'cancelled']);
  });

  it('is none of a change that takes nothing down, or is not scheduled', async () => {
    const none = await on.scheduled(1, 2, { expectedImpact: 'none' });
    expect(await of(none.number)).toBeUndefined();
  });

  it('follows a window that comes again, as it is defined', async () => {
    const now = new Date(on.clock.now()).toISOString().slice(0, 11);
    const daily = {
      title: 'Nightly work',
      kind: 'maintenance',
      timezone: 'UTC',
      start: `${now}23:00`,
      duration: '1h',
      rrule: 'FREQ=DAILY',
      scope: { services: ['system:default/shop'], except: { items: [CART] } },
      expectedImpact: 'degraded',
    };
    const nightly = async () =>
      (await all(dana, { limit: 100 })).filter(
        m => m.window?.key === 'nightly',
      );
    await on.define('nightly', daily);
    const planned = await nightly();
    expect(planned.length).toBeGreaterThanOrEqual(8);
    expect(planned[0]).toMatchObject({
      state: 'scheduled',
      expectedImpact: 'degraded',
      window: { key: 'nightly', title: 'Nightly work' },
    });
    expect(planned[0].items).toContain(CHECKOUT);
    expect(planned[0].items).not.toContain(CART);
    // It comes, and goes on being planned ahead.
    await on.pass(48);
    expect((await nightly()).filter(m => m.state === 'ended')).toHaveLength(2);
    expect(
      (await nightly()).filter(m => m.state === 'scheduled').length,
    ).toBeGreaterThanOrEqual(8);
    await on.define('nightly', { ...daily, duration: '3h' });
    const longer = (await nightly()).find(m => m.state === 'scheduled')!;
    expect(Date.parse(longer.endsAt!) - Date.parse(longer.startsAt)).toBe(
      3 * HOUR,
    );
    expect(await story(longer.id)).toEqual(['created', 'changed']);
    await on.undefine('nightly');
    expect(new Set((await nightly()).map(m => m.state))).toEqual(
      new Set(['ended', 'cancelled']),
    );
    const journal = await on.kernel
      .database('journal')
      .where('subject_type', 'maintenance')
      .count({ n: '*' })
      .first();
    await on.pass(48);
    const after = await on.kernel
      .database('journal')
      .where('subject_type', 'maintenance')
      .count({ n: '*' })
      .first();
    expect(after).toEqual(journal);
  });

  it('is known by what it hits: on its pages, to impact, and to whoever asks for the product', async () => {
    const facts = on.kernel.services.find(maintenanceServiceRef)!;
    const { id, number } = await on.scheduled(1, 3, {}, [CART]);
    expect(await facts.active([CART, CHECKOUT])).toEqual([]);
    await on.pass(1);
    const active = await facts.active([CART, CHECKOUT]);
    // The checkout depends on the cart, and the shop on both.
    expect(active.map(({ ref, role }) => [ref, role])).toEqual([
      [CART, 'named'],
      [CHECKOUT, 'affected'],
    ]);
    expect(active[0]).toMatchObject({ recordId: id, expectedImpact: 'down' });
    expect(await facts.announced(dana, CHECKOUT)).toMatchObject([
      { change: { number }, role: 'affected', items: [CART], affected: 2 },
    ]);
    const impact = on.kernel.services.find(impactServiceRef)!;
    impact.addStateSource(facts as never);
    on.clock.pass(60_000);
    const { asked } = await impact.impact(SYSTEM_CALLER, { ref: [CART] });
    expect(asked[0].states).toEqual(['down']);
    await on.pass(3);
  });

  it('of a change for its participants alone is told to nobody else', async () => {
    const facts = on.kernel.services.find(maintenanceServiceRef)!;
    const { id } = await on.scheduled(1, 3, { visibility: 'restricted' });
    await on.pass(1);
    expect(await facts.announced(rita, CHECKOUT)).toEqual([]);
    expect((await facts.active([CHECKOUT]))[0]).toMatchObject({ recordId: id });
    const last = on.told[on.told.length - 1].eventPayload.maintenance;
    expect(last.change).toBeUndefined();
    await on.pass(3);
  });

  it('is a keyset page, of an entity, a state and a period', async () => {
    const first = await on.scheduled(1, 2);
    const second = await on.scheduled(3, 4);
    const query = { entity: CHECKOUT, state: ['scheduled' as const], limit: 1 };
    const page = await on.windows.maintenance(dana, query);
    expect(page.items.map(m => m.change?.number)).toEqual([first.number]);
    const next = await on.windows.maintenance(dana, {
      ...query,
      cursor: page.pageInfo.nextCursor,
    });
    expect(next.items.map(m => m.change?.number)).toEqual([second.number]);
    expect(next.pageInfo.nextCursor).toBeUndefined();
    const later = new Date(on.clock.now() + 2.5 * HOUR).toISOString();
    const from = await all(dana, { ...query, limit: 9, from: later });
    expect(from.map(m => m.change?.number)).toEqual([second.number]);
    await expect(
      on.windows.maintenance(dana, { entity: 'component:default/none' }),
    ).rejects.toThrow('there is no component:default/none');
    await expect(
      on.windows.maintenance(dana, { cursor: page.pageInfo.nextCursor }),
    ).rejects.toThrow('belongs to a list with other filters');
    await on.pass(5);
  });
});
