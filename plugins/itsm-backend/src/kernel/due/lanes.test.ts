import { TestDatabases } from '@backstage/backend-test-utils';
import { type DueItem } from '@callboard/plugin-itsm-node';
import { Bells, at, bell, HOUR, MINUTE } from '../../tests/bells';
import { NOON } from '../../tests/kernelOnDatabase';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())(
  'the order of due work on %s',
  databaseId => {
    const bells = new Bells(databases, databaseId);

    describe('order', () => {
      it('is that in which things are due, also after a downtime', async () => {
        bells.kernel.due.register([bell()]);
        await bells.kernel.due.schedule([
          at('third', NOON + 3),
          at('first', NOON + 1),
          at('second', NOON + 2),
        ]);
        bells.clock.pass(HOUR);
        await bells.kernel.due.runDue();
        expect(await bells.rung()).toEqual(['first', 'second', 'third']);
      });

      it('holds within a record: what is tried again is not overtaken', async () => {
        let broken = true;
        bells.kernel.due.register([
          bell({
            handle: async (item, context) => {
              if (item.key === 'first' && broken) throw new Error('not yet');
              await bell().handle(item, context);
            },
          }),
        ]);
        const payload = { recordId: 'one' };
        await bells.kernel.due.schedule([
          at('first', NOON + 1, { payload }),
          at('second', NOON + 2, { payload }),
          at('elsewhere', NOON + 3, { payload: { recordId: 'other' } }),
        ]);
        bells.clock.pass(1_000);
        await bells.kernel.due.runDue();
        expect(await bells.rung()).toEqual(['elsewhere']);
        broken = false;
        bells.clock.pass(MINUTE);
        await bells.kernel.due.runDue();
        expect(await bells.rung()).toEqual(['elsewhere', 'first', 'second']);
      });

      it('goes on behind what failed for the last time', async () => {
        bells.kernel.due.register([
          bell({
            attempts: 1,
            handle: async (item, context) => {
              if (item.key === 'first') throw new Error('never');
              await bell().handle(item, context);
            },
          }),
        ]);
        await bells.kernel.due.schedule([
          at('first', NOON, { lane: 'l' }),
          at('second', NOON + 1, { lane: 'l' }),
        ]);
        bells.clock.pass(1);
        await bells.kernel.due.runDue();
        expect(await bells.rung()).toEqual(['second']);
      });
    });
    describe('what leaves the system', () => {
      const sends = (send: (item: DueItem) => Promise<void>) =>
        bell({
          mode: 'leased',
          handle: async (item, context) => {
            await send(item);
            await bell().handle(item, context);
          },
        });

      it('is sent without a transaction, under a name that stays when it is tried again', async () => {
        const names: string[] = [];
        bells.kernel.due.register([
          sends(async item => {
            names.push(item.id);
            // The only connection of SQLite is free meanwhile.
            await bells.knex('bells').select();
            if (names.length === 1) throw new Error('the line is busy');
          }),
        ]);
        await bells.kernel.due.schedule([at('a', NOON)]);
        await bells.kernel.due.runDue();
        bells.clock.pass(MINUTE);
        await bells.kernel.due.runDue();
        expect(await bells.rung()).toEqual(['a']);
        expect(names).toHaveLength(2);
        expect(new Set(names).size).toBe(1);
      });

      it('is sent again when the lease of a backend that died is over, not before', async () => {
        bells.kernel.due.register([sends(async () => {})]);
        await bells.kernel.due.schedule([at('a', NOON)]);
        await bells.knex('due_work').update({
          lease_until: NOON + MINUTE,
          lease_token: 'of-a-backend-that-died',
        });
        await bells.kernel.due.runDue();
        expect(await bells.rung()).toEqual([]);
        bells.clock.pass(MINUTE);
        await bells.kernel.due.runDue();
        expect(await bells.rung()).toEqual(['a']);
      });

      it('is not stuck when the clock is set back during a lease', async () => {
        bells.kernel.due.register([sends(async () => {})]);
        await bells.kernel.due.schedule([at('a', NOON)]);
        await bells.knex('due_work').update({
          lease_until: NOON + 24 * HOUR,
          lease_token: 'taken-tomorrow',
        });
        await bells.kernel.due.runDue();
        expect(await bells.rung()).toEqual(['a']);
      });

      it('is sent one at a time in a lane, and one that waits lets the others pass', async () => {
        bells.kernel.due.register([
          sends(async item => {
            if (item.key === 'first') throw new Error('no answer');
          }),
        ]);
        await bells.kernel.due.schedule([
          at('first', NOON, { lane: 'endpoint' }),
          at('second', NOON, { lane: 'endpoint' }),
          at('third', NOON, { lane: 'endpoint' }),
        ]);
        await bells
          .knex('due_work')
          .where('key', 'third')
          .update({ lease_until: NOON + 1_000, lease_token: 'elsewhere' });
        await bells.kernel.due.runDue();
        expect(await bells.rung()).toEqual([]);
        bells.clock.pass(1_000);
        await bells.kernel.due.runDue();
        expect((await bells.rung()).sort()).toEqual(['second', 'third']);
      });
    });
  },
);
