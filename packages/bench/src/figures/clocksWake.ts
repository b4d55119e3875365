import type { Knex } from 'knex';
import type { BenchDatabase } from '../database';
import type { Figure } from '../Figure';
import { startQuietly } from '../runningKernel';
import { makeMany, REACHED_AFTER, watch } from '../serviceLevels/watched';

const MANY = 1_000_000;
const FEW = 10_000;
const DUE = 100;
const LOOK_MS = 5;
const LONGEST_MS = 120_000;
const DAYS_30 = 30 * 86_400_000;

const wait = (ms: number) =>
  new Promise<void>(done => {
    setTimeout(done, ms);
  });

/** Thresholds that were reached, as the journal says. */
async function reached(knex: Knex): Promise<number> {
  const [{ count }] = await knex('journal')
    .where('kind', 'incident.threshold')
    .count();
  return Number(count);
}

/** A backend with so many running clocks, each with a threshold that is reached in a month or later. */
async function backendWith(database: BenchDatabase, clocks: number) {
  const knex = await database.fresh();
  const { portal, kernel } = await startQuietly(knex);
  const { urgent, slow } = await watch(portal, kernel);
  await makeMany(knex, slow, {
    first: 1,
    count: clocks,
    createdAt: Date.now() - DAYS_30,
    everyMs: DAYS_30 / clocks,
  });
  await knex.raw('vacuum analyze');
  let made = clocks;
  return {
    knex,
    /** How long one wake takes in which so many thresholds are due. Milliseconds. */
    async wake(): Promise<number> {
      await makeMany(knex, urgent, {
        first: made + 1,
        count: DUE,
        createdAt: Date.now() - REACHED_AFTER.urgent - DUE,
        everyMs: 1,
      });
      made += DUE;
      const before = await reached(knex);
      const isDone = async () =>
        !(await knex('due_work')
          .where('state', 'waiting')
          .where('next_at', '<=', Date.now())
          .first('id'));
      const started = performance.now();
      kernel.due.start();
      while (!(await isDone())) {
        if (performance.now() - started > LONGEST_MS)
          throw new Error('What is due is not done after two minutes');
        await wait(LOOK_MS);
      }
      const took = performance.now() - started;
      await kernel.due.stop();
      const done = (await reached(knex)) - before;
      if (done !== DUE)
        throw new Error(`${done} of ${DUE} thresholds were reached`);
      // What follows a command is not to slow the other side.
      await kernel.followers.drain();
      return took;
    },
    stop: () => portal.stop(),
  };
}

/**
 * One wake of due work in one backend: a hundred thresholds are due, and each is told anew from the
 * journal, done and noted there. *Ours* is among a million incidents whose clocks run and whose
 * thresholds wait, the *floor* among ten thousand. Both have the same hundred more that were just
 * filed. What follows the journal is done afterwards and not measured.
 */
export const clocksWake1m: Figure = {
  name: 'clocks.wake.1m',
  description:
    'one wake with 100 thresholds due among 1,000,000 running clocks over the same among 10,000 (--clocks=N)',
  aim: 1.3,
  better: 'less',
  unit: 'ms',
  async prepare(database, options) {
    const clocks = Number(options.clocks ?? MANY);
    const started = Date.now();
    const few = await backendWith(database, FEW);
    const many = await backendWith(database, clocks);
    const seedSeconds = Math.round((Date.now() - started) / 1000);
    let turn = 0;
    return {
      async sample() {
        turn += 1;
        // Neither is always the one before which the machine has rested.
        if (turn % 2) {
          const ours = await many.wake();
          return { ours, floor: await few.wake() };
        }
        const floor = await few.wake();
        return { ours: await many.wake(), floor };
      },
      async notes() {
        const [{ running }] = await many
          .knex('sl_clocks')
          .where('state', 'running')
          .count({ running: '*' });
        return { running: Number(running), seedSeconds };
      },
      async close() {
        await few.stop();
        await many.stop();
      },
    };
  },
};
