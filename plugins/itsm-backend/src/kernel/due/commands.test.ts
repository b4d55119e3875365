import { TestDatabases } from '@backstage/backend-test-utils';
import { SYSTEM_CALLER } from '@callboard/plugin-itsm-node';
import { Bells, at, bell, HOUR, maria } from '../../tests/bells';
import { NOON } from '../../tests/kernelOnDatabase';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
jest.setTimeout(60_000);

describe.each(databases.eachSupportedId())(
  'commands of due work on %s',
  databaseId => {
    const bells = new Bells(databases, databaseId);

    describe('a command', () => {
      it('commits with the end of its item, and its entry says what led to it', async () => {
        const { id, number } = await bells.incident();
        const cause = await bells
          .knex('journal')
          .max({ last: 'position' })
          .first();
        bells.kernel.due.register([
          bell({
            handle: async (_, context) => {
              await context.command(SYSTEM_CALLER, [
                { id, comment: { body: 'Still open', audience: 'internal' } },
              ]);
            },
          }),
        ]);
        await bells.kernel.due.schedule([
          at('a', NOON, { causedBy: Number(cause!.last) }),
        ]);
        await bells.kernel.due.runDue();
        expect(await bells.rows()).toEqual([]);
        const [entry] = await bells
          .knex('journal')
          .where({ subject_id: id })
          .orderBy('position', 'desc');
        expect(entry.kind).toBe('comment.added');
        expect(Number(entry.caused_by)).toBe(Number(cause!.last));
        expect(await bells.kernel.records.verify(maria, number)).toEqual({
          entries: 2,
        });
      });

      it('that is refused changes nothing; its item is tried again', async () => {
        const { id } = await bells.incident();
        bells.kernel.due.register([
          bell({
            handle: async (_, context) => {
              await context.command(SYSTEM_CALLER, [{ id, transition: 'fly' }]);
            },
          }),
        ]);
        await bells.kernel.due.schedule([at('a', NOON)]);
        await bells.kernel.due.runDue();
        const last_error = expect.stringContaining('there is no "fly"');
        expect(await bells.rows()).toMatchObject([
          { state: 'waiting', attempts: 1, last_error },
        ]);
      });

      it('may be caught, and another one finish the item', async () => {
        const { id } = await bells.incident();
        bells.kernel.due.register([
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
        await bells.kernel.due.schedule([at('a', NOON)]);
        await bells.kernel.due.runDue();
        expect(await bells.rung()).toEqual(['a']);
      });
    });
    describe('a chain of causes', () => {
      it('that sets itself off is ended, and the item says why', async () => {
        const { id } = await bells.incident();
        let commands = 0;
        bells.kernel.due.register([
          bell({
            handle: async (_, context) => {
              commands += 1;
              await context.command(SYSTEM_CALLER, [
                { id, comment: { body: 'Ping', audience: 'internal' } },
              ]);
              // As a projection would: it knows nothing but the entry.
              const last = await bells
                .knex('journal')
                .max({ p: 'position' })
                .first();
              await bells.kernel.due.schedule([
                at('again', bells.clock.now(), { causedBy: Number(last!.p) }),
              ]);
            },
          }),
        ]);
        await bells.kernel.due.schedule([at('again', NOON)]);
        await bells.kernel.due.runDue();
        expect(commands).toBe(11);
        expect(await bells.rows()).toMatchObject([
          { state: 'failed', depth: 11 },
        ]);
        expect((await bells.rows())[0].last_error).toContain(
          'led to by 11 commands of due work in a row, and 10 are allowed',
        );
      });

      it('is counted along the journal, as far as less than a minute lies between', async () => {
        const { id } = await bells.incident();
        const last = async () =>
          Number(
            (await bells.knex('journal').max({ p: 'position' }).first())!.p,
          );
        const follow = async (causedBy: number) => {
          await bells.kernel.records.changeRecord(
            SYSTEM_CALLER,
            { id, comment: { body: 'So', audience: 'internal' } },
            { causedBy },
          );
          return last();
        };
        const second = await follow(await last());
        const third = await follow(second);
        await bells.kernel.due.schedule([at('now', NOON, { causedBy: third })]);
        await bells.kernel.due.schedule([
          at('later', NOON + HOUR, { causedBy: third }),
        ]);
        bells.clock.pass(HOUR);
        const fourth = await follow(third);
        await bells.kernel.due.schedule([
          at('after an hour', bells.clock.now(), { causedBy: fourth }),
        ]);
        expect(await bells.rows()).toMatchObject([
          { key: 'after an hour', depth: 0 },
          { key: 'later', depth: 0 },
          { key: 'now', depth: 2 },
        ]);
      });
    });
  },
);
