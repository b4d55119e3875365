import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import type { Caller } from '@callboard/plugin-itsm-node';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import type { KernelParts } from '../../../kernel/buildKernel';
import { copyEntity } from '../../../kernel/catalog/copyEntity';
import { REMINDER } from '../../../kernel/reminders/routes';
import { ReminderStore } from '../../../kernel/reminders/ReminderStore';
import { demoCatalog } from '../../../testing/demoCatalog';
import {
  FixedClock,
  kernelOnDatabase,
  NOON,
  user,
} from '../../../tests/kernelOnDatabase';
import { incidentsPractice } from '../practice';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const HOUR = 3_600_000;
const MIGRATIONS = resolvePackagePath(
  '@callboard/plugin-itsm-backend',
  'src/practices/incidents/migrations',
);
const maria = user('maria', ['payments']);
const rita = user('rita', ['marketing']);
const sam = user('sam', ['storefront']);

describe.each(databases.eachSupportedId())('who hears, on %s', databaseId => {
  let kernel: KernelParts;
  let clock: FixedClock;
  let sent: NotificationSendOptions[];

  beforeEach(async () => {
    clock = new FixedClock();
    sent = [];
    kernel = await kernelOnDatabase(await databases.init(databaseId), {
      clock,
      practices: [
        incidentsPractice({
          config: mockServices.rootConfig({
            data: {
              itsm: {
                incidents: { majorNotify: ['group:default/service-desk'] },
              },
            },
          }),
          migrations: MIGRATIONS,
        }),
      ],
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
  });

  /** What the permission framework said when somebody last came by. */
  const came = async (who: Caller, scope: 'all' | 'none') => {
    const { read } = kernel.types.get('incident').permissions;
    kernel.sending.known.note(who, read, scope);
    await kernel.sending.known.settled();
  };
  const settle = async () => {
    for (let i = 0; i < 5; i += 1) {
      await kernel.followers.drain();
      if ((await kernel.due.runDue()) === 0) break;
    }
    const told = sent.flatMap(({ recipients, payload }) =>
      (recipients as { entityRef: string[] }).entityRef.map(to => ({
        to,
        ...payload,
      })),
    );
    sent = [];
    return told.sort((a, b) => (a.to < b.to ? -1 : 1));
  };
  const file = async (set: object = {}) => {
    const { record } = await kernel.records.changeRecord(rita, {
      create: 'incident',
      set: {
        title: 'Card 4711 refused',
        serviceRef: 'component:default/checkout',
        requesterRef: rita.ref,
        ...set,
      },
    });
    return record;
  };
  const declare = (id: string, set: object = {}) =>
    kernel.records.changeRecord(maria, {
      id,
      set: {
        major: true,
        majorSince: clock.now(),
        majorSummary: 'Cards are refused.',
        ...set,
      },
    });

  it('of what is filed about a service: who follows it or its system, as far as they may read it', async () => {
    await kernel.follows.follow(sam.ref, 'system:default/shop', 1);
    await kernel.follows.follow(
      'user:default/eve',
      'component:default/checkout',
      1,
    );
    await came(sam, 'all');
    await came(user('eve'), 'none');
    const { number } = await file();
    const told = await settle();
    expect(told.filter(t => t.topic === 'incident.followed')).toEqual([
      expect.objectContaining({
        to: sam.ref,
        title: `New on checkout, ${number}: Card 4711 refused`,
      }),
    ]);
  });

  it('of an announced disruption: everybody who follows the service, without a word of the incident', async () => {
    await kernel.follows.follow(
      'user:default/eve',
      'component:default/checkout',
      1,
    );
    await came(user('eve'), 'none');
    const { id, number } = await file();
    await settle();
    await declare(id, { majorAnnounced: false });
    expect((await settle()).map(t => t.to)).not.toContain('user:default/eve');

    await declare(id, { majorAnnounced: true });
    const told = (await settle()).filter(t => t.to === 'user:default/eve');
    expect(told).toEqual([
      expect.objectContaining({
        topic: 'incident.disruption',
        title: 'Disruption of checkout',
        description: 'Cards are refused.',
        link: '/catalog/default/component/checkout',
      }),
    ]);
    expect(JSON.stringify(told)).not.toMatch(new RegExp(`${number}|4711`));

    await kernel.records.changeRecord(maria, {
      id,
      transition: 'resolve',
      set: { resolution: 'Rolled back.', resolutionCode: 'solved' },
    });
    expect(
      (await settle())
        .filter(t => t.to === 'user:default/eve')
        .map(t => t.title),
    ).toEqual(['The disruption of checkout is over']);
  });

  it('of a major incident: its requester and owner group, and who is named for all of them', async () => {
    await came(rita, 'all');
    // Works on it, as somebody who takes part in everything of the service desk.
    await came(user('dana', ['service-desk', 'payments']), 'all');
    const { id, number } = await file();
    await settle();
    await declare(id);
    expect(await settle()).toMatchObject([
      {
        to: 'user:default/dana',
        topic: 'incident.major',
        title: `Major incident ${number}: Card 4711 refused`,
        severity: 'critical',
      },
      { to: rita.ref, topic: 'incident.major' },
    ]);
    // The update is promised, and late.
    await declare(id, { nextUpdateAt: clock.now() + HOUR });
    await settle();
    clock.pass(HOUR);
    expect(await settle()).toMatchObject([
      {
        to: 'user:default/dana',
        topic: 'incident.update-late',
        title: `${number}: the next update is late`,
      },
    ]);
  });

  it('reminds who wanted to be reminded, at the instant, once', async () => {
    await came(maria, 'all');
    await came(rita, 'none');
    const { id, number } = await file();
    await settle();
    const reminders = new ReminderStore(kernel.database);
    for (const [key, who] of [
      ['0190f3d4-0000-7000-8000-00000000000a', maria],
      ['0190f3d4-0000-7000-8000-00000000000b', rita],
    ] as const) {
      const at = clock.now() + HOUR;
      await reminders.add(
        { id: key, recordId: id, principalRef: who.ref, at, note: 'Call back' },
        kernel.database,
      );
      await kernel.due.schedule([
        { kind: REMINDER, key, dueAt: at, payload: { recordId: id } },
      ]);
    }
    clock.pass(HOUR - 1);
    expect(await settle()).toEqual([]);
    clock.pass(1);
    expect(await settle()).toMatchObject([
      {
        to: maria.ref,
        title: `Reminder, ${number}: Card 4711 refused`,
        description: 'Call back',
      },
      // She may no longer read it: her own note, and no title.
      {
        to: rita.ref,
        title: `Reminder of ${number}`,
        description: 'Call back',
      },
    ]);
    clock.pass(HOUR);
    expect(await settle()).toEqual([]);
    expect(await reminders.list(id, maria.ref)).toEqual([]);
  });
});
