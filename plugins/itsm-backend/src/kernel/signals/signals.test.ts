import type { SignalPayload } from '@backstage/plugin-signals-node';
import type { Caller, RecordChange } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { demoCatalog } from '../../testing/demoCatalog';
import {
  FixedClock,
  kernelOnDatabase,
  NOON,
  user,
} from '../../tests/kernelOnDatabase';
import { startAfresh } from '../../tests/startAfresh';
import type { KernelParts } from '../buildKernel';
import { copyEntity } from '../catalog/copyEntity';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const rita = user('rita', ['marketing']);
const maria = user('maria', ['payments']);
const dana = user('dana', ['service-desk'], ['agent']);
const sam = user('sam', ['storefront']);

describe.each(databases.eachSupportedId())('on %s', databaseId => {
  let knex: Knex;
  let kernel: KernelParts;
  let clock: FixedClock;
  let signals: SignalPayload[];

  beforeAll(async () => {
    knex = await databases.init(databaseId);
  });
  beforeEach(async () => {
    clock = new FixedClock();
    signals = [];
    kernel = await kernelOnDatabase(knex, {
      clock,
      config: {
        itsm: { access: { roles: { restrictedReader: ['user:default/kim'] } } },
      },
      signals: {
        publish: async signal => {
          signals.push(signal);
        },
      },
    });
    await startAfresh(knex);
    await kernel.catalog.put(
      demoCatalog.map(e => copyEntity(e, [])),
      NOON,
    );
  });
  afterEach(() => kernel.sending.stop());

  const file = async (by: Caller = rita, set: object = {}) => {
    const { record } = await kernel.records.changeRecord(by, {
      create: 'incident',
      set: {
        serviceRef: 'component:default/checkout',
        title: 'Checkout returns 502',
        requesterRef: by.ref,
        ...set,
      },
    });
    return record;
  };
  const change = (by: Caller, id: string, what: Omit<RecordChange, 'id'>) =>
    kernel.records.changeRecord(by, { id, ...what });
  const settle = () =>
    new Promise(resolve => {
      setTimeout(resolve, 50);
    });
  const hinted = async () => {
    signals.length = 0;
    await kernel.followers.drain();
    await settle();
    return signals;
  };

  describe('a signal', () => {
    it('says that a record changed, and nothing else', async () => {
      const { id } = await file();
      await change(maria, id, { transition: 'start' });
      expect(await hinted()).toEqual([
        {
          recipients: { type: 'broadcast' },
          channel: `itsm:record:${id}`,
          message: {},
        },
        {
          recipients: { type: 'broadcast' },
          channel: 'itsm',
          message: { topic: 'records', type: 'incident' },
        },
      ]);
    });

    it('of a new record is for lists only: nobody has its page open yet', async () => {
      await file();
      expect((await hinted()).map(s => s.channel)).toEqual(['itsm']);
    });

    it('comes once a second for all records of a type', async () => {
      for (let i = 0; i < 5; i++) await file();
      const lists = (await hinted()).filter(s => s.channel === 'itsm');
      expect(lists).toHaveLength(1);
      await kernel.sending.stop();
      expect(signals.filter(s => s.channel === 'itsm')).toHaveLength(2);
    });

    it('of a restricted record reaches only who may read it', async () => {
      const { id } = await file(rita, { visibility: 'restricted' });
      await change(maria, id, { transition: 'start' });
      const all = await hinted();
      expect(all).toHaveLength(2);
      for (const { recipients } of all) {
        expect(recipients).toEqual({
          type: 'user',
          entityRef: [
            'user:default/kim',
            'user:default/maria',
            'user:default/rita',
          ],
        });
      }
    });

    it('is not made of what happened long ago', async () => {
      await file();
      clock.pass(61_000);
      expect(await hinted()).toEqual([]);
    });
  });

  describe('who is at a record', () => {
    const present = () => kernel.sending.presence;
    const who = async (by: Caller, id: string) =>
      (await present().others(by, id)).items.map(p => [
        p.principalRef,
        p.doing,
      ]);

    it('is told to the others who work on it', async () => {
      const { id } = await file();
      await present().put(maria, id, 'viewing');
      await present().put(dana, id, 'replying');
      expect(await who(maria, id)).toEqual([[dana.ref, 'replying']]);
      expect(await who(dana, id)).toEqual([[maria.ref, 'viewing']]);
    });

    it('is forgotten after half a minute, or when they leave', async () => {
      const { id } = await file();
      await present().put(maria, id, 'replying');
      clock.pass(29_999);
      expect(await who(dana, id)).toEqual([[maria.ref, 'replying']]);
      clock.pass(1);
      expect(await who(dana, id)).toEqual([]);
      await present().put(maria, id, 'replying');
      await present().leave(maria, id);
      expect(await who(dana, id)).toEqual([]);
    });

    it('is nothing for its requester or anybody else', async () => {
      const { id, number } = await file();
      await expect(present().others(rita, id)).rejects.toThrow(
        `Who is at ${number} is for those who work on it`,
      );
      await expect(present().put(sam, id, 'viewing')).rejects.toThrow(
        'for those who work on it',
      );
      const hidden = await file(rita, { visibility: 'restricted' });
      await expect(present().others(sam, hidden.id)).rejects.toThrow(
        'There is no record',
      );
    });

    it('is hinted at when it changes, not at every heartbeat', async () => {
      const { id } = await file();
      await hinted();
      await settle();
      signals.length = 0;
      await present().put(maria, id, 'viewing');
      await present().put(maria, id, 'viewing');
      await kernel.sending.stop();
      expect(signals).toHaveLength(1);
      await present().put(maria, id, 'replying');
      await settle();
      expect(signals).toHaveLength(2);
    });
  });
});
