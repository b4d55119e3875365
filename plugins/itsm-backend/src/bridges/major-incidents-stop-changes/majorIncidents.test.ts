import { changeDraftSchema } from '@callboard/plugin-itsm-common';
import {
  conflictsServiceRef,
  SYSTEM_CALLER,
} from '@callboard/plugin-itsm-node';
import type { KernelParts } from '../../kernel/buildKernel';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import {
  FixedClock,
  kernelOnDatabase,
  NOON,
} from '../../tests/kernelOnDatabase';
import { registeredPractices } from '../../tests/registeredPractices';
import { majorIncidentConflicts } from './module';

const databases = MigratedDatabases.create({ ids: ['SQLITE_3'] });
jest.setTimeout(120_000);

const HOUR = 3_600_000;
const CART = 'component:default/cart';
const ORPHAN = 'component:default/orphan';

describe('major incidents and changes', () => {
  let kernel: KernelParts;
  const clock = new FixedClock();

  beforeAll(async () => {
    const practices = [
      ...(await registeredPractices()),
      majorIncidentConflicts,
    ];
    const database = await databases.init('SQLITE_3');
    kernel = await kernelOnDatabase(database, { clock, practices });
    for (const practice of practices) practice.services?.(kernel);
    majorIncidentConflicts.start!(kernel, { route: () => {} });
  });

  const settle = async () => {
    for (let i = 0; i < 10; i += 1) {
      await kernel.followers.drain();
      clock.pass(61_000);
      if ((await kernel.due.runDue()) === 0) return;
    }
  };
  const set = async (id: string, values: Record<string, unknown>) => {
    await kernel.records.changeRecord(SYSTEM_CALLER, { id, set: values });
    await settle();
  };
  const planned = async (hours: number) => {
    const plannedStart = NOON + hours * HOUR;
    const { record } = await kernel.records.changeRecord(SYSTEM_CALLER, {
      create: 'change',
      set: {
        title: 'Resize',
        justification: 'It is full.',
        plan: 'Resize it.',
        rollbackPlan: 'Put it back.',
        plannedStart,
        plannedEnd: plannedStart + HOUR,
      },
      entityLinks: [{ kind: 'affects', target: CART }],
    });
    await kernel.records.changeRecord(SYSTEM_CALLER, {
      id: record.id,
      transition: 'submit',
    });
    await settle();
    return async () =>
      (await kernel.records.view(SYSTEM_CALLER, record.id)).record
        .conflictCount;
  };

  it('are in the way of what is planned for the next day, from when they are announced until they are over', async () => {
    const soon = await planned(5);
    const later = await planned(200);
    const { record } = await kernel.records.changeRecord(SYSTEM_CALLER, {
      create: 'incident',
      set: { title: 'Nobody can pay', serviceRef: CART },
    });
    await set(record.id, { major: true, majorSince: clock.now() });
    expect(await soon()).toBe(0);
    await set(record.id, { majorAnnounced: true, majorSummary: 'We know.' });
    expect([await soon(), await later()]).toEqual([1, 0]);

    const found = await kernel.services.find(conflictsServiceRef)!.find(
      SYSTEM_CALLER,
      changeDraftSchema.parse({
        affects: [CART],
        plannedStart: new Date(NOON + 5 * HOUR).toISOString(),
        plannedEnd: new Date(NOON + 6 * HOUR).toISOString(),
      }),
    );
    expect(found.find(c => c.kind === 'major-incident')).toMatchObject({
      with: { number: record.number, title: 'Disruption of cart' },
      words: 'The major incident “Disruption of cart” goes on at cart.',
    });

    await set(record.id, { serviceRef: ORPHAN });
    const moved = await soon();
    await set(record.id, { serviceRef: CART });
    expect([moved, await soon()]).toEqual([0, 1]);
    await set(record.id, { major: false, majorAnnounced: false });
    expect(await soon()).toBe(0);
  });
});
