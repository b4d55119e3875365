import type { EventParams } from '@backstage/plugin-events-node';
import {
  SYSTEM_CALLER,
  type Caller,
  type Practice,
  type RecordChange,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { ChangeStore } from '../practices/changes/ChangeStore';
import {
  maintenanceEventsHandler,
  type MaintenanceEvent,
} from '../practices/changes/windows/maintenanceEvents';
import { MaintenanceStore } from '../practices/changes/windows/MaintenanceStore';
import { MaintenanceViews } from '../practices/changes/windows/MaintenanceViews';
import { windowsOf } from '../practices/changes/windows/parts';
import { DefaultWindowService } from '../practices/changes/windows/WindowService';
import { FixedClock, kernelOnDatabase, user } from '../tests/kernelOnDatabase';
import { registeredPractices } from '../tests/registeredPractices';
import { demoCatalog } from './demoCatalog';

export const HOUR = 3_600_000;
export const CHECKOUT = 'component:default/checkout';
export const CART = 'component:default/cart';
export const dana = user('dana', ['service-desk'], ['agent']);

/** The kernel with the shop in its catalog, a clock to be moved, and windows and changes in few words. */
export async function windowsOnDatabase(database: Knex) {
  const clock = new FixedClock();
  const told: EventParams<MaintenanceEvent>[] = [];
  const bus = {
    publish: async (event: EventParams) => {
      told.push(event as EventParams<MaintenanceEvent>);
    },
    subscribe: async () => {},
  };
  const store = new MaintenanceStore(database);
  const toList = (practice: Practice): Practice => ({
    ...practice,
    dueHandlers: kernel =>
      practice.dueHandlers!(kernel)
        .filter(({ kind }) => kind !== 'changes.maintenance-tells')
        .concat(maintenanceEventsHandler(store, bus)),
  });
  // Events go to a list instead of a bus.
  const practices = (await registeredPractices()).map(practice =>
    practice.id === 'changes' ? toList(practice) : practice,
  );
  const kernel = await kernelOnDatabase(database, { clock, practices });
  for (const practice of practices) practice.services?.(kernel);
  const deps = {
    store,
    book: windowsOf(kernel),
    views: new MaintenanceViews(kernel, store),
    changes: new ChangeStore(database),
  };
  const settle = async () => {
    for (let i = 0; i < 10; i += 1) {
      await kernel.followers.drain();
      if ((await kernel.due.runDue()) === 0) return;
    }
  };
  for (const { kind, metadata } of demoCatalog)
    await kernel.requireEntity(
      SYSTEM_CALLER,
      `${kind.toLowerCase()}:default/${metadata.name}`,
      'ref',
    );
  await settle();

  const change = async (what: RecordChange, caller: Caller = SYSTEM_CALLER) => {
    const { record } = await kernel.records.changeRecord(caller, what);
    await settle();
    return record;
  };
  return {
    kernel,
    clock,
    told,
    practices,
    deps,
    windows: new DefaultWindowService(kernel, deps),
    settle,
    change,
    async pass(hours: number) {
      clock.pass(hours * HOUR);
      await settle();
    },
    /** A pre-approved change of the checkout, from so many hours on. */
    async scheduled(
      from: number,
      to: number,
      set: object = {},
      affects: string[] = [],
    ) {
      const start = clock.now();
      const filed = await change({
        create: 'change',
        set: {
          title: 'Move the checkout',
          serviceRef: CHECKOUT,
          changeType: 'standard',
          preApproved: true,
          expectedImpact: 'down',
          requesterRef: dana.ref,
          plan: 'Move it.',
          rollbackPlan: 'Move it back.',
          plannedStart: start + from * HOUR,
          plannedEnd: start + to * HOUR,
          ...set,
        },
        entityLinks: affects.map(target => ({ kind: 'affects', target })),
      });
      return change({ id: filed.id, transition: 'schedule' });
    },
    async define(key: string, body: object) {
      await kernel.definitionService.write(
        SYSTEM_CALLER,
        'change-window',
        key,
        { body },
      );
      await settle();
    },
    async undefine(key: string) {
      await kernel.definitionService.remove(
        SYSTEM_CALLER,
        'change-window',
        key,
      );
      await settle();
    },
  };
}
