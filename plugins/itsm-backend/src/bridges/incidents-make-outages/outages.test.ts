import type { OutageListQuery } from '@callboard/plugin-itsm-common';
import type { Caller, RecordChange } from '@callboard/plugin-itsm-node';
import type { KernelParts } from '../../kernel/buildKernel';
import {
  buildOutages,
  type OutageParts,
} from '../../practices/service-levels/outages/parts';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import {
  FixedClock,
  kernelOnDatabase,
  NOON,
  user,
} from '../../tests/kernelOnDatabase';
import { registeredPractices } from '../../tests/registeredPractices';
import { majorIncidentOutages } from './module';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const HOUR = 3_600_000;
const rita = user('rita', ['marketing']);
const dana = user('dana', ['service-desk'], ['agent']);
const hour = (n: number) => new Date(NOON + n * HOUR).toISOString();

describe.each(databases.eachSupportedId())(
  'outages of major incidents on %s',
  databaseId => {
    let kernel: KernelParts;
    let outages: OutageParts['plain'];
    let clock: FixedClock;
    let database: Awaited<ReturnType<typeof databases.init>>;

    beforeAll(async () => {
      database = await databases.init(databaseId);
    });
    beforeEach(async () => {
      clock = new FixedClock();
      const practices = [
        ...(await registeredPractices()),
        majorIncidentOutages,
      ];
      kernel = await kernelOnDatabase(database, { clock, practices });
      for (const practice of practices) practice.services?.(kernel);
      outages = buildOutages(kernel).plain;
    });

    const settle = async () => {
      for (let i = 0; i < 10; i += 1) {
        await kernel.followers.drain();
        if ((await kernel.due.runDue()) === 0) return;
      }
    };
    const change = async (caller: Caller, what: RecordChange) => {
      const { record } = await kernel.records.changeRecord(caller, what);
      await settle();
      return record;
    };
    const file = (set: object = {}) =>
      change(rita, {
        create: 'incident',
        set: {
          title: 'Checkout returns 502',
          serviceRef: 'component:default/checkout',
          impact: 1,
          urgency: 1,
          requesterRef: rita.ref,
          ...set,
        },
      });
    const announce = (id: string, announced = true) =>
      change(dana, {
        id,
        set: {
          major: announced,
          majorSince: clock.now(),
          majorSummary: 'All cards fail.',
          majorAnnounced: announced,
        },
      });
    const take = (id: string, transition: string, set: object = {}) =>
      change(dana, { id, transition, set: { ...set } });
    const resolve = (id: string) =>
      take(id, 'resolve', { resolution: 'Done.', resolutionCode: 'solved' });
    const reopen = (id: string) =>
      take(id, 'reopen', { reopenReason: 'It is back.' });
    /** Outages of a record, withdrawn ones too. */
    const of = async (record: string) => {
      const query: OutageListQuery = { record, withdrawn: true };
      return (await outages.list(dana, query)).items;
    };

    it('begin with the incident once it is announced, end with it, and go on when it is reopened', async () => {
      const { id, number } = await file();
      clock.pass(HOUR);
      expect(await of(id)).toEqual([]);
      await announce(id);
      expect(await of(id)).toMatchObject([
        {
          entityRef: 'component:default/checkout',
          kind: 'outage',
          begin: hour(0),
          record: { number },
          source: 'record',
          corrected: false,
        },
      ]);
      expect((await of(id))[0].end).toBeUndefined();
      clock.pass(HOUR);
      await resolve(id);
      expect((await of(id))[0].end).toBe(hour(2));
      clock.pass(HOUR);
      await reopen(id);
      expect((await of(id))[0].end).toBeUndefined();
      clock.pass(HOUR);
      await resolve(id);
      const [outage, ...others] = await of(id);
      expect(others).toEqual([]);
      expect(outage).toMatchObject({ begin: hour(0), end: hour(4) });
      const told = await kernel
        .database('journal')
        .where({ subject_type: 'outage', subject_id: outage.id })
        .orderBy('position')
        .pluck('kind');
      expect(told).toEqual([
        'outage.recorded',
        'outage.ended',
        'outage.reopened',
        'outage.ended',
      ]);
    });

    it('are none of incidents that are not announced, nor of those without a service', async () => {
      const quiet = await file();
      await change(dana, {
        id: quiet.id,
        set: { major: true, majorSummary: 'Looked at.', majorAnnounced: false },
      });
      await resolve(quiet.id);
      expect(await of(quiet.id)).toEqual([]);
      const unknown = await file({ serviceRef: undefined });
      await announce(unknown.id);
      expect(await of(unknown.id)).toEqual([]);
    });

    it('are over when the announcement is taken back, and stay so', async () => {
      const { id } = await file();
      await announce(id);
      clock.pass(HOUR);
      await announce(id, false);
      clock.pass(HOUR);
      await take(id, 'hold', { holdReason: 'supplier' });
      await resolve(id);
      expect((await of(id))[0]).toMatchObject({ begin: hour(0), end: hour(1) });
    });

    it('are withdrawn when the incident was none, and follow it to another service', async () => {
      const { id } = await file();
      await announce(id);
      await change(dana, {
        id,
        set: { serviceRef: 'component:default/cart' },
      });
      expect((await of(id))[0].entityRef).toBe('component:default/cart');
      await take(id, 'cancel', { cancelReason: 'A drill.' });
      expect((await of(id))[0].withdrawnAt).toBeDefined();
    });

    it('are what people say, once they put them right', async () => {
      const { id } = await file();
      clock.pass(HOUR);
      await announce(id);
      const [{ id: outage }] = await of(id);
      await outages.correct(dana, outage, {
        begin: hour(0.5),
        note: 'Cards only.',
      });
      clock.pass(HOUR);
      await resolve(id);
      // What they did not put right still follows.
      expect((await of(id))[0]).toMatchObject({
        begin: hour(0.5),
        end: hour(2),
        corrected: true,
      });
      await outages.correct(dana, outage, { end: hour(1.5) });
      clock.pass(HOUR);
      await reopen(id);
      await resolve(id);
      expect((await of(id))[0].end).toBe(hour(1.5));
      await outages.withdraw(dana, outage);
      await reopen(id);
      expect(await of(id)).toMatchObject([{ withdrawnAt: hour(3) }]);
      // Told anew from the beginning of the journal it is still one, and the same.
      const before = await of(id);
      await kernel
        .database('followers')
        .where({ id: majorIncidentOutages.id })
        .update({ position: 0 });
      await settle();
      expect(await of(id)).toEqual(before);
    });

    it('end with an incident that is resolved before its outage was recorded', async () => {
      const { id } = await kernel.records
        .changeRecord(rita, {
          create: 'incident',
          set: {
            title: 'Cart is empty',
            serviceRef: 'component:default/cart',
            requesterRef: rita.ref,
          },
        })
        .then(({ record }) => record);
      await kernel.followers.drain();
      await kernel.records.changeRecord(dana, {
        id,
        set: { major: true, majorSummary: 'Empty.', majorAnnounced: true },
      });
      await kernel.followers.drain();
      clock.pass(HOUR);
      await kernel.records.changeRecord(dana, {
        id,
        transition: 'resolve',
        set: { resolution: 'Done.', resolutionCode: 'solved' },
      });
      await kernel.followers.drain();
      await settle();
      expect(await of(id)).toMatchObject([{ begin: hour(0), end: hour(1) }]);
    });
  },
);
