import type { Caller, RecordChange } from '@callboard/plugin-itsm-node';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { MigratedDatabases } from '../../testing/MigratedDatabases';
import { demoCatalog } from '../../testing/demoCatalog';
import { dumpTables, rowsWith } from '../../tests/dumpTables';
import {
  FixedClock,
  kernelOnDatabase,
  NOON,
  user,
} from '../../tests/kernelOnDatabase';
import { brokenChains } from '../../tests/verifyAll';
import type { KernelParts } from '../buildKernel';
import { copyEntity } from '../catalog/copyEntity';
import { PrincipalStore } from '../journal/PrincipalStore';

const databases = MigratedDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
});
jest.setTimeout(120_000);

const admin = user('ada', [], ['admin']);
const PEOPLE = 3;

/** What somebody does, to which of the records there are, and to whom. */
interface Step {
  who: number;
  what: 'file' | 'comment' | 'assign' | 'edit' | 'task' | 'watch' | 'restrict';
  record: number;
  whom: number;
}

const steps = fc.array(
  fc.record<Step>({
    who: fc.nat(PEOPLE - 1),
    what: fc.constantFrom(
      'file',
      'comment',
      'assign',
      'edit',
      'task',
      'watch',
      'restrict',
    ),
    record: fc.nat(9),
    whom: fc.nat(PEOPLE - 1),
  }),
  { minLength: 5, maxLength: 25 },
);

describe.each(databases.eachSupportedId())(
  'erasure after any history, on %s',
  databaseId => {
    let knex: Knex;
    let kernel: KernelParts;
    const clock = new FixedClock();
    let run = 0;

    beforeAll(async () => {
      knex = await databases.init(databaseId);
      // People of the runs: known to the catalog until they are erased.
      const people = Array.from({ length: 40 * PEOPLE }, (_, i) => ({
        ...demoCatalog.find(e => e.kind === 'User')!,
        metadata: { name: `p${Math.floor(i / PEOPLE)}x${i % PEOPLE}` },
      }));
      kernel = await kernelOnDatabase(knex, {
        clock,
        entities: [...demoCatalog, ...people],
      });
      await kernel.catalog.put(
        demoCatalog.map(e => copyEntity(e, [])),
        NOON,
      );
    });

    const act = async (people: Caller[], ids: string[], n: number, s: Step) => {
      const who = people[s.who];
      const whom = people[s.whom].ref;
      const words = `Words${n} of ${who.ref.split('/')[1]}z for ${whom}`;
      const id = ids[s.record % Math.max(ids.length, 1)];
      if (s.what === 'file' || !id) {
        const { record } = await kernel.records.changeRecord(who, {
          create: 'incident',
          set: {
            title: words,
            serviceRef: 'component:default/checkout',
            requesterRef: who.ref,
            requestedForRef: whom,
          },
        });
        ids.push(record.id);
        return;
      }
      const changes: Record<string, Omit<RecordChange, 'id'>> = {
        comment: { comment: { body: words, audience: 'internal' } },
        assign: { set: { assigneeRef: whom } },
        edit: { set: { title: words, description: `${words}!` } },
        task: { tasks: [{ add: { title: words, assigneeRef: whom } }] },
        watch: {
          participants: [
            { principalRef: whom, role: 'watcher', canRead: false },
          ],
        },
        restrict: { set: { visibility: 'restricted' } },
      };
      await kernel.records.changeRecord(who, { id, ...changes[s.what] });
    };

    it('every chain verifies, the person is nowhere, and nobody else is touched', async () => {
      const property = async (
        history: Step[],
        whose: number,
        all: boolean,
      ): Promise<void> => {
        run += 1;
        const people = Array.from({ length: PEOPLE }, (_, i) =>
          user(`p${run}x${i}`, ['payments'], ['agent', 'restrictedReader']),
        );
        const ids: string[] = [];
        for (const [n, step] of history.entries()) {
          clock.pass(1000);
          await act(people, ids, n, step);
        }
        await kernel.followers.drain();
        const { ref } = people[whose];
        const name = `p${run}x${whose}`;
        const columns = () =>
          knex('records as r')
            .join('incidents as i', 'i.record_id', 'r.id')
            .whereIn('r.id', ids)
            .orderBy('r.number');
        const before = await columns();
        const level = all ? 'identity-and-texts' : 'identity';
        const whom = { ref, level, force: true } as const;
        const { erasedAs } = await kernel.erasure.erase(admin, whom);

        const dump = await dumpTables(knex);
        expect(rowsWith(dump, new RegExp(`user:default/${name}\\b`))).toEqual(
          [],
        );
        const theirs = new RegExp(`of ${name}z`);
        expect(all ? rowsWith(dump, theirs) : []).toEqual([]);
        expect(await brokenChains(knex)).toEqual([]);
        const expected = before.map(row =>
          Object.fromEntries(
            Object.entries(row).map(([column, value]) => {
              if (typeof value !== 'string') return [column, value];
              if (all && theirs.test(value))
                return [column, column === 'title' ? '(erased)' : null];
              return [column, value.replaceAll(ref, erasedAs)];
            }),
          ),
        );
        expect(await columns()).toEqual(expected);
      };
      await fc.assert(
        fc.asyncProperty(steps, fc.nat(PEOPLE - 1), fc.boolean(), property),
        { numRuns: databaseId === 'SQLITE_3' ? 25 : 8, endOnFailure: true },
      );
    });

    it('another backend takes whoever comes back for somebody new, ten seconds later at most', async () => {
      const [here, there] = [1, 2].map(() => new PrincipalStore(knex, clock));
      const ref = 'user:default/returns';
      const { id } = (await here.ids([ref])).get(ref)!;
      expect((await there.ids([ref])).get(ref)!.id).toBe(id);
      await knex.transaction(tx => here.erase(tx, [id], clock.now()));
      here.forget([ref]);
      const fresh = (await here.ids([ref])).get(ref)!.id;
      expect(fresh).not.toBe(id);
      clock.pass(10_000);
      expect((await there.ids([ref])).get(ref)!.id).toBe(fresh);
      expect((await here.refs([id])).get(id)).toBe(`user:erased/${id}`);
    });
  },
);
