import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import {
  cloudEventType,
  RECORDS_SIGNAL_CHANNEL,
  recordSignalChannel,
  WEBHOOK_KINDS,
} from '@callboard/plugin-itsm-common';
import { kernelNews } from '../../kernel/news/kernelNews';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import {
  startReceiver,
  type WebhookReceiver,
} from '../../testing/webhookReceiver';
import { registeredPractices } from '../registeredPractices';
import { ROBOT, type PolicyName } from './cast';
import { mayRead } from './oracle';
import type { Secret } from './secrets';
import { comeBy } from './comeBy';
import { promiseQuickly, settled, tellStory, type Told } from './story';
import { startWorld, type World } from './world';

const databases = MigratedDatabases.create({ ids: ['SQLITE_3'] });
jest.setTimeout(120_000);

/** The topics of every rule about news. The story has them all. */
const TOPICS: Record<string, string[]> = {
  'kernel.mentioned': ['incident.mentioned'],
  'kernel.waiting-for-you': ['incident.waiting-for-you'],
  'kernel.assigned': ['incident.assigned'],
  'kernel.queued': [
    'incident.queued',
    'change.queued',
    'initiative.queued',
    'suggestion.queued',
    'business-objective.queued',
    'contract.queued',
    'demand.queued',
    'risk.queued',
    'service.queued',
    'supplier.queued',
  ],
  'kernel.end': [
    'incident.resolved',
    'incident.reopened',
    'incident.cancelled',
  ],
  'kernel.comment': ['incident.comment'],
  'kernel.attachment': ['incident.comment'],
  'kernel.followers': [
    'incident.followed',
    'change.followed',
    'initiative.followed',
    'suggestion.followed',
    'demand.followed',
  ],
  'kernel.approval-asked': ['change.approval-asked'],
  'kernel.approval-decided': [
    'change.approval-decided',
    'change.approval-stale',
  ],
  'major-incidents': [
    'incident.major',
    'incident.major-update',
    'incident.update-late',
  ],
  disruptions: ['incident.disruption'],
  changes: [
    'change.scheduled',
    'change.rescheduled',
    'change.started',
    'change.finished',
    'change.failed',
  ],
  'changes.windows': [
    'change.window-began',
    'change.window-missed',
    'change.window-overrun',
  ],
  'improvement.initiatives': ['initiative.due'],
  'improvement.suggestions': ['suggestion.accepted'],
  'portfolio.contracts': ['contract.expired'],
  'portfolio.demand': ['demand.deferred'],
  'portfolio.risks': ['risk.review-due'],
  'portfolio.services': ['service.review'],
  'portfolio.strategy': ['business-objective.review'],
  'service-levels.thresholds': [
    'incident.threshold',
    'incident.major-proposed',
  ],
};

/** What whoever follows the service hears of only where a policy lets everybody read it. */
const FOLLOWED_BY_READERS = ['contract.followed', 'risk.followed'];

/** What receivers of webhooks are told of: only the open record, or both; internal words, or none. */
const RECEIVERS: Record<
  string,
  { includeInternal: boolean; includeRestricted: boolean }
> = {
  plain: { includeInternal: false, includeRestricted: false },
  internal: { includeInternal: true, includeRestricted: false },
  restricted: { includeInternal: false, includeRestricted: true },
  both: { includeInternal: true, includeRestricted: true },
};

const ofReceiver = (name: string, secret: Secret) => {
  const { includeInternal, includeRestricted } = RECEIVERS[name];
  if (!secret.of) return false;
  return (
    (includeRestricted || !secret.of.restricted) &&
    (includeInternal || !secret.internal)
  );
};

const pause = (milliseconds: number) =>
  new Promise(resolve => {
    setTimeout(resolve, milliseconds);
  });

const RUNS: PolicyName[][] = [['allow-all', 'deny-all'], ['itsm']];

/** Whom a call to the notifications plugin names. */
const refsOf = (recipients: NotificationSendOptions['recipients']) =>
  (recipients as { entityRef: string[] }).entityRef;

