import { TestDatabases } from '@backstage/backend-test-utils';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import type {
  Caller,
  RecordChange,
  Scope,
  StoredRecord,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
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

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
jest.setTimeout(120_000);

const maria = user('maria', ['payments']);
const sam = user('sam', ['storefront']);
const dana = user('dana', ['service-desk'], ['agent']);
const rita = user('rita', ['marketing']);
const REF = { rita: rita.ref, maria: maria.ref, sam: sam.ref, dana: dana.ref };

/** Whom a call to the notifications plugin names. */
const addressed = (recipients: NotificationSendOptions['recipients']) =>
  (recipients as { entityRef: string[] }).entityRef;

describe.each(databases.eachSupportedId())('news on %s', databaseId => {
  let knex: Knex;
  let kernel: KernelParts;
  let clock: FixedClock;
  let sent: NotificationSendOptions[];
  /** What the notifications plugin answers; nothing is good. */
  let trouble: Error | undefined;
  /** Whom it cannot notify. */
  let unreachable: string | undefined;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
  });
  beforeEach(async () => {
    clock = new FixedClock();
    sent = [];
    trouble = undefined;
    unreachable = undefined;
    kernel = await kernelOnDatabase(knex, {
      clock,
      config: {
        itsm: {
          access: { roles: { agent: ['group:default/service-desk'] } },
        },
      },
      notifications: {
        send: async notification => {
          if (trouble) throw trouble;
          const to = addressed(notification.recipients);
          if (unreachable && to.includes(unreachable))
            throw new Error(`${unreachable} has no mailbox`);
          sent.push(notification);
        },
      },
    });
    await startAfresh(knex);
    await kernel.catalog.put(
      demoCatalog.map(e => copyEntity(e, [])),
      NOON,
    );
  });

  /** What the permission framework said when they last came by. */
  const came = async (who: Caller, scope: Scope = 'all') => {
    const { read } = kernel.types.get('incident').permissions;
    kernel.sending.known.note(who, read, scope);
    await kernel.sending.known.settled();
  };
  const file = async (
    by: Caller = rita,
    set: object = {},
  ): Promise<StoredRecord> => {
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
  /** Lets news travel, and says who got what. */
  const told = async () => {
    sent.length = 0;
    await kernel.followers.drain();
    await kernel.due.runDue();
    return sent
      .flatMap(({ recipients, payload }) =>
        addressed(recipients).map(ref => [ref, payload.topic]),
      )
      .sort();
  };
  const log = () => knex('deliveries').orderBy('recipient');

  it('reach a group when something comes to its queue', async () => {
    await came(maria);
    const { id, number } = await file();
    expect(await told()).toEqual([[REF.maria, 'incident.queued']]);
    expect(sent[0]).toEqual({
      recipients: { type: 'entity', entityRef: [REF.maria] },
      payload: {
        title: `${number} is new in your queue: Checkout returns 502`,
        description: undefined,
        severity: 'normal',
        topic: 'incident.queued',
        scope: `${id}:incident.queued`,
        link: `/itsm/incidents/${number}`,
      },
    });
  });

  it('reach whom a record is assigned to, not who did it', async () => {
    await came(maria);
    await came(dana);
    const { id } = await file(rita, { ownerRef: 'group:default/payments' });
    await told();
    await change(dana, id, { set: { assigneeRef: REF.maria } });
    expect(await told()).toEqual([[REF.maria, 'incident.assigned']]);
    await change(maria, id, { set: { assigneeRef: null } });
    await told();
    await change(maria, id, { set: { assigneeRef: REF.maria } });
    expect(await told()).toEqual([]);
  });

  it('are one to each person and entry, the most severe', async () => {
    await came(maria);
    const { id } = await file(rita, { assigneeRef: REF.maria });
    await told();
    await change(rita, id, {
      comment: {
        body: 'Any news, @maria? cc @user:default/maria',
        audience: 'requester',
      },
    });
    expect(await told()).toEqual([[REF.maria, 'incident.mentioned']]);
  });

  it('of a comment for the requester reach requester, watchers and assignee', async () => {
    for (const who of [rita, maria, sam, dana]) await came(who);
    const { id } = await file(rita, { assigneeRef: REF.maria });
    await change(dana, id, {
      participants: [
        { principalRef: REF.sam, role: 'watcher', canRead: false },
      ],
    });
    await told();
    await change(dana, id, {
      comment: { body: 'Restarting', audience: 'requester' },
    });
    expect(await told()).toEqual(
      [REF.maria, REF.rita, REF.sam].map(ref => [ref, 'incident.comment']),
    );
    expect(sent[0].payload.description).toBe('Restarting');
    // Whoever is told the same is told by one call.
    expect(sent).toHaveLength(1);
  });

  it('are one call for those told the same, and say to others what they may know', async () => {
    await came(maria);
    await came(sam);
    // Of Rita nothing is known: she learns that there is something.
    const { id, number } = await file(rita, { assigneeRef: REF.maria });
    await change(dana, id, {
      participants: [
        { principalRef: REF.sam, role: 'watcher', canRead: false },
      ],
    });
    await told();
    await change(dana, id, {
      comment: { body: 'Restarting', audience: 'requester' },
    });
    await told();
    const calls = sent.map(({ recipients, payload }) => [
      payload.title,
      [...addressed(recipients)].sort(),
    ]);
    expect(calls).toHaveLength(2);
    expect(calls).toContainEqual([
      expect.stringContaining('Checkout returns 502'),
      [REF.maria, REF.sam],
    ]);
    expect(calls).toContainEqual([`News on ${number}`, [REF.rita]]);
  });

  it('of an internal comment reach those who work on it only', async () => {
    for (const who of [rita, maria, sam, dana]) await came(who);
    const { id } = await file(rita, { assigneeRef: REF.maria });
    await change(dana, id, {
      participants: [
        { principalRef: REF.sam, role: 'watcher', canRead: false },
        { principalRef: REF.rita, role: 'watcher', canRead: false },
      ],
    });
    await told();
    await change(dana, id, {
      comment: { body: 'Rita, @rita, is wrong', audience: 'internal' },
    });
    expect(await told()).toEqual([[REF.maria, 'incident.comment']]);
    const skipped = await log().where('state', 'skipped');
    expect(skipped.map(d => [d.recipient, d.last_error])).toEqual([
      [REF.rita, 'They may not read it'],
      [REF.sam, 'They may not read it'],
    ]);
  });

  it('reach who asked and watches when it ends and begins anew', async () => {
    for (const who of [rita, maria, sam]) await came(who);
    const { id } = await file(rita, { assigneeRef: REF.maria });
    await change(maria, id, {
      participants: [
        { principalRef: REF.sam, role: 'watcher', canRead: false },
      ],
    });
    await told();
    await change(maria, id, {
      transition: 'resolve',
      set: { resolution: 'Restarted', resolutionCode: 'fixed' },
    });
    expect(await told()).toEqual([
      [REF.rita, 'incident.resolved'],
      [REF.sam, 'incident.resolved'],
    ]);
    await change(rita, id, {
      transition: 'reopen',
      set: { reopenReason: 'Still down' },
    });
    expect(await told()).toEqual([
      [REF.maria, 'incident.reopened'],
      [REF.sam, 'incident.reopened'],
    ]);
  });

  it('tell who asked that work waits for them', async () => {
    await came(rita);
    const { id } = await file(rita, { assigneeRef: REF.maria });
    await told();
    await change(maria, id, {
      transition: 'hold',
      set: { holdReason: 'requester' },
    });
    expect(await told()).toEqual([[REF.rita, 'incident.waiting-for-you']]);
  });

  describe('about what somebody may not read', () => {
    it('are not sent, whoever mentions them', async () => {
      await came(sam, {
        any: ['requesterRef'],
        values: [REF.sam],
      });
      const { id } = await file(rita);
      await change(rita, id, {
        comment: { body: '@sam look', audience: 'requester' },
      });
      expect(await told()).toEqual([]);
    });

    it('are not sent under a policy that denies everything', async () => {
      for (const who of [rita, maria, sam]) await came(who, 'none');
      const { id } = await file(rita, { assigneeRef: REF.maria });
      await change(maria, id, {
        comment: { body: '@sam @rita', audience: 'requester' },
      });
      expect(await told()).toEqual([]);
    });

    it('are not sent to watchers of a restricted record', async () => {
      for (const who of [rita, maria, sam]) await came(who);
      const { id } = await file(rita, {
        assigneeRef: REF.maria,
        visibility: 'restricted',
      });
      await change(maria, id, {
        participants: [
          { principalRef: REF.sam, role: 'watcher', canRead: false },
        ],
      });
      await told();
      await change(maria, id, {
        comment: { body: 'Working on it, @sam', audience: 'requester' },
      });
      expect(await told()).toEqual([[REF.rita, 'incident.comment']]);
    });

    it('are not sent when it became restricted in between', async () => {
      for (const who of [rita, maria, sam]) await came(who);
      const { id } = await file(rita, { assigneeRef: REF.maria });
      await change(maria, id, {
        comment: { body: '@sam', audience: 'requester' },
      });
      await kernel.followers.drain();
      await change(maria, id, { set: { visibility: 'restricted' } });
      const topics = (await told()).filter(([ref]) => ref === REF.sam);
      expect(topics).toEqual([]);
    });

    it('are not sent to who left the catalog', async () => {
      await came(maria);
      await kernel.catalog.remove([REF.maria], NOON);
      await file(rita, { assigneeRef: REF.maria });
      expect(await told()).toEqual([]);
    });
  });

  describe('to somebody of whom nothing is known', () => {
    it('say nothing but that there is something', async () => {
      const { number } = await file(dana, { requesterRef: REF.rita });
      await change(maria, number, {
        comment: { body: 'The password is swordfish', audience: 'requester' },
      });
      expect(await told()).toEqual([[REF.rita, 'incident.news']]);
      expect(sent[0].payload).toMatchObject({
        title: `News on ${number}`,
        description: `You take part in ${number}. Open it in Callboard.`,
      });
      expect(JSON.stringify(sent)).not.toMatch(/swordfish|returns 502/);
    });

    it('are not sent to watchers and groups', async () => {
      const { id } = await file(rita);
      await change(dana, id, {
        participants: [
          { principalRef: REF.sam, role: 'watcher', canRead: false },
        ],
      });
      await change(dana, id, {
        comment: { body: 'Hello @sam', audience: 'requester' },
      });
      expect((await told()).map(([ref]) => ref)).toEqual([REF.rita]);
    });

    it('do not say that something internal happened', async () => {
      const { id } = await file(rita, { assigneeRef: REF.maria });
      await told();
      await change(dana, id, {
        comment: { body: '@rita', audience: 'internal' },
      });
      expect(await told()).toEqual([[REF.maria, 'incident.news']]);
    });

    it('are such again when what is known is too old', async () => {
      await came(rita);
      clock.pass(31 * 86_400_000);
      await file(dana, { requesterRef: REF.rita, assigneeRef: REF.rita });
      expect(await told()).toEqual([[REF.rita, 'incident.news']]);
    });
  });

  describe('that cannot be sent', () => {
    it('are tried again after growing pauses, then left to an operator', async () => {
      await came(maria);
      trouble = new Error('The plugin is away');
      await file();
      expect(await told()).toEqual([]);
      const [first] = await log();
      expect(first).toMatchObject({ state: 'waiting', attempts: 1 });
      expect(Number(first.next_attempt_at) - clock.now()).toBeGreaterThan(3999);
      for (let i = 0; i < 7; i++) {
        clock.pass(16 * 3_600_000);
        await kernel.due.runDue();
      }
      const [last] = await log();
      expect(last).toMatchObject({
        state: 'failed',
        attempts: 8,
        last_error: 'The plugin is away',
      });
      expect(
        await knex('due_work').where('kind', 'like', 'delivery.%'),
      ).toEqual([]);

      trouble = undefined;
      await kernel.sending.deliveries.replayFailed(NOON, {});
      expect(await told()).toEqual([[REF.maria, 'incident.queued']]);
      expect(await kernel.sending.deliveries.get(last.id)).toMatchObject({
        state: 'sent',
        attempts: 9,
        lastError: undefined,
      });
    });

    /** A comment of Dana's of which Maria, Rita and Sam are told. */
    const tellThree = async () => {
      for (const who of [rita, maria, sam]) await came(who);
      const { id } = await file(rita, { assigneeRef: REF.maria });
      await change(dana, id, {
        participants: [
          { principalRef: REF.sam, role: 'watcher', canRead: false },
        ],
      });
      await told();
      await change(dana, id, {
        comment: { body: 'Restarting', audience: 'requester' },
      });
    };
    const comments = () => log().where('topic', 'incident.comment');

    it('to one of several reach the others when they are tried again', async () => {
      await tellThree();
      unreachable = REF.sam;
      expect(await told()).toEqual([]);
      clock.pass(10_000);
      expect(await told()).toEqual([
        [REF.maria, 'incident.comment'],
        [REF.rita, 'incident.comment'],
      ]);
      expect((await comments()).map(d => d.state)).toEqual([
        'sent',
        'sent',
        'waiting',
      ]);
    });

    it('are given up for one of several, replayed to another, and sent once to each that is left', async () => {
      await tellThree();
      await kernel.followers.drain();
      const [first, second] = await comments();
      await kernel.sending.deliveries.cancel(first.id);
      clock.pass(1);
      await kernel.sending.deliveries.replay(second.id);
      expect(await told()).toEqual([
        [REF.rita, 'incident.comment'],
        [REF.sam, 'incident.comment'],
      ]);
      expect(await knex('due_work')).toEqual([]);
    });

    it('are not sent any more once they are given up', async () => {
      await came(maria);
      await file();
      await kernel.followers.drain();
      const [{ id }] = await log();
      await kernel.sending.deliveries.cancel(id);
      await kernel.due.runDue();
      expect(sent).toEqual([]);
      await expect(kernel.sending.deliveries.cancel(id)).rejects.toThrow(
        'The delivery does not wait any more, it is cancelled',
      );
    });
  });

  it('are sent once, however often the journal is read', async () => {
    await came(maria);
    const before = await knex('followers').where('id', 'news').first();
    await file();
    expect(await told()).toHaveLength(1);
    await knex('followers').update({ position: before.position });
    expect(await told()).toEqual([]);
    expect(await log()).toHaveLength(1);
  });

  it('are not made of what was learned days ago', async () => {
    await came(maria);
    await file();
    clock.pass(4 * 86_400_000);
    await kernel.followers.drain();
    expect(await log()).toEqual([]);
  });

  it('keep no words in the log of deliveries', async () => {
    await came(maria);
    const { id } = await file(rita, { assigneeRef: REF.maria });
    await change(rita, id, {
      comment: { body: 'swordfish', audience: 'requester' },
    });
    await told();
    expect(JSON.stringify(await log())).not.toMatch(/swordfish|returns 502/);
  });

  it('leave the log when it is time', async () => {
    await came(maria);
    await file();
    await told();
    clock.pass(31 * 86_400_000);
    const [sweep] = kernel.sending.background.jobs!(kernel);
    await sweep.run();
    expect(await log()).toEqual([]);
  });
});
