import { TestDatabases } from '@backstage/backend-test-utils';
import { Bells, at, bell, HOUR } from '../../tests/bells';
import { NOON } from '../../tests/kernelOnDatabase';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())('due work on %s', databaseId => {
  const bells = new Bells(databases, databaseId);

  describe('an item', () => {
    it('happens when its time has come, and once', async () => {
      bells.kernel.due.register([bell()]);
      await bells.kernel.due.schedule([at('a', NOON + HOUR)]);
      await bells.kernel.due.runDue();
      expect(await bells.rung()).toEqual([]);
      bells.clock.pass(HOUR);
      await bells.kernel.due.runDue();
      await bells.kernel.due.runDue();
      expect(await bells.rung()).toEqual(['a']);
      expect(await bells.rows()).toEqual([]);
    });

    it('is there if the transaction commits that schedules it, and not if it fails', async () => {
      bells.kernel.due.register([bell()]);
      await bells.knex.transaction(tx =>
        bells.kernel.due.schedule([at('a', NOON)], tx),
      );
      await expect(
        bells.knex.transaction(async tx => {
          await bells.kernel.due.schedule([at('b', NOON)], tx);
          throw new Error('changed its mind');
        }),
      ).rejects.toThrow('changed its mind');
      await bells.kernel.due.runDue();
      expect(await bells.rung()).toEqual(['a']);
    });

    it('is moved by scheduling it again under its key', async () => {
      bells.kernel.due.register([bell()]);
      await bells.kernel.due.schedule([at('a', NOON)]);
      await bells.kernel.due.schedule([at('a', NOON + HOUR)]);
      await bells.kernel.due.runDue();
      expect(await bells.rung()).toEqual([]);
      bells.clock.pass(HOUR);
      await bells.kernel.due.runDue();
      expect(await bells.rung()).toEqual(['a']);
    });

    it('does not happen once it was taken back', async () => {
      bells.kernel.due.register([bell()]);
      await bells.kernel.due.schedule([at('a', NOON), at('b', NOON)]);
      await bells.kernel.due.cancel([{ kind: 'test.bell', key: 'a' }]);
      await bells.kernel.due.runDue();
      expect(await bells.rung()).toEqual(['b']);
    });

    it('has no effect if it is taken back or moved while it is handled', async () => {
      for (const meanwhile of [
        () => bells.kernel.due.cancel([{ kind: 'test.bell', key: 'a' }]),
        () => bells.kernel.due.schedule([at('a', NOON + HOUR)]),
      ]) {
        await bells.restart();
        const other = bells.kernel;
        bells.kernel.due.register([
          bell({
            handle: async (item, context) => {
              await meanwhile();
              await bell().handle(item, context);
            },
          }),
        ]);
        await other.due.schedule([at('a', NOON)]);
        await bells.kernel.due.runDue();
        expect(await bells.rung()).toEqual([]);
      }
      expect(await bells.rows()).toMatchObject([{ key: 'a', attempts: 0 }]);
    });

    it('is ended by a handler that has nothing to do', async () => {
      bells.kernel.due.register([bell({ handle: async () => {} })]);
      await bells.kernel.due.schedule([at('a', NOON)]);
      expect(await bells.kernel.due.runDue()).toBe(1);
      expect(await bells.rows()).toEqual([]);
    });

    it('may schedule itself again in its effect', async () => {
      bells.kernel.due.register([
        bell({
          handle: (item, context) =>
            context.finish(async tx => {
              await tx('bells').insert({ key: item.key });
              await bells.kernel.due.schedule(
                [at('a', context.now + HOUR)],
                tx,
              );
            }),
        }),
      ]);
      await bells.kernel.due.schedule([at('a', NOON)]);
      for (let hour = 0; hour < 15; hour++) {
        await bells.kernel.due.runDue();
        bells.clock.pass(HOUR);
      }
      // A clock that comes again every hour is no chain reaction.
      expect(await bells.rung()).toHaveLength(15);
      expect(await bells.rows()).toMatchObject([{ depth: 0, attempts: 0 }]);
    });

    it('of a practice that is switched off stays as it is, and holds up nobody', async () => {
      bells.kernel.due.register([bell()]);
      await bells.kernel.due.schedule([
        { kind: 'gone.bell', key: 'x', dueAt: NOON - 1, lane: 'record' },
        at('a', NOON, { lane: 'record' }),
      ]);
      await bells.kernel.due.runDue();
      expect(await bells.rung()).toEqual(['a']);
      expect(await bells.rows()).toMatchObject([
        { kind: 'gone.bell', attempts: 0 },
      ]);
    });
  });
  describe('a handler that throws', () => {
    it('is called again after growing pauses, and not before', async () => {
      let calls = 0;
      bells.kernel.due.register([
        bell({
          handle: async (item, context) => {
            calls += 1;
            if (calls < 3) throw new Error('not yet');
            await bell().handle(item, context);
          },
        }),
      ]);
      await bells.kernel.due.schedule([at('a', NOON)]);
      await bells.kernel.due.runDue();
      expect(calls).toBe(1);
      const [first] = await bells.rows();
      // Five seconds, a fifth more or less.
      expect(Number(first.next_at) - NOON).toBeGreaterThanOrEqual(4_000);
      expect(Number(first.next_at) - NOON).toBeLessThanOrEqual(6_000);
      expect(first).toMatchObject({ last_error: 'not yet', state: 'waiting' });
      await bells.kernel.due.runDue();
      expect(calls).toBe(1);
      bells.clock.pass(6_000);
      await bells.kernel.due.runDue();
      expect(calls).toBe(2);
      bells.clock.pass(24_000);
      await bells.kernel.due.runDue();
      expect(await bells.rung()).toEqual(['a']);
    });

    it('undoes what its effect began', async () => {
      bells.kernel.due.register([
        bell({
          handle: (item, context) =>
            context.finish(async tx => {
              await tx('bells').insert({ key: item.key });
              throw new Error('the hammer broke');
            }),
        }),
      ]);
      await bells.kernel.due.schedule([at('a', NOON)]);
      await bells.kernel.due.runDue();
      expect(await bells.rung()).toEqual([]);
      expect(await bells.rows()).toMatchObject([
        { last_error: 'the hammer broke' },
      ]);
    });

    it('is left for an operator after its attempts, by its own pauses if it has some', async () => {
      bells.kernel.due.register([
        bell({
          pauses: [1_000, 1_000],
          handle: async () => {
            throw new Error('never');
          },
        }),
      ]);
      await bells.kernel.due.schedule([at('a', NOON)]);
      for (let i = 0; i < 6; i++) {
        await bells.kernel.due.runDue();
        bells.clock.pass(1_200);
      }
      expect(await bells.rows()).toMatchObject([
        { state: 'failed', attempts: 3, last_error: 'never' },
      ]);
    });
  });
  it('looks at a clock that jumps: nothing is lost, nothing happens twice', async () => {
    bells.kernel.due.register([bell()]);
    await bells.kernel.due.schedule([
      at('soon', NOON + 1),
      at('tonight', NOON + 8 * HOUR),
      at('tomorrow', NOON + 24 * HOUR),
    ]);
    bells.clock.pass(10 * HOUR);
    await bells.kernel.due.runDue();
    expect(await bells.rung()).toEqual(['soon', 'tonight']);
    bells.clock.pass(-10 * HOUR);
    await bells.kernel.due.runDue();
    bells.clock.pass(24 * HOUR);
    await bells.kernel.due.runDue();
    expect(await bells.rung()).toEqual(['soon', 'tonight', 'tomorrow']);
  });

  it('refuses two handlers of one kind', () => {
    bells.kernel.due.register([bell()]);
    expect(() => bells.kernel.due.register([bell()])).toThrow(
      'Due work of kind test.bell has two handlers',
    );
  });
});
