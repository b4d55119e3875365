import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { Practice } from '@callboard/plugin-itsm-node';
import type { PeopleRights } from './access/PeopleRights';
import type { KnownDecisions } from './access/KnownDecisions';
import type { KernelParts } from './buildKernel';
import { Deliveries } from './deliveries/Deliveries';
import { deliveryHandler } from './deliveries/deliveryHandler';
import { DeliveryStore } from './deliveries/DeliveryStore';
import { PresentDeliveries } from './deliveries/presentDeliveries';
import { sweepDeliveries } from './deliveries/sweepDeliveries';
import type { DeliveryChannel } from './deliveries/types';
import { FieldRegistry } from './fields/FieldRegistry';
import type { PrincipalStore } from './journal/PrincipalStore';
import { kernelNews } from './news/kernelNews';
import { Members } from './news/Members';
import { newsProjection, readNewsAge } from './news/newsProjection';
import { NewsRules } from './news/NewsRules';
import { NotificationChannel } from './news/NotificationChannel';
import { tellsOfSubject } from './news/tellsOfSubject';
import { reminderHandler } from './reminders/reminderHandler';
import { ReminderStore } from './reminders/ReminderStore';
import { Hints } from './signals/Hints';
import { PresenceService } from './signals/PresenceService';
import { PresenceStore } from './signals/PresenceStore';
import { signalProjection } from './signals/signalProjection';
import { buildWebhooks, type Webhooks } from './webhooks/buildWebhooks';

const HOUR_MS = 3_600_000;

/** What the kernel's ways out of the system are made from. */
export interface SendingDeps {
  kernel: Omit<KernelParts, 'sending'>;
  principals: PrincipalStore;
  known: KnownDecisions;
  /** Absent, nobody is notified. */
  notifications?: NotificationService;
  /** Absent, no page is told to look again. */
  signals?: SignalsService;
}

/** The kernel's ways out of the system. */
export interface Sending {
  deliveries: Deliveries;
  present: PresentDeliveries;
  known: KnownDecisions;
  rights: PeopleRights;
  members: Members;
  presence: PresenceService;
  webhooks: Webhooks;
  /** What runs in the background, in the form in which practices hand in theirs. */
  background: Practice;
  /** Says what is still held back, and ends all connections. */
  stop(): Promise<void>;
}

/** Puts the kernel's ways out together. Touches neither network nor database. */
export function buildSending(
  deps: SendingDeps,
  practices: readonly Practice[],
): Sending {
  const { kernel, principals, known, signals } = deps;
  const { database: knex, config, clock, logger, types, callers } = kernel;
  const store = new DeliveryStore(knex);
  const members = new Members(knex);
  const deliveries = new Deliveries({ knex, store, due: kernel.due, clock });
  const { people: rights } = kernel;
  const rules = new NewsRules([
    ...practices.flatMap(({ news = [] }) =>
      typeof news === 'function'
        ? news(types.all().map(({ type }) => type))
        : news,
    ),
    ...kernelNews,
  ]);
  const subjectRules = practices.flatMap(p => p.subjectNews ?? []);
  const hints = signals && new Hints({ signals, members, callers, logger });
  const webhooks = buildWebhooks({
    kernel,
    principals,
    deliveries,
    store,
    members,
    fields: new FieldRegistry(types),
  });
  const notify = config.getOptionalBoolean('itsm.news.enabled') ?? true;
  const notifications = notify ? deps.notifications : undefined;
  const channels: DeliveryChannel[] = [webhooks.channel];
  if (notifications) {
    const other = new Map([
      ['webhook', webhooks.tellsAdmins],
      ...subjectRules.map(
        rule =>
          [
            rule.subjectType,
            tellsOfSubject(knex, principals, rights, rule),
          ] as const,
      ),
    ]);
    channels.push(
      new NotificationChannel({
        knex,
        types,
        principals,
        rules,
        rights,
        notifications,
        other,
      }),
    );
  }
  for (const channel of channels) deliveries.use(channel);
  const presence = new PresenceStore(knex);

  return {
    deliveries,
    present: new PresentDeliveries({ ...kernel, knex }),
    known,
    rights,
    members,
    presence: new PresenceService({
      store: presence,
      records: kernel.authorizedRecords,
      catalog: kernel.catalog,
      clock,
      hints,
    }),
    webhooks,
    background: {
      id: 'kernel',
      title: 'Kernel',
      projections: () => [
        ...(notifications
          ? [
              newsProjection({
                rules,
                subjectRules,
                types,
                principals,
                members,
                deliveries,
                clock,
                maxAgeMs: readNewsAge(config),
              }),
            ]
          : []),
        webhooks.projection,
        ...(hints ? [signalProjection({ types, hints, clock })] : []),
      ],
      dueHandlers: () => [
        ...channels.map(channel =>
          deliveryHandler(channel, { deliveries, store, clock }),
        ),
        reminderHandler({
          knex,
          types,
          reminders: new ReminderStore(knex),
          rights,
          notifications,
        }),
      ],
      jobs: () => [
        sweepDeliveries({ store, config, clock }),
        {
          id: 'presence-sweep',
          everyMs: HOUR_MS,
          run: async () => {
            await presence.sweep(clock.now());
          },
        },
        {
          id: 'known-decisions-sweep',
          everyMs: 24 * HOUR_MS,
          run: async () => {
            await known.sweep();
          },
        },
      ],
    },
    async stop() {
      hints?.flush();
      await Promise.all([known.settled(), webhooks.close()]);
    },
  };
}
