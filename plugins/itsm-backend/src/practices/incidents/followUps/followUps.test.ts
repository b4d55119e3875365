import type { Caller, RecordChange } from '@callboard/plugin-itsm-node';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import type { KernelParts } from '../../../kernel/buildKernel';
import {
  FixedClock,
  kernelOnDatabase,
  user,
} from '../../../tests/kernelOnDatabase';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const rita = user('rita', ['marketing']);
const maria = user('maria', ['payments']);

describe.each(databases.eachSupportedId())(
  'what happens to incidents by itself, on %s',
  databaseId => {
    let kernel: KernelParts;
    let clock: FixedClock;

    beforeAll(async () => {
      clock = new FixedClock();
      kernel = await kernelOnDatabase(await databases.init(databaseId), {
        clock,
      });
    });

    /** What followers and due work have to do, until they have nothing left to do. */
    const settle = async () => {
      for (let i = 0; i < 5; i += 1) {
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
    const file = () =>
      change(rita, {
        create: 'incident',
        set: {
          title: 'Checkout returns 502',
          serviceRef: 'component:default/checkout',
          impact: 2,
          urgency: 2,
          requesterRef: rita.ref,
        },
      });
    const take = (id: string, transition: string, set = {}) =>
      change(maria, { id, transition, set });
    const resolve = (id: string) =>
      take(id, 'resolve', { resolution: 'Done.', resolutionCode: 'solved' });
    const statusOf = async (id: string) =>
      (await kernel.records.view(maria, id)).record.status;

    it('closes what was resolved a week ago, and leaves alone what was reopened', async () => {
      const [quiet, back] = [await file(), await file()];
      await resolve(quiet.id);
      await resolve(back.id);
      await pass(6 * DAY);
      expect(await statusOf(quiet.id)).toBe('resolved');
      await change(rita, {
        id: back.id,
        transition: 'reopen',
        set: { reopenReason: 'Still broken.' },
      });
      await pass(DAY);
      expect(await statusOf(quiet.id)).toBe('closed');
      expect(await statusOf(back.id)).toBe('in-progress');

      const { items } = await kernel.records.journal(maria, quiet.id, {});
      expect(items[0]).toMatchObject({
        transition: 'close',
        actorRef: 'service:default/callboard',
      });
    });

    it('counts the week from the last time it was resolved', async () => {
      const { id } = await file();
      await resolve(id);
      await pass(5 * DAY);
      await take(id, 'reopen', { reopenReason: 'Came back.' });
      await resolve(id);
      await pass(5 * DAY);
      expect(await statusOf(id)).toBe('resolved');
      await pass(2 * DAY);
      expect(await statusOf(id)).toBe('closed');
    });

    it('takes an incident off hold when the requester answers, and nobody else', async () => {
      const { id } = await file();
      await take(id, 'start');
      await take(id, 'hold', {
        holdReason: 'requester',
        holdNote: 'Which card?',
      });
      const say = (caller: Caller) =>
        change(caller, {
          id,
          comment: { body: 'Visa.', audience: 'requester' },
        });
      await say(maria);
      expect(await statusOf(id)).toBe('on-hold');
      await say(rita);
      const { record } = await kernel.records.view(maria, id);
      expect(record).toMatchObject({
        status: 'in-progress',
        assigneeRef: maria.ref,
      });
      expect(record.holdReason).toBeUndefined();
      expect(record.holdNote).toBeUndefined();
    });

    it('leaves an incident on hold that waits for somebody else', async () => {
      const { id } = await file();
      await take(id, 'hold', { holdReason: 'supplier' });
      await change(rita, {
        id,
        comment: { body: 'Any news?', audience: 'requester' },
      });
      expect(await statusOf(id)).toBe('on-hold');
    });

    it('takes an incident off hold when the time has come, to the queue if nobody has it', async () => {
      const { id } = await file();
      const holdUntil = clock.now() + 2 * HOUR;
      await take(id, 'hold', { holdReason: 'change', holdUntil });
      await pass(HOUR);
      expect(await statusOf(id)).toBe('on-hold');
      await pass(HOUR);
      expect(await statusOf(id)).toBe('new');
    });

    it('notes once that the next update of a major incident is late', async () => {
      const { id } = await file();
      await change(maria, {
        id,
        set: {
          major: true,
          majorSince: clock.now(),
          majorSummary: 'All cards fail.',
          nextUpdateAt: clock.now() + HOUR,
        },
      });
      const late = async () => {
        const { items } = await kernel.records.journal(maria, id, {});
        return items.filter(e => e.kind === 'incident.update-late').length;
      };
      await pass(30 * 60_000);
      await change(maria, {
        id,
        set: { nextUpdateAt: clock.now() + HOUR },
      });
      await pass(45 * 60_000);
      expect(await late()).toBe(0);
      await pass(30 * 60_000);
      expect(await late()).toBe(1);
      await pass(DAY);
      expect(await late()).toBe(1);
    });

    it('tells the requesters of duplicates when the other one is solved', async () => {
      const [first, second] = [await file(), await file()];
      await change(maria, {
        id: second.id,
        transition: 'resolve',
        set: { resolution: 'Joined.', resolutionCode: 'duplicate' },
        link: { kind: 'duplicate-of', target: first.number },
      });
      await resolve(first.id);
      const { items } = await kernel.records.journal(rita, second.id, {
        show: 'comments',
      });
      expect(items.map(e => e.comment?.body)).toEqual([
        expect.stringContaining('What was reported here is solved'),
      ]);
    });
  },
);
