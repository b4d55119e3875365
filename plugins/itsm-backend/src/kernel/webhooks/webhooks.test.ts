import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import {
  cloudEventSchema,
  newWebhookSchema,
  webhookPatchSchema,
} from '@callboard/plugin-itsm-common';
import type { Caller, RecordChange } from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { Webhook } from 'standardwebhooks';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { demoCatalog } from '../../testing/demoCatalog';
import {
  startReceiver,
  type WebhookReceiver,
} from '../../testing/webhookReceiver';
import {
  FixedClock,
  kernelOnDatabase,
  NOON,
  user,
} from '../../tests/kernelOnDatabase';
import { startAfresh } from '../../tests/startAfresh';
import type { KernelParts } from '../buildKernel';
import { copyEntity } from '../catalog/copyEntity';
import { verifyChain } from '../journal/verifyChain';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const rita = user('rita', ['marketing']);
const maria = user('maria', ['payments']);
const dana = user('dana', ['service-desk'], ['admin']);
const keeper = user('kim', ['security'], ['admin', 'restrictedReader']);

describe.each(databases.eachSupportedId())('webhooks on %s', databaseId => {
  let knex: Knex;
  let kernel: KernelParts;
  let clock: FixedClock;
  let receiver: WebhookReceiver;
  let notified: NotificationSendOptions[];

  beforeAll(async () => {
    knex = await databases.init(databaseId);
  });
  beforeEach(async () => {
    clock = new FixedClock();
    receiver = await startReceiver();
    notified = [];
    kernel = await kernelOnDatabase(knex, {
      clock,
      config: {
        backend: { baseUrl: 'https://portal.example.com' },
        itsm: {
          webhooks: { allow: ['127.0.0.1'] },
          access: { roles: { admin: ['group:default/service-desk'] } },
        },
      },
      notifications: {
        send: async notification => {
          notified.push(notification);
        },
      },
    });
    await startAfresh(knex);
    await kernel.catalog.put(
      demoCatalog.map(e => copyEntity(e, [])),
      NOON,
    );
  });
  afterEach(async () => {
    await kernel.sending.stop();
    await receiver.close();
  });

  const service = () => kernel.sending.webhooks.service;
  const add = (settings: object = {}, by: Caller = dana) =>
    service().add(
      by,
      newWebhookSchema.parse({ url: receiver.url, ...settings }),
    );
  const file = async (set: object = {}, by: Caller = rita) => {
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
  const change = (id: string, what: Omit<RecordChange, 'id'>, by = maria) =>
    kernel.records.changeRecord(by, { id, ...what });
  /** Lets news travel, and gives the events that came. */
  const arrived = async () => {
    receiver.received.length = 0;
    await kernel.followers.drain();
    await kernel.due.runDue();
    return receiver.received.map(r =>
      cloudEventSchema.parse(JSON.parse(r.body)),
    );
  };
  const log = () =>
    knex('deliveries').where('channel', 'webhook').orderBy('position');

  it('tell a receiver of what happens, as signed CloudEvents', async () => {
    const endpoint = await add();
    const { id, number } = await file();
    const [event, ...more] = await arrived();
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      specversion: '1.0',
      type: 'dev.callboard.incident.created',
      source: 'https://portal.example.com/api/itsm',
      subject: number,
      time: '2026-03-01T12:00:00.000Z',
      datacontenttype: 'application/json',
      data: {
        record: { id, number, status: 'new', title: 'Checkout returns 502' },
        entry: { kind: 'record.created', actorRef: rita.ref },
      },
    });
    const [{ headers, body, method }] = receiver.received;
    expect(method).toBe('POST');
    expect(headers['content-type']).toBe(
      'application/cloudevents+json; charset=utf-8',
    );
    expect(headers['webhook-id']).toBe(event.id);
    const signature = new Webhook(endpoint.secret).sign(
      event.id,
      new Date(NOON),
      body,
    );
    expect(headers['webhook-signature']).toBe(signature);
    expect(headers['webhook-timestamp']).toBe(String(NOON / 1000));
    const [delivery] = await log();
    expect(delivery).toMatchObject({
      id: event.id,
      recipient: endpoint.id,
      topic: 'incident.created',
      state: 'sent',
      attempts: 1,
    });
    expect(JSON.parse(delivery.answer)).toMatchObject({
      status: 200,
      excerpt: 'thank you',
    });
  });

  it('tell of what changed, in order', async () => {
    await add();
    const { id } = await file();
    await change(id, { transition: 'start' });
    await change(id, { comment: { body: 'Hello', audience: 'requester' } });
    const events = await arrived();
    expect(events.map(e => e.type)).toEqual([
      'dev.callboard.incident.created',
      'dev.callboard.incident.transitioned',
      'dev.callboard.incident.comment.added',
    ]);
    expect(events[1].data.entry).toMatchObject({
      transition: 'start',
      from: 'new',
      to: 'in-progress',
    });
    expect(events[2].data.entry!.comment!.body).toBe('Hello');
  });

  it('tell of record types, kinds and records that a receiver wants', async () => {
    await add({ kinds: ['record.transitioned'] });
    await add({ recordTypes: ['incident'], predicate: { priority: 1 } });
    const { id } = await file({ impact: 1, urgency: 1 });
    await file({ impact: 3, urgency: 3, title: 'Slow' });
    expect((await arrived()).map(e => e.data.record.title)).toEqual([
      'Checkout returns 502',
    ]);
    await change(id, { transition: 'start' });
    expect(await arrived()).toHaveLength(2);
  });

  it('refuse what they could not keep', async () => {
    await expect(add({ recordTypes: ['change-request'] })).rejects.toThrow(
      'recordTypes: there is no record type "change-request" here',
    );
    await expect(add({ predicate: { colour: 'red' } })).rejects.toThrow(
      /predicate.colour/,
    );
    await expect(add({ url: 'https://10.0.0.1/' })).rejects.toThrow(
      'url: 10.0.0.1 is no public address',
    );
  });

  it('keep their conditions when a change of them makes no sense', async () => {
    const predicate = { $all: [{ impact: 1 }, { watcher: { $exists: true } }] };
    const { id } = await add({
      recordTypes: ['incident'],
      includeInternal: true,
      predicate,
    });
    const rewrite = (patch: object) =>
      service().change(dana, id, webhookPatchSchema.parse(patch));
    // What only workers see cannot be asked about by a receiver that is not told of it.
    await expect(rewrite({ includeInternal: false })).rejects.toThrow(
      /predicate\.\$all\.1\.watcher/,
    );
    await expect(
      rewrite({ predicate: { $not: { impact: { $in: 'high' } } } }),
    ).rejects.toThrow(/predicate\.\$not\.impact/);
    expect((await service().get(id)).predicate).toEqual(predicate);
    await rewrite({ predicate: null });
    expect((await service().get(id)).predicate).toBeUndefined();
  });

  describe('keep to themselves', () => {
    it('what is internal, unless a receiver is told of it', async () => {
      await add();
      const { id } = await file({}, rita);
      await arrived();
      await change(id, { comment: { body: 'Oh no', audience: 'internal' } });
      expect(await arrived()).toEqual([]);
      await add({ includeInternal: true });
      await change(id, { comment: { body: 'Oh no', audience: 'internal' } });
      expect(await arrived()).toHaveLength(1);
    });

    it('restricted records, unless who may read them says otherwise', async () => {
      await add();
      await expect(add({ includeRestricted: true })).rejects.toThrow(
        'by the role "restrictedReader" only',
      );
      await file({ visibility: 'restricted' });
      expect(await arrived()).toEqual([]);
      const endpoint = await add({ includeRestricted: true }, keeper);
      await file({ visibility: 'restricted' });
      expect(await arrived()).toHaveLength(1);
      const elsewhere = { url: 'https://example.com/elsewhere' };
      await expect(
        service().change(dana, endpoint.id, elsewhere),
      ).rejects.toThrow('restrictedReader');
      await expect(service().rotate(dana, endpoint.id, 0)).rejects.toThrow(
        'restrictedReader',
      );
      await service().change(dana, endpoint.id, { enabled: false });
    });

    it('what became restricted before it was sent', async () => {
      await add();
      const { id } = await file();
      await kernel.followers.drain();
      await change(id, { set: { visibility: 'restricted' } });
      expect(await arrived()).toEqual([]);
      expect((await log()).map(d => [d.state, d.last_error])).toEqual([
        ['skipped', 'The record is restricted'],
      ]);
    });

    it('links to restricted records', async () => {
      await add({ includeInternal: true });
      const { number } = await file({ visibility: 'restricted' }, maria);
      const { id } = await file({}, maria);
      await arrived();
      await change(id, { link: { kind: 'relates-to', target: number } });
      expect(await arrived()).toEqual([]);
    });

    it('what happened before they were there', async () => {
      await file();
      clock.pass(1000);
      await add();
      expect(await arrived()).toEqual([]);
    });
  });

  describe('whose receiver fails', () => {
    it('are sent again under the same id, after the pauses of Standard Webhooks', async () => {
      receiver.answer = response => {
        response.statusCode = 500;
        response.end('broken\u0000');
      };
      await add();
      await file();
      const ids = new Set((await arrived()).map(e => e.id));
      const pauses: number[] = [];
      for (let i = 0; i < 9; i++) {
        const [{ next_attempt_at: next }] = await log();
        pauses.push((Number(next) - clock.now()) / 1000);
        clock.pass(Number(next) - clock.now());
        (await arrived()).forEach(e => ids.add(e.id));
      }
      const expected = [5, 300, 1800, 7200, 18e3, 36e3, 50400, 72e3, 86400];
      pauses.forEach((pause, i) => {
        expect(pause / expected[i]).toBeGreaterThanOrEqual(0.79);
        expect(pause / expected[i]).toBeLessThanOrEqual(1.21);
      });
      expect(ids.size).toBe(1);
      const [delivery] = await log();
      expect(delivery).toMatchObject({
        state: 'failed',
        attempts: 10,
        last_error: 'Answered 500',
      });
      expect(JSON.parse(delivery.answer)).toMatchObject({ excerpt: 'broken' });
    });

    it('are sent again when an operator says so', async () => {
      const endpoint = await add();
      receiver.answer = response => {
        response.statusCode = 410;
        response.end();
      };
      await file();
      await arrived();
      expect((await log())[0].state).toBe('failed');
      receiver.answer = response => {
        response.end();
      };
      await service().change(dana, endpoint.id, { enabled: true });
      const replayed = await kernel.sending.deliveries.replayFailed(NOON, {
        recipient: endpoint.id,
      });
      expect(replayed).toBe(1);
      expect(await arrived()).toHaveLength(1);
      expect((await log())[0]).toMatchObject({ state: 'sent', attempts: 2 });
    });

    it('follow no redirect', async () => {
      receiver.answer = response => {
        response.writeHead(302, { location: 'http://169.254.169.254/' });
        response.end();
      };
      await add();
      await file();
      expect(await arrived()).toHaveLength(1);
      expect((await log())[0].last_error).toMatch(
        'Answered 302: redirects are not followed',
      );
    });

    it('wait as long as it asks', async () => {
      receiver.answer = response => {
        response.writeHead(429, { 'retry-after': '120' });
        response.end();
      };
      await add();
      await file();
      await arrived();
      const [{ next_attempt_at: next }] = await log();
      expect(Number(next) - clock.now()).toBe(120_000);
    });

    it('leave it alone for a while if it does not answer at all', async () => {
      const endpoint = await add();
      await file();
      await file();
      await receiver.close();
      expect(await arrived()).toEqual([]);
      const [first, second] = await log();
      expect(first).toMatchObject({
        attempts: 1,
        last_error: 'No answer: ECONNREFUSED',
      });
      expect(second).toMatchObject({ state: 'waiting', attempts: 0 });
      const { pausedUntil } = await service().get(endpoint.id);
      expect(pausedUntil).toBe(NOON + 5_000);
      expect(Number(second.next_attempt_at)).toBe(pausedUntil);
    });

    it('read no more than the beginning of what it says', async () => {
      let written = 0;
      receiver.answer = async response => {
        const chunk = 'x'.repeat(64 * 1024);
        while (!response.destroyed && written < 1_000_000_000) {
          written += chunk.length;
          if (!response.write(chunk)) {
            await new Promise(resolve => {
              setTimeout(resolve, 1);
            });
          }
        }
      };
      await add();
      await file();
      await arrived();
      expect(written).toBeLessThan(20_000_000);
      expect(JSON.parse((await log())[0].answer).excerpt).toHaveLength(500);
    });

    it('switch it off after days, and tell administrators', async () => {
      receiver.answer = response => {
        response.statusCode = 503;
        response.end();
      };
      const endpoint = await add();
      const { read } = kernel.types.get('incident').permissions;
      kernel.sending.known.note(dana, read, 'all');
      await file();
      await arrived();
      clock.pass(5 * DAY);
      await arrived();
      expect(await service().get(endpoint.id)).toMatchObject({
        enabled: false,
        disabledReason: 'Every attempt failed for 5 days',
      });
      notified.length = 0;
      await arrived();
      expect(notified.map(n => n.payload.title)).toEqual([
        `The webhook to ${new URL(receiver.url).host} was switched off`,
      ]);
      expect(notified[0].recipients).toMatchObject({
        entityRef: ['user:default/dana'],
      });
      expect((await log())[0]).toMatchObject({ state: 'waiting' });
      clock.pass(DAY);
      expect(await arrived()).toEqual([]);
      expect((await log())[0]).toMatchObject({
        state: 'failed',
        last_error: 'The receiver is switched off',
      });
    });
  });

  it('block nobody else with a receiver that never answers', async () => {
    const silent = await startReceiver();
    silent.answer = () => {};
    try {
      const { id } = await add({ url: silent.url });
      await add();
      for (let i = 0; i < 5; i++) await file({ title: `Incident ${i}` });
      await kernel.followers.drain();
      kernel.due.start();
      while (receiver.received.length < 5) {
        await new Promise(resolve => {
          setTimeout(resolve, 20);
        });
      }
      // The silent one is waited for still: not even its first attempt has come to its end.
      const waiting = await log().where('recipient', id);
      expect(waiting.map(({ attempts }) => attempts)).toEqual([0, 0, 0, 0, 0]);
      expect([silent.mostAtOnce, receiver.mostAtOnce]).toEqual([1, 1]);
    } finally {
      await silent.close();
      await kernel.due.stop();
    }
  });

  it('are managed with a journal that names neither address nor secret', async () => {
    const endpoint = await add({ url: 'https://example.com/T0KEN' });
    const rotated = await service().rotate(dana, endpoint.id, 24);
    expect(rotated.secret).not.toBe(endpoint.secret);
    expect(rotated).toMatchObject({
      previousSecret: endpoint.secret,
      previousSecretUntil: NOON + DAY,
    });
    const changed = await service().change(dana, endpoint.id, {
      description: 'Ours',
    });
    const rows = await knex('journal')
      .where('subject_id', endpoint.id)
      .orderBy('position');
    expect(rows.map(r => r.kind)).toEqual([
      'webhook.added',
      'webhook.secret-rotated',
      'webhook.changed',
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/T0KEN|whsec_/);
    expect(
      await verifyChain(knex, endpoint.id, changed.journalHead, 'webhook'),
    ).toEqual({ entries: 3, brokenAt: undefined });
    await file();
    await kernel.followers.drain();
    await service().remove(dana, endpoint.id);
    await kernel.due.runDue();
    expect((await log()).map(d => d.state)).toEqual(['cancelled']);
  });

  it('are tested with an event about nothing', async () => {
    const endpoint = await add();
    const delivery = await service().test(endpoint.id);
    expect(delivery).toMatchObject({ state: 'sent', attempts: 1 });
    const [{ body, headers }] = receiver.received;
    const event = cloudEventSchema.parse(JSON.parse(body));
    expect(event.type).toBe('dev.callboard.webhook.test');
    expect(headers['webhook-id']).toBe(delivery.id);
    await expect(kernel.sending.deliveries.replay(delivery.id)).rejects.toThrow(
      'A test is not sent again',
    );
  });
});
