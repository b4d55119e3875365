import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import type { Caller, RecordChange } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import type { KernelParts } from '../../../kernel/buildKernel';
import { copyEntity } from '../../../kernel/catalog/copyEntity';
import { demoCatalog } from '../../../testing/demoCatalog';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import {
  FixedClock,
  kernelOnDatabase,
  NOON,
  user,
} from '../../../tests/kernelOnDatabase';
import { FACTS } from './kinds';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const rita = user('rita', ['marketing']);
const maria = user('maria', ['payments']);
const sam = user('sam', ['storefront']);
const dana = user('dana', ['service-desk'], ['agent']);

describe.each(databases.eachSupportedId())(
  'what happens to changes by itself, on %s',
  databaseId => {
    let knex: Knex;
    let kernel: KernelParts;
    let clock: FixedClock;
    let sent: NotificationSendOptions[];

    beforeAll(async () => {
      clock = new FixedClock();
      sent = [];
      knex = await databases.init(databaseId);
      kernel = await kernelOnDatabase(knex, {
        clock,
        notifications: {
          send: async notification => {
            sent.push(notification);
          },
        },
      });
      await kernel.catalog.put(
        demoCatalog.map(e => copyEntity(e, [])),
        NOON,
      );
      // What the permission framework said when they last came by.
      const { read } = kernel.types.get('change').permissions;
      for (const who of [rita, maria, sam])
        kernel.sending.known.note(who, read, 'all');
      await kernel.sending.known.settled();
    });
    const told = (from: number) =>
      sent
        .slice(from)
        .map(({ payload, recipients }) => [
          payload.topic,
          ...(recipients as { entityRef: string[] }).entityRef,
        ]);

    /** What followers and due work have to do, until they have nothing left to do. */
    const settle = async () => {
      for (let i = 0; i < 8; i += 1) {
        await kernel.followers.drain();
        if ((await kernel.due.runDue()) === 0) return;
      }
    };
    const pass = async (milliseconds: number) => {
      clock.pass(milliseconds);
      await settle();
    };
    const change = async (caller: Caller, what: RecordChange) => {
      const { record } = await kernel.records.changeRecord(caller, what);
      await settle();
      return record;
    };
    const take = (id: string, transition: string, set = {}) =>
      change(maria, { id, transition, set });
    /** A pre-approved standard change that is scheduled for in an hour, for an hour. */
    const scheduled = async () => {
      const { id } = await change(rita, {
        create: 'change',
        set: {
          title: 'Renew certificates',
          serviceRef: 'component:default/checkout',
          changeType: 'standard',
          preApproved: true,
          plan: 'Replace them',
          rollbackPlan: 'Put them back',
          plannedStart: clock.now() + HOUR,
          plannedEnd: clock.now() + 2 * HOUR,
          requesterRef: rita.ref,
        },
      });
      await take(id, 'schedule');
      return id;
    };
    const done = async (set: object = { outcome: 'successful' }) => {
      const id = await scheduled();
      await pass(HOUR);
      await take(id, 'start');
      await take(id, 'finish', set);
      return id;
    };
    const statusOf = async (id: string) =>
      (await kernel.records.view(maria, id)).record.status;
    const facts = async (id: string) => {
      const { items } = await kernel.records.journal(maria, id, {});
      return items
        .map(e => e.kind)
        .filter(kind => kind.startsWith('change.window'))
        .reverse();
    };
    it('closes what was finished three days ago and has nothing left to review', async () => {
      const [quiet, reviewed] = [await done(), await done()];
      await change(maria, { id: quiet, set: { reviewReason: null } });
      await change(maria, { id: reviewed, set: { reviewReason: 'asked' } });
      // The second one took an hour.
      await pass(3 * DAY - 2 * HOUR);
      expect(await statusOf(quiet)).toBe('review');
      await pass(2 * HOUR);
      expect(await statusOf(quiet)).toBe('closed');
      expect(await statusOf(reviewed)).toBe('review');
      const { items } = await kernel.records.journal(maria, quiet, {});
      expect(items[0]).toMatchObject({
        transition: 'close',
        actorRef: 'service:default/callboard',
      });

      await change(maria, { id: reviewed, set: { reviewedAt: clock.now() } });
      await pass(3 * DAY - HOUR);
      expect(await statusOf(reviewed)).toBe('review');
      await pass(HOUR);
      expect(await statusOf(reviewed)).toBe('closed');
    });

    it('notes once that the window begins, and that it ended without the change', async () => {
      const id = await scheduled();
      const before = sent.length;
      await pass(HOUR - 1);
      expect(await facts(id)).toEqual([]);
      await pass(1);
      expect(await facts(id)).toEqual([FACTS.began]);
      await pass(HOUR);
      await pass(DAY);
      expect(await facts(id)).toEqual([FACTS.began, FACTS.missed]);
      expect(told(before)).toEqual([
        ['change.window-began', maria.ref],
        ['change.window-missed', maria.ref],
      ]);
    });

    it('follows a window that is moved, and says that work takes longer than planned', async () => {
      const id = await scheduled();
      await change(maria, {
        id,
        set: {
          plannedStart: clock.now() + 3 * HOUR,
          plannedEnd: clock.now() + 4 * HOUR,
        },
      });
      await pass(2 * HOUR);
      expect(await facts(id)).toEqual([]);
      await pass(HOUR);
      await take(id, 'start');
      await pass(HOUR);
      expect(await facts(id)).toEqual([FACTS.began, FACTS.overrun]);
    });

    it('tells who asked for it and who follows the service, and the owner group when it goes wrong', async () => {
      await knex('follows').insert({
        principal_ref: sam.ref,
        entity_ref: 'component:default/checkout',
        since: NOON,
      });
      const before = sent.length;
      const id = await scheduled();
      await change(maria, {
        id,
        set: { plannedEnd: clock.now() + 3 * HOUR },
      });
      await pass(HOUR);
      await change(dana, { id, transition: 'start' });
      await change(dana, {
        id,
        transition: 'finish',
        set: { outcome: 'failed', outcomeNote: 'Wrong chain.' },
      });
      const heard = told(before).flatMap(([topic, ...to]) =>
        to.map(who => `${topic} ${who}`),
      );
      expect(heard).toEqual(
        expect.arrayContaining([
          ...['scheduled', 'rescheduled', 'started', 'failed'].flatMap(what =>
            [rita, sam].map(who => `change.${what} ${who.ref}`),
          ),
          `change.failed ${maria.ref}`,
        ]),
      );
      expect(heard).not.toContain(`change.started ${maria.ref}`);
    });
  },
);
