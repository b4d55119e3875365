import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Knex } from 'knex';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import { startItsm, type RunningItsm } from '../../../testing/startItsm';
import { OutageStore } from './OutageStore';
import { RecordedDowntime } from './RecordedDowntime';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const PATH = '/service-levels/outages';
const checkout = 'component:default/checkout';
const cart = 'component:default/cart';
const orphan = 'component:default/orphan';

describe.each(databases.eachSupportedId())('outages on %s', databaseId => {
  let knex: Knex;
  let itsm: RunningItsm;
  const now = Math.floor(Date.now() / MINUTE) * MINUTE;
  /** An instant some hours ago. */
  const ago = (hours: number) => new Date(now - hours * HOUR).toISOString();

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    itsm = await startItsm({
      knex,
      decide: (permission, user) => {
        const denied =
          (permission === 'itsm.service-levels.update' &&
            user !== 'user:default/dana') ||
          (permission === 'itsm.service-levels.read' &&
            user === 'user:default/rita');
        return {
          result: denied ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
        };
      },
    });
  });
  afterAll(() => itsm.stop());

  const record = async (outage: object, as = 'dana') => {
    const { body } = await itsm.as(as).post(PATH, outage).expect(201);
    return body;
  };
  const file = async (more: object = {}, serviceRef = checkout) => {
    const { body } = await itsm
      .as('rita')
      .post('/incidents', { title: 'It is down', serviceRef, ...more })
      .expect(201);
    return body.number as string;
  };
  const list = async (query: string, as = 'dana') => {
    const { body } = await itsm.as(as).get(`${PATH}?${query}`).expect(200);
    return body;
  };
  const refused = async (outage: object, as = 'dana') => {
    const { body, status } = await itsm.as(as).post(PATH, outage);
    return `${status} ${body.error?.message}`;
  };

  it('are recorded, put right and ended by whoever works on their incident', async () => {
    const number = await file();
    const outage = await record(
      { entityRef: checkout, begin: ago(2), record: number, note: 'Cards.' },
      'maria',
    );
    expect(outage).toMatchObject({
      kind: 'outage',
      begin: ago(2),
      record: { number },
      note: 'Cards.',
      source: 'people',
      version: 1,
      mayChange: true,
    });
    const maria = itsm.as('maria');
    const { body: corrected } = await maria
      .patch(`${PATH}/${outage.id}`, { begin: ago(3), note: null })
      .set('If-Match', '1')
      .expect(200);
    expect(corrected).toMatchObject({ begin: ago(3), version: 2 });
    expect(corrected.note).toBeUndefined();
    const { body: stale } = await maria
      .patch(`${PATH}/${outage.id}`, { kind: 'degradation' })
      .set('If-Match', '1')
      .expect(409);
    expect(stale.error.message).toMatch(/changed this outage since/);
    const { body: ended } = await maria
      .post(`${PATH}/${outage.id}/end`, { end: ago(1) })
      .expect(200);
    expect(ended.end).toBe(ago(1));
    await maria.post(`${PATH}/${outage.id}/end`, {}).expect(409);
    // Somebody who does not work on it sees it and may not change it.
    const [seen] = (await list(`record=${number}`, 'sam')).items;
    expect(seen).toMatchObject({ id: outage.id, mayChange: false });
    await itsm.as('sam').post(`${PATH}/${outage.id}/withdraw`).expect(403);

    const told = await knex('journal')
      .where({ subject_type: 'outage', subject_id: outage.id })
      .orderBy('position');
    expect(told.map(({ kind }) => kind)).toEqual([
      'outage.recorded',
      'outage.corrected',
      'outage.ended',
    ]);
    // Notes are words of people, and stay out of what cannot be changed.
    expect(JSON.stringify(told)).not.toContain('Cards.');
  });

  it('take a permission where they belong to no record', async () => {
    const outage = { entityRef: cart, begin: ago(1), end: ago(0.5) };
    expect(await refused(outage, 'sam')).toMatch(
      /^403 .*itsm\.service-levels\.update.*incident that you work on/,
    );
    const { id } = await record(outage);
    await itsm.as('sam').patch(`${PATH}/${id}`, { note: 'No' }).expect(403);
    await itsm.as('rita').get(`${PATH}?entity=${cart}`).expect(403);
  });

  it('do not name a record, nor what is noted of it, to whoever may not read it', async () => {
    const number = await file({ visibility: 'restricted' });
    const { id } = await record(
      { entityRef: checkout, begin: ago(9), record: number, note: 'Breach.' },
      'maria',
    );
    const { items } = await list(`entity=${checkout}`, 'sam');
    const seen = items.find((item: { id: string }) => item.id === id);
    expect(seen).toBeDefined();
    expect(seen.record).toBeUndefined();
    expect(seen.note).toBeUndefined();
    const { body: one } = await itsm.as('sam').get(`${PATH}/${id}`).expect(200);
    expect(one).toEqual(seen);
    await itsm.as('sam').get(`${PATH}?record=${number}`).expect(404);
    await itsm.as('sam').post(`${PATH}/${id}/withdraw`).expect(404);
    await itsm.as('maria').post(`${PATH}/${id}/withdraw`).expect(200);
  });

  it('that are withdrawn count no more, and can be restored', async () => {
    const entity = orphan;
    const { id } = await record({
      entityRef: entity,
      begin: ago(5),
      end: ago(4),
    });
    const down = async () => {
      const { body } = await itsm
        .as('sam')
        .get(
          `${PATH}/availability?entity=${entity}&from=${ago(10)}&to=${ago(0)}`,
        )
        .expect(200);
      return [body.down / HOUR, body.outages, body.availability];
    };
    expect(await down()).toEqual([1, 1, 0.9]);
    const dana = itsm.as('dana');
    await dana.post(`${PATH}/${id}/withdraw`).expect(200);
    expect(await down()).toEqual([0, 0, 1]);
    expect((await list(`entity=${entity}`)).items).toEqual([]);
    const all = await list(`entity=${entity}&withdrawn=true`);
    expect(all.items[0].withdrawnAt).toBeDefined();
    const { body } = await dana
      .patch(`${PATH}/${id}`, { note: 'Wrong one' })
      .expect(409);
    expect(body.error.message).toMatch(/restore it before/);
    await dana.post(`${PATH}/${id}/restore`).expect(200);
    expect(await down()).toEqual([1, 1, 0.9]);

    // What overlaps counts once, degraded time by half, and what is planned not at all.
    const more = [
      { begin: ago(4.5), end: ago(3) },
      { begin: ago(3), end: ago(1), kind: 'degradation' },
      { begin: ago(9), end: ago(7), kind: 'planned' },
    ];
    for (const outage of more) await record({ entityRef: entity, ...outage });
    expect(await down()).toEqual([2, 1, 0.7]);
    const source = new RecordedDowntime(new OutageStore(knex));
    const asked = [now - 10 * HOUR, now - 2 * HOUR] as const;
    expect(await source.downtime(entity, ...asked)).toEqual([
      { from: now - 5 * HOUR, to: now - 3 * HOUR, weight: 1 },
      { from: now - 3 * HOUR, to: now - 2 * HOUR, weight: 0.5 },
    ]);
  });

  it('come page by page, of a period, and as a file', async () => {
    const entityRef = 'system:default/shop';
    for (const hours of [1, 2, 3, 4, 5])
      await record({
        entityRef,
        begin: ago(hours * 10),
        end: ago(hours * 10 - 1),
        note: `=${hours}`,
      });
    const entity = `entity=${entityRef}`;
    const begins: string[] = [];
    let cursor = '';
    do {
      const page = await list(`${entity}&limit=2${cursor}`);
      begins.push(...page.items.map((item: { begin: string }) => item.begin));
      const { nextCursor } = page.pageInfo;
      cursor = nextCursor ? `&cursor=${nextCursor}` : '';
    } while (cursor);
    expect(begins).toEqual([10, 20, 30, 40, 50].map(ago));
    const some = await list(`${entity}&from=${ago(29.5)}&to=${ago(10)}`);
    expect(some.items.map((item: { begin: string }) => item.begin)).toEqual([
      ago(20),
      ago(30),
    ]);
    const { text } = await itsm
      .as('sam')
      .get(`${PATH}/export?${entity}`)
      .expect(200);
    const [header, first, ...others] = text.trim().split('\r\n');
    expect(header).toMatch(/^Entity,Reference,Kind,Begin,End,Minutes/);
    expect(first).toContain(`${entityRef},outage,${ago(10)},${ago(9)},60,,'=1`);
    expect(others).toHaveLength(4);
    const dana = itsm.as('dana');
    await dana.get(`${PATH}?cursor=zzz`).expect(400);
    await dana.get(`${PATH}?entity=component:default/nothing`).expect(404);
    await dana.get(`${PATH}?from=${ago(1)}&to=${ago(2)}`).expect(400);
  });

  it('that cannot be are refused with what to do, and nothing is written', async () => {
    const before = await knex('sl_outages').count({ n: '*' }).first();
    const days = (n: number) => new Date(now + n * DAY).toISOString();
    const said = (outage: object) =>
      refused({ entityRef: cart, begin: ago(1), ...outage });
    expect(await said({ end: ago(2) })).toBe('400 end: must be after begin');
    expect(await said({ begin: days(2) })).toMatch(
      /^400 begin: lies ahead; .*kind planned/,
    );
    expect(await said({ begin: days(400), kind: 'planned' })).toMatch(
      /^400 begin: is more than a year ahead/,
    );
    expect(await said({ kind: 'planned' })).toMatch(/^400 end: say until when/);
    expect(await said({ begin: days(-3650), end: ago(1) })).toMatch(
      /^400 end: is more than a year after begin; check the year/,
    );
    expect(await said({ begin: days(-500) })).toMatch(
      /^400 begin: is more than a year ago/,
    );
    expect(await said({ begin: days(-4000), end: days(-3999) })).toMatch(
      /^400 begin: is more than ten years ago/,
    );
    expect(await said({ end: days(1) })).toMatch(/^400 end: lies ahead; leave/);
    expect(await said({ entityRef: 'component:default/nothing' })).toMatch(
      /^400 entityRef: there is no component:default\/nothing/,
    );
    expect(await said({ entityRef: 'user:default/maria' })).toMatch(/^400/);
    expect(await said({ record: 'INC-999999' })).toMatch(/^404 .*INC-999999/);
    expect(await said({ begin: 'yesterday' })).toMatch(/^400 .*instant like/);
    expect(await said({ minutes: 5 })).toMatch(/^400/);
    const dana = itsm.as('dana');
    await dana.patch(`${PATH}/nothing`, { note: 'x' }).expect(400);
    await dana.get(`${PATH}/0190f3d4-0000-7000-8000-000000000000`).expect(404);
    await dana
      .patch(`${PATH}/0190f3d4-0000-7000-8000-000000000000`, { note: 'x' })
      .expect(404);
    const after = await knex('sl_outages').count({ n: '*' }).first();
    expect(after).toEqual(before);
  });
});
