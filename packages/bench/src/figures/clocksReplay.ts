import type { Figure } from '../Figure';
import { countJournal, readJournal } from '../load/readJournal';
import { csvOf, readLog } from '../readLog';
import { startQuietly } from '../runningKernel';
import { DESK, promise } from '../serviceLevels/agreements';
import {
  CLOCKS,
  DERIVED,
  sendBack,
  skipToEnd,
} from '../serviceLevels/follower';

const DEFAULT_ROWS = 20_000;
/** Before the first entry of any log. */
const LONG_AGO = Date.UTC(2010, 0);

/**
 * Entries a second of an imported log through the clocks, from the first entry on and with nothing
 * derived, over entries a second of a plain client that reads the same batches and does nothing with
 * them. What is agreed is what a service desk agrees, and held when the log was written.
 */
export const clocksReplay: Figure = {
  name: 'clocks.replay',
  description:
    'entries of an imported log through the clocks over reading them and doing nothing (--log=FILE --rows=N)',
  aim: 0.2,
  unit: 'entries/s',
  async prepare(database, options) {
    const log = readLog(options, DEFAULT_ROWS);
    const knex = await database.fresh();
    const { portal, kernel } = await startQuietly(knex);
    await promise(portal, DESK, LONG_AGO);
    const run = await portal.importCsv(csvOf(log));
    if (run.state !== 'done')
      throw new Error(`The import failed: ${JSON.stringify(run)}`);
    await skipToEnd(knex);
    await knex('due_work').delete();
    const entries = await countJournal(knex);
    const timed = async (work: () => Promise<void>) => {
      const started = performance.now();
      await work();
      return (entries / (performance.now() - started)) * 1000;
    };
    return {
      async sample() {
        await knex.raw(`truncate ${DERIVED.join(', ')}`);
        await sendBack(knex, CLOCKS);
        await knex.raw('vacuum analyze');
        const ours = await timed(() => kernel.followers.drain());
        const floor = await timed(() => readJournal(knex));
        return { ours, floor };
      },
      async notes() {
        const clocks = await knex('sl_clocks').count({ n: '*' }).first();
        const late = await knex('sl_clocks')
          .where('breached', true)
          .count({ n: '*' })
          .first();
        return {
          entries,
          clocks: Number(clocks!.n),
          breached: Number(late!.n),
        };
      },
      close: () => portal.stop(),
    };
  },
};