describe.each(RUNS.map(r => [r]))('what leaves under %s', policies => {
  let world: World;
  let receiver: WebhookReceiver;

  beforeAll(async () => {
    receiver = await startReceiver();
    world = await startWorld(
      await databases.init('SQLITE_3'),
      policies[0],
      receiver.url,
    );
    for (const [name, settings] of Object.entries(RECEIVERS)) {
      await world.itsm
        .as('zoe')
        .post('/webhooks', { url: `${receiver.url}/${name}`, ...settings })
        .expect(201);
    }
    await promiseQuickly(world);
    for (const name of ['sam', 'rita'])
      await world.itsm
        .as(name)
        .put('/follows', { entityRef: 'component:default/checkout' });
  });
  afterAll(async () => {
    await world?.stop();
    await receiver?.close();
  });

  it('every rule about news is in the story', async () => {
    const practices = await registeredPractices();
    const rules = [
      ...kernelNews,
      ...practices.flatMap(({ news = [] }) =>
        typeof news === 'function' ? news(['incident']) : news,
      ),
    ];
    const missing = rules.filter(rule => !TOPICS[rule.id]);
    expect(
      missing.map(
        rule =>
          `The rule ${rule.id} is new: provoke it in src/tests/access/story.ts and name its topics in sending.test.ts`,
      ),
    ).toEqual([]);
    expect(Object.keys(TOPICS)).toHaveLength(rules.length);
  });

  describe.each(policies)('under %s', policy => {
    let told: Told[];
    let notifications: NotificationSendOptions[];

    beforeAll(async () => {
      world.policy = policy;
      await settled(world);
      await comeBy(world);
      for (const list of [
        world.itsm.notifications,
        world.itsm.signals,
        receiver.received,
      ])
        list.length = 0;
      told = await tellStory(world);
      notifications = [...world.itsm.notifications];
    });

    const recipientsOf = ({ recipients }: NotificationSendOptions) =>
      refsOf(recipients).map(ref => world.people.find(p => p.ref === ref)!);

    /** Signals hold what Callboard itself keeps, whatever a policy says. */
    const reads = (ref: string, record: Told) => {
      const person = world.people.find(p => p.ref === ref);
      return person !== undefined && mayRead('allow-all', person, record);
    };

    it('notifications tell nobody what they may not know', () => {
      const faults = notifications.flatMap(notification => {
        const { payload } = notification;
        return recipientsOf(notification).flatMap(person =>
          world
            .leaks(JSON.stringify(payload), '', person)
            .map(
              leak =>
                `${person.name} (${person.is}): ${payload.topic}, ${leak}`,
            ),
        );
      });
      expect(faults).toEqual([]);
    });

    it('notifications come from every rule, and under a policy that denies everything from what is announced only', () => {
      const sent = new Set(notifications.map(n => n.payload.topic));
      const wanted =
        policy === 'deny-all'
          ? TOPICS.disruptions
          : [
              ...Object.values(TOPICS).flat(),
              ...(policy === 'allow-all' ? FOLLOWED_BY_READERS : []),
            ];
      expect([...sent].sort()).toEqual([...new Set(wanted)].sort());
    });

    it('webhooks tell receivers what they were set up for', () => {
      const faults = receiver.received.flatMap(({ url, body }) => {
        const name = url.split('/').pop()!;
        return world.secrets
          .filter(({ word }) => new RegExp(`\\b${word}\\b`).test(body))
          .filter(secret => !ofReceiver(name, secret))
          .map(secret => `${name}: ${JSON.parse(body).type}, ${secret.is}`);
      });
      expect(faults).toEqual([]);
    });

    it('webhooks are tried with every kind of entry', async () => {
      const types = new Set(
        receiver.received
          .filter(r => r.url.endsWith('/both'))
          .map(r => JSON.parse(r.body).type),
      );
      const happened = await world
        .knex('journal')
        .whereIn(
          'subject_id',
          told.map(t => t.id),
        )
        .distinct('kind')
        .pluck('kind');
      const kinds = [...Object.keys(WEBHOOK_KINDS), ...happened];
      const missing = kinds.filter(
        kind => !types.has(cloudEventType('incident', kind)),
      );
      expect(missing).toEqual([]);
    });

    it('signals say to look again and nothing else, of restricted records to their readers only', async () => {
      const [open, secret] = told;
      const { signals } = world.itsm;
      const secrets = [secret, world.scene.secret].map(r =>
        recordSignalChannel(r.id),
      );
      expect(signals.map(s => s.channel)).toEqual(
        expect.arrayContaining([
          RECORDS_SIGNAL_CHANNEL,
          recordSignalChannel(open.id),
          recordSignalChannel(secret.id),
        ]),
      );
      const faults = signals.flatMap(({ channel, message, recipients }) => {
        const ofLists = channel === RECORDS_SIGNAL_CHANNEL;
        const type = told.some(t => `${channel}`.endsWith(t.id))
          ? 'incident'
          : (message as { type?: string }).type;
        const said = ofLists ? { topic: 'records', type } : {};
        const broadcast = recipients.type === 'broadcast';
        const strangers = broadcast
          ? []
          : [recipients.entityRef].flat().filter(ref => !reads(ref, secret));
        return [
          ...(ofLists || /^itsm:record:[0-9a-f-]{36}$/.test(`${channel}`)
            ? []
            : [`there is a channel ${channel}`]),
          ...(JSON.stringify(message) === JSON.stringify(said)
            ? []
            : [`${channel} says ${JSON.stringify(message)}`]),
          ...(broadcast && secrets.includes(`${channel}`)
            ? [`everybody hears of ${channel}`]
            : []),
          ...strangers.map(ref => `${ref} hears of ${channel}`),
        ];
      });
      expect(faults).toEqual([]);
      // A change of the restricted one alone is nothing that everybody hears of.
      // What was held back is said within two seconds.
      await pause(2200);
      signals.length = 0;
      await world.itsm
        .asService(ROBOT)
        .post(`/records/${secret.number}/comments`, { body: 'Still' });
      for (let i = 0; i < 200 && signals.length === 0; i++) await pause(25);
      await pause(50);
      expect(signals).not.toEqual([]);
      expect(new Set(signals.map(s => s.recipients.type))).toEqual(
        new Set(['user']),
      );
    });

    it('reminders bring back one’s own note, and the title to who may still read it', async () => {
      world.itsm.notifications.length = 0;
      for (const [record, name] of [
        [world.scene.open, 'sam'],
        [world.scene.secret, 'sam'],
        [world.scene.open, 'rita'],
        [world.scene.secret, 'maria'],
      ] as const) {
        const { ref } = world.person(name);
        const id = crypto.randomUUID();
        const now = Date.now();
        await world.knex('reminders').insert({
          id,
          record_id: record.id,
          principal_ref: ref,
          at: now,
          note: 'My own words',
        });
        await world.knex('due_work').insert({
          id,
          kind: 'record.reminder',
          key: id,
          due_at: now,
          next_at: now,
          payload: JSON.stringify({ recordId: record.id }),
          state: 'waiting',
        });
      }
      // What is put into a table by hand wakes nobody; what is to be told does.
      await world.itsm
        .asService(ROBOT)
        .post(`/records/${told[0].number}/comments`, { body: 'Still' });
      await settled(world);
      const reminded = world.itsm.notifications.filter(
        n => n.payload.topic === 'record.reminder',
      );
      expect(reminded).toHaveLength(4);
      const faults = reminded.flatMap(({ recipients, payload }) => {
        expect(payload.description).toBe('My own words');
        const [ref] = refsOf(recipients);
        const person = world.people.find(p => p.ref === ref)!;
        const { open, secret } = world.scene;
        const numbers = `${open.number} ${secret.number}`;
        return world.leaks(JSON.stringify(payload), numbers, person);
      });
      expect(faults).toEqual([]);
    });
  });

  it('of whom nothing is known, who takes part hears a number and no word', async () => {
    await settled(world);
    await world.knex('known_decisions').delete();
    world.itsm.notifications.length = 0;
    const [open, secret] = await tellStory(world, [
      'is assigned',
      'people take part',
      'is commented for the requester',
      'is commented internally',
    ]);
    const words = world.secrets.filter(
      s => ![open.number, secret.number].includes(s.word),
    );
    const heard = world.itsm.notifications.filter(
      n => n.payload.topic !== 'incident.disruption',
    );
    for (const { payload, recipients } of heard) {
      const said = JSON.stringify({ ...payload, scope: undefined });
      expect(words.filter(s => said.includes(s.word))).toEqual([]);
      expect(payload.title).toMatch(/^News on INC-\d+$/);
      for (const ref of refsOf(recipients))
        expect(['rita', 'anton', 'colin']).toContain(ref.split('/')[1]);
    }
    expect(heard).not.toEqual([]);
  });
});
