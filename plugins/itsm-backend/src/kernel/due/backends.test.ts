import { TestDatabases } from '@backstage/backend-test-utils';
import { SYSTEM_CALLER, type DueHandler } from '@callboard/plugin-itsm-node';
import knexFactory, { type Knex } from 'knex';
import { withoutSafetyNet } from '../../testing/withoutSafetyNet';
import { kernelOnDatabase, user } from '../../tests/kernelOnDatabase';
import type { KernelParts } from '../buildKernel';
import { systemClock } from '../clock';

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
jest.setTimeout(60_000);

const maria = user('maria', ['payments']);
const wait = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

describe('due work of several backends on PostgreSQL', () => {
  let knex: Knex;
  let running: { kernel: KernelParts; pool: Knex }[] = [];

  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
    await knex.schema.createTable('bells', table => {
      table.increments('n');
      table.string('key');
      table.string('by');
      table.bigInteger('at');
    });
  });
  afterEach(async () => {
    for (const { kernel, pool } of running) {
      await kernel.due.stop();
      await pool.destroy();
    }
    running = [];
    await knex('due_work').delete();
    await knex('bells').delete();
  });

  const bell = (by: string, more: Partial<DueHandler> = {}): DueHandler => ({
    kind: 'test.bell',
    title: 'Rings a bell',
    handle: (item, context) =>
      context.finish(async tx => {
        await tx('bells').insert({ key: item.key, by, at: Date.now() });
      }),
    ...more,
  });
  /** Where the test's database is, as somebody else; knex hides the password from copies. */
  const connection = (more: object) => {
    const settings = knex.client.config.connection;
    return { ...settings, password: settings.password, ...more };
  };
  /** A backend with its own connections and the machine's clock. */
  const backend = async (name: string, more: Partial<DueHandler> = {}) => {
    const pool = knexFactory({
      client: 'pg',
      connection: connection({ application_name: name }),
      pool: { min: 0, max: 10 },
      // What it says of a database that is away, it says a hundred times.
      log: { warn() {}, error() {}, debug() {}, deprecate() {} },
    });
    const kernel = await kernelOnDatabase(pool, { clock: systemClock as any });
    kernel.due.register([bell(name, more)]);
    running.push({ kernel, pool });
    return kernel;
  };
  const at = (key: string, dueAt: number, more = {}) => ({
    kind: 'test.bell',
    key,
    dueAt,
    ...more,
  });
  const rung = () => knex('bells').orderBy('n');
  const until = async (holds: () => Promise<boolean>) => {
    while (!(await holds())) await wait(20);
  };
  /** Ends all connections of a backend, as its death would. */
  const kill = async (name: string) => {
    await knex.raw(
      'select pg_terminate_backend(pid) from pg_stat_activity where application_name = ?',
      [name],
    );
  };

  it('happens once each, however many look for it', async () => {
    const kernels = await Promise.all(['a', 'b', 'c'].map(n => backend(n)));
    const now = Date.now();
    await kernels[0].due.schedule(
      Array.from({ length: 300 }, (_, i) => at(`k${i}`, now + i)),
    );
    kernels.forEach(kernel => kernel.due.start());
    await until(async () => (await knex('due_work')).length === 0);
    const rows = await rung();
    expect(rows).toHaveLength(300);
    expect(new Set(rows.map(r => r.key)).size).toBe(300);
    expect(new Set(rows.map(r => r.by)).size).toBeGreaterThan(1);
  });

  it('keeps the order of each record, although records go side by side', async () => {
    const kernels = await Promise.all(['a', 'b'].map(n => backend(n)));
    const now = Date.now() - 10_000;
    await kernels[0].due.schedule(
      Array.from({ length: 120 }, (_, i) =>
        at(`${String(i).padStart(3, '0')}`, now + i, { lane: `r${i % 6}` }),
      ),
    );
    kernels.forEach(kernel => kernel.due.start());
    await until(async () => (await knex('due_work')).length === 0);
    const keys = (await rung()).map(r => Number(r.key));
    expect(keys).toHaveLength(120);
    for (let lane = 0; lane < 6; lane++) {
      const own = keys.filter(key => key % 6 === lane);
      expect(own).toEqual([...own].sort((a, b) => a - b));
    }
  });

  it('happens at its time, without anybody looking now and then', async () => {
    const looksAgain = withoutSafetyNet();
    const kernel = await backend('a');
    kernel.due.start();
    const dueAt = Date.now() + 700;
    await kernel.due.schedule([at('on time', dueAt)]);
    await until(async () => (await rung()).length === 1);
    const [row] = await rung();
    expect(Number(row.at) - dueAt).toBeGreaterThanOrEqual(0);
    looksAgain();
  });

  it('is taken over at once from a backend that dies in the middle of it', async () => {
    let began = false;
    const dying = await backend('dying', {
      handle: async (item, context) => {
        began = true;
        await wait(1_500);
        await bell('dying').handle(item, context);
      },
    });
    dying.due.start();
    await dying.due.schedule([at('a', Date.now())]);
    await until(async () => began);
    // Its process is alive here; it must not come back for more.
    const ending = dying.due.stop();
    const other = await backend('other');
    other.due.start();
    await wait(700);
    expect(await rung()).toEqual([]);
    await kill('dying');
    // Not only after the minute of a lease: by then the test's time is over.
    await until(async () => (await rung()).length === 1);
    expect(await rung()).toMatchObject([{ key: 'a', by: 'other' }]);
    await ending;
    // What the dead one was about to do came to nothing.
    expect(await rung()).toHaveLength(1);
  });

  it('goes on after the database was away, with nothing counted as failed', async () => {
    const kernel = await backend('a');
    const name = (await knex.raw('select current_database() as name')).rows[0]
      .name;
    const elsewhere = knexFactory({
      client: 'pg',
      connection: connection({ database: 'postgres' }),
      pool: { min: 0, max: 1 },
    });
    kernel.due.start();
    try {
      await kernel.due.schedule([at('later', Date.now() + 1_000)]);
      await elsewhere.raw('alter database ?? allow_connections false', [name]);
      await kill('a');
      await wait(4_000);
    } finally {
      await elsewhere.raw('alter database ?? allow_connections true', [name]);
      await elsewhere.destroy();
    }
    await until(async () => (await rung()).length === 1);
    expect(await knex('due_work')).toEqual([]);
  });

  it('never waits in a circle for a command that moves the item meanwhile', async () => {
    let id = '';
    const kernel = await backend('a', {
      handle: async (_, context) => {
        await context.command(SYSTEM_CALLER, [
          { id, comment: { body: 'Due', audience: 'internal' } },
        ]);
      },
    });
    const { record } = await kernel.records.changeRecord(maria, {
      create: 'incident',
      set: {
        title: 'Checkout returns 502',
        serviceRef: 'component:default/checkout',
        impact: 2,
        urgency: 2,
      },
    });
    id = record.id;
    await kernel.due.schedule([at('clock', Date.now())]);
    let circle: Promise<unknown> | undefined;
    await kernel.records.changeRecord(
      maria,
      { id, comment: { body: 'Wait', audience: 'internal' } },
      {
        // The record is locked here; the item's command waits for it.
        alongside: async tx => {
          circle = kernel.due.runDue();
          await wait(500);
          await kernel.due.schedule([at('clock', Date.now() + 60_000)], tx);
        },
      },
    );
    await circle;
    expect(await knex('due_work')).toMatchObject([{ attempts: 0 }]);
    const bodies = await knex('texts').where('subject_id', id).pluck('body');
    expect(bodies).toContain('Wait');
    expect(bodies).not.toContain('Due');
  });

  it('ends what runs and takes nothing new when the backend stops', async () => {
    const kernel = await backend('a', {
      handle: async (item, context) => {
        await wait(300);
        await bell('a').handle(item, context);
      },
    });
    kernel.due.start();
    await kernel.due.schedule([at('a', Date.now())]);
    await wait(150);
    await kernel.due.schedule([at('b', Date.now() + 200)]);
    await kernel.due.stop();
    await wait(400);
    expect((await rung()).map(r => r.key)).toEqual(['a']);
    expect(await knex('due_work')).toMatchObject([{ key: 'b', attempts: 0 }]);
  });
});
