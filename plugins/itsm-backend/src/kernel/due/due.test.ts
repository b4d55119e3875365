import { TestDatabases } from '@backstage/backend-test-utils';
import {
  SYSTEM_CALLER,
  type DueHandler,
  type DueItem,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import {
  FixedClock,
  kernelOnDatabase,
  NOON,
  user,
} from '../../tests/kernelOnDatabase';
import type { KernelParts } from '../buildKernel';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
jest.setTimeout(60_000);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const maria = user('maria', ['payments']);

describe.each(databases.eachSupportedId())('due work on %s', databaseId => {
  let knex: Knex;
  let kernel: KernelParts;
  let clock: FixedClock;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    await knex.schema.createTable('bells', table => {
      table.increments('n');
      table.string('key');
    });
  });
  beforeEach(async () => {
    clock = new FixedClock();
    kernel = await kernelOnDatabase(knex, { clock });
    await knex('due_work').delete();
    await knex('bells').delete();
  });

  /** Rings a bell, in our database, once. */
  const bell = (more: Partial<DueHandler> = {}): DueHandler => ({
    kind: 'test.bell',
    title: 'Rings a bell',
    handle: (item, context) =>
      context.finish(async tx => {
        await tx('bells').insert({ key: item.key });
      }),
    ...more,
  });
  const rung = () => knex('bells').orderBy('n').pluck('key');
  const at = (key: string, dueAt: number, more = {}) => ({
    kind: 'test.bell',
    key,
    dueAt,
    ...more,
  });
  const rows = () => knex('due_work').orderBy('key');
  const incident = async () =>
    (
      await kernel.records.changeRecord(maria, {
        create: 'incident',
        set: {
          title: 'Checkout returns 502',
          serviceRef: 'component:default/checkout',
          impact: 2,
          urgency: 2,
        },
      })
    ).record;

  describe('an item', () => {
    it('happens when its time has come, and once', async () => {
      kernel.due.register([bell()]);
      await kernel.due.schedule([at('a', NOON + HOUR)]);
      await kernel.due.runDue();
      expect(await rung()).toEqual([]);
      clock.pass(HOUR);
      await kernel.due.runDue();
      await kernel.due.runDue();
      expect(await rung()).toEqual(['a']);
      expect(await rows()).toEqual([]);
    });

    it('is there if the transaction commits that schedules it, and not if it fails', async () => {
      kernel.due.register([bell()]);
      await knex.transaction(tx => kernel.due.schedule([at('a', NOON)], tx));
      await expect(
        knex.transaction(async tx => {
          await kernel.due.schedule([at('b', NOON)], tx);
          throw new Error('changed its mind');
        }),
      ).rejects.toThrow('changed its mind');
      await kernel.due.runDue();
      expect(await rung()).toEqual(['a']);
    });

    it('is moved by scheduling it again under its key', async () => {
      kernel.due.register([bell()]);
      await kernel.due.schedule([at('a', NOON)]);
      await kernel.due.schedule([at('a', NOON + HOUR)]);
      await kernel.due.runDue();
      expect(await rung()).toEqual([]);
      clock.pass(HOUR);
      await kernel.due.runDue();
      expect(await rung()).toEqual(['a']);
    });

    it('does not happen once it was taken back', async () => {
      kernel.due.register([bell()]);
      await kernel.due.schedule([at('a', NOON), at('b', NOON)]);
      await kernel.due.cancel([{ kind: 'test.bell', key: 'a' }]);
      await kernel.due.runDue();
      expect(await rung()).toEqual(['b']);
    });

    it('has no effect if it is taken back or moved while it is handled', async () => {
      for (const meanwhile of [
        () => kernel.due.cancel([{ kind: 'test.bell', key: 'a' }]),
        () => kernel.due.schedule([at('a', NOON + HOUR)]),
      ]) {
        kernel = await kernelOnDatabase(knex, { clock });
        const other = kernel;
        kernel.due.register([
          bell({
            handle: async (item, context) => {
              await meanwhile();
              await bell().handle(item, context);
            },
          }),
        ]);
        await other.due.schedule([at('a', NOON)]);
        await kernel.due.runDue();
        expect(await rung()).toEqual([]);
      }
      expect(await rows()).toMatchObject([{ key: 'a', attempts: 0 }]);
    });

    it('is ended by a handler that has nothing to do', async () => {
      kernel.due.register([bell({ handle: async () => {} })]);
      await kernel.due.schedule([at('a', NOON)]);
      expect(await kernel.due.runDue()).toBe(1);
      expect(await rows()).toEqual([]);
    });

    it('may schedule itself again in its effect', async () => {
      kernel.due.register([
        bell({
          handle: (item, context) =>
            context.finish(async tx => {
              await tx('bells').insert({ key: item.key });
              await kernel.due.schedule([at('a', context.now + HOUR)], tx);
            }),
        }),
      ]);
      await kernel.due.schedule([at('a', NOON)]);
      for (let hour = 0; hour < 15; hour++) {
        await kernel.due.runDue();
        clock.pass(HOUR);
      }
      // A clock that comes again every hour is no chain reaction.
      expect(await rung()).toHaveLength(15);
      expect(await rows()).toMatchObject([{ depth: 0, attempts: 0 }]);
    });

    it('of a practice that is switched off stays as it is, and holds up nobody', async () => {
      kernel.due.register([bell()]);
      await kernel.due.schedule([
        { kind: 'gone.bell', key: 'x', dueAt: NOON - 1, lane: 'record' },
        at('a', NOON, { lane: 'record' }),
      ]);
      await kernel.due.runDue();
      expect(await rung()).toEqual(['a']);
      expect(await rows()).toMatchObject([{ kind: 'gone.bell', attempts: 0 }]);
    });
  });

  describe('a command', () => {
    it('commits with the end of its item, and its entry says what led to it', async () => {
      const { id, number } = await incident();
      const cause = await knex('journal').max({ last: 'position' }).first();
      kernel.due.register([
        bell({
          handle: async (_, context) => {
            await context.command(SYSTEM_CALLER, [
              { id, comment: { body: 'Still open', audience: 'internal' } },
            ]);
          },
        }),
      ]);
      await kernel.due.schedule([
        at('a', NOON, { causedBy: Number(cause!.last) }),
      ]);
      await kernel.due.runDue();
      expect(await rows()).toEqual([]);
      const [entry] = await knex('journal')
        .where({ subject_id: id })
        .orderBy('position', 'desc');
      expect(entry.kind).toBe('comment.added');
      expect(Number(entry.caused_by)).toBe(Number(cause!.last));
      expect(await kernel.records.verify(maria, number)).toEqual({
        entries: 2,
      });
    });

    it('that is refused changes nothing; its item is tried again', async () => {
      const { id } = await incident();
      kernel.due.register([
        bell({
          handle: async (_, context) => {
            await context.command(SYSTEM_CALLER, [{ id, transition: 'fly' }]);
          },
        }),
      ]);
      await kernel.due.schedule([at('a', NOON)]);
      await kernel.due.runDue();
      const last_error = expect.stringContaining('there is no "fly"');
      expect(await rows()).toMatchObject([
        { state: 'waiting', attempts: 1, last_error },
      ]);
    });

    it('may be caught, and another one finish the item', async () => {
      const { id } = await incident();
      kernel.due.register([
        bell({
          handle: async (item, context) => {
            const refused = context.command(SYSTEM_CALLER, [
              { id, transition: 'fly' },
            ]);
            await expect(refused).rejects.toThrow('there is no "fly"');
            await bell().handle(item, context);
          },
        }),
      ]);
      await kernel.due.schedule([at('a', NOON)]);
      await kernel.due.runDue();
      expect(await rung()).toEqual(['a']);
    });
  });

  describe('a handler that throws', () => {
    it('is called again after growing pauses, and not before', async () => {
      let calls = 0;
      kernel.due.register([
        bell({
          handle: async (item, context) => {
            calls += 1;
            if (calls < 3) throw new Error('not yet');
            await bell().handle(item, context);
          },
        }),
      ]);
      await kernel.due.schedule([at('a', NOON)]);
      await kernel.due.runDue();
      expect(calls).toBe(1);
      const [first] = await rows();
      // Five seconds, a fifth more or less.
      expect(Number(first.next_at) - NOON).toBeGreaterThanOrEqual(4_000);
      expect(Number(first.next_at) - NOON).toBeLessThanOrEqual(6_000);
      expect(first).toMatchObject({ last_error: 'not yet', state: 'waiting' });
      await kernel.due.runDue();
      expect(calls).toBe(1);
      clock.pass(6_000);
      await kernel.due.runDue();
      expect(calls).toBe(2);
      clock.pass(24_000);
      await kernel.due.runDue();
      expect(await rung()).toEqual(['a']);
    });

    it('undoes what its effect began', async () => {
      kernel.due.register([
        bell({
          handle: (item, context) =>
            context.finish(async tx => {
              await tx('bells').insert({ key: item.key });
              throw new Error('the hammer broke');
            }),
        }),
      ]);
      await kernel.due.schedule([at('a', NOON)]);
      await kernel.due.runDue();
      expect(await rung()).toEqual([]);
      expect(await rows()).toMatchObject([{ last_error: 'the hammer broke' }]);
    });

    it('is left for an operator after its attempts, by its own pauses if it has some', async () => {
      kernel.due.register([
        bell({
          pauses: [1_000, 1_000],
          handle: async () => {
            throw new Error('never');
          },
        }),
      ]);
      await kernel.due.schedule([at('a', NOON)]);
      for (let i = 0; i < 6; i++) {
        await kernel.due.runDue();
        clock.pass(1_200);
      }
      expect(await rows()).toMatchObject([
        { state: 'failed', attempts: 3, last_error: 'never' },
      ]);
    });
  });

  describe('order', () => {
    it('is that in which things are due, also after a downtime', async () => {
      kernel.due.register([bell()]);
      await kernel.due.schedule([
        at('third', NOON + 3),
        at('first', NOON + 1),
        at('second', NOON + 2),
      ]);
      clock.pass(HOUR);
      await kernel.due.runDue();
      expect(await rung()).toEqual(['first', 'second', 'third']);
    });

    it('holds within a record: what is tried again is not overtaken', async () => {
      let broken = true;
      kernel.due.register([
        bell({
          handle: async (item, context) => {
            if (item.key === 'first' && broken) throw new Error('not yet');
            await bell().handle(item, context);
          },
        }),
      ]);
      const payload = { recordId: 'one' };
      await kernel.due.schedule([
        at('first', NOON + 1, { payload }),
        at('second', NOON + 2, { payload }),
        at('elsewhere', NOON + 3, { payload: { recordId: 'other' } }),
      ]);
      clock.pass(1_000);
      await kernel.due.runDue();
      expect(await rung()).toEqual(['elsewhere']);
      broken = false;
      clock.pass(MINUTE);
      await kernel.due.runDue();
      expect(await rung()).toEqual(['elsewhere', 'first', 'second']);
    });

    it('goes on behind what failed for the last time', async () => {
      kernel.due.register([
        bell({
          attempts: 1,
          handle: async (item, context) => {
            if (item.key === 'first') throw new Error('never');
            await bell().handle(item, context);
          },
        }),
      ]);
      await kernel.due.schedule([
        at('first', NOON, { lane: 'l' }),
        at('second', NOON + 1, { lane: 'l' }),
      ]);
      clock.pass(1);
      await kernel.due.runDue();
      expect(await rung()).toEqual(['second']);
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
      kernel.due.register([
        sends(async item => {
          names.push(item.id);
          // The only connection of SQLite is free meanwhile.
          await knex('bells').select();
          if (names.length === 1) throw new Error('the line is busy');
        }),
      ]);
      await kernel.due.schedule([at('a', NOON)]);
      await kernel.due.runDue();
      clock.pass(MINUTE);
      await kernel.due.runDue();
      expect(await rung()).toEqual(['a']);
      expect(names).toHaveLength(2);
      expect(new Set(names).size).toBe(1);
    });

    it('is sent again when the lease of a backend that died is over, not before', async () => {
      kernel.due.register([sends(async () => {})]);
      await kernel.due.schedule([at('a', NOON)]);
      await knex('due_work').update({
        lease_until: NOON + MINUTE,
        lease_token: 'of-a-backend-that-died',
      });
      await kernel.due.runDue();
      expect(await rung()).toEqual([]);
      clock.pass(MINUTE);
      await kernel.due.runDue();
      expect(await rung()).toEqual(['a']);
    });

    it('is not stuck when the clock is set back during a lease', async () => {
      kernel.due.register([sends(async () => {})]);
      await kernel.due.schedule([at('a', NOON)]);
      await knex('due_work').update({
        lease_until: NOON + 24 * HOUR,
        lease_token: 'taken-tomorrow',
      });
      await kernel.due.runDue();
      expect(await rung()).toEqual(['a']);
    });

    it('is sent one at a time in a lane, and one that waits lets the others pass', async () => {
      kernel.due.register([
        sends(async item => {
          if (item.key === 'first') throw new Error('no answer');
        }),
      ]);
      await kernel.due.schedule([
        at('first', NOON, { lane: 'endpoint' }),
        at('second', NOON, { lane: 'endpoint' }),
        at('third', NOON, { lane: 'endpoint' }),
      ]);
      await knex('due_work')
        .where('key', 'third')
        .update({ lease_until: NOON + 1_000, lease_token: 'elsewhere' });
      await kernel.due.runDue();
      expect(await rung()).toEqual([]);
      clock.pass(1_000);
      await kernel.due.runDue();
      expect((await rung()).sort()).toEqual(['second', 'third']);
    });
  });

  describe('a chain of causes', () => {
    it('that sets itself off is ended, and the item says why', async () => {
      const { id } = await incident();
      let commands = 0;
      kernel.due.register([
        bell({
          handle: async (_, context) => {
            commands += 1;
            await context.command(SYSTEM_CALLER, [
              { id, comment: { body: 'Ping', audience: 'internal' } },
            ]);
            // As a projection would: it knows nothing but the entry.
            const last = await knex('journal').max({ p: 'position' }).first();
            await kernel.due.schedule([
              at('again', clock.now(), { causedBy: Number(last!.p) }),
            ]);
          },
        }),
      ]);
      await kernel.due.schedule([at('again', NOON)]);
      await kernel.due.runDue();
      expect(commands).toBe(11);
      expect(await rows()).toMatchObject([{ state: 'failed', depth: 11 }]);
      expect((await rows())[0].last_error).toContain(
        'led to by 11 commands of due work in a row, and 10 are allowed',
      );
    });

    it('is counted along the journal, as far as less than a minute lies between', async () => {
      const { id } = await incident();
      const last = async () =>
        Number((await knex('journal').max({ p: 'position' }).first())!.p);
      const follow = async (causedBy: number) => {
        await kernel.records.changeRecord(
          SYSTEM_CALLER,
          { id, comment: { body: 'So', audience: 'internal' } },
          { causedBy },
        );
        return last();
      };
      const second = await follow(await last());
      const third = await follow(second);
      await kernel.due.schedule([at('now', NOON, { causedBy: third })]);
      await kernel.due.schedule([
        at('later', NOON + HOUR, { causedBy: third }),
      ]);
      clock.pass(HOUR);
      const fourth = await follow(third);
      await kernel.due.schedule([
        at('after an hour', clock.now(), { causedBy: fourth }),
      ]);
      expect(await rows()).toMatchObject([
        { key: 'after an hour', depth: 0 },
        { key: 'later', depth: 0 },
        { key: 'now', depth: 2 },
      ]);
    });
  });

  it('looks at a clock that jumps: nothing is lost, nothing happens twice', async () => {
    kernel.due.register([bell()]);
    await kernel.due.schedule([
      at('soon', NOON + 1),
      at('tonight', NOON + 8 * HOUR),
      at('tomorrow', NOON + 24 * HOUR),
    ]);
    clock.pass(10 * HOUR);
    await kernel.due.runDue();
    expect(await rung()).toEqual(['soon', 'tonight']);
    clock.pass(-10 * HOUR);
    await kernel.due.runDue();
    clock.pass(24 * HOUR);
    await kernel.due.runDue();
    expect(await rung()).toEqual(['soon', 'tonight', 'tomorrow']);
  });

  it('refuses two handlers of one kind', () => {
    kernel.due.register([bell()]);
    expect(() => kernel.due.register([bell()])).toThrow(
      'Due work of kind test.bell has two handlers',
    );
  });
});
