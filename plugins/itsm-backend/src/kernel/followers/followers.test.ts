import { TestDatabases } from '@backstage/backend-test-utils';
import {
  SYSTEM_CALLER,
  type JournalRow,
  type Projection,
} from '@callboard/plugin-itsm-node';
import type { Knex } from 'knex';
import { withoutSafetyNet } from '../../testing/withoutSafetyNet';
import {
  FixedClock,
  kernelOnDatabase,
  user,
} from '../../tests/kernelOnDatabase';
import type { KernelParts } from '../buildKernel';
import { FollowerStore } from './FollowerStore';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
jest.setTimeout(60_000);

const maria = user('maria', ['payments']);

describe.each(databases.eachSupportedId())('followers on %s', databaseId => {
  let knex: Knex;
  let kernel: KernelParts;
  let clock: FixedClock;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    await knex.schema.createTable('heard', table => {
      table.increments('n');
      table.bigInteger('position');
      table.string('kind');
      table.string('who');
    });
  });

  const toHeard = (e: JournalRow) => ({
    position: e.position,
    kind: e.kind,
    who: e.actorRef,
  });
  /** Writes down what it hears. */
  const hearer = (more: Partial<Projection> = {}): Projection => ({
    id: 'test.hearer',
    title: 'Writes down what it hears',
    apply: async (tx, entries) => {
      await tx('heard').insert(entries.map(toHeard));
    },
    reset: async tx => {
      await tx('heard').delete();
    },
    ...more,
  });
  /** The kernel with one projection of ours. */
  const withProjection = async (projection: Projection) => {
    const built = await kernelOnDatabase(knex, { clock });
    built.followers.register([projection]);
    await built.followers.prepare();
    return built;
  };
  const heard = async () =>
    (await knex('heard').orderBy('n').pluck('position')).map(Number);
  const journal = async () =>
    (await knex('journal').orderBy('position').pluck('position')).map(Number);
  const state = async () =>
    (await kernel.followers.states()).find(s => s.id === 'test.hearer')!;
  const file = async (title = 'Checkout returns 502') => {
    const { record } = await kernel.records.changeRecord(maria, {
      create: 'incident',
      set: {
        title,
        serviceRef: 'component:default/checkout',
        impact: 2,
        urgency: 2,
      },
    });
    return record;
  };
  const comment = (id: string, body = 'So') =>
    kernel.records.changeRecord(maria, {
      id,
      comment: { body, audience: 'internal' },
    });

  beforeEach(async () => {
    clock = new FixedClock();
    kernel = await kernelOnDatabase(knex, { clock });
    await kernel.followers.drain();
    await knex('followers').where('id', 'test.hearer').delete();
    await knex('heard').delete();
  });

  it('hears every entry once, in order, from the first one on', async () => {
    const { id } = await file();
    await comment(id);
    kernel = await withProjection(hearer());
    await kernel.followers.drain();
    await comment(id);
    await kernel.followers.drain();
    await kernel.followers.drain();
    expect(await heard()).toEqual(await journal());
    // What the copy of the catalog says is said by the product itself.
    const who = await knex('heard').distinct('who').orderBy('who');
    expect(who.map(r => r.who)).toEqual([SYSTEM_CALLER.ref, maria.ref]);
    expect(await state()).toMatchObject({ unreadSince: undefined });
  });

  it('hears only the kinds it wants, and has read the others all the same', async () => {
    const { id } = await file();
    kernel = await withProjection(hearer({ kinds: ['comment.added'] }));
    await comment(id);
    await file();
    await kernel.followers.drain();
    const kinds = await knex('heard').distinct('kind').pluck('kind');
    expect(kinds).toEqual(['comment.added']);
    expect(await state()).toMatchObject({
      position: (await journal()).pop(),
    });
  });

  it('is moved on together with others that want nothing of what came', async () => {
    kernel = await withProjection(hearer({ kinds: ['comment.added'] }));
    const idle = ['a', 'b', 'c'].map(name => ({
      id: `test.idle-${name}`,
      title: 'Waits for what never comes',
      kinds: ['never'],
      apply: async () => {
        throw new Error('nobody wants this');
      },
    }));
    kernel.followers.register(idle);
    await kernel.followers.prepare();
    await kernel.followers.drain();
    const { id } = await file();
    await kernel.followers.drain();
    await comment(id);
    const moved: string[] = [];
    const note = ({ sql, bindings }: { sql: string; bindings: unknown[] }) => {
      if (sql.startsWith('update') && sql.includes('followers'))
        moved.push(bindings.join(' '));
    };
    knex.on('query', note);
    await kernel.followers.drain();
    knex.removeListener('query', note);
    const head = (await journal()).pop();
    const states = await kernel.followers.states();
    for (const each of [{ id: 'test.hearer' }, ...idle])
      expect(states.find(s => s.id === each.id)!.position).toBe(head);
    expect((await heard()).pop()).toBe(head);
    const ofIdle = moved.filter(words => words.includes('test.idle-'));
    expect(ofIdle).toHaveLength(1);
    expect(ofIdle[0]).not.toContain('test.hearer');
    await knex('followers').where('id', 'like', 'test.idle-%').delete();
  });

  if (databaseId === 'POSTGRES_18') {
    it('is left alone while another backend has it in hand', async () => {
      kernel = await withProjection(hearer({ kinds: ['never'] }));
      await kernel.followers.drain();
      const { position } = await state();
      await file();
      const store = new FollowerStore(knex);
      await knex.transaction(async tx => {
        await store.hold(tx, 'test.hearer');
        expect([
          ...(await store.pass(['test.hearer'], position, position + 1)),
        ]).toEqual([]);
      });
      expect([
        ...(await store.pass(['test.hearer'], position, position + 1)),
      ]).toEqual(['test.hearer']);
    });
  }

  it('starts behind what was there, if it must not tell it anew', async () => {
    await file();
    const before = await journal();
    kernel = await withProjection(hearer({ fromNow: true }));
    await kernel.followers.drain();
    expect(await heard()).toEqual([]);
    await file();
    await kernel.followers.drain();
    expect(await heard()).toEqual(
      (await journal()).filter(p => !before.includes(p)),
    );
  });

  it('says how far it is behind, and since when', async () => {
    kernel = await withProjection(hearer());
    await kernel.followers.drain();
    await file();
    clock.pass(90_000);
    const behind = await state();
    expect(behind.head - behind.position).toBe(1);
    expect(clock.now() - behind.unreadSince!).toBe(90_000);
  });

  describe('one that fails', () => {
    const fails = async (poison: (e: JournalRow) => boolean) => {
      kernel = await withProjection(
        hearer({
          apply: async (tx, entries) => {
            await tx('heard').insert(entries.map(toHeard));
            if (entries.some(poison)) throw new Error('cannot digest this');
          },
        }),
      );
    };

    it('has taken up all before the entry that fails, and names that one', async () => {
      let poisonous = -1;
      await fails(e => e.position === poisonous);
      await kernel.followers.drain();
      const { id } = await file();
      for (let i = 0; i < 20; i++) await comment(id);
      const all = await journal();
      poisonous = all[all.length - 7];
      await kernel.followers.drain();
      expect(await heard()).toEqual(all.slice(0, -7));
      expect((await state()).failure).toMatchObject({
        position: poisonous,
        kind: 'comment.added',
        subjectId: id,
        message: 'cannot digest this',
      });
    });

    it('tries again after its pause, or when an operator says so, and goes on', async () => {
      let broken = true;
      await fails(() => broken);
      await file();
      await kernel.followers.drain();
      const { failure } = await state();
      expect(failure!.nextTryAt! - clock.now()).toBe(1_000);
      broken = false;
      await kernel.followers.drain();
      expect(await heard()).toEqual([]);
      await kernel.followers.retry('test.hearer');
      await kernel.followers.drain();
      expect(await heard()).toEqual(await journal());
      expect((await state()).failure).toBeUndefined();
    });

    it('pauses longer each time, a minute at most', async () => {
      await fails(() => true);
      await file();
      const pauses: number[] = [];
      for (let i = 0; i < 9; i++) {
        await kernel.followers.drain();
        const { nextTryAt } = (await state()).failure!;
        pauses.push((nextTryAt! - clock.now()) / 1000);
        clock.pass(nextTryAt! - clock.now());
      }
      expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
    });

    it('holds up no other', async () => {
      await fails(() => true);
      kernel.followers.register([
        { id: 'test.other', title: 'Another', apply: async () => {} },
      ]);
      await kernel.followers.prepare();
      await file();
      await kernel.followers.drain();
      const other = (await kernel.followers.states()).find(
        s => s.id === 'test.other',
      )!;
      expect(other.position).toBe((await journal()).pop());
    });
  });

  describe('a rebuild', () => {
    it('comes to the same value, with its progress told', async () => {
      kernel = await withProjection(hearer());
      const { id } = await file();
      await comment(id);
      await kernel.followers.drain();
      const before = await knex('heard').select('position', 'kind', 'who');
      await kernel.followers.rebuild('test.hearer');
      expect(await heard()).toEqual([]);
      expect(await state()).toMatchObject({
        position: 0,
        rebuildingTo: (await journal()).pop(),
      });
      await kernel.followers.drain();
      expect(await knex('heard').select('position', 'kind', 'who')).toEqual(
        before,
      );
      expect((await state()).rebuildingTo).toBeUndefined();
    });

    it('is refused for what would leave the system twice', async () => {
      kernel = await withProjection(hearer({ reset: undefined }));
      await expect(kernel.followers.rebuild('test.hearer')).rejects.toThrow(
        'Writes down what it hears cannot be built again',
      );
      await expect(kernel.followers.rebuild('nobody')).rejects.toThrow(
        'There is no follower nobody',
      );
    });
  });

  it('hears by itself of what this backend does, as long as it runs', async () => {
    const looksAgain = withoutSafetyNet();
    kernel = await withProjection(hearer());
    kernel.followers.start();
    const { id } = await file();
    while ((await heard()).length < (await journal()).length)
      await new Promise(resolve => setTimeout(resolve, 10));
    await kernel.followers.stop();
    looksAgain();
    await comment(id);
    await new Promise(resolve => setTimeout(resolve, 100));
    expect((await heard()).length).toBe((await journal()).length - 1);
  });

  it('of two backends hears everything once', async () => {
    const one = await withProjection(hearer());
    const other = await withProjection(hearer());
    kernel = one;
    one.followers.start();
    other.followers.start();
    const { id } = await file();
    await Promise.all(Array.from({ length: 40 }, () => comment(id)));
    await Promise.all([one.followers.drain(), other.followers.drain()]);
    await Promise.all([one.followers.stop(), other.followers.stop()]);
    expect(await heard()).toEqual(await journal());
  });
});
