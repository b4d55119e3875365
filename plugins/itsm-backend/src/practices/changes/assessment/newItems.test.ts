import { SYSTEM_CALLER, type Practice } from '@callboard/plugin-itsm-node';
import type { KernelParts } from '../../../kernel/buildKernel';
import { copyEntity } from '../../../kernel/catalog/copyEntity';
import { MigratedDatabases } from '../../../testing/MigratedDatabases';
import {
  FixedClock,
  kernelOnDatabase,
  NOON,
} from '../../../tests/kernelOnDatabase';
import { registeredPractices } from '../../../tests/registeredPractices';
import { aChangeOf, entity } from '../../../tests/shopIn';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const DAY = 86_400_000;
const CART = 'component:default/cart';
const SHOP = 'component:default/shop';

describe.each(databases.eachSupportedId())(
  'changes of items that have just come on %s',
  databaseId => {
    const clock = new FixedClock();
    let kernel: KernelParts;

    beforeAll(async () => {
      const practices: Practice[] = await registeredPractices();
      kernel = await kernelOnDatabase(await databases.init(databaseId), {
        clock,
        practices,
        entities: [],
      });
      for (const practice of practices) practice.services?.(kernel);
    });

    const comes = (ref: string) =>
      kernel.catalog.writer.put([copyEntity(entity(ref), [])], clock.now());
    /** Follows, and does, what is due now. */
    const settle = async () => {
      do await kernel.followers.drain();
      while ((await kernel.due.runDue()) > 0);
    };
    const putForward = async (): Promise<string> => {
      const { record } = await kernel.records.changeRecord(
        SYSTEM_CALLER,
        aChangeOf([CART], NOON + DAY, NOON + 2 * DAY, {}),
      );
      await kernel.records.changeRecord(SYSTEM_CALLER, {
        id: record.id,
        transition: 'submit',
      });
      await settle();
      return record.id;
    };
    const conflictsOf = async (id: string) =>
      (await kernel.records.view(SYSTEM_CALLER, id, 'change')).record
        .conflictCount;

    it('are assessed anew once those are known, also the first ones of all', async () => {
      await comes(SHOP);
      await settle();
      // Somebody asks, and for a second the graph is taken to be the newest one.
      const asks = await putForward();
      await kernel.records.changeRecord(SYSTEM_CALLER, {
        id: asks,
        transition: 'cancel',
        set: { cancelReason: 'Only to ask' },
      });
      await comes(CART);
      await settle();
      const ids = [await putForward(), await putForward()];
      expect(await Promise.all(ids.map(conflictsOf))).toEqual([0, 0]);
      clock.pass(8_000);
      await settle();
      expect(await Promise.all(ids.map(conflictsOf))).toEqual([1, 1]);
    });
  },
);
