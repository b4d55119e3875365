import { mockServices } from '@backstage/backend-test-utils';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import {
  newInitiativeSchema,
  type NewInitiative,
} from '@callboard/plugin-itsm-common';
import type { Knex } from 'knex';
import { copyEntity } from '../kernel/catalog/copyEntity';
import { DefaultInitiativeService } from '../practices/improvement/register/InitiativeService';
import { InitiativeStore } from '../practices/improvement/register/InitiativeStore';
import { Measurements } from '../practices/improvement/register/Measurements';
import { Measuring } from '../practices/improvement/register/Measuring';
import { Promised } from '../practices/improvement/register/Promised';
import { readRegisterSettings } from '../practices/improvement/register/settings';
import { demoCatalog } from '../testing/demoCatalog';
import { FixedClock, kernelOnDatabase, user } from './kernelOnDatabase';

const HOUR = 3_600_000;
/** When stories of the register begin. */
export const BEGIN = Date.UTC(2025, 9, 1);
export const PAYMENTS = 'group:default/payments';
export const CHECKOUT = 'component:default/checkout';
export const maria = user('maria', ['payments']);
export const rita = user('rita', ['marketing']);
export const dana = user('dana', ['service-desk'], ['agent', 'admin']);

/** The improvement register on a migrated database, with a clock that stands still until it is moved. */
export async function registerOnDatabase(knex: Knex, begin = BEGIN) {
  const clock = new FixedClock(begin);
  const sent: NotificationSendOptions[] = [];
  const kernel = await kernelOnDatabase(knex, {
    clock,
    notifications: {
      send: async notification => {
        sent.push(notification);
      },
    },
  });
  await kernel.catalog.put(
    demoCatalog.map(e => copyEntity(e, [])),
    begin,
  );
  const settings = readRegisterSettings(mockServices.rootConfig());
  const store = new InitiativeStore(kernel.database);
  const measuring = new Measuring(kernel, settings.zone);
  const promised = new Promised(kernel, measuring, settings);
  const measurements = new Measurements(kernel, { store, measuring, promised });
  const initiatives = new DefaultInitiativeService(kernel, {
    store,
    promised,
    measurements,
  });
  /** What followers and due work have to do, until they have nothing left to do. */
  const settle = async () => {
    for (let i = 0; i < 8; i += 1) {
      await kernel.followers.drain();
      if ((await kernel.due.runDue()) === 0) return;
    }
  };
  return {
    kernel,
    clock,
    store,
    initiatives,
    sent,
    settle,
    /** Lets time pass, and what happens by itself happen. */
    until: async (at: number) => {
      clock.pass(at - clock.now());
      // They come by now and then, so that it is known what they may read.
      const { read } = kernel.types.get('initiative').permissions;
      for (const who of [maria, rita, dana])
        kernel.sending.known.note(who, read, 'all');
      await kernel.sending.known.settled();
      await settle();
    },
    /** Incidents that are opened now and each take so long to resolve. */
    incidents: async (count: number, hours: number, serviceRef = CHECKOUT) => {
      const ids: string[] = [];
      for (let i = 0; i < count; i += 1) {
        const { record } = await kernel.records.changeRecord(dana, {
          create: 'incident',
          set: { title: 'Payment is slow', serviceRef, impact: 2, urgency: 2 },
        });
        ids.push(record.id);
      }
      clock.pass(hours * HOUR);
      for (const id of ids)
        await kernel.records.changeRecord(dana, {
          id,
          transition: 'resolve',
          set: { resolutionCode: 'solved', resolution: 'Done' },
        });
    },
    file: (more: Partial<NewInitiative> & { title: string }) =>
      initiatives.file(maria, newInitiativeSchema.parse(more)),
    take: (number: string, transition: string, set: object = {}) =>
      initiatives.transition(maria, number, { transition, ...set }),
    /** Topics of what people were told since then. */
    told: (from: number) =>
      sent.slice(from).map(({ payload }) => payload.topic),
  };
}

/** What {@link registerOnDatabase} gives. */
export type Register = Awaited<ReturnType<typeof registerOnDatabase>>;
